import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// A service that answers many days and places in one call.
private struct SkySource: Source {
    let id = SourceID.weather
    let service = "sky"
    let content = SourceContent.observations
    let title = "Sky"
    var budgets = [BudgetKey(rawValue: "sky"): [Budget.clockMinute(600)]]
    let joinsTasks = true
    let weighsCalls = true
    var days = 14
    var places = ["Oslo", "Bergen", "Bodø", "Tromsø", "Vardø"]
    /// More tasks than this one call does not answer.
    var most = 1000
    var today: @Sendable (Timestamp) -> CivilDay = { $0.day }
    /// What the service makes of a call.
    var trouble: @Sendable (Int, [String]) -> SourceFailure? = { _, _ in nil }
    /// What becomes of a place's day when it is asked for at an instant.
    var outcome: @Sendable (String) -> SettledTask.Outcome = { _ in .done }
    let calls = Noted<[[String]]>([])

    func task(_ place: String, _ day: CivilDay) -> FetchTask {
        FetchTask(
            source: id, subject: "\(place)/\(day.compact)", label: "\(place) \(day)", budget: BudgetKey(rawValue: "sky")
        )
    }
    func seeds(at now: Timestamp) -> [FetchTask] {
        (1...days).flatMap { back in places.map { task($0, today(now).adding(days: -back)) } }
    }
    func companions(of task: FetchTask, among waiting: [FetchTask]) -> [FetchTask] { Array(waiting.prefix(most - 1)) }
    func cost(of task: FetchTask, with companions: [FetchTask]) -> CallCost {
        CallCost(Double(companions.count + 1) / 14)
    }
    func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page { try await fetch(task, with: []) }
    func fetch(_ task: FetchTask, with companions: [FetchTask]) async throws(SourceFailure) -> Page {
        let subjects = ([task] + companions).map(\.subject)
        let count = calls.change { calls in
            calls.append(subjects)
            return calls.count
        }
        if let failure = trouble(count, subjects) { throw failure }
        var page = Page()
        page.settled = subjects.map { SettledTask($0, outcome($0)) }
        return page
    }
}

