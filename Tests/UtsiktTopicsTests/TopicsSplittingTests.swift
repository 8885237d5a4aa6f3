import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

/// The figures are those of the posts and of nothing else: not of the threads, the order of the files, or how posts lie in them.
@Suite(.timeLimit(.minutes(30))) struct TopicsSplittingTests {
    /// A scan of files with these posts, without a now of its own: the newest post's time is now.
    private static func report(_ files: [[Post]], jobs: Int) async throws -> TopicsReport {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths: [String] = []
        for (index, posts) in files.enumerated() {
            let path = folder.appendingPathComponent("\(index).ndjson").path
            let text = posts.map { TopicsFixtures.line($0) + "\n" }.joined()
            #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
            paths.append(path)
        }
        return try await TopicsFileScan(
            query: TopicsQuery(window: .seconds(TopicsQuery.week), fold: .lower), jobs: jobs
        )
        .run(paths)
    }

    private static func posts(_ count: Int, daysBack days: Int64, tag: String, first: Int = 0) -> [Post] {
        (0..<count).map { index in
            let time = TopicsFixtures.now.adding(seconds: 0 - days * 86_400 - Int64(index % 600) * 60)
            return Post(id: "\(first + index)", author: "\(index % 7)", createdAt: time, hashtags: [tag])
        }
    }

    @Test func eachOfTheFilesMayBeReadFirst() async throws {
        // Within the window of the old file's own newest post, and far outside that of all.
        let old = Self.posts(100, daysBack: 365, tag: "old")
        let new = Self.posts(1100, daysBack: 0, tag: "new", first: 1000)
        for round in 0..<25 {
            for files in [[old, new], [new, old]] {
                let report = try await Self.report(files, jobs: 2)
                #expect(report.funnel.tooOld == 100 && report.funnel.analysed == 1100, "round \(round)")
                #expect(report.counts == ["new 1100"], "round \(round)")
            }
        }
    }

    @Test(arguments: 0..<20)
    func howPostsLieInFilesChangesNothing(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        var posts: [Post] = []
        for kind in 0..<5 {
            let days = Int64.random(in: 0...20, using: &random)
            posts += Self.posts(
                Int.random(in: 1...60, using: &random), daysBack: days, tag: "tag\(kind)", first: kind * 100)
        }
        let expected = try await Self.report([posts], jobs: 1)
        posts.shuffle(using: &random)
        var files: [[Post]] = Array(repeating: [], count: Int.random(in: 1...5, using: &random))
        for post in posts { files[Int.random(in: 0..<files.count, using: &random)].append(post) }
        for jobs in [1, 2, 4] {
            let report = try await Self.report(files, jobs: jobs)
            #expect(report.funnel == expected.funnel, "seed \(seed), \(jobs) threads")
            #expect(report.counts == expected.counts, "seed \(seed), \(jobs) threads")
        }
    }
}
