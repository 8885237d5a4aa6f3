import Testing
import UtsiktApp
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine

/// Who opens, replaces and closes worlds, and in which order it does what is asked.
@Suite(.timeLimit(.minutes(30))) struct WorkspaceHostTests {
    /// A host that runs, until the body is over.
    private func running(
        _ sink: KeptEvents, _ body: (WorkspaceHost) async throws -> Void
    ) async rethrows {
        let host = WorkspaceHost(sink: sink)
        let work = Task { await host.run() }
        defer { work.cancel() }
        try await body(host)
        work.cancel()
        await work.value
    }

    private func isClosed(_ workspace: Workspace) async -> Bool {
        do {
            _ = try await workspace.store.counts()
            return false
        } catch {
            return true
        }
    }

    @Test func whatIsAskedBeforeTheWorldIsOpenWaitsAndIsDoneInItsOrder() async throws {
        let sink = KeptEvents()
        let workspace = TestWorlds.workspace(try await TestWorlds.store(posts: 3))
        var (first, second) = (TopicsQuery(), TopicsQuery())
        (first.window, second.window) = (.seconds(60), .all)
        await running(sink) { host in
            host.perform(.setTopicsQuery(first))
            host.perform(.setTopicsQuery(second))
            host.open(TestWorlds.opening(workspace))
            #expect(await host.settle(limit: 60))
            #expect(await workspace.topics.query.window == .all)
            // And afterwards: of two settings the later one counts.
            for _ in 0..<50 {
                host.perform(.setTopicsQuery(second))
                host.perform(.setTopicsQuery(first))
            }
            await host.opened()
            #expect(await workspace.topics.query.window == .seconds(60))
        }
        #expect(sink.opened.map(\.number) == [WorldNumber(1)])
    }

    @Test func pausingBeforeTheWorldIsOpenHoldsItsFetching() async throws {
        let sink = KeptEvents()
        let workspace = TestWorlds.workspace(try await TestWorlds.store(posts: 0), [HangingSource()])
        await running(sink) { host in
            host.perform(.setPaused(true))
            host.open(TestWorlds.opening(workspace))
            // A paused world counts as settled.
            #expect(await host.settle(limit: 60))
            #expect(await workspace.ingestor.snapshot().phase == .paused)
            host.perform(.setPaused(false))
            await sink.wait { event in
                if case .arrived(.logged(let entry), _) = event { entry.text.contains("resumed") } else { false }
            }
        }
    }

    @Test func aWorldThatCannotBeOpenedLeavesTheOneOnTheScreen() async throws {
        let sink = KeptEvents()
        let workspace = TestWorlds.workspace(try await TestWorlds.store(posts: 3))
        await running(sink) { host in
            host.open(TestWorlds.opening(workspace))
            await sink.wait(forPosts: 3, of: 1)
            host.open(WorkspaceHost.Opening(world: WorldStatus(isReplay: true, name: "")) { throw Refused() })
            await host.opened()
            #expect(sink.notices.contains { $0.contains("could not be opened") })
            #expect(sink.log.contains { $0.level == .error && $0.text.contains("refused by the test") })
            #expect(await host.failure == nil)
            // It is still asked and still answers.
            var query = TopicsQuery()
            query.window = .seconds(7)
            host.perform(.setTopicsQuery(query))
            await host.opened()
            #expect(await workspace.topics.query.window == .seconds(7))
            #expect(await !isClosed(workspace))
        }
        #expect(sink.opened.count == 1)
        #expect(await isClosed(workspace))
    }

    @Test func aFirstWorldThatCannotBeOpenedEndsTheProgram() async throws {
        let sink = KeptEvents()
        await running(sink) { host in
            host.open(WorkspaceHost.Opening(world: WorldStatus(isReplay: true, name: "")) { throw Refused() })
            await sink.wait { if case .end = $0 { true } else { false } }
            #expect(await host.failure is Refused)
        }
    }

    @Test func anotherWorldTakesTheScreenWithTheNextNumberAndTheOldOneIsClosed() async throws {
        let sink = KeptEvents()
        let old = TestWorlds.workspace(try await TestWorlds.store(posts: 3), [HangingSource()], name: "old")
        let new = TestWorlds.workspace(try await TestWorlds.store(posts: 5), name: "new")
        await running(sink) { host in
            host.open(TestWorlds.opening(old))
            await sink.wait(forPosts: 3, of: 1)
            host.open(TestWorlds.opening(new))
            await sink.wait(forPosts: 5, of: 2)
            #expect(await isClosed(old))
        }
        #expect(sink.opened.map(\.number.value) == [1, 2])
        #expect(sink.opened.map(\.name) == ["old", "new"])
        // Nothing of the old world came after the new one was there.
        let all = sink.all
        let change = try #require(
            all.lastIndex { if case .arrived(.opened, _) = $0 { true } else { false } })
        #expect(
            !all[change...].contains {
                if case .arrived(_, .world(WorldNumber(1))) = $0 { true } else { false }
            })
    }

    @Test func ordersGoToTheWorldOnTheScreenWhileAnotherIsBeingOpened() async throws {
        let sink = KeptEvents()
        let old = TestWorlds.workspace(try await TestWorlds.store(posts: 3))
        let new = TestWorlds.workspace(try await TestWorlds.store(posts: 5))
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        await running(sink) { host in
            host.open(TestWorlds.opening(old))
            await sink.wait(forPosts: 3, of: 1)
            host.open(
                WorkspaceHost.Opening(world: WorldStatus(isReplay: true, name: "new")) {
                    for await _ in gate { break }
                    return new
                })
            var query = TopicsQuery()
            query.window = .seconds(7)
            host.perform(.setTopicsQuery(query))
            await sink.wait { event in
                guard case .arrived(.topics(let snapshot), .world(WorldNumber(1))) = event else { return false }
                return snapshot.query.window == .seconds(7)
            }
            open.yield()
            await sink.wait(forPosts: 5, of: 2)
            #expect(await new.topics.query.window == TopicsQuery().window)
        }
    }

    @Test func cancellingClosesTheWorldAndOneThatIsBeingOpened() async throws {
        let sink = KeptEvents()
        let old = TestWorlds.workspace(try await TestWorlds.store(posts: 3), [HangingSource()])
        let new = TestWorlds.workspace(try await TestWorlds.store(posts: 5))
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let host = WorkspaceHost(sink: sink)
        let work = Task { await host.run() }
        host.open(TestWorlds.opening(old))
        await sink.wait(forPosts: 3, of: 1)
        host.open(
            WorkspaceHost.Opening(world: WorldStatus(isReplay: true, name: "new")) {
                for await _ in gate { break }
                return new
            })
        work.cancel()
        open.yield()
        await work.value
        #expect(await isClosed(old))
        #expect(await isClosed(new))
        #expect(await host.settle(limit: 1) == false)
    }
}
