import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// A clock that is set while it is fetched, and between two lives.
@Suite(.timeLimit(.minutes(30))) struct ClockSetTests {
    @Test(arguments: 0..<12)
    func budgetsHoldAndNothingWaitsForDays(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let clock = ManualPaceClock()
        let made = Noted<[Int64]>([])
        var source = ScriptedSource(
            budgets: [BudgetKey(rawValue: "timeline"): [Budget(calls: 5, per: 60), Budget(calls: 40, per: 900)]],
            subjects: 90, pagesPerSubject: 1)
        source.trouble = { subject, _, attempt in
            // By the time that has passed, as a server would count.
            made.change { $0.append(clock.reading.steady?.milliseconds ?? 0) }
            return subject.isMultiple(of: 9) && attempt == 0
                ? .failure(SourceFailure(.temporary, "503", status: 503, retryAfterSeconds: 30)) : nil
        }
        let store = try Store.temporary()
        defer { try? store.close() }
        // One call at a time: while it is under way nobody sleeps, so that the test's clock stands still for it.
        var options = IngestOptions()
        options.concurrency = 1
        var isDone = false
        var jumps = 0
        while !isDone {
            let ingestor = Ingestor(sources: [source], store: store, clock: clock, options: options)
            let ended = Noted(false)
            let run = Task {
                try await ingestor.run()
                ended.change { $0 = true }
                // Somebody to wait for, so that the loop below sees the end.
                try? await clock.sleep(until: Timestamp(milliseconds: .max))
            }
            var left = Int.random(in: 5...40, using: &random)
            while !ended.value, left > 0 {
                await clock.waitForSleepers()
                guard !ended.value else { break }
                left -= 1
                if jumps < 40, Int.random(in: 0..<4, using: &random) == 0 {
                    jumps += 1
                    let days = Int64.random(in: -3...3, using: &random)
                    clock.jump(by: days * 86_400 + Int64.random(in: -4000...4000, using: &random))
                }
                if let first = clock.deadlines.first, first < Timestamp(milliseconds: .max) { clock.advance(to: first) }
            }
            run.cancel()
            try await run.value
            isDone = try await store.progress()[.posts]?.done == 90
            if Bool.random(using: &random), !isDone {
                clock.jump(by: Int64.random(in: -90_000...90_000, using: &random))
            }
        }
        let calls = made.value
        for (count, span) in [(5, Int64(60_000)), (40, 900_000)] {
            for index in calls.indices where index >= count {
                #expect(calls[index] - calls[index - count] >= span, "seed \(seed), call \(index)")
            }
        }
        // A hundred calls at 40 in 15 minutes need 30 minutes at least; waits for set clocks would take days.
        #expect(calls.last ?? 0 < 3 * 3_600_000, "seed \(seed): \((calls.last ?? 0) / 1000) s")
    }

    @Test func aSecondsDifferenceIsNoSetClock() async throws {
        let clock = ManualPaceClock()
        var source = ScriptedSource(subjects: 2, pagesPerSubject: 1)
        source.trouble = { _, _, attempt in
            attempt == 0 ? .failure(SourceFailure(.rateLimited, "429", retryAfterSeconds: 100)) : nil
        }
        let ingestor = Ingestor(sources: [source], store: MemoryStore(), clock: clock)
        let events = ingestor.events()
        let run = Task { try await ingestor.run() }
        await clock.waitForSleepers()
        clock.jump(by: 1)
        clock.advance(by: 50)
        _ = try await ingestor.retrySetAside()
        clock.jump(by: -7200)
        _ = try await ingestor.retrySetAside()
        clock.advance(by: 60)
        try await run.value
        var steps: [Int64] = []
        events: for await event in events {
            switch event.kind {
            case .clockSet(let step): steps.append(step)
            case .finished: break events
            default: break
            }
        }
        #expect(steps == [-7_200_000])
    }
}
