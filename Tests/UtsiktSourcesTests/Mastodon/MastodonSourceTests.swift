import Synchronization
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// The connector of Mastodon over sockets.
@Suite(.timeLimit(.minutes(20))) struct MastodonSourceTests {
    /// An instance whose accounts have posts 1 to the newest, and which tells its pages in one of several ways.
    private final class Instance: Sendable {
        enum Paging { case link, none, ignoresMaximum, evil, repeats }
        struct State: Sendable {
            var newest: [String: Int] = [:]
            var followed: [String] = []
            var paging = Paging.link
            var pinned = false
            var knowsSince = true
            var asked: [String] = []
        }
        let state: Mutex<State>
        private let made: Noted<PostServer?>

        init(_ state: State, evil: String = "") throws {
            let shelf = Noted(state)
            made = Noted(nil)
            self.state = Mutex(state)
            self.shelf = shelf
            let server = try PostServer(answer: { request in
                shelf.change { $0.asked.append(request.target) }
                return Self.answer(request, shelf.value, evil: evil)
            })
            made.change { $0 = server }
            self.server = server
        }
        let shelf: Noted<State>
        let server: PostServer

        func takeAsked() -> [String] {
            let asked = shelf.value.asked
            shelf.change { $0.asked = [] }
            return asked
        }

        static func answer(_ request: PostRequest, _ state: State, evil: String) -> PostExchange {
            let parts = request.path.split(separator: "/").map(String.init)
            if parts.last == "lookup" || parts.last == "verify_credentials" {
                let name = request.value("acct") ?? "me"
                guard name != "gone" else { return .json(404, #"{"error":"Record not found"}"#) }
                return .json(#"{"id":"\#(name == "me" ? "1" : "2")","acct":"\#(name)","suspended":\#(name == "bad")}"#)
            }
            let limit = Int(request.value("limit") ?? "") ?? 20
            if parts.last == "following" {
                let start = Int(request.value("max_id") ?? "") ?? 0
                let page = state.followed.dropFirst(start).prefix(limit).map { #"{"id":"\#($0)","acct":"a\#($0)"}"# }
                let next = start + page.count < state.followed.count ? start + page.count : nil
                return list(page, next: next.map { "limit=80&max_id=\($0)" }, request, state, evil)
            }
            let account = parts[3]
            guard let newest = state.newest[account] else { return .json(410, #"{"error":"Gone"}"#) }
            // Ids of all accounts are those of one instance.
            let base = (Int(account) ?? 0) * 10_000
            let since = state.knowsSince ? request.value("since_id").flatMap { Int($0) } ?? 0 : 0
            var first = base + newest
            if state.paging != .ignoresMaximum, let most = request.value("max_id").flatMap({ Int($0) }) {
                first = min(first, most - 1)
            }
            let ids = Array(stride(from: first, to: max(since, base, first - limit), by: -1))
            var page = ids.map { status(String($0), account) }
            if state.pinned, request.value("max_id") == nil { page.insert(status("5", account), at: 0) }
            let next = ids.count == limit ? ids.last.map { "limit=\(limit)&max_id=\($0)" } : nil
            return list(page, next: next, request, state, evil)
        }

        private static func list(
            _ page: [String], next: String?, _ request: PostRequest, _ state: State, _ evil: String
        ) -> PostExchange {
            let body = "[" + page.joined(separator: ",") + "]"
            switch state.paging {
            case .none, .ignoresMaximum: return .json(body)
            case .repeats:
                let query = request.value("max_id") ?? "2010040"
                return .json(200, body, ("Link", "<\(request.path)?max_id=\(query)>; rel=\"next\""))
            case .evil:
                return .json(200, body, ("Link", "<\(evil)\(request.path)?max_id=2010030>; rel=\"next\""))
            case .link:
                guard !page.isEmpty else { return .json(body) }
                let link = next.map { "<\(request.path)?\($0)>; rel=\"next\", " } ?? ""
                return .json(200, body, ("Link", link + "<\(request.path)?min_id=1>; rel=\"prev\""))
            }
        }

        private static func status(_ id: String, _ account: String) -> String {
            ##"{"id":"\##(id)","created_at":"2026-11-20T08:00:00.000Z","visibility":"public","language":"nb","content":"<p>x</p>","##
                + ##""account":{"id":"\##(account)","acct":"a\##(account)"},"reblog":null,"tags":[]}"##
        }

        func source(
            account: String? = nil, accounts: [String] = [], token: String? = nil, posts: Int = 40
        ) -> MastodonSource {
            MastodonSource(
                .init(
                    baseURL: server.url, account: account, accounts: accounts, token: token.map { Secret($0) },
                    postsPerAccount: posts, refreshSeconds: 3600),
                id: SourceID(rawValue: "mastodon"), transport: CurlTransport(timeoutSeconds: 60))
        }
    }

    private func instance(evil: String = "", _ change: (inout Instance.State) -> Void) throws -> Instance {
        var state = Instance.State()
        change(&state)
        return try Instance(state, evil: evil)
    }

    @Test func followedAccountsCostACallEachAndThenOnlyWhatIsNew() async throws {
        let followed = (0..<170).map { String(200 + $0) }
        let instance = try instance { state in
            state.followed = followed
            for id in followed { state.newest[id] = 100 }
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(instance.source(account: "me"))
        #expect(snapshot.done == 171 && snapshot.setAside == 0)
        #expect(instance.takeAsked().count == 1 + 3 + 170)
        #expect(try await run.store.counts().posts == 170 * 40)

        // A round whose memory holds the ids of names, then one that knows what is newest.
        for _ in 0..<2 {
            run.clock.advance(by: 7200)
            _ = try await run(instance.source(account: "me"))
            #expect(instance.takeAsked().count == 3 + 170)
        }
        instance.shelf.change { $0.newest["207"] = 103 }
        instance.shelf.change { $0.newest["208"] = 160 }
        run.clock.advance(by: 7200)
        _ = try await run(instance.source(account: "me"))
        let asked = instance.takeAsked()
        #expect(asked.count == 3 + 170 + 1 && asked.filter { $0.contains("since_id=") }.count == 171)
        #expect(try await run.store.counts().posts == 170 * 40 + 3 + 60)
    }

    /// The sheet's example: forty posts of 600 accounts are 609 calls, and take as long as the windows of the clock say.
    @Test func sixHundredAccountsTakeNoLongerThanTheWindowsSay() async throws {
        let followed = (0..<600).map { String(1000 + $0) }
        let instance = try instance { state in
            state.followed = followed
            for id in followed { state.newest[id] = 1 }
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let start = run.clock.now
        let snapshot = try await run(instance.source(account: "me"))
        #expect(snapshot.done == 601 && snapshot.setAside == 0)
        #expect(instance.takeAsked().count == 1 + 8 + 600)
        // 300 at once, 300 in the next window and 9 in the one after it.
        let third = Double((start.seconds / 300 + 2) * 300 - start.seconds)
        #expect((third...(third * 1.05)).contains(run.clock.now.seconds(since: start)))
    }

    @Test func withATokenTheOwnersAccountsAreRead() async throws {
        let instance = try instance { state in
            state.followed = ["201"]
            state.newest = ["201": 3]
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        _ = try await run(instance.source(token: "hush"))
        let asked = instance.server.takeAsked()
        #expect(
            asked.map(\.path) == [
                "/api/v1/accounts/verify_credentials", "/api/v1/accounts/1/following", "/api/v1/accounts/201/statuses",
            ])
        #expect(asked.allSatisfy { $0.header("authorization") == "Bearer hush" })
    }

    @Test func withoutALinkPagesGoByTheLastIdAndEnd() async throws {
        for (paging, posts, calls) in [(Instance.Paging.none, 100, 4), (.ignoresMaximum, 40, 2)] {
            let instance = try instance { state in
                state.newest = ["201": 100]
                state.paging = paging
            }
            let run = try PostRun()
            defer { try? run.store.close() }
            let snapshot = try await run(instance.source(accounts: ["201"], posts: 3000))
            #expect(snapshot.done == 1 && snapshot.setAside == 0)
            #expect(try await run.store.counts().posts == posts, "\(paging)")
            #expect(instance.takeAsked().count == calls, "\(paging)")
        }
    }

    @Test func followedAccountsWithoutALinkArePartialAndNotPagedByAccounts() async throws {
        for (followed, isPartial) in [(80, true), (79, false)] {
            let instance = try instance { state in
                state.followed = (0..<followed).map { String(200 + $0) }
                state.paging = .none
            }
            let source = instance.source(account: "1")
            let task = try #require(source.seeds(at: Timestamp(seconds: 0)).first)
            let page = try await source.fetch(task)
            #expect(page.next == nil && page.isPartial == isPartial && page.discovered.count == followed)
            #expect(page.rejected.isEmpty == !isPartial)
        }
    }

    @Test(arguments: [true, false]) func anEmptyListOfASuspendedAccountIsNotSilence(isSuspended: Bool) async throws {
        let server = try PostServer(answer: { request in
            request.path.hasSuffix("statuses")
                ? .json("[]") : .json(#"{"id":"9","acct":"a","suspended":\#(isSuspended)}"#)
        })
        let source = MastodonSource(
            .init(baseURL: server.url, accounts: ["9"]), id: SourceID(rawValue: "mastodon"),
            transport: CurlTransport(timeoutSeconds: 60))
        let task = try #require(source.seeds(at: Timestamp(seconds: 0)).first)
        var kind: SourceFailure.Kind?
        do { _ = try await source.fetch(task) } catch { kind = error.kind }
        #expect(kind == (isSuspended ? .gone : nil))
        #expect(server.takeAsked().map(\.path) == ["/api/v1/accounts/9/statuses", "/api/v1/accounts/9"])
    }

    @Test func aMemoryOfAnotherInstanceIsVoid() async throws {
        let instance = try instance { $0.newest = ["2": 3, "201": 3] }
        let source = instance.source(accounts: ["201", "@unn"])
        var tasks = source.seeds(at: Timestamp(seconds: 0))
        tasks[0].newest = MastodonMemory(host: "other.example", account: "201", newest: "2010002", depth: 40).text
        tasks[1].newest = MastodonMemory(host: "other.example", account: "9", newest: "", depth: 40).text
        _ = try await source.fetch(tasks[0])
        _ = try await source.fetch(tasks[1])
        let asked = instance.takeAsked()
        #expect(asked.count == 2 && !asked[0].contains("since_id") && asked[1].contains("lookup"))
        // A remembered id that is gone has the name looked up again.
        let host = try #require(WebAddress(instance.server.url)).authority
        tasks[1].newest = MastodonMemory(host: host, account: "9", newest: "5", depth: 40).text
        let page = try await source.fetch(tasks[1])
        #expect(MastodonPosition(page.next).account == "2" && instance.takeAsked().count == 2)
    }

    @Test func aLinkToAnotherHostIsNotFollowedWithTheToken() async throws {
        let other = try PostServer()
        let instance = try instance(evil: other.url) { state in
            state.newest = ["201": 100]
            state.paging = .evil
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(instance.source(accounts: ["201"], token: "hush", posts: 100))
        #expect(other.takeAsked().isEmpty && snapshot.done == 1)
        // It goes on by ids at the configured one.
        #expect(try await run.store.counts().posts == 100)
    }

    @Test func theSamePageAgainEndsTheTaskAndSaysSo() async throws {
        let instance = try instance { state in
            state.newest = ["201": 100]
            state.paging = .repeats
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(instance.source(accounts: ["201"], posts: 3000))
        #expect(snapshot.done == 1 && snapshot.rejected == 1 && instance.takeAsked().count == 2)
        #expect(snapshot.activity.contains { $0.text.contains("same page again") })
    }

    @Test func aPinnedOldPostIsNotTakenForTheNewest() async throws {
        let instance = try instance { state in
            state.newest = ["201": 10]
            state.pinned = true
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        _ = try await run(instance.source(accounts: ["201"]))
        _ = instance.takeAsked()
        run.clock.advance(by: 7200)
        _ = try await run(instance.source(accounts: ["201"]))
        #expect(instance.takeAsked().first?.contains("since_id=2010010") == true)
    }

    @Test func aServiceThatPassesOverSinceEndsAtWhatIsKnown() async throws {
        let instance = try instance { state in
            state.newest = ["201": 400]
            state.knowsSince = false
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        _ = try await run(instance.source(accounts: ["201"], posts: 120))
        #expect(instance.takeAsked().count == 3)
        run.clock.advance(by: 7200)
        instance.shelf.change { $0.newest["201"] = 410 }
        _ = try await run(instance.source(accounts: ["201"], posts: 120))
        #expect(instance.takeAsked().count == 1)
        #expect(try await run.store.counts().posts == 130)
    }

    @Test func whoIsGoneOrSuspendedCostsACallAndStopsNobody() async throws {
        let instance = try instance { $0.newest = ["201": 2] }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(instance.source(accounts: ["@gone", "@bad", "9", "201"]))
        #expect(snapshot.done == 1 && snapshot.setAside == 3 && instance.takeAsked().count == 4)
        let reasons = snapshot.sources[0].setAsideTasks.map(\.reason)
        #expect(reasons.filter { $0.contains("suspended") }.count == 2, "\(reasons)")
    }

    @Test func madeExchangesAreReadPageByPage() async throws {
        let server = try PostServer(try PostExchange.own("mastodon/following") + PostExchange.own("mastodon/statuses"))
        let run = try PostRun()
        defer { try? run.store.close() }
        let source = MastodonSource(
            .init(baseURL: server.url, account: "@unn"), id: SourceID(rawValue: "mastodon"),
            transport: CurlTransport(timeoutSeconds: 60))
        let snapshot = try await run(source)
        // Of the three accounts one has posts, one is suspended, one is not there.
        #expect(snapshot.done == 2 && snapshot.setAside == 2, "\(snapshot.sources)")
        #expect(try await run.store.counts().posts == 8)
        #expect(server.takeAsked().count == 3 + 3 + 1)
    }
}
