import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine

/// A world counts with any engine that keeps the protocol, and says the same.
@Suite struct SecondCountingEngineTests {
    private static let now = Timestamp(seconds: 1_436_782_590)

    private static func posts(_ seed: UInt64) -> [Post] {
        var random = SeededGenerator(seed: seed)
        let pool = ["Swift", "swift", "SWIFT", "ncurses", "Oslo", "a", "b", "c"]
        return (0..<300).map { index in
            let tags = (0..<Int.random(in: 0..<4, using: &random)).map { _ in pool.randomElement(using: &random) ?? "a"
            }
            let age = Int64.random(in: 0..<20 * 86_400, using: &random)
            return Post(
                id: "\(index)", author: "\(index % 17)", createdAt: now.adding(seconds: -age), hashtags: tags,
                fullHashtags: tags + (index % 5 == 0 ? ["more"] : []))
        }
    }

    private static func workspace(_ topics: any TopicsCounting, at path: String) async throws -> Workspace {
        let store = try Store.open(path: path)
        try await store.setWorld(
            StoreWorld(label: "test", isReplay: true, topicsNow: now, weatherToday: now.day))
        try store.close()
        var workspace = try await Workspace.stored(database: path)
        workspace.topics = topics
        return workspace
    }

    @Test(arguments: 1...5)
    func aWorldCountsTheSameWithAnotherEngine(seed: UInt64) async throws {
        let query = TopicsQuery(fold: .lower, now: Self.now)
        let engines: [any TopicsCounting] = [CountingEngine.embedded(query), NaiveCounting(query)]
        var reports: [[TopicsReport]] = []
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (index, engine) in engines.enumerated() {
            let workspace = try await Self.workspace(engine, at: folder.file("\(index).sqlite"))
            var own: [TopicsReport] = []
            // What a feed does: one consumer of the snapshots, while posts come in and the query changes.
            let consumer = Task {
                var last: TopicsSnapshot?
                for await snapshot in workspace.topics.snapshots { last = snapshot }
                return last
            }
            let posts = Self.posts(seed)
            for start in stride(from: 0, to: posts.count, by: 50) {
                await workspace.topics.ingest(Array(posts[start..<start + 50]))
            }
            await workspace.topics.ingest(Array(posts.prefix(20)))
            await workspace.topics.note(rejected: [Rejection(file: "page", line: 3, reason: "no date")])
            own.append(await workspace.topics.current().report)
            var other = await workspace.topics.query
            (other.rule, other.window, other.top) = (.full, .seconds(3 * 86_400), 3)
            await workspace.topics.set(other)
            own.append(await workspace.topics.current().report)
            await workspace.topics.advance(to: Self.now.adding(seconds: 86_400))
            let run = try await HeadlessRun.stored(workspace)
            own.append(run.topics.report)
            await workspace.topics.finish()
            let last = try #require(await consumer.value)
            #expect(last.report == run.topics.report)
            #expect(await workspace.topics.figures(.init(tags: 2)).tags.count == 2)
            reports.append(own)
            await workspace.close()
        }
        #expect(reports[0] == reports[1], "seed \(seed)")
        #expect(reports[0][0].funnel.total == 300 && reports[0][0].rejected.count == 1)
        #expect(Set(reports[0].map(\.funnel.analysed)).count == 3)
    }
}
