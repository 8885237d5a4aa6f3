import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

private func options(_ change: (inout IngestOptions) -> Void = { _ in }) -> IngestOptions {
    var options = IngestOptions()
    change(&options)
    return options
}

@Suite struct IngestorTests {
    @Test(.timeLimit(.minutes(30)))
    func everythingIsFetchedOnceAndToldInOrder() async throws {
        let source = ScriptedSource(subjects: 7, pagesPerSubject: 3, discovers: true)
        let store = MemoryStore()
        let ingestor = Ingestor(sources: [source], store: store, clock: ManualPaceClock(jumps: true))
        let events = ingestor.events()
        try await ingestor.run()
        #expect(Set(await store.posts.keys) == source.expectedPosts)
        #expect(source.history.calls.count == source.expectedPages)
        var told: [String] = []
        var pages: [String: Int] = [:]
        events: for await event in events {
            switch event.kind {
            case .committed(let page):
                told += page.rows.posts.map(\.id)
                #expect(page.task.pages == pages[page.task.subject, default: 0] + 1)
                pages[page.task.subject] = page.task.pages
            case .finished(let outcome):
                #expect(outcome == IngestOutcome(done: 8))
                #expect(outcome.isClean)
                break events
            default: break
            }
        }
        #expect(told.count == source.expectedPosts.count)
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.phase == .finished)
        #expect(snapshot.done == 8 && snapshot.total == 8 && snapshot.pages == 22 && snapshot.fraction == 1)
        #expect(snapshot.sources[0].calls == 22)
    }

    @Test(.timeLimit(.minutes(30)))
    func aFailingTaskIsRetriedThenSetAsideAndStopsNobody() async throws {
        var source = ScriptedSource(subjects: 4, pagesPerSubject: 2)
        source.trouble = { subject, page, attempt in
            switch (subject, page) {
            case (0, 1): .failure(SourceFailure(.temporary, "the service answered 500", status: 500))
            case (1, 0): .failure(SourceFailure(.refused, "not authorized", status: 401))
            case (2, 0) where attempt < 3: .failure(SourceFailure(.malformed, "no JSON"))
            default: nil
            }
        }
        let store = MemoryStore()
        let ingestor = Ingestor(sources: [source], store: store, clock: ManualPaceClock(jumps: true))
        let events = ingestor.events()
        try await ingestor.run()
        let calls = source.history.calls
        #expect(calls.filter { $0 == "account/0#1" }.count == 5)
        #expect(calls.filter { $0 == "account/1#0" }.count == 1)
        #expect(calls.filter { $0 == "account/2#0" }.count == 4)
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.setAside == 2 && snapshot.done == 2)
        #expect(snapshot.sources[0].setAsideTasks.map(\.label).sorted() == ["@user0", "@user1"])
        #expect(
            snapshot.sources[0].setAsideTasks.contains { $0.reason.contains("500") && $0.reason.contains("5 attempts") }
        )
        var retries: [Double] = []
        events: for await event in events {
            switch event.kind {
            case .retrying(let task, _, let until, _) where task.subject == "account/0":
                retries.append(until.seconds(since: event.at))
            case .finished(let outcome):
                #expect(!outcome.isClean && outcome.setAside == 2)
                break events
            default: break
            }
        }
        // Exponential with jitter between half and the whole: 1...2, 2...4, 4...8, 8...16.
        #expect(retries.count == 4)
        for (index, wait) in retries.enumerated() {
            let whole = Double(2 << index)
            #expect(wait >= whole / 2 && wait <= whole, "\(retries)")
        }
        // Asked once more both fail as before, and attempts are counted anew.
        #expect(try await ingestor.retrySetAside() == 2)
        try await ingestor.run()
        #expect(await ingestor.snapshot().setAside == 2)
        #expect(source.history.calls.filter { $0 == "account/0#1" }.count == 10)
        #expect(source.history.calls.filter { $0 == "account/1#0" }.count == 2)
    }

    @Test(.timeLimit(.minutes(30)))
    func tooManyCallsCostsNoAttempt() async throws {
        var source = ScriptedSource(subjects: 2, pagesPerSubject: 1)
        source.trouble = { _, _, attempt in
            attempt < 9 ? .failure(SourceFailure(.rateLimited, "Rate limit exceeded", status: 429)) : nil
        }
        let ingestor = Ingestor(sources: [source], store: MemoryStore(), clock: ManualPaceClock(jumps: true))
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.done == 2 && snapshot.setAside == 0)
    }

    @Test(.timeLimit(.minutes(30)))
    func aRefusedCallIsMadeAgainWhenTheServiceSaysAndNotBefore() async throws {
        let clock = ManualPaceClock(jumps: true)
        let calls = Noted<[Timestamp]>([])
        var source = ScriptedSource(subjects: 1, pagesPerSubject: 1)
        source.trouble = { _, _, attempt in
            calls.change { $0.append(clock.now) }
            let wait: Int64? = attempt < 2 ? 30 : nil
            return attempt < 4
                ? .failure(SourceFailure(.rateLimited, "Too Many Requests", status: 429, retryAfterSeconds: wait)) : nil
        }
        try await Ingestor(sources: [source], store: MemoryStore(), clock: clock).run()
        let instants = calls.value
        let waits = zip(instants, instants.dropFirst()).map { $1.seconds(since: $0) }
        // Twice as it was told, then with no word of the service by a wait that doubles.
        #expect(waits == [30, 30, 20, 40])
    }

    @Test(.timeLimit(.minutes(30)))
    func afterAnOutagePagesAreFetchedSideBySideAgain() async throws {
        let clock = ManualPaceClock(jumps: true)
        let back = clock.now.adding(seconds: 600)
        let (isOneHeld, goOn) = (Gate(), Gate())
        let answered = Noted(0)
        var source = ScriptedSource(subjects: 100, pagesPerSubject: 1)
        source.trouble = { _, _, _ in
            guard clock.now >= back else { return .failure(SourceFailure(.temporary, "connection refused")) }
            // The probe is answered; from then on calls are held until the test has looked at them.
            let count = answered.change { count in
                count += 1
                return count
            }
            guard count > 1 else { return nil }
            isOneHeld.open()
            return .wait(goOn)
        }
        let ingestor = Ingestor(
            sources: [source], store: MemoryStore(), clock: clock, options: options { $0.concurrency = 4 })
        let run = Task { try await ingestor.run() }
        await isOneHeld.wait()
        #expect(await ingestor.snapshot().sources[0].current.count == 4)
        goOn.open()
        try await run.value
        #expect(await ingestor.snapshot().done == 100)
    }

    @Test(.timeLimit(.minutes(30)))
    func aServiceThatIsDownIsProbedAndNotHammered() async throws {
        var source = ScriptedSource(subjects: 300, pagesPerSubject: 1)
        let clock = ManualPaceClock(jumps: true)
        let back = clock.now.adding(seconds: 3600)
        source.trouble = { _, _, _ in
            clock.now < back ? .failure(SourceFailure(.temporary, "connection refused")) : nil
        }
        let ingestor = Ingestor(sources: [source], store: MemoryStore(), clock: clock)
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.done == 300 && snapshot.setAside == 0)
        #expect(source.history.calls.count < 300 + 40, "\(source.history.calls.count) calls")
    }

    @Test(.timeLimit(.minutes(30)))
    func aRepeatedCursorEndsTheTaskInsteadOfGoingOnForEver() async throws {
        struct Circle: Source {
            let id = SourceID.posts
            let service = "test"
            let content = SourceContent.posts
            let title = "Circle"
            let budgets: [BudgetKey: [Budget]] = [:]
            func seeds(at now: Timestamp) -> [FetchTask] {
                [FetchTask(source: id, subject: "a", label: "a", budget: BudgetKey(rawValue: "x"))]
            }
            func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page { Page(next: "same") }
        }
        let ingestor = Ingestor(sources: [Circle()], store: MemoryStore(), clock: ManualPaceClock(jumps: true))
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.pages == 2 && snapshot.rejected == 1 && snapshot.done == 1)
        struct Endless: Source {
            let id = SourceID.posts
            let service = "test"
            let content = SourceContent.posts
            let title = "Endless"
            let budgets: [BudgetKey: [Budget]] = [:]
            func seeds(at now: Timestamp) -> [FetchTask] {
                [FetchTask(source: id, subject: "a", label: "a", budget: BudgetKey(rawValue: "x"))]
            }
            func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page { Page(next: "\(task.pages)") }
        }
        let second = Ingestor(
            sources: [Endless()], store: MemoryStore(), clock: ManualPaceClock(jumps: true),
            options: options { $0.maxPagesPerTask = 20 })
        try await second.run()
        #expect(await second.snapshot().pages == 20)
    }

    @Test(.timeLimit(.minutes(30)))
    func pausedNothingIsAskedForAndResumedItGoesOn() async throws {
        let source = ScriptedSource(
            budgets: [BudgetKey(rawValue: "timeline"): [Budget(calls: 1, per: 10)]], subjects: 3, pagesPerSubject: 1)
        let clock = ManualPaceClock()
        // While a call is under way nobody sleeps: a call counts from its end, which must not come later by the test's doing.
        let ingestor = Ingestor(
            sources: [source], store: MemoryStore(), clock: clock, options: options { $0.concurrency = 1 })
        let run = Task { try await ingestor.run() }
        await clock.waitForSleepers()
        #expect(source.history.calls.count == 1)
        var snapshot = await ingestor.snapshot()
        #expect(snapshot.sources[0].waitingUntil == clock.now.adding(seconds: 10))
        #expect(snapshot.sources[0].budgets.first?.used == 1)
        await ingestor.pause()
        // Nobody sleeps any more, so time alone asks for nothing; nor does looking for what may be fetched now.
        #expect(clock.deadlines.isEmpty)
        clock.advance(by: 100)
        #expect(try await ingestor.retrySetAside() == 0)
        snapshot = await ingestor.snapshot()
        #expect(snapshot.phase == .paused && snapshot.sources[0].calls == 1 && snapshot.sources[0].current.isEmpty)
        #expect(source.history.calls.count == 1)
        await ingestor.resume()
        // A sleeper that the pause woke may not have gone yet: waiting for one says nothing before the call is made.
        await source.history.waitForCalls(2)
        await clock.waitForSleepers()
        #expect(source.history.calls.count == 2)
        clock.advanceToNextSleeper()
        try await run.value
        snapshot = await ingestor.snapshot()
        #expect(snapshot.done == 3 && snapshot.phase == .finished)
    }

    @Test(.timeLimit(.minutes(30)))
    func sourcesDoNotWaitForOneAnother() async throws {
        var stuck = ScriptedSource(subjects: 2, pagesPerSubject: 1)
        stuck.trouble = { _, _, _ in .hang }
        var free = ScriptedSource(subjects: 5, pagesPerSubject: 2)
        free.id = .weather
        let ingestor = Ingestor(sources: [stuck, free], store: MemoryStore(), clock: ManualPaceClock(jumps: true))
        let events = ingestor.events()
        let run = Task { try await ingestor.run() }
        var done = 0
        for await event in events {
            if case .committed(let page) = event.kind, page.isDone { done += 1 }
            if done == 5 { break }
        }
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.sources[0].current.count == 2 && snapshot.sources[0].done == 0)
        run.cancel()
        try await run.value
        #expect(await ingestor.snapshot().phase == .stopped)
    }

    @Test(.timeLimit(.minutes(30)))
    func snapshotsAreNewestWinsAndSilentWhenNothingChanges() async throws {
        let source = ScriptedSource(subjects: 30, pagesPerSubject: 2)
        let ingestor = Ingestor(sources: [source], store: MemoryStore(), clock: ManualPaceClock(jumps: true))
        var snapshots = ingestor.snapshots().makeAsyncIterator()
        #expect(await snapshots.next()?.phase == .idle)
        try await ingestor.run()
        let last = await snapshots.next()
        #expect(last?.phase == .finished && last?.done == 30)
        // Nothing has changed since: the next one comes with the next change and not before, or never.
        func second() -> (hasFirst: Gate, pair: Task<[FetchSnapshot?], Never>) {
            let hasFirst = Gate()
            return (
                hasFirst,
                Task {
                    var own = ingestor.snapshots().makeAsyncIterator()
                    let first = await own.next()
                    hasFirst.open()
                    return [first, await own.next()]
                }
            )
        }
        let waiting = second()
        await waiting.hasFirst.wait()
        try await ingestor.run()
        let pair = await waiting.pair.value.compactMap { $0 }
        #expect(pair.count == 2 && pair[0].revision < pair[1].revision)
        let cancelled = second()
        await cancelled.hasFirst.wait()
        cancelled.pair.cancel()
        #expect(await cancelled.pair.value.last == .some(nil))
    }

    @Test(.timeLimit(.minutes(30)))
    func watchingAsksForNewSeedsAgain() async throws {
        var source = ScriptedSource(subjects: 4, pagesPerSubject: 1)
        let clock = ManualPaceClock()
        let start = clock.now
        source.subjectsAt = { 2 + min(2, Int($0.seconds(since: start)) / 60) }
        let ingestor = Ingestor(
            sources: [source], store: MemoryStore(), clock: clock, options: options { $0.watchSeconds = 60 })
        let run = Task { try await ingestor.run() }
        for done in [2, 3, 4] {
            await clock.waitForSleepers()
            #expect(await ingestor.snapshot().done == done)
            clock.advance(by: 60)
        }
        await clock.waitForSleepers()
        #expect(await ingestor.snapshot().done == 4)
        #expect(source.history.calls.count == 4)
        run.cancel()
        try await run.value
    }

    @Test(.timeLimit(.minutes(30)))
    func eventsMakeLogLinesAndJSONLines() async throws {
        var source = ScriptedSource(subjects: 2, pagesPerSubject: 1)
        source.trouble = { subject, _, _ in subject == 0 ? .failure(SourceFailure(.gone, "no such account")) : nil }
        let ingestor = Ingestor(sources: [source], store: MemoryStore(), clock: ManualPaceClock(jumps: true))
        let events = ingestor.events()
        try await ingestor.run()
        var lines: [String] = []
        var logs: [String] = []
        for await event in events {
            lines.append(try JSONOutput.line(event.record))
            logs.append("\(event.logEntry.level.letter) \(event.logEntry.text)")
            if case .finished = event.kind { break }
        }
        #expect(logs.contains("E @user0 failed: no such account"))
        #expect(logs.contains("D @user1: 2 posts, page 1, done"))
        #expect(logs.last == "W 1 done, 1 failed")
        #expect(
            lines.contains { $0.contains("\"event\":\"set_aside\"") && $0.contains("\"problem\":\"no such account\"") })
        #expect(lines.last?.contains("\"set_aside\":1") == true)
    }
}
