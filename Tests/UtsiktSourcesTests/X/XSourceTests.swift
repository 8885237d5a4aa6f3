import Synchronization
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// The connector of X over sockets: what is asked for, and nothing twice.
@Suite(.timeLimit(.minutes(20))) struct XSourceTests {
    /// A service with users that have posts 1 to the newest; it counts what it hands out.
    private final class World: Sendable {
        struct State: Sendable {
            var newest: [String: Int] = [:]
            var followed: [String] = []
            var gone: Set<String> = []
            var postsSold = 0
            var usersSold = 0
            var asked: [String] = []
        }
        let state: Noted<State>
        let server: PostServer

        init(_ state: State) throws {
            let shelf = Noted(state)
            self.state = shelf
            server = try PostServer(answer: { request in
                let before = shelf.value
                let (answer, posts, users) = Self.answer(request, before)
                shelf.change { state in
                    state.asked.append(request.path)
                    state.postsSold += posts
                    state.usersSold += users
                }
                return answer
            })
        }

        func takeAsked() -> [String] {
            defer { state.change { $0.asked = [] } }
            return state.value.asked
        }

        static func answer(_ request: PostRequest, _ state: State) -> (PostExchange, Int, Int) {
            let parts = request.path.split(separator: "/").map(String.init)
            switch parts.last {
            case "by":
                let names = (request.value("usernames") ?? "").split(separator: ",").map(String.init)
                let known = names.filter { !state.gone.contains($0) }
                let users = known.map { #"{"id":"\#(Self.id($0))","username":"\#($0)"}"# }
                return (.json("{\"data\":[\(users.joined(separator: ","))],\"meta\":{}}"), 0, users.count)
            case "me": return (.json(#"{"data":{"id":"7","username":"me"}}"#), 0, 1)
            case "following":
                let start = Int(request.value("pagination_token") ?? "") ?? 0
                let size = Int(request.value("max_results") ?? "") ?? 100
                let page = state.followed.dropFirst(start).prefix(size).map { #"{"id":"\#($0)","username":"u\#($0)"}"# }
                let next = start + page.count < state.followed.count ? ",\"next_token\":\"\(start + page.count)\"" : ""
                let meta = "{\"result_count\":\(page.count)\(next)}"
                return (.json("{\"data\":[\(page.joined(separator: ","))],\"meta\":\(meta)}"), 0, page.count)
            default: break
            }
            let user = parts.count > 2 ? parts[2] : ""
            guard let newest = state.newest[user] else {
                let type = "https://api.twitter.com/2/problems/resource-not-found"
                return (.json(#"{"errors":[{"value":"\#(user)","type":"\#(type)"}]}"#), 0, 0)
            }
            let size = Int(request.value("max_results") ?? "") ?? 10
            let base = (Int(user) ?? 0) * 10_000
            let since = request.value("since_id").flatMap { Int($0) } ?? base
            let top = request.value("pagination_token").flatMap { Int($0) } ?? base + newest
            let ids = Array(stride(from: top, to: max(since, top - size), by: -1))
            guard let last = ids.last else { return (.json(#"{"meta":{"result_count":0}}"#), 0, 0) }
            let posts = ids.map { id in
                #"{"id":"\#(id)","text":"x","author_id":"\#(user)","created_at":"2026-11-21T10:15:20.000Z"}"#
            }
            let next = last > since + 1 ? ",\"next_token\":\"\(last - 1)\"" : ""
            let meta = "{\"result_count\":\(ids.count)\(next)}"
            return (.json("{\"data\":[\(posts.joined(separator: ","))],\"meta\":\(meta)}"), ids.count, 0)
        }

        static func id(_ name: String) -> String { String(name.utf8.reduce(10) { ($0 &* 31 &+ Int($1)) % 100_000 }) }

        func source(
            account: String? = nil, accounts: [String] = [], budget: (Double?, Double?) = (100, nil), posts: Int = 40
        ) -> XSource {
            XSource(
                .init(
                    baseURL: server.url, account: account, accounts: accounts, token: Secret("hush"),
                    postsPerAccount: posts,
                    budget: (day: budget.0.map { Money(dollars: $0) }, month: budget.1.map { Money(dollars: $0) }),
                    refreshSeconds: 3600),
                id: SourceID(rawValue: "x"), transport: CurlTransport(timeoutSeconds: 60))
        }
    }

    private func world(_ change: (inout World.State) -> Void) throws -> World {
        var state = World.State()
        change(&state)
        return try World(state)
    }

    @Test(arguments: [(nil, nil), (0, nil), (0, 5), (5, 0)] as [(Double?, Double?)])
    func withoutMoneyNothingIsAskedFor(day: Double?, month: Double?) async throws {
        let world = try world { $0.newest = ["201": 5] }
        let run = try PostRun()
        defer { try? run.store.close() }
        let source = world.source(account: "me", accounts: ["201"], budget: (day, month))
        let snapshot = try await run(source)
        #expect(snapshot.total == 2 && snapshot.setAside == 0 && world.takeAsked().isEmpty)
        #expect(snapshot.sources.first?.pause?.cause == .money && snapshot.sources.first?.money?.budget.isOff == true)
        #expect(snapshot.sources.first?.money?.forecast == source.spendingForecast)
        // Nor where somebody asks past the meter.
        let task = FetchTask(source: source.id, subject: "user/201", label: "u", budget: XSource.postsBudget)
        let failure = await #expect(throws: SourceFailure.self) { try await source.fetch(task) }
        #expect(failure?.pause?.cause == .money && world.takeAsked().isEmpty)
    }

    @Test func followedUsersCostACallEachAndNothingIsPaidForTwice() async throws {
        let followed = (0..<120).map { String(200 + $0) }
        let world = try world { state in
            state.followed = followed
            for id in followed { state.newest[id] = 90 }
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(world.source(account: "me"))
        #expect(snapshot.done == 121 && snapshot.setAside == 0)
        #expect(world.takeAsked().count == 2 + 120)
        #expect(world.state.value.postsSold == 120 * 40 && world.state.value.usersSold == 121)
        #expect(try await run.store.counts().posts == 120 * 40)

        run.clock.advance(by: 7200)
        world.state.change { $0.newest["207"] = 93 }
        _ = try await run(world.source(account: "me"))
        // The list is not paid for again, and of each user only what is new.
        #expect(world.takeAsked().count == 120)
        #expect(world.state.value.postsSold == 120 * 40 + 3 && world.state.value.usersSold == 121)
        #expect(try await run.store.counts().posts == 120 * 40 + 3)

        // A month later it is read again; who is not followed any more is not asked for.
        run.clock.advance(by: 31 * 86_400)
        world.state.change { $0.followed = Array(followed.prefix(5)) }
        _ = try await run(world.source(account: "me"))
        #expect(world.takeAsked().count == 2 + 5)
    }

    @Test func aDayCostsNoMoreThanItsBudget() async throws {
        let world = try world { $0.newest = ["201": 90, "202": 90, "203": 90] }
        let run = try PostRun()
        defer { try? run.store.close() }
        let start = run.clock.now
        // A hundred posts a day.
        let source = world.source(accounts: ["201", "202", "203"], budget: (0.5, 100))
        var days = 0
        for _ in 0..<5 {
            _ = try await run(source)
            days = run.clock.now.day.number - start.day.number
            #expect(world.state.value.postsSold <= (days + 1) * 100)
            run.clock.advance(by: 86_400)
        }
        // Five pages of eight each, as a quarter of a day's money pays with two posts that come along with each.
        #expect(try await run.store.counts().posts == 3 * 40)
    }

    @Test func whatAnswersMayCostIsToldBeforeTheFirstOne() throws {
        let world = try world { _ in }
        let source = world.source(accounts: ["201", "a", "b"], budget: (0.8, nil))
        #expect(source.spendingForecast?.most == Money(dollars: 3 * 0.01 + 3 * 3 * 40 * 0.005))
        #expect(source.money == MoneyBudget(day: Money(dollars: 0.8), month: Money(millionths: .max)))
        let tasks = source.seeds(at: Timestamp(seconds: 1_796_000_000))
        // Both names, and thirteen posts with twice as many that come along: a quarter of a day's money at most.
        #expect(tasks.map { source.price(of: $0) } == [Money(dollars: 0.02), Money(dollars: 0.195)])
        var known = tasks[0]
        known.newest = XListMemory(day: nil, ids: ["a": "1", "b": "2"]).text
        #expect(source.price(of: known) == .zero)
        // Of followed users nobody knows how many there are: as if there were a page of them.
        let me = world.source(account: "me", budget: (1, nil))
        #expect(me.spendingForecast?.items.map(\.count) == [1000, 40_000, 80_000])
        #expect(me.seeds(at: Timestamp(seconds: 0)).map { me.price(of: $0) } == [Money(dollars: 0.25)])
    }

    @Test(arguments: [(1, SourcePause.Cause.credits, 1), (2, .cap, 1), (3, .token, 1), (8, .refusals, 3)])
    func whatConcernsAllPausesTheSource(index: Int, cause: SourcePause.Cause, calls: Int) async throws {
        var refusal = try PostExchange.own("x/errors")[index]
        if cause == .refusals { refusal.status = 403 }
        let answer = refusal
        let server = try PostServer { _ in answer }
        let run = try PostRun()
        defer { try? run.store.close() }
        let source = XSource(
            .init(
                baseURL: server.url, accounts: (0..<20).map { String(500 + $0) }, token: Secret("hush"),
                budget: (day: Money(dollars: 100), month: nil)),
            id: SourceID(rawValue: "x"), transport: CurlTransport(timeoutSeconds: 60))
        let snapshot = try await run(source)
        #expect(snapshot.sources.first?.pause?.cause == cause)
        // Nobody is given up for what concerns all.
        #expect(snapshot.sources.first?.setAsideTasks.map(\.reason) == [])
        #expect(snapshot.sources.first?.money?.today == .zero)
        // Those that are under way together are not called back.
        #expect(server.takeAsked().count <= calls + IngestOptions().concurrency)
    }

    @Test func namesAreAskedForTogetherAndOnce() async throws {
        let names = (0..<130).map { "user\($0)" }
        let world = try world { state in
            state.gone = ["user7"]
            for name in names { state.newest[World.id(name)] = 1 }
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(world.source(accounts: names + ["@User0"]))
        let distinct = Set(names.filter { $0 != "user7" }.map(World.id)).count
        #expect(snapshot.rejected == 1 && snapshot.setAside == 0)
        #expect(world.takeAsked().filter { $0 == "/2/users/by" }.count == 2)
        #expect(try await run.store.counts().posts == distinct)
        run.clock.advance(by: 7200)
        _ = try await run(world.source(accounts: names))
        // Only the one that was not there.
        #expect(world.takeAsked().filter { $0 == "/2/users/by" }.count == 1)
    }

    @Test func anEmptyPageWithATokenIsFollowed() async throws {
        let server = try PostServer(try PostExchange.own("x/posts"))
        let run = try PostRun()
        defer { try? run.store.close() }
        let source = XSource(
            .init(
                baseURL: server.url, accounts: ["4001"], token: Secret("hush"),
                budget: (day: Money(dollars: 1), month: Money(dollars: 1))),
            id: SourceID(rawValue: "x"), transport: CurlTransport(timeoutSeconds: 60))
        let snapshot = try await run(source)
        let asked = server.takeAsked()
        #expect(asked.map { $0.value("pagination_token") } == [nil, "7140a", "7140b"])
        #expect(asked.allSatisfy { $0.value("expansions") == "referenced_tweets.id" })
        #expect(snapshot.done == 1 && snapshot.rejected == 2)
        #expect(try await run.store.counts().posts == 7)
    }

    @Test func onlyIDsAreTakenForIDsAndEmptyPagesSayNothingOfTheNewest() async throws {
        let posts = ["7", "1&x=2", String(repeating: "9", count: 30)].map {
            #"{"id":"\#($0)","text":"x","author_id":"201","created_at":"2026-11-21T10:15:20.000Z"}"#
        }
        let full = "{\"data\":[\(posts.joined(separator: ","))],\"meta\":{}}"
        let server = try PostServer(answer: { request in
            request.value("pagination_token") == nil ? .json(#"{"meta":{"next_token":"n"}}"#) : .json(full)
        })
        let source = XSource(
            .init(
                baseURL: server.url, accounts: ["201"], token: Secret("hush"),
                budget: (day: Money(dollars: 100), month: nil)),
            id: SourceID(rawValue: "x"), transport: CurlTransport(timeoutSeconds: 60))
        var task = try #require(source.seeds(at: Timestamp(seconds: 0)).first)
        task.newest = NewestKnown(keys: ["1&x=2"], depth: 40).text
        let first = try await source.fetch(task)
        #expect(first.newest == nil && first.next != nil)
        task.cursor = first.next
        let second = try await source.fetch(task)
        #expect(second.rows.posts.map(\.id) == ["7"] && second.rejected.count == 2)
        #expect(second.newest == NewestKnown(keys: ["7"], depth: 40).text)
        #expect(server.takeAsked().allSatisfy { $0.value("since_id") == nil && $0.value("x") == nil })
    }

    @Test func whoIsGoneCostsACallAndStopsNobody() async throws {
        let world = try world { $0.newest = ["201": 3] }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(world.source(accounts: ["201", "202", "203"]))
        #expect(snapshot.done == 1 && snapshot.setAside == 2 && world.takeAsked().count == 3)
    }
}
