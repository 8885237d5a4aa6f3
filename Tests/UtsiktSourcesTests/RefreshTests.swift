import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// An hour later: only what is new is asked for, only of those who are followed, and it comes to rest.
@Suite(.timeLimit(.minutes(30))) struct RefreshTests {
    private let clock = ManualPaceClock(jumps: true)

    private func run(_ source: any Source, _ store: Store, retries: Bool = true) async throws -> FetchSnapshot {
        var options = IngestOptions()
        options.retriesSetAside = retries
        let ingestor = Ingestor(sources: [source], store: store, clock: clock, options: options)
        try await ingestor.run()
        return await ingestor.snapshot()
    }

    @Test(arguments: [true, false])
    func sixHundredAccountsWithNothingNewCostACallEach(knowsSince: Bool) async throws {
        let world = FollowedWorld(accounts: 613)
        world.change { $0.knowsSince = knowsSince }
        let store = try Store.temporary()
        defer { try? store.close() }
        #expect(try await run(world.source(), store).done == 614)
        #expect(world.takeCalls().count == 1 + 613 * 2)
        let posts = try await store.counts().posts
        #expect(posts == 613 * 40)

        clock.advance(by: 7200)
        let start = clock.now
        #expect(try await run(world.source(), store).phase == .finished)
        let calls = world.takeCalls()
        #expect(calls.filter { $0.contains("user_timeline") }.count == 613 && calls.count == 614)
        #expect(calls.first?.contains("friends/ids") == true)
        #expect(clock.now.seconds(since: start) < 3600)
        #expect(try await store.counts().posts == posts)
        // At rest.
        #expect(try await run(world.source(), store).phase == .finished)
        #expect(world.takeCalls().isEmpty)

        // What is new comes in, however much, and the rest is not asked for twice.
        clock.advance(by: 7200)
        world.change { state in
            state.newest[7] = 53
            state.newest[8] = 75
        }
        _ = try await run(world.source(), store)
        let timelines = world.takeCalls().filter { $0.contains("user_timeline") }
        #expect(timelines.count <= 615)
        #expect(try await store.counts().posts == posts + 3 + 25)
    }

    @Test func aDeeperSettingReadsFurtherDown() async throws {
        let world = FollowedWorld(accounts: 1)
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await run(world.source(pages: 1), store)
        #expect(try await store.counts().posts == 20)
        clock.advance(by: 7200)
        _ = try await run(world.source(pages: 3), store)
        #expect(try await store.counts().posts == 50)
    }

    @Test func whoIsNotFollowedAnyMoreCostsNoCallAndComesBack() async throws {
        let world = FollowedWorld(accounts: 6)
        world.change { $0.refused = [2, 3] }
        let store = try Store.temporary()
        defer { try? store.close() }
        var snapshot = try await run(world.source(), store)
        #expect(snapshot.done == 5 && snapshot.setAside == 2)
        _ = world.takeCalls()
        // One that is read and one that failed are unfollowed: no task, no call, their posts stay, and nothing has failed.
        world.change { $0.followed = [3, 4, 5, 6] }
        clock.advance(by: 7200)
        snapshot = try await run(world.source(), store)
        #expect(snapshot.done == 4 && snapshot.setAside == 1 && snapshot.total == 5)
        #expect(!world.takeCalls().contains { $0.contains("user_id=1&count") || $0.contains("user_id=2&") })
        #expect(try await store.counts().posts == 160)
        world.change { $0.followed = [4, 5, 6] }
        clock.advance(by: 7200)
        snapshot = try await run(world.source(), store)
        #expect(snapshot.setAside == 0 && snapshot.phase == .finished && snapshot.done == 4)
        _ = world.takeCalls()
        // Followed again.
        world.change { state in
            state.followed = [1, 2, 4, 5, 6]
            state.refused = []
        }
        clock.advance(by: 7200)
        snapshot = try await run(world.source(), store)
        #expect(snapshot.done == 6 && snapshot.setAside == 0)
        #expect(try await store.counts().posts == 200)
    }

    @Test(arguments: [500, 401])
    func aListThatCannotBeReadRetiresNobodyAndTheAccountsAreAsked(status: Int) async throws {
        let world = FollowedWorld(accounts: 3)
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await run(world.source(), store)
        _ = world.takeCalls()
        world.change { state in
            state.friendsStatus = status
            state.newest[2] = 51
        }
        clock.advance(by: 7200)
        let snapshot = try await run(world.source(), store)
        #expect(snapshot.done == 3 && snapshot.setAside == 1)
        #expect(try await store.counts().posts == 121)
    }

    @Test func whatWasRefusedIsAskedAfterADayOrWithAnotherSecretAndByKey() async throws {
        let world = FollowedWorld(accounts: 4)
        world.change { $0.refused = [2] }
        let store = try Store.temporary()
        defer { try? store.close() }
        func askedFor2() -> Int { world.takeCalls().filter { $0.contains("user_id=2&") }.count }
        _ = try await run(world.source(), store)
        #expect(askedFor2() == 1)
        for _ in 0..<20 {
            clock.advance(by: 3601)
            _ = try await run(world.source(), store)
        }
        #expect(askedFor2() == 0)
        clock.advance(by: 5 * 3600)
        _ = try await run(world.source(), store)
        #expect(askedFor2() == 1)
        // A new token: one in 256 pairs cannot be told apart, so several are tried.
        for token in ["u", "v", "w"] {
            world.change { $0.token = token }
            _ = try await run(world.source(token), store)
        }
        #expect((2...3).contains(askedFor2()))
        _ = try await run(world.source("w"), store)
        #expect(askedFor2() == 0)
        let ingestor = Ingestor(sources: [world.source("w")], store: store, clock: clock)
        try await ingestor.run()
        #expect(try await ingestor.retrySetAside() == 1)
        try await ingestor.run()
        #expect(askedFor2() == 1)
    }

    @Test func aRemovedPlaceAndPassedDaysAreRetired() async throws {
        struct Sky: HTTPTransport {
            let log: Noted<[String]>
            func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
                log.change { $0.append(call.url) }
                if call.url.contains("Nowhere") {
                    return HTTPAnswer(
                        status: 200, body: Array(#"{"response":{"error":{"type":"querynotfound"}}}"#.utf8))
                }
                return HTTPAnswer(status: 200, body: Array(#"{"history":{"observations":[]}}"#.utf8))
            }
        }
        let log = Noted<[String]>([])
        func source(_ names: [String]) -> WeatherHistorySource {
            WeatherHistorySource(
                .init(
                    baseURL: "http://in.process", key: Secret("k"),
                    places: names.map { WeatherPlace(name: $0, country: "Norway", city: $0) }, days: .last(3)),
                transport: Sky(log: log))
        }
        let store = try Store.temporary()
        defer { try? store.close() }
        var snapshot = try await run(source(["Oslo", "Nowhere"]), store)
        #expect(snapshot.done == 3 && snapshot.setAside == 3 && log.value.count == 6)
        snapshot = try await run(source(["Oslo"]), store)
        #expect(snapshot.done == 3 && snapshot.setAside == 0 && snapshot.total == 3 && log.value.count == 6)
        // It comes back, is asked, and what was fetched already is not.
        snapshot = try await run(source(["Oslo", "Nowhere"]), store)
        #expect(snapshot.done == 3 && snapshot.setAside == 3 && log.value.count == 9)
        // Days that have passed out of the window are not asked for any more, whatever has become of them.
        clock.advance(by: 10 * 86_400)
        snapshot = try await run(source(["Oslo", "Nowhere"]), store)
        #expect(snapshot.done == 3 && snapshot.setAside == 3 && log.value.count == 15)
    }

    @Test func aSourceThatWaitsForDaysDoesNotKeepAnotherFromWhatIsNew() async throws {
        struct Slow: Source {
            let id = SourceID.weather
            let service = "slow"
            let content = SourceContent.observations
            let title = "Slow"
            let budgets = [BudgetKey(rawValue: "b"): [Budget(calls: 1, per: 86_400)]]
            func seeds(at now: Timestamp) -> [FetchTask] {
                (0..<5).map { FetchTask(source: id, subject: "\($0)", label: "s", budget: BudgetKey(rawValue: "b")) }
            }
            func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page { Page() }
        }
        let world = FollowedWorld(accounts: 1)
        let store = try Store.temporary()
        defer { try? store.close() }
        let clock = ManualPaceClock()
        var options = IngestOptions()
        options.watchSeconds = 900
        let ingestor = Ingestor(sources: [world.source(), Slow()], store: store, clock: clock, options: options)
        let run = Task { try await ingestor.run() }
        // Bounded by the day that the other one waits.
        let end = clock.now.adding(seconds: 80_000)
        while try await store.counts().posts < 41, clock.now < end {
            await clock.waitForSleepers(2)
            world.change { $0.newest[1] = 51 }
            clock.advanceToNextSleeper()
        }
        #expect(try await store.counts().posts == 41)
        run.cancel()
        try await run.value
    }
}
