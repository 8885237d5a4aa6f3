import Synchronization
import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// Asking again: what is old, and what failed.
@Suite(.timeLimit(.minutes(30))) struct IngestorRoundsTests {
    /// A source of one list whose posts come with time.
    private struct Feed: Source {
        let id = SourceID.posts
        let service = "test"
        let content = SourceContent.posts
        let title = "Feed"
        let budgets: [BudgetKey: [Budget]] = [:]
        var refreshSeconds: Int64?
        let posts = Posts()

        final class Posts: Sendable {
            private let state = Mutex((count: 1, calls: 0))
            var calls: Int { state.withLock { $0.calls } }
            func add() { state.withLock { $0.count += 1 } }
            func ask() -> Int {
                state.withLock { state in
                    state.calls += 1
                    return state.count
                }
            }
        }

        func seeds(at now: Timestamp) -> [FetchTask] {
            [FetchTask(source: id, subject: "a", label: "a", budget: BudgetKey(rawValue: "x"))]
        }

        func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
            guard task.cursor == nil else { return Page() }
            let count = posts.ask()
            return Page(
                posts: (0..<count).reversed().map {
                    Post(id: "\($0)", author: "a", createdAt: Timestamp(seconds: 1_436_000_000 + Int64($0)))
                }, next: "older")
        }
    }

    private static func task(_ subject: String) -> FetchTask {
        FetchTask(source: .posts, subject: subject, label: subject, budget: BudgetKey(rawValue: "x"))
    }

    @Test func aLaterRunFindsWhatIsNewAndDoublesNothing() async throws {
        let feed = Feed(refreshSeconds: 60)
        let store = try Store.temporary()
        defer { try? store.close() }
        let clock = ManualPaceClock(jumps: true)
        try await Ingestor(sources: [feed], store: store, clock: clock).run()
        feed.posts.add()
        clock.advance(by: 60)
        try await Ingestor(sources: [feed], store: store, clock: clock).run()
        #expect(feed.posts.calls == 1)
        clock.advance(by: 1)
        let later = Ingestor(sources: [feed], store: store, clock: clock)
        try await later.run()
        #expect(feed.posts.calls == 2)
        #expect(try await store.counts().posts == 2)
        #expect(try await store.progress()[.posts]?.posts == 2)
        let snapshot = await later.snapshot()
        #expect(snapshot.phase == .finished && snapshot.done == 1 && snapshot.total == 1)
    }

    @Test func whatIsDoneStaysDoneUnlessTheSourceSaysOtherwise() async throws {
        let feed = Feed(refreshSeconds: nil)
        let clock = ManualPaceClock(jumps: true)
        let store = MemoryStore()
        try await Ingestor(sources: [feed], store: store, clock: clock).run()
        feed.posts.add()
        clock.advance(by: 1_000_000)
        try await Ingestor(sources: [feed], store: store, clock: clock).run()
        #expect(feed.posts.calls == 1)
        #expect(await store.posts.count == 1)
    }

    @Test func watchingAsksOldTasksAgain() async throws {
        let feed = Feed(refreshSeconds: 100)
        let clock = ManualPaceClock()
        var options = IngestOptions()
        options.watchSeconds = 60
        let store = MemoryStore()
        let ingestor = Ingestor(sources: [feed], store: store, clock: clock, options: options)
        let run = Task { try await ingestor.run() }
        for posts in [1, 1, 3] {
            await clock.waitForSleepers()
            #expect(await store.posts.count == posts)
            let snapshot = await ingestor.snapshot()
            #expect(snapshot.done == 1 && snapshot.total == 1)
            feed.posts.add()
            clock.advance(by: 60)
        }
        await clock.waitForSleepers()
        run.cancel()
        try await run.value
    }

    @Test func theJournalOpensOldDoneTasksOfOneSourceFromTheirFirstPage() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let start = Timestamp(seconds: 1_436_000_000)
        let later = start.adding(seconds: 100)
        var other = Self.task("d")
        other.source = .weather
        _ = try await store.add([Self.task("a"), Self.task("b"), Self.task("c"), other], at: start)
        _ = try await store.commit(Page(next: "n"), of: Self.task("a"), at: start)
        var second = Self.task("a")
        (second.cursor, second.pages) = ("n", 1)
        _ = try await store.commit(Page(), of: second, at: start)
        _ = try await store.commit(Page(), of: other, at: start)
        _ = try await store.commit(Page(), of: Self.task("b"), at: later)
        try await store.setAside(Self.task("c"), reason: "gone", at: start)
        #expect(try await store.reopen(.posts, doneBefore: start, at: later).isEmpty)
        #expect(try await store.reopen(.posts, doneBefore: later, at: later) == [Self.task("a")])
        #expect(try await store.pending(.posts).map(\.task) == [Self.task("a")])
        #expect(try await store.progress()[.weather]?.done == 1)
        #expect(try await store.progress()[.posts]?.setAside == 1)
    }

    @Test func aRunMayBeginWithWhatWasSetAside() async throws {
        var source = ScriptedSource(subjects: 3, pagesPerSubject: 1)
        source.trouble = { subject, _, attempt in
            subject == 1 && attempt == 0 ? .failure(SourceFailure(.refused, "no")) : nil
        }
        let store = MemoryStore()
        let clock = ManualPaceClock(jumps: true)
        try await Ingestor(sources: [source], store: store, clock: clock).run()
        let plain = Ingestor(sources: [source], store: store, clock: clock)
        try await plain.run()
        #expect(await plain.snapshot().setAside == 1)
        var options = IngestOptions()
        options.retriesSetAside = true
        let sooner = Ingestor(sources: [source], store: store, clock: clock, options: options)
        try await sooner.run()
        #expect(await sooner.snapshot().setAside == 1)
        clock.advance(by: 86_400)
        let retrying = Ingestor(sources: [source], store: store, clock: clock, options: options)
        try await retrying.run()
        let snapshot = await retrying.snapshot()
        #expect(snapshot.setAside == 0 && snapshot.done == 3 && snapshot.phase == .finished)
    }

    @Test func watchingMayTakeUpWhatWasSetAside() async throws {
        var source = ScriptedSource(subjects: 2, pagesPerSubject: 1)
        source.trouble = { subject, _, attempt in
            subject == 1 && attempt == 0 ? .failure(SourceFailure(.refused, "no")) : nil
        }
        var options = IngestOptions()
        (options.retriesSetAside, options.watchSeconds, options.refusedSeconds) = (true, 60, 60)
        let clock = ManualPaceClock()
        let ingestor = Ingestor(sources: [source], store: MemoryStore(), clock: clock, options: options)
        let run = Task { try await ingestor.run() }
        await clock.waitForSleepers()
        #expect(await ingestor.snapshot().setAside == 1)
        clock.advance(by: 60)
        await clock.waitForSleepers()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.setAside == 0 && snapshot.done == 2 && snapshot.total == 2)
        run.cancel()
        try await run.value
    }

    @Test func aRetryWhileTheJournalIsReadIsNotLost() async throws {
        var source = ScriptedSource(subjects: 2, pagesPerSubject: 1)
        source.trouble = { subject, _, attempt in
            subject == 1 && attempt == 0 ? .failure(SourceFailure(.refused, "no")) : nil
        }
        let store = MemoryStore()
        let ingestor = Ingestor(sources: [source], store: store, clock: ManualPaceClock(jumps: true))
        try await ingestor.run()
        #expect(await ingestor.snapshot().setAside == 1)
        await store.once(afterPending: { _ = try? await ingestor.retrySetAside() })
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.done == 2 && snapshot.setAside == 0 && snapshot.phase == .finished)
    }

    @Test func aRunDoesNotEndBeforeARetryIsInIt() async throws {
        let isRetrying = Gate()
        var source = ScriptedSource(subjects: 2, pagesPerSubject: 1)
        source.trouble = { subject, _, attempt in
            if subject == 1 { return attempt == 0 ? .failure(SourceFailure(.refused, "no")) : nil }
            return .wait(isRetrying)
        }
        let store = MemoryStore()
        let ingestor = Ingestor(sources: [source], store: store, clock: ManualPaceClock(jumps: true))
        let events = ingestor.events()
        let pages = ingestor.events()
        await store.once(afterRetry: {
            // The last task ends now, with the retry still under way.
            isRetrying.open()
            for await event in pages {
                if case .committed(let page) = event.kind, page.isDone { break }
            }
        })
        let run = Task { try await ingestor.run() }
        for await event in events {
            if case .setAside = event.kind { break }
        }
        #expect(try await ingestor.retrySetAside() == 1)
        try await run.value
        let snapshot = await ingestor.snapshot()
        #expect(snapshot.done == 2 && snapshot.setAside == 0 && snapshot.phase == .finished)
    }
}
