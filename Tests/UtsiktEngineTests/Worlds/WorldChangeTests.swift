import Testing
import UtsiktApp
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine

/// A world that is opened anew, as after an edit of the configuration, while nobody looks at the screen.
@Suite(.timeLimit(.minutes(30))) struct WorldChangeTests {
    /// The editor has the terminal: what arrives waits. The old world's snapshot lies there when the new world is opened.
    @Test func theNewWorldsPostsAreThereAtOnceAlthoughTheOldOnesWereNeverTaken() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("world.sqlite")
        try await TestWorlds.store(posts: 40, path: path).close()
        let sink = KeptEvents()
        let host = WorkspaceHost(sink: sink)
        let work = Task { await host.run() }
        var app = TestWorlds.app()

        host.open(TestWorlds.opening(TestWorlds.workspace(try Store.open(path: path), [HangingSource()])))
        await sink.wait(forPosts: 40, of: 1)
        for event in sink.take() { _ = app.reduce(event) }
        #expect(app.state.topics.snapshot?.report.funnel.total == 40)

        // The editor is open. Something still arrives from the old world, as its clock does every half minute.
        var query = TopicsQuery()
        query.window = .seconds(86_400)
        host.perform(.setTopicsQuery(query))
        await sink.wait { event in
            guard case .arrived(.topics(let snapshot), _) = event else { return false }
            return snapshot.query.window == .seconds(86_400)
        }
        // What is saved opens the world anew; its source answers nothing for ever.
        host.open(TestWorlds.opening(TestWorlds.workspace(try Store.open(path: path), [HangingSource()])))
        await sink.wait(forPosts: 40, of: 2)

        // The editor is left: everything is taken at once, and nothing more comes.
        for event in sink.take() { _ = app.reduce(event) }
        #expect(app.world == WorldNumber(2))
        #expect(app.state.topics.snapshot?.report.funnel.total == 40)
        work.cancel()
        await work.value
    }

    /// A page that the old world waits for does not hold the new one up: it is cancelled.
    @Test func aPageUnderWayIsDroppedWhenAnotherWorldIsOpened() async throws {
        let sink = KeptEvents()
        let host = WorkspaceHost(sink: sink)
        let work = Task { await host.run() }
        let (pages, page) = AsyncStream.makeStream(of: Void.self)
        let old = TestWorlds.workspace(
            try await TestWorlds.store(posts: 2), [HangingSource(asked: { page.yield() })])
        host.open(TestWorlds.opening(old))
        for await _ in pages { break }
        host.open(TestWorlds.opening(TestWorlds.workspace(try await TestWorlds.store(posts: 7))))
        await sink.wait(forPosts: 7, of: 2)
        work.cancel()
        await work.value
    }
}
