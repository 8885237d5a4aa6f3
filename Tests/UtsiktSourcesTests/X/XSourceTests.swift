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
            account: String? = nil, accounts: [String] = [], budget: (Int?, Int?) = (100_000_000, nil), posts: Int = 40,
            now: @escaping @Sendable () -> Timestamp = { Timestamp(seconds: 1_796_000_000) }
        ) -> XSource {
            XSource(
                .init(
                    baseURL: server.url, account: account, accounts: accounts, token: Secret("hush"),
                    postsPerAccount: posts, budget: (day: budget.0, month: budget.1), refreshSeconds: 3600),
                id: SourceID(rawValue: "x"), transport: CurlTransport(timeoutSeconds: 60), now: now)
        }
    }

    private func world(_ change: (inout World.State) -> Void) throws -> World {
        var state = World.State()
        change(&state)
        return try World(state)
    }

    @Test(arguments: [(nil, nil), (0, nil), (0, 5), (5, 0)] as [(Int?, Int?)])
    func withoutMoneyNothingIsAskedFor(day: Int?, month: Int?) async throws {
        let world = try world { $0.newest = ["201": 5] }
        let run = try PostRun()
        defer { try? run.store.close() }
        let source = world.source(account: "me", accounts: ["201"], budget: (day, month))
        #expect(try await run(source).total == 0 && world.takeAsked().isEmpty)
        let task = FetchTask(source: source.id, subject: "user/201", label: "u", budget: XSource.postsBudget)
        let failure = await #expect(throws: SourceFailure.self) { try await source.fetch(task) }
        #expect(failure?.kind == .refused && world.takeAsked().isEmpty)
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
        #expect(world.takeAsked().count == 1 + 5)
    }

    @Test func aDayCostsNoMoreThanItsBudget() async throws {
        let world = try world { $0.newest = ["201": 90, "202": 90, "203": 90] }
        let run = try PostRun()
        defer { try? run.store.close() }
        let clock = run.clock
        let start = clock.now
        // Fifty posts a day.
        let source = world.source(accounts: ["201", "202", "203"], budget: (250_000, 100_000_000), now: { clock.now })
        let snapshot = try await run(source)
        #expect(snapshot.done == 3 && snapshot.setAside == 0)
        let days = clock.now.day.number - start.day.number
        #expect(days >= 2 && world.state.value.postsSold <= (days + 1) * 50)
        #expect(try await run.store.counts().posts >= 120)
    }

    @Test func moneyIsSetApartBeforeACallAndSettledBehindIt() throws {
        let ledger = XLedger(budget: (day: 1000, month: 2500))
        let day = try #require(CivilDay("2026-11-29"))
        let now = Timestamp(day: day)
        #expect(ledger.reserve(most: 8, least: 5, price: 100, at: now) == 8)
        #expect(ledger.reserve(most: 8, least: 5, price: 100, at: now) == nil)
        #expect(ledger.reserve(most: 8, least: 1, price: 100, at: now) == 2)
        ledger.settle(reserved: 800, cost: 300)
        #expect(ledger.spent.today == 500 && ledger.spent.month == 500)
        let tomorrow = Timestamp(day: day.adding(days: 1))
        #expect(ledger.reserve(most: 100, least: 1, price: 100, at: tomorrow) == 10)
        // The month is another one, and so is the day.
        #expect(ledger.reserve(most: 100, least: 1, price: 100, at: Timestamp(day: day.adding(days: 2))) == 10)
        #expect(ledger.spent.month == 1000)
        #expect(XLedger(budget: (day: nil, month: 100)).reserve(most: 9, least: 1, price: 50, at: now) == 2)
        let failure = XLedger.exhausted(asking: "it", at: now.adding(seconds: 86_399))
        #expect(failure.kind == .rateLimited && failure.retryAfterSeconds == 1)
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
                budget: (day: 1_000_000, month: 1_000_000)),
            id: SourceID(rawValue: "x"), transport: CurlTransport(timeoutSeconds: 60))
        let snapshot = try await run(source)
        let asked = server.takeAsked()
        #expect(asked.map { $0.value("pagination_token") } == [nil, "7140a", "7140b"])
        #expect(asked.allSatisfy { $0.value("expansions") == "referenced_tweets.id" })
        #expect(snapshot.done == 1 && snapshot.rejected == 2)
        #expect(try await run.store.counts().posts == 7)
    }

    @Test func whoIsGoneCostsACallAndStopsNobody() async throws {
        let world = try world { $0.newest = ["201": 3] }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(world.source(accounts: ["201", "202", "203"]))
        #expect(snapshot.done == 1 && snapshot.setAside == 2 && world.takeAsked().count == 3)
    }
}