@Suite(.timeLimit(.minutes(30))) struct JoinedTasksTests {
    private let clock = ManualPaceClock(start: Timestamp(day: CivilDay(number: 20_000), hour: 9), jumps: true)

    private func run(_ source: SkySource, _ store: Store) async throws -> FetchSnapshot {
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        try await ingestor.run()
        return await ingestor.snapshot()
    }

    @Test func fourteenDaysOfFivePlacesAreOneCall() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let source = SkySource()
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(source.calls.value.count == 1 && source.calls.value[0].count == 70)
        #expect(snapshot.done == 70 && snapshot.total == 70 && snapshot.phase == .finished && snapshot.pages == 1)
        #expect(snapshot.sources[0].calls == 1 && snapshot.sources[0].budgets.first?.used == 5)
        // Finished days are never asked again; a day later one call brings the five new ones.
        #expect(try await run(source, store).phase == .finished)
        #expect(source.calls.value.count == 1)
        clock.advance(by: 86_400)
        let next = try await run(source, store)
        #expect(source.calls.value.count == 2 && source.calls.value[1].count == 5 && next.done == 70)
    }

    @Test func thePlanCountsCallsAndNotTasks() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource()
        source.most = 20
        source.trouble = { _, _ in SourceFailure.ofSource(.token, "no", status: 401) }
        let snapshot = try await run(source, store)
        #expect(snapshot.sources[0].pending == 70 && snapshot.sources[0].plan?.calls == 4)
        #expect(snapshot.sources[0].pause?.cause == .token && source.calls.value.count <= 3)
    }

    @Test func aDayThatTheServiceHasNotFinishedIsAskedAgainWhenItIsDueAndNoOther() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource()
        let (clock, open) = (clock, Noted<Set<String>>([]))
        let newest = CivilDay(number: 19_999)
        open.change { open in for place in source.places { open.insert("\(place)/\(newest.compact)") } }
        source.outcome = { subject in
            open.value.contains(subject) ? .open(until: clock.now.adding(seconds: 6 * 3600)) : .done
        }
        // The days stand still, so that no new ones come.
        source.today = { _ in CivilDay(number: 20_000) }
        var snapshot = try await run(source, store)
        #expect(snapshot.done == 70 && snapshot.sources[0].open == 5 && snapshot.phase == .finished)
        #expect(source.calls.value.count == 1)
        // Not before it is due.
        clock.advance(by: 5 * 3600)
        snapshot = try await run(source, store)
        #expect(source.calls.value.count == 1 && snapshot.sources[0].open == 5)
        clock.advance(by: 3600)
        snapshot = try await run(source, store)
        #expect(source.calls.value.count == 2 && Set(source.calls.value[1]) == open.value)
        // The service has them now.
        open.change { $0 = [] }
        clock.advance(by: 6 * 3600)
        snapshot = try await run(source, store)
        #expect(source.calls.value.count == 3 && snapshot.sources[0].open == nil && snapshot.done == 70)
        clock.advance(by: 30 * 86_400)
        _ = try await run(source, store)
        #expect(source.calls.value.count == 3, "a finished day was asked for again")
    }

    @Test func anOpenDayThatLeavesTheWindowAndComesBackIsStillOpen() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource(days: 1)
        let clock = clock
        source.today = { _ in CivilDay(number: 20_000) }
        source.outcome = { _ in .open(until: clock.now.adding(seconds: 3600)) }
        _ = try await run(source, store)
        let places = source.places
        source.places = ["Oslo"]
        _ = try await run(source, store)
        source.places = places
        source.outcome = { _ in .done }
        #expect(try await run(source, store).sources[0].open == 5)
        clock.advance(by: 3601)
        let snapshot = try await run(source, store)
        #expect(snapshot.done == 5 && snapshot.sources[0].open == nil && source.calls.value.count == 2)
    }

    @Test func aClockSetBackDoesNotKeepAnOpenDayForLonger() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource(days: 1)
        let clock = clock
        source.today = { _ in CivilDay(number: 20_000) }
        source.outcome = { _ in .open(until: clock.now.adding(seconds: 3600)) }
        _ = try await run(source, store)
        clock.jump(by: -30 * 86_400)
        _ = try await run(source, store)
        #expect(source.calls.value.count == 2)
    }

    @Test func aFaultThatMayPassCostsTheGroupOneMoreCall() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource()
        source.trouble = { count, _ in count == 1 ? SourceFailure(.temporary, "503", status: 503) : nil }
        let snapshot = try await run(source, store)
        #expect(source.calls.value.map(\.count) == [70, 70] && snapshot.done == 70)
        var busy = SkySource()
        busy.trouble = { count, _ in count == 1 ? SourceFailure(.rateLimited, "429", status: 429) : nil }
        let other = try Store.temporary()
        defer { try? other.close() }
        #expect(try await run(busy, other).done == 70)
        #expect(busy.calls.value.map(\.count) == [70, 70])
    }

    @Test func oneTaskThatTheServiceRefusesDoesNotTakeTheOthersWithIt() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource(days: 3)
        source.trouble = { _, subjects in
            subjects.contains { $0.hasPrefix("Oslo") } ? SourceFailure(.refused, "400", status: 400) : nil
        }
        let snapshot = try await run(source, store)
        #expect(snapshot.done == 12 && snapshot.setAside == 3)
        // Halves, not one by one.
        #expect(source.calls.value.count <= 15, "\(source.calls.value.count)")
    }

    @Test func aServiceThatIsDownOrTalksNonsenseIsNotAskedForEachTask() async throws {
        for (kind, most) in [(SourceFailure.Kind.temporary, 5), (.malformed, 3 + 2 * 20 + 20 * 4)] {
            let store = try Store.temporary()
            defer { try? store.close() }
            var source = SkySource(days: 4)
            source.trouble = { _, _ in SourceFailure(kind, "no") }
            let snapshot = try await run(source, store)
            #expect(snapshot.setAside == 20 && snapshot.done == 0 && snapshot.phase == .finished, "\(kind)")
            #expect(source.calls.value.count <= most, "\(kind): \(source.calls.value.count)")
        }
        // Nonsense once costs one call more.
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource()
        source.trouble = { count, _ in count <= 2 ? SourceFailure(.malformed, "no JSON") : nil }
        #expect(try await run(source, store).done == 70)
        #expect(source.calls.value.map(\.count) == [70, 70, 70])
    }

    @Test func whatAnAnswerSaysCannotBeHadHasFailedAndTheRestIsKept() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource(days: 2)
        source.outcome = { $0.hasPrefix("Bodø") ? .failed(.gone, "no such station") : .done }
        let snapshot = try await run(source, store)
        #expect(snapshot.done == 8 && snapshot.setAside == 2 && source.calls.value.count == 1)
        #expect(snapshot.sources[0].setAsideTasks.map(\.reason) == ["no such station", "no such station"])
        #expect(snapshot.sources[0].setAsideTasks.allSatisfy { $0.label.hasPrefix("Bodø ") })
        #expect(try await store.setAsideTasks(.weather).count == 2)
    }

    @Test(arguments: 0..<20)
    func whateverEndsInBetweenEveryDayIsFinishedOnce(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = SkySource()
        source.most = 9
        for _ in 0..<20 {
            let dying = DyingStore(
                store, after: Int.random(in: 1...25, using: &random), diesAfterDoing: Bool.random(using: &random))
            try? await Ingestor(sources: [source], store: dying, clock: clock).run()
        }
        let snapshot = try await run(source, store)
        #expect(snapshot.done == 70 && snapshot.total == 70, "seed \(seed)")
        // What was committed was not asked again: only calls whose process ended are repeated.
        #expect(source.calls.value.count <= 8 + 2 * 20, "seed \(seed)")
    }
}
