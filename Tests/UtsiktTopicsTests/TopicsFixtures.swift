import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

/// What the tests of the topics share.
enum TopicsFixtures {
    /// The article's now.
    static let now = Timestamp(milliseconds: 1_436_782_590_000)

    /// The article's top 20.
    static let top20: [(String, Int)] = [
        ("bigdata", 114), ("openstack", 92), ("gophercon", 71), ("machinelearning", 68), ("sdn", 66),
        ("datascience", 58), ("docker", 56), ("dtm", 46), ("audisport", 44), ("dtmzandvoort", 42), ("hpc", 40),
        ("welcomechallenges", 38), ("devops", 37), ("analytics", 36), ("awssummit", 36), ("infosec", 33),
        ("security", 32), ("openstacknow", 29), ("renewturn", 29), ("mobil1scgp", 28),
    ]

    /// The 4,030 tags of 1,583 kinds: the top 20, and a tail of the same size as the article's.
    static var tags: [String] {
        var tags = top20.flatMap { Array(repeating: $0.0, count: $0.1) }
        let kinds = 1583 - top20.count
        for index in 0..<(4030 - tags.count) { tags.append("tail\(index % kinds)") }
        return tags
    }

    /// 24,271 posts with the article's figures, shuffled, some of them at the very edge of the window.
    static func article(seed: UInt64) -> [Post] {
        var random = SeededGenerator(seed: seed)
        let limit = now.adding(seconds: -TopicsQuery.week)
        var bag = tags.shuffled(using: &random)
        var posts: [Post] = []
        func add(_ time: Timestamp, _ tags: [String]) {
            let author = Int.random(in: 0..<613, using: &random)
            let spelled = tags.map { Bool.random(using: &random) ? $0 : $0.uppercased() }
            posts.append(Post(id: "\(posts.count)", author: "\(author)", createdAt: time, hashtags: spelled))
        }
        for index in 0..<2456 {
            var own = [bag.removeLast()]
            // 4,030 tags over 2,456 posts: 1,574 posts carry two.
            if index < 4030 - 2456 { own.append(bag.removeLast()) }
            let age = index == 0 ? TopicsQuery.week * 1000 - 1 : Int64.random(in: 0..<604_800_000, using: &random)
            add(now.adding(milliseconds: -age), own)
        }
        for index in 0..<4665 {
            let age = index == 0 ? 0 : Int64.random(in: 0..<100_000_000, using: &random)
            add(limit.adding(seconds: -age), ["bigdata", "old\(index)"])
        }
        for _ in 0..<17_150 { add(now.adding(seconds: -Int64.random(in: 0..<1_000_000, using: &random)), []) }
        return posts.shuffled(using: &random)
    }

    /// A post as a line of the 1.1 API's JSON.
    static func line(_ post: Post) -> String {
        let own = hashtags(post.hashtags)
        let extended =
            post.fullHashtags == post.hashtags
            ? "" : #","extended_tweet":{"full_text":"","entities":{"hashtags":[\#(hashtags(post.fullHashtags))]}}"#
        return #"{"created_at":"\#(post.createdAt.iso8601)","id_str":"\#(post.id)","text":"\#(post.text)","lang":"#
            + #""\#(post.language)","user":{"id_str":"\#(post.author)","screen_name":"\#(post.authorName)","entities":{"hashtags":[{"text":"no"}]}},"entities":{"hashtags":[\#(own)]}\#(extended)}"#
    }

    private static func hashtags(_ tags: [String]) -> String {
        tags.map { #"{"text":"\#($0)","indices":[0,1]}"# }.joined(separator: ",")
    }

    /// Scans a text as a file, with a history.
    static func count(
        _ text: String, _ query: TopicsQuery, jobs: Int
    ) async throws -> (engine: TopicsEngine, rejected: TopicsReport.Rejected) {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
        return try await TopicsFileScan(query: query, jobs: jobs, keepsHistory: true).count([path])
    }

    /// Scans a text as a file.
    static func scan(
        _ bytes: [UInt8], _ query: TopicsQuery, uniqueByID: Bool = false, jobs: Int = 2
    ) async throws -> TopicsReport {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("posts.ndjson").path
        #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        var report = try await TopicsFileScan(query: query, uniqueByID: uniqueByID, jobs: jobs).run([path])
        for index in report.rejected.first.indices { report.rejected.first[index].file = "posts" }
        return report
    }

    /// Scans a text as a file.
    static func scan(
        _ text: String, _ query: TopicsQuery = TopicsQuery(window: .all), uniqueByID: Bool = false, jobs: Int = 2
    ) async throws -> TopicsReport {
        try await scan(Array(text.utf8), query, uniqueByID: uniqueByID, jobs: jobs)
    }
}

extension TopicsReport {
    /// The top tags with their counts, for comparing.
    var counts: [String] { top.map { "\($0.tag) \($0.count)" } }
}
