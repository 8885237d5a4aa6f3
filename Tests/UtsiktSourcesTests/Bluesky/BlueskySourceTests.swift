import Synchronization
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// The connector of Bluesky over sockets: what is asked for, what is kept, and what a fault costs.
@Suite(.timeLimit(.minutes(20))) struct BlueskySourceTests {
    private let me = "did:plc:me"

    private func world(_ change: (inout BlueskyWorld.State) -> Void) throws -> BlueskyWorld {
        var state = BlueskyWorld.State()
        change(&state)
        return try BlueskyWorld(state)
    }

    private func posts(_ store: Store) async throws -> [Post] {
        var posts: [Post] = []
        for try await batch in store.posts() { posts += batch }
        return posts
    }

    @Test func followedAccountsCostACallEachAndThenOnlyWhatIsNew() async throws {
        let dids = (0..<230).map { "did:plc:\(100 + $0)" }
        let world = try world { state in
            state.followed = dids
            for did in dids { state.feeds[did] = BlueskyWorld.items(60) }
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let start = run.clock.now
        let snapshot = try await run(world.source(account: "me.example.org"))
        #expect(snapshot.phase == .finished && snapshot.done == 231)
        #expect(world.takeAsked().count == 3 + 230)
        #expect(try await run.store.counts().posts == 230 * 40)
        // Ten a second.
        #expect((22.0...26).contains(run.clock.now.seconds(since: start)))

        run.clock.advance(by: 7200)
        world.change { state in
            state.feeds[dids[7]]?.insert(BlueskyWorld.Item(key: "new"), at: 0)
            state.feeds[dids[8]]?.insert(BlueskyWorld.repost("old", by: dids[8]), at: 0)
            state.feeds[dids[9]]?.insert(contentsOf: (0..<55).map { BlueskyWorld.Item(key: "n\($0)") }, at: 0)
            // What was the newest is gone.
            state.feeds[dids[10]]?.removeFirst()
        }
        _ = try await run(world.source(account: "me.example.org"))
        #expect(world.takeAsked().count == 3 + 230 + 1)
        #expect(try await run.store.counts().posts == 230 * 40 + 1 + 1 + 55)
        let reposts = try await posts(run.store).filter(\.isRepost)
        #expect(reposts.count == 1 && reposts.first?.createdAt.iso8601 == "2026-11-30T09:00:00Z")
        #expect(reposts.first?.hashtags == [] && reposts.first?.fullHashtags == ["Rust"])
    }

    @Test func aRepostOfAnOldPostOnTopEndsNothing() async throws {
        let did = "did:plc:aaa"
        let world = try world { $0.feeds[did] = BlueskyWorld.items(3) }
        let run = try PostRun()
        defer { try? run.store.close() }
        _ = try await run(world.source(accounts: [did]))
        run.clock.advance(by: 7200)
        world.change { state in
            state.feeds[did]?.insert(
                contentsOf: [
                    BlueskyWorld.repost("old", by: did), BlueskyWorld.Item(key: "t1"), BlueskyWorld.Item(key: "t2"),
                ], at: 0)
        }
        _ = try await run(world.source(accounts: [did]))
        let ids = try await posts(run.store).map(\.id)
        // Both with one time are there, and what stands below the repost.
        #expect(ids.count == 6 && ids.contains { $0.hasSuffix("/t1") } && ids.contains { $0.hasSuffix("/t2") })
    }

    @Test func aPinnedPostIsNotTakenForTheNewest() async throws {
        let did = "did:plc:aaa"
        let pinned = BlueskyWorld.Item(key: "pinned", created: "2020-01-01T00:00:00Z", reason: BlueskyWorld.pin)
        let world = try world { $0.feeds[did] = [pinned] + BlueskyWorld.items(50) }
        let run = try PostRun()
        defer { try? run.store.close() }
        _ = try await run(world.source(accounts: [did], posts: 20))
        run.clock.advance(by: 7200)
        world.change { $0.feeds[did]?.insert(BlueskyWorld.Item(key: "new"), at: 1) }
        _ = world.takeAsked()
        _ = try await run(world.source(accounts: [did], posts: 20))
        #expect(world.takeAsked().count == 1)
        #expect(try await posts(run.store).count == 21)
    }

    @Test func anEmptyPageWithACursorIsFollowed() async throws {
        let did = "did:plc:aaa"
        let world = try world { state in
            state.feeds[did] = BlueskyWorld.items(5)
            state.followed = [did]
            state.emptyFirst = true
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(world.source(account: "me.example.org"))
        #expect(snapshot.done == 2 && snapshot.rejected == 0)
        #expect(try await run.store.counts().posts == 5)
        #expect(
            world.takeAsked() == [
                "getFollows me.example.org", "getFollows me.example.org 0", "getAuthorFeed \(did)",
                "getAuthorFeed \(did) 0",
            ])
    }

    @Test func shortPagesAreNotTheEnd() async throws {
        let did = "did:plc:aaa"
        let world = try world { state in
            state.feeds[did] = BlueskyWorld.items(300)
            state.hiddenAtFront = 30
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        _ = try await run(world.source(accounts: [did], posts: 90))
        // Two pages of 100 less 30 each.
        #expect(try await run.store.counts().posts == 90)
    }

    @Test func theSameCursorTwiceEndsTheTaskAndSaysSo() async throws {
        let did = "did:plc:aaa"
        let world = try world { state in
            state.feeds[did] = BlueskyWorld.items(3)
            state.followed = [did]
            state.repeatsCursor = true
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(world.source(account: "me.example.org"))
        #expect(snapshot.phase == .finished && snapshot.done == 2 && snapshot.setAside == 0)
        #expect(snapshot.rejected == 2)
        #expect(world.takeAsked().count == 4)
        #expect(snapshot.activity.contains { $0.text.contains("same page again") })
    }

    @Test func whoIsGoneCostsACallAndStopsNobody() async throws {
        let dids = (0..<5).map { "did:plc:\(100 + $0)" }
        let world = try world { state in
            for did in dids { state.feeds[did] = BlueskyWorld.items(2) }
            state.refusals = [dids[1]: "AccountTakedown", dids[2]: "InvalidRequest", dids[3]: "BlockedByActor"]
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(world.source(accounts: dids))
        #expect(snapshot.done == 2 && snapshot.setAside == 3 && world.takeAsked().count == 5)
        let reasons = snapshot.sources[0].setAsideTasks.map(\.reason).sorted()
        #expect(reasons.count == 3 && reasons.contains { $0.contains("suspended") })
        #expect(reasons.contains { $0.contains("blocks you") } && reasons.contains { $0.contains("no such account") })
    }

    @Test func anExpiredSessionIsRenewedOnceHoweverManyFindItOut() async throws {
        let dids = (0..<30).map { "did:plc:\(100 + $0)" }
        let world = try world { state in
            for did in dids { state.feeds[did] = BlueskyWorld.items(1) }
            state.token = "none"
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let sessions = SessionFolder(path: folder.path + "/sessions")
        func source() -> BlueskySource {
            world.source(account: "me.example.org", accounts: dids, password: "app-password", sessions: sessions)
        }
        _ = try await run(source())
        #expect(world.now.logins == 1 && world.now.refreshes == 0)
        // The token expires while the program is away; the session was kept.
        world.change { $0.token = "another" }
        run.clock.advance(by: 7200)
        let snapshot = try await run(source())
        #expect(snapshot.setAside == 0 && world.now.logins == 1 && world.now.refreshes == 1)
        // The session itself is worth nothing any more: the password is used again, once.
        world.change { state in
            state.token = "another"
            state.refreshToken = "another"
        }
        run.clock.advance(by: 7200)
        let again = try await run(source())
        #expect(again.setAside == 0 && world.now.logins == 2 && world.now.refreshes == 2)
    }

    @Test func aWrongPasswordIsRefusedInWordsWithoutIt() async throws {
        let world = try world { $0.token = "none" }
        let source = world.source(account: "me.example.org", accounts: ["did:plc:aaa"], password: "wrong-secret")
        let failure = await #expect(throws: SourceFailure.self) {
            try await source.fetch(source.seeds(at: Timestamp(seconds: 0))[1])
        }
        #expect(failure?.kind == .refused && failure?.problem.contains("wrong-secret") == false)
        #expect(failure?.problem.contains("password was refused") == true, "\(failure?.problem ?? "")")
        // However many accounts wait for it, it is not tried again at once.
        await #expect(throws: SourceFailure.self) { try await source.fetch(source.seeds(at: Timestamp(seconds: 0))[0]) }
        #expect(world.now.logins == 1)
    }

    @Test(arguments: [
        PostExchange.json(401, #"{"error":"AccountTakedown","message":"Account has been taken down"}"#),
        .json(
            #"{"did":"did:plc:me","handle":"me.example.org","accessJwt":"a","refreshJwt":"r","active":false,"status":"deactivated"}"#
        ),
    ])
    func anOwnAccountThatIsOffPausesTheSource(answer: PostExchange) async throws {
        let server = try PostServer(answer: { _ in answer })
        let login = BlueskyLogin(
            baseURL: server.url, identifier: "me.example.org", password: Secret("app-password"),
            transport: CurlTransport(timeoutSeconds: 60))
        for _ in 0..<2 {
            let failure = await #expect(throws: SourceFailure.self) { try await login.current() }
            #expect(failure?.kind == .refused && failure?.pause?.cause == .token)
        }
        // The second one was told what the first one had found out.
        #expect(server.takeAsked().count == 1)
    }

    @Test func aServerThatIsNoAppViewStopsTheSource() {
        var answer = HTTPAnswer(status: 501)
        answer.body = Array(#"{"error":"MethodNotImplemented","message":"Method Not Implemented"}"#.utf8)
        let failure = BlueskyError.failure(of: answer, asking: "posts", isSignedIn: false)
        #expect(failure?.kind == .refused && failure?.pause?.cause == .token)
        #expect(failure?.problem.contains("AppView") == true)
    }

    @Test func aKeptSessionIsOfOneAccountAtOneServer() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = SessionFolder(path: folder.path + "/sessions").file(of: SourceID(rawValue: "sky"))
        func shelf(_ server: String, _ account: String) -> BlueskySessionFile {
            BlueskySessionFile(file: file, server: server, account: account)
        }
        let session = BlueskySession(
            did: "did:plc:me", handle: "me.example.org", access: Secret("access"), refresh: Secret("refresh"))
        let mine = shelf("https://a.example", "me.example.org")
        #expect(mine.load() == nil)
        mine.save(session)
        #expect(mine.load() == session)
        // Its tokens are shown to nobody else.
        #expect(shelf("https://b.example", "me.example.org").load() == nil)
        #expect(shelf("https://a.example", "you.example.org").load() == nil)
        mine.forget()
        #expect(mine.load() == nil)
    }

    @Test func aRefusedSessionPausesTheSourceAndSetsNobodyAside() async throws {
        let dids = (0..<30).map { "did:plc:\(100 + $0)" }
        let world = try world { state in
            state.token = "none"
            state.password = "another"
        }
        let run = try PostRun()
        defer { try? run.store.close() }
        let snapshot = try await run(world.source(account: "me.example.org", accounts: dids, password: "app-password"))
        #expect(world.now.logins == 1 && snapshot.setAside == 0)
        let pause = try #require(snapshot.sources.first?.pause)
        #expect(pause.cause == .token && pause.problem.contains("password was refused"), "\(pause.problem)")
    }
}
