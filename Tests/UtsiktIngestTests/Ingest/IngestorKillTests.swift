import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// A source with failures chosen by the seed: some pass, some are for good.
func troubled(seed: Int, subjects: Int, pages: Int) -> ScriptedSource {
    var source = ScriptedSource(
        budgets: [BudgetKey(rawValue: "timeline"): [Budget(calls: 20, per: 60), Budget(calls: 500, per: 86_400)]],
        subjects: subjects, pagesPerSubject: pages, discovers: seed.isMultiple(of: 2))
    source.trouble = { subject, page, attempt in
        var random = SeededGenerator(
            seed: UInt64(truncatingIfNeeded: seed &* 7919 &+ subject &* 131 &+ page &* 17 &+ attempt))
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return .failure(SourceFailure(.temporary, "500", status: 500))
        case 1: return .failure(SourceFailure(.malformed, "truncated"))
        case 2: return .failure(SourceFailure(.rateLimited, "429", status: 429, retryAfterSeconds: 3))
        default: return nil
        }
    }
    return source
}

@Suite struct IngestorKillTests {
    /// Runs until everything is done, dying at random operations in between, and checks that nothing was lost or done twice.
    static func survive(seed: Int, store: any IngestStore, commits: () async -> [String]) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let source = troubled(seed: seed, subjects: 6, pages: 3)
        let clock = ManualPaceClock(jumps: true)
        var options = IngestOptions()
        (options.maxAttempts, options.maxMalformed) = (50, 50)
        options.concurrency = Int.random(in: 1...4, using: &random)
        var deaths = 0
        while deaths < 25 {
            let dying = DyingStore(
                store, after: Int.random(in: 1...40, using: &random), diesAfterDoing: Bool.random(using: &random))
            let ingestor = Ingestor(sources: [source], store: dying, clock: clock, options: options)
            do {
                try await ingestor.run()
                break
            } catch {
                deaths += 1
            }
        }
        try await Ingestor(sources: [source], store: store, clock: clock, options: options).run()
        let progress = try await store.progress()[.posts]
        #expect(progress?.done == 6 + (source.discovers ? 1 : 0) && progress?.pending == 0, "seed \(seed)")
        let pages = await commits()
        #expect(pages.count == source.expectedPages, "seed \(seed)")
        #expect(Set(pages).count == pages.count, "a page was committed twice, seed \(seed)")
    }

    @Test(.timeLimit(.minutes(30)), arguments: 0..<30)
    func dyingAtAnyOperationLosesNothingAndRepeatsNothing(seed: Int) async throws {
        let store = MemoryStore()
        try await IngestorKillTests.survive(seed: seed, store: store) { await store.commits }
        #expect(Set(await store.posts.keys).count == 36, "seed \(seed)")
    }

    @Test(.timeLimit(.minutes(30)), arguments: 100..<130)
    func cancellingAtAnyMomentKeepsFinishedPagesAndAsksForNoneAgain(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let source = troubled(seed: seed, subjects: 6, pages: 3)
        let store = MemoryStore()
        let clock = ManualPaceClock(jumps: true)
        var options = IngestOptions()
        (options.maxAttempts, options.maxMalformed) = (50, 50)
        let ingestor = Ingestor(sources: [source], store: store, clock: clock, options: options)
        var rounds = 0
        while await ingestor.snapshot().phase != .finished {
            rounds += 1
            let before = Set(await store.commits)
            let callsBefore = source.history.calls.count
            let events = ingestor.events()
            let run = Task { try await ingestor.run() }
            if rounds < 60 {
                // After so many events, whatever they are; a run that is over sooner has told so.
                var left = Int.random(in: 0...24, using: &random)
                var told = events.makeAsyncIterator()
                while left > 0, let event = await told.next() {
                    if case .finished = event.kind { break }
                    left -= 1
                }
                run.cancel()
            }
            try await run.value
            // What was committed before this round was not asked for in it.
            let asked = source.history.calls.dropFirst(callsBefore)
            #expect(before.isDisjoint(with: asked), "seed \(seed), round \(rounds)")
            // Every page that was had is in the store, although the run was cancelled.
            #expect(Set(source.history.served) == Set(await store.commits), "seed \(seed), round \(rounds)")
        }
        #expect(Set(await store.posts.keys) == source.expectedPosts, "seed \(seed)")
        #expect(await store.commits.count == source.expectedPages, "seed \(seed)")
    }

    @Test(.timeLimit(.minutes(30)), arguments: 200..<210)
    func budgetsHoldAcrossRestarts(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let source = ScriptedSource(
            budgets: [BudgetKey(rawValue: "timeline"): [Budget(calls: 5, per: 60)]], subjects: 20, pagesPerSubject: 1)
        let store = MemoryStore()
        let clock = ManualPaceClock(jumps: true)
        for _ in 0..<40 {
            let dying = DyingStore(store, after: Int.random(in: 6...20, using: &random), diesAfterDoing: false)
            do {
                try await Ingestor(sources: [source], store: dying, clock: clock).run()
                break
            } catch { continue }
        }
        let calls = await store.notedCalls.filter { $0.budget == BudgetKey(rawValue: "timeline") }
        #expect(calls.count >= 20)
        for (index, instant) in calls.enumerated() where index >= 5 {
            #expect(instant.at.at.seconds(since: calls[index - 5].at.at) >= 60, "seed \(seed)")
        }
    }
}
