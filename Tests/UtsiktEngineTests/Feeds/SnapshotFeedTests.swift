import Testing
import UtsiktApp
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine

/// What carries a world's snapshots to the app.
@Suite(.timeLimit(.minutes(30))) struct SnapshotFeedTests {
    private func feed(
        _ workspace: Workspace, _ sink: KeptEvents, clock: any PaceClock = SystemPaceClock()
    ) -> SnapshotFeed {
        let world = WorldSink(sink, of: WorldNumber(1))
        let archive = ForecastArchive(workspace: workspace, sink: world)
        return SnapshotFeed(workspace: workspace, sink: world, archive: archive, clock: clock)
    }

    @Test func aSettledWorldHandsItsFinalSnapshotsInTogether() async throws {
        let sink = KeptEvents()
        let workspace = TestWorlds.workspace(
            try await TestWorlds.store(posts: 4), [HangingSource(pages: 3, hangs: false)])
        let feed = feed(workspace, sink)
        let work = Task { await feed.run() }
        #expect(await feed.settle(limit: 60))
        guard case .arrived(.settled(let world), .world(WorldNumber(1)))? = sink.all.last(where: { $0.isSettled })
        else {
            Issue.record("nothing has settled")
            return
        }
        // Three were fetched; the stored one is not wanted any more, its posts stay.
        #expect(world.fetch.phase == .finished && world.fetch.done == 3)
        #expect(world.topics.report.funnel.total == 7)
        work.cancel()
        await work.value
        await workspace.close()
    }

    @Test func aWorldThatStillWaitsForAPageHasNotSettled() async throws {
        let sink = KeptEvents()
        let (pages, page) = AsyncStream.makeStream(of: Void.self)
        let workspace = TestWorlds.workspace(
            try await TestWorlds.store(posts: 4), [HangingSource(asked: { page.yield() })])
        let feed = feed(workspace, sink)
        let work = Task { await feed.run() }
        for await _ in pages { break }
        #expect(await feed.settle(limit: 0) == false)
        #expect(!sink.all.contains { $0.isSettled })
        work.cancel()
        await work.value
        await workspace.close()
    }

    /// The clock stands still: after the first snapshot of the counts the feed pauses, whatever is counted meanwhile. When the
    /// pause is over the newest state comes, and none in between.
    @Test func ofManySnapshotsTheNewestIsHandedInAfterThePause() async throws {
        let sink = KeptEvents()
        let clock = ManualPaceClock()
        let workspace = TestWorlds.workspace(try await TestWorlds.store(posts: 0))
        let feed = feed(workspace, sink, clock: clock)
        let work = Task { await feed.run() }
        await sink.wait { if case .arrived(.topics, _) = $0 { true } else { false } }
        for number in 0..<20 { await workspace.topics.ingest(TestWorlds.posts(number..<number + 1)) }
        while !sink.hasPosts(20) {
            await clock.waitForSleepers()
            clock.advanceToNextSleeper()
        }
        let totals = sink.all.compactMap { event -> Int? in
            if case .arrived(.topics(let snapshot), _) = event { snapshot.report.funnel.total } else { nil }
        }
        #expect(totals.last == 20 && totals.count <= 3, "\(totals)")
        work.cancel()
        await work.value
        await workspace.close()
    }

    @Test func aStoreThatCannotBeReadIsToldAndNothingIsFetched() async throws {
        let sink = KeptEvents()
        let store = try await TestWorlds.store(posts: 1)
        try store.close()
        let workspace = TestWorlds.workspace(store, [HangingSource(pages: 1, hangs: false)])
        let feed = feed(workspace, sink)
        let work = Task { await feed.run() }
        await sink.wait { event in
            if case .arrived(.logged(let entry), _) = event { entry.level == .error } else { false }
        }
        // Nobody waits for ever for what cannot come.
        #expect(await feed.settle(limit: 60))
        work.cancel()
        await work.value
    }
}

extension Event {
    fileprivate var isSettled: Bool { if case .arrived(.settled, _) = self { true } else { false } }
}

extension KeptEvents {
    fileprivate func hasPosts(_ count: Int) -> Bool {
        all.contains { event in
            if case .arrived(.topics(let snapshot), _) = event { snapshot.report.funnel.total == count } else { false }
        }
    }
}
