import Dispatch
import Foundation
import Synchronization
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine

/// What is asked of the user's files is done in the order of the keys.
@Suite(.timeLimit(.minutes(30))) struct DeskTests {
    private func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    @Test func ofTwoCopiesTheLaterOneCounts() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        try await home.running { engine in
            for number in 1...100 {
                engine.perform(.copy(CopiedText(name: "topics", text: String(repeating: "\(number)\n", count: number))))
            }
            await engine.done(.copy(CopiedText(name: "last", text: "x\n")))
            #expect(text(home.files.statePath + "/copied/topics.txt") == String(repeating: "100\n", count: 100))
        }
        // Told in the order of the keys as well.
        let lines = home.sink.notices.compactMap { Int($0.split(separator: " ").dropFirst().first ?? "") }
        #expect(lines == Array(1...100) + [1])
    }

    @Test func ofTwoSavesTheLaterOneCountsAndAnOpeningBetweenReadsTheFirst() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        let path = home.folder.file("plan.yaml")
        let model = try #require(SwitchCatalogue.bundled(.ofProcess()).models.first)
        let (small, large) = (FabricPlan(model: model, spines: 2), FabricPlan(model: model, spines: 6))
        try await home.running { engine in
            for _ in 0..<10 {
                engine.perform(.fabric(.save(document: PlanDocument(large), path: path)))
                engine.perform(.fabric(.save(document: PlanDocument(small), path: path)))
                engine.perform(.fabric(.open(path: path)))
                engine.perform(.fabric(.save(document: PlanDocument(large), path: path)))
            }
            await engine.done(.fabric(.open(path: path)))
        }
        let read = home.sink.all.compactMap { event -> Int? in
            guard case .arrived(.planRead(let reading, _), _) = event else { return nil }
            return reading.document?.plan.spines
        }
        #expect(read == Array(repeating: 2, count: 10) + [6])
    }

    @Test func whatCannotBeWrittenIsSaid() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        // A file stands where the folder should be.
        try Data().write(to: URL(fileURLWithPath: home.folder.file(".local")))
        try await home.running { engine in
            await engine.done(.copy(CopiedText(name: "topics", text: "x\n")))
            #expect(home.sink.notices.last?.contains("the copy cannot be written") == true)
            await engine.done(.fabric(.open(path: home.folder.file("missing.yaml"))))
            let isTold = home.sink.all.contains { event in
                if case .arrived(.planFailed(_, home.folder.file("missing.yaml")), _) = event { true } else { false }
            }
            #expect(isTold)
            #expect(home.sink.log.last?.level == .error)
        }
    }

    @Test func whatWasAskedIsWrittenHoweverSoonTheUserLeaves() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        let engine = DashboardEngine(home.setup(), sink: home.sink, glyphs: .blocks)
        let work = Task { await engine.run(follows: false) }
        for number in 1...50 { engine.perform(.copy(CopiedText(name: "topics", text: "\(number)\n"))) }
        work.cancel()
        await work.value
        #expect(text(home.files.statePath + "/copied/topics.txt") == "50\n")
    }

    @Test func aListThatWasReadIsCountedWithByTheWorldItWasReadFor() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        let list = home.folder.file("stop.txt")
        try Data("tag1\n".utf8).write(to: URL(fileURLWithPath: list))
        let workspace = TestWorlds.workspace(try await TestWorlds.store(posts: 3))
        try await home.running { engine in
            engine.host.open(TestWorlds.opening(workspace))
            await home.sink.wait(forPosts: 3, of: 1)
            await engine.done(.topics(.addStops(path: list, query: TopicsQuery())))
            #expect(await workspace.topics.query.stop.tags.count == 1)
        }
        let told = home.sink.all.contains { event in
            if case .arrived(.tagList(let list), .world(WorldNumber(1))) = event { list.added == 1 } else { false }
        }
        #expect(told)
    }
}

/// Clouds are laid out beside everything else.
@Suite(.timeLimit(.minutes(30))) struct CloudLaneTests {
    private func request(_ revision: Int) -> CloudRequest {
        CloudRequest(words: [], size: Size(width: 10, height: 5), glyphs: .blocks, revision: revision)
    }

    @Test func ofThoseThatWaitOnlyTheNewestIsDone() async {
        let sink = KeptEvents()
        let gate = DispatchSemaphore(value: 0)
        let begun = AsyncStream.makeStream(of: Void.self)
        let lane = CloudLane(sink: sink) { request in
            begun.continuation.yield()
            // The layouts are made on the lane's own thread, which may wait.
            if request.revision == 1 { gate.wait() }
            return request.layout()
        }
        lane.lay(request(1))
        for await _ in begun.stream { break }
        for revision in 2...9 { lane.lay(request(revision)) }
        #expect(sink.all.isEmpty)
        gate.signal()
        await sink.wait { if case .arrived(.cloud(_, let request), _) = $0 { request.revision == 9 } else { false } }
        let done = sink.all.compactMap { event -> Int? in
            if case .arrived(.cloud(_, let request), .program) = event { request.revision } else { nil }
        }
        #expect(done == [1, 9])
        // Idle again: the next one is done as well.
        lane.lay(request(10))
        await sink.wait { if case .arrived(.cloud(_, let request), _) = $0 { request.revision == 10 } else { false } }
    }

    @Test func aSlowLayoutHoldsUpNoCopy() async throws {
        let home = try TestDashboard()
        defer { home.remove() }
        let gate = DispatchSemaphore(value: 0)
        let host = WorkspaceHost(sink: home.sink)
        let workers = Desk.Workers(
            copies: CopiedFile(home.files), plans: PlanDesk(sink: home.sink, home: home.folder.path),
            topics: TopicsDesk(sink: home.sink, host: host, home: home.folder.path),
            configuration: ConfigurationDesk(home.setup(), host: host, sink: home.sink, glyphs: .blocks), openDemo: {})
        let lane = CloudLane(sink: home.sink) { request in
            gate.wait()
            return request.layout()
        }
        let desk = Desk(workers, clouds: lane, sink: home.sink)
        let work = Task { await desk.run() }
        desk.perform(.layOutCloud(request(1)))
        await desk.done(.copy(CopiedText(name: "topics", text: "x\n")))
        #expect(home.sink.notices.count == 1)
        #expect(!home.sink.all.contains { if case .arrived(.cloud, _) = $0 { true } else { false } })
        gate.signal()
        await home.sink.wait { if case .arrived(.cloud, _) = $0 { true } else { false } }
        desk.finish()
        await work.value
    }
}
