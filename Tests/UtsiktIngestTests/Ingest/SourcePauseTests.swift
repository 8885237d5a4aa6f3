import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// A source that fails as a whole: at most three calls, no task has failed, and everybody is told why and until when.
@Suite(.timeLimit(.minutes(30))) struct SourcePauseTests {
    /// The ways in which a source can fail as a whole.
    enum Fault: CaseIterable, Sendable {
        case token, credits, cap, refusals

        func failure(_ now: Timestamp) -> SourceFailure {
            switch self {
            case .token: .ofSource(.token, "the service does not accept the token", status: 401)
            case .credits: .ofSource(.credits, "CreditsDepleted", status: 402)
            case .cap: .ofSource(.cap, "SpendCapReached", until: now.adding(seconds: 9 * 86_400), status: 403)
            case .refusals: SourceFailure(.refused, "the service will not show it (403)", status: 403)
            }
        }
        var cause: SourcePause.Cause {
            switch self {
            case .token: .token
            case .credits: .credits
            case .cap: .cap
            case .refusals: .refusals
            }
        }
    }

    /// Six hundred tasks; the service fails as a whole while `isFailing` says so.
    private static func source(
        _ fault: Fault, _ clock: ManualPaceClock, _ isFailing: Noted<Bool>
    ) -> ScriptedSource {
        var source = ScriptedSource(subjects: 600, pagesPerSubject: 1)
        // So many that nothing waits for it.
        source.budgets = [BudgetKey(rawValue: "timeline"): [Budget(calls: 30_000, per: 300)]]
        source.concurrency = 4
        source.trouble = { _, _, _ in isFailing.value ? .failure(fault.failure(clock.now)) : nil }
        return source
    }

    private func kinds(_ events: AsyncStream<IngestEvent>) async -> [IngestEvent] {
        var all: [IngestEvent] = []
        for await event in events {
            all.append(event)
            if case .finished = event.kind { break }
        }
        return all
    }

    @Test(arguments: Fault.allCases)
    func itCostsAtMostThreeCallsAndNoTaskFails(fault: Fault) async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        let source = Self.source(fault, clock, Noted(true))
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        let events = ingestor.events()
        try await ingestor.run()
        #expect((1...3).contains(source.history.calls.count), "\(source.history.calls)")
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.setAside == 0 && snapshot.done == 0 && snapshot.total == 600 && snapshot.phase == .stopped)
        let pause = try #require(snapshot.sources[0].pause)
        #expect(pause.cause == fault.cause && !pause.problem.isEmpty)
        #expect((pause.until == nil) == (fault != .cap))
        #expect(try await store.setAsideTasks(nil).isEmpty)
        #expect(try await store.pending(.posts).count == 600)

        let all = await kinds(events)
        let told = all.compactMap { if case .sourcePaused(_, let pause) = $0.kind { pause } else { nil } }
        #expect(told == [pause])
        let lines = try all.map { try JSONOutput.line($0.record) }
        let line = try #require(lines.first { $0.contains("source_paused") })
        #expect(line.contains("\"source\":\"posts\"") && line.contains("\"cause\":\"\(fault.cause.rawValue)\""))
        #expect(line.contains("\"until\"") == (fault == .cap))
        #expect(lines.last?.contains("\"paused\":1") == true)
        #expect(snapshot.activity.contains { $0.level == .error && $0.text.hasPrefix("paused") })

        // Started again and again, with retries of what failed: not one call.
        let calls = source.history.calls.count
        for _ in 0..<5 {
            var options = IngestOptions()
            options.retriesSetAside = true
            clock.advance(by: 86_400)
            let next = Ingestor(sources: [source], store: store, clock: clock, options: options)
            try await next.run()
            #expect(await next.snapshot().sources[0].pause?.cause == fault.cause)
        }
        #expect(source.history.calls.count == calls)
    }

    @Test(arguments: Fault.allCases)
    func theKeyEndsItAndEverythingIsFetchedThen(fault: Fault) async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        let isFailing = Noted(true)
        let source = Self.source(fault, clock, isFailing)
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        try await ingestor.run()
        let calls = source.history.calls.count
        // By key while it still fails: at most three calls more.
        _ = try await ingestor.retrySetAside()
        try await ingestor.run()
        if fault != .refusals {
            #expect(source.history.calls.count == calls + 1)
            #expect(await ingestor.snapshot().sources[0].pause != nil)
        }
        isFailing.change { $0 = false }
        _ = try await ingestor.retrySetAside()
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.sources[0].pause == nil && snapshot.phase == .finished)
        #expect(snapshot.done + snapshot.setAside == 600)
        if fault != .refusals { #expect(snapshot.done == 600) }
    }

    @Test func whatIsRefusedAgainAfterSomebodyLookedHasFailedByItself() async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = ScriptedSource(
            budgets: [BudgetKey(rawValue: "timeline"): [Budget(calls: 30_000, per: 300)]], subjects: 40,
            pagesPerSubject: 1)
        // Three private accounts stand at the beginning of the list.
        source.trouble = { subject, _, _ in
            subject < 3 ? .failure(SourceFailure(.refused, "private", status: 403)) : nil
        }
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        try await ingestor.run()
        #expect(await ingestor.snapshot().sources[0].pause?.cause == .refusals)
        #expect(source.history.calls.count <= 3)
        _ = try await ingestor.retrySetAside()
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.done == 37 && snapshot.setAside == 3 && snapshot.sources[0].pause == nil)
    }

    @Test func whereTasksAskDifferentHostsEachIsRefusedByItself() async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = Self.source(.refusals, clock, Noted(true))
        source.pausesOnRefusals = false
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.setAside == 600 && snapshot.sources[0].pause == nil && snapshot.phase == .finished)
    }

    @Test func refusalsWithAnAnswerBetweenThemAreThoseOfTheThings() async throws {
        var source = ScriptedSource(subjects: 90, pagesPerSubject: 1)
        source.budgets = [BudgetKey(rawValue: "timeline"): [Budget(calls: 30_000, per: 300)]]
        source.concurrency = 1
        source.trouble = { subject, _, _ in
            switch subject % 3 {
            case 0, 1: .failure(SourceFailure(.refused, "private", status: 403))
            default: subject % 6 == 2 ? .failure(SourceFailure(.gone, "gone", status: 404)) : nil
            }
        }
        let store = try Store.temporary()
        defer { try? store.close() }
        let ingestor = Ingestor(sources: [source], store: store, clock: ManualPaceClock())
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.done == 15 && snapshot.setAside == 75 && snapshot.sources[0].pause == nil)
        #expect(source.history.calls.count == 90)
    }

    @Test func itGoesOnAtItsDateWhileWatching() async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        let isFailing = Noted(true)
        var source = Self.source(.cap, clock, isFailing)
        source.concurrency = 1
        var options = IngestOptions()
        options.watchSeconds = 900
        let start = clock.now
        let ingestor = Ingestor(sources: [source], store: store, clock: clock, options: options)
        let events = ingestor.events()
        let run = Task { try await ingestor.run() }
        var iterator = events.makeAsyncIterator()
        var calls = 0
        while let event = await iterator.next() {
            if case .sourcePaused = event.kind {
                calls = source.history.calls.count
                break
            }
        }
        // The service is asked again when the cap is lifted, and not before.
        isFailing.change { $0 = false }
        await clock.waitForSleepers()
        #expect(source.history.calls.count == calls)
        let deadline = try #require(clock.deadlines.last)
        #expect((9 * 86_400.0...9 * 86_400 + 60).contains(deadline.seconds(since: start)))
        clock.advance(to: deadline)
        var resumed: SourcePauseEnd?
        while resumed == nil, let event = await iterator.next() {
            if case .sourceResumed(_, let end) = event.kind { resumed = end }
        }
        #expect(resumed == .date)
        await source.history.waitForCalls(calls + 2)
        run.cancel()
        try await run.value
    }

    @Test func anotherSecretEndsIt() async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        let isFailing = Noted(true)
        var source = Self.source(.token, clock, isFailing)
        source.secret = Secret("old")
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        let calls = source.history.calls.count
        isFailing.change { $0 = false }
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        #expect(source.history.calls.count == calls)
        // One in 256 pairs of secrets cannot be told apart.
        for secret in ["new", "newer"] {
            source.secret = Secret(secret)
            let ingestor = Ingestor(sources: [source], store: store, clock: clock)
            let events = ingestor.events()
            try await ingestor.run()
            let ends = await kinds(events).compactMap {
                if case .sourceResumed(_, let end) = $0.kind { end } else { nil }
            }
            guard await ingestor.snapshot().done == 600 else { continue }
            #expect(ends == [.secret])
            return
        }
        Issue.record("another secret did not end the pause")
    }

    @Test(arguments: [-86_400, 0, 60, 400 * 86_400])
    func aDateThatIsPastOrFarAwayNeitherAsksInALoopNorForgets(seconds: Int64) async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = ScriptedSource(subjects: 5, pagesPerSubject: 1)
        source.trouble = { _, _, _ in
            .failure(.ofSource(.cap, "cap", until: clock.now.adding(seconds: seconds), status: 403))
        }
        let ingestor = Ingestor(sources: [source], store: store, clock: clock)
        try await ingestor.run()
        let until = await ingestor.snapshot().sources[0].pause?.until
        #expect(until?.seconds(since: clock.now) == (seconds > 366 * 86_400 ? nil : 3600))
    }

    @Test func killedAtAnyOperationTheTasksAndThePauseAreWhole() async throws {
        for operation in 1...40 {
            let clock = ManualPaceClock()
            let store = try Store.temporary()
            defer { try? store.close() }
            let source = Self.source(.refusals, clock, Noted(true))
            let dying = DyingStore(store, after: operation, diesAfterDoing: operation.isMultiple(of: 2))
            try? await Ingestor(sources: [source], store: dying, clock: clock).run()
            try await Ingestor(sources: [source], store: store, clock: clock).run()
            let progress = try await store.progress()[.posts]
            // A process that ended between a refusal and the third one has set up to two aside.
            #expect((progress?.setAside ?? 0) <= 2 && progress?.total == 600, "operation \(operation)")
            #expect(try await store.pause(of: .posts)?.cause == .refusals, "operation \(operation)")
            #expect(source.history.calls.count <= 6, "operation \(operation)")
        }
    }

    @Test func whileItIsPausedAnotherSourceGoesOn() async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        let source = Self.source(.credits, clock, Noted(true))
        var other = ScriptedSource(subjects: 20, pagesPerSubject: 2)
        other.id = .weather
        let ingestor = Ingestor(sources: [source, other], store: store, clock: clock)
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.sources[1].done == 20 && snapshot.sources[1].pause == nil)
        #expect(snapshot.sources[0].pause != nil && snapshot.sources[0].done == 0)
    }

    @Test func everyStatusMeansWhatTheTableSays() {
        let rules = StatusRules.usual
        let table: [(ClosedRange<Int>, StatusRules.Meaning)] = [
            (200...299, .success), (304...304, .unchanged), (300...303, .elsewhere), (305...308, .elsewhere),
            (400...400, .refused), (401...401, .pauses(.init(.token))), (402...402, .pauses(.init(.credits))),
            (403...403, .refused), (404...404, .gone), (405...406, .refused), (408...408, .temporary),
            (410...410, .gone), (422...422, .refused), (425...425, .temporary), (429...429, .rateLimited),
            (500...599, .temporary), (600...999, .malformed), (-5...199, .malformed),
        ]
        for (statuses, meaning) in table {
            for status in statuses { #expect(rules.meaning(of: status) == meaning, "\(status)") }
        }
        #expect(StatusRules.oneByOne.meaning(of: 401) == .refused && StatusRules.oneByOne.meaning(of: 404) == .gone)
        #expect(StatusRules(exceptions: [412: .success]).meaning(of: 412) == .success)
        #expect(SourceFailure(meaning: .success, "x") == nil)
        #expect(SourceFailure(meaning: .pauses(.init(.cap)), "x")?.pause == SourcePause.Order(.cap))
    }
}
