import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// A process that is killed and started again: what failed in one life has all its attempts in the next, and the waits with it.
@Suite(.timeLimit(.minutes(30))) struct LivesTests {
    /// A service that answers some pages only after some attempts in each life, and some never.
    private static func source(seed: Int) -> ScriptedSource {
        var source = ScriptedSource(subjects: 12, pagesPerSubject: 2, discovers: seed.isMultiple(of: 2))
        source.trouble = { subject, page, attempt in
            switch subject {
            case 0: return .failure(SourceFailure(.refused, "not authorized", status: 401))
            case 1: return .failure(SourceFailure(.gone, "no such account", status: 404))
            case 2 where page == 1: return .failure(SourceFailure(.temporary, "500", status: 500))
            default:
                // Once to four times in each life: one attempt less than are made.
                let times = (subject &+ page &* 3 &+ seed) % 5
                let kind: SourceFailure.Kind = times < 4 ? .malformed : .temporary
                return attempt < times ? .failure(SourceFailure(kind, "truncated")) : nil
            }
        }
        return source
    }

    private struct Ending: Equatable {
        var posts: [String] = []
        var failed: [String] = []
        var done = 0
    }

    private static func ending(_ store: Store) async throws -> Ending {
        var ending = Ending()
        for try await batch in store.posts() { ending.posts += batch.map(\.id) }
        ending.posts.sort()
        ending.failed = try await store.setAsideTasks(nil).map { "\($0.task.subject) \($0.problem ?? "")" }.sorted()
        ending.done = try await store.progress()[.posts]?.done ?? 0
        return ending
    }

    @Test(arguments: 0..<24)
    func whateverWasKilledWhenTheEndIsThatOfAnUndisturbedRun(seed: Int) async throws {
        let calm = try Store.temporary()
        defer { try? calm.close() }
        try await Ingestor(sources: [Self.source(seed: seed)], store: calm, clock: ManualPaceClock(jumps: true)).run()
        let expected = try await Self.ending(calm)
        #expect(expected.failed.count == 3 && expected.posts.count == (9 * 2 + 1) * 2, "seed \(seed)")

        var random = SeededGenerator(seed: UInt64(seed))
        let store = try Store.temporary()
        defer { try? store.close() }
        let clock = ManualPaceClock(jumps: true)
        for _ in 0..<30 {
            let dying = DyingStore(
                store, after: Int.random(in: 1...60, using: &random), diesAfterDoing: Bool.random(using: &random))
            // A source of its own: the service counts its attempts by the life.
            try? await Ingestor(sources: [Self.source(seed: seed)], store: dying, clock: clock).run()
        }
        try await Ingestor(sources: [Self.source(seed: seed)], store: store, clock: clock).run()
        #expect(try await Self.ending(store) == expected, "seed \(seed)")
    }

    /// What a service may ask to wait for.
    enum Wait: CaseIterable, Sendable {
        case retryAfter, outOfQuota, busy, down

        func trouble(_ clock: ManualPaceClock) -> ScriptedSource.Trouble {
            switch self {
            case .retryAfter:
                .failure(SourceFailure(.rateLimited, "Too Many Requests", status: 429, retryAfterSeconds: 600))
            case .outOfQuota:
                .failure(
                    SourceFailure(
                        .rateLimited, "Too Many Requests", status: 429,
                        quota: Quota(limit: 9, remaining: 0, resetsAt: clock.now.adding(seconds: 500))))
            case .busy: .failure(SourceFailure(.temporary, "503", status: 503, retryAfterSeconds: 400))
            case .down: .failure(SourceFailure(.temporary, "connection refused"))
            }
        }
    }

    /// What is between two lives: nothing, or a clock that was set.
    @Test(arguments: Wait.allCases, [0, 3 * 86_400, -3 * 86_400])
    func waitsSurviveARestartAndTheKeyAndASetClock(wait: Wait, jump: Int64) async throws {
        let clock = ManualPaceClock()
        let store = try Store.temporary()
        defer { try? store.close() }
        var source = ScriptedSource(
            budgets: [BudgetKey(rawValue: "timeline"): [Budget(calls: 100, per: 900)]],
            subjects: wait == .down ? 6 : 1, pagesPerSubject: 1)
        source.trouble = { _, _, attempt in wait == .down || attempt == 0 ? wait.trouble(clock) : nil }
        var options = IngestOptions()
        options.concurrency = 1
        let first = Ingestor(sources: [source], store: store, clock: clock, options: options)
        var run = Task { try await first.run() }
        var left = 0.0
        if wait == .down {
            // Several in a row: the source itself is held.
            await clock.waitForSleepers()
            while await first.snapshot().sources[0].isExhausted == false {
                clock.advanceToNextSleeper()
                await clock.waitForSleepers()
            }
        }
        await clock.waitForSleepers()
        let calls = source.history.calls.count
        left = try #require(clock.deadlines.first).seconds(since: clock.now)
        #expect(left >= 1)
        run.cancel()
        try await run.value

        clock.jump(by: jump)
        let second = Ingestor(sources: [source], store: store, clock: clock, options: options)
        run = Task { try await second.run() }
        await clock.waitForSleepers()
        #expect(source.history.calls.count == calls, "asked before the wait was over")
        #expect(abs(try #require(clock.deadlines.first).seconds(since: clock.now) - left) < 0.01)
        #expect(try await second.retrySetAside() == 0)
        #expect(source.history.calls.count == calls)
        clock.advanceToNextSleeper()
        await source.history.waitForCalls(calls + 1)
        run.cancel()
        try await run.value
    }
}
