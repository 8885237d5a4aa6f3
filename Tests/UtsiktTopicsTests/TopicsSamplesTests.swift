import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

/// Posts in the shapes of four services against the counts of an independent reader.
@Suite struct TopicsSamplesTests {
    private struct Counts: Decodable {
        struct Pair: Decodable, Equatable {
            var tag: String
            var count: Int
            init(from decoder: any Decoder) throws {
                var container = try decoder.unkeyedContainer()
                tag = try container.decode(String.self)
                count = try container.decode(Int.self)
            }
        }
        var posts: Int
        var withHashtags: Int
        var without: Int
        var tags: Int
        var distinct: Int
        var top10: [Pair]
        var top10OncePerPost: [Pair]
    }

    private struct Sample: Decodable {
        var policyTopLevel: Counts?
        var policyFull: Counts?
        var primaryTweets: Counts?
        var policyWithReblog: Counts?
        var policy: Counts?

        func counts(_ rule: TopicsQuery.Rule) -> Counts? {
            switch rule {
            case .topLevel: policyTopLevel ?? primaryTweets ?? policy
            case .full: policyFull ?? primaryTweets ?? policyWithReblog ?? policy
            }
        }
    }

    /// A file with the folder in which it and its figures lie: invented posts, and real ones where they are at hand.
    private static let files = TestData.sources("topics", shared: "topics").flatMap { folder in
        ["v1/tweets.ndjson", "v2/pages.ndjson", "mastodon/timeline.json", "bluesky/jetstream.ndjson"].map {
            (folder: folder + "/", file: $0)
        }
    }

    @Test(arguments: files, TopicsQuery.Rule.allCases)
    func postsOfEveryServiceGiveTheExpectedCounts(
        _ source: (folder: String, file: String), _ rule: TopicsQuery.Rule
    ) async throws {
        let (folder, file) = source
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "expected.json"))
        let sample = try #require(decoder.decode([String: Sample].self, from: data)[file])
        // The figures of real posts of one service are known by one rule only.
        guard let expected = sample.counts(rule) else { return }
        for count in [TopicsQuery.Count.every, .oncePerPost] {
            let query = TopicsQuery(window: .all, rule: rule, count: count, fold: .lower, top: 10)
            let report = try await TopicsFileScan(query: query).run([folder + file])
            #expect(
                report.funnel
                    == .init(
                        total: expected.posts, withoutHashtags: expected.without, tooOld: 0,
                        analysed: expected.withHashtags))
            #expect(report.hashtags.distinct == expected.distinct)
            if count == .every { #expect(report.hashtags.total == expected.tags) }
            let top = count == .every ? expected.top10 : expected.top10OncePerPost
            #expect(report.counts == top.map { "\($0.tag) \($0.count)" })
            #expect(report.rejected.count == 0)
        }
    }

    @Test func theArticlesOwnTagsCountAsInTheArticle() throws {
        let counts = try String(contentsOfFile: TestData.folder + "/../../Assets/world/hashtags.tsv", encoding: .utf8)
        var tags: [String] = []
        for line in counts.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t")
            tags += Array(repeating: String(cells[1]), count: try #require(Int(cells[0])))
        }
        try expectTheArticle(tags)
        // The article's own list, where it is at hand.
        if let path = SharedData.path("topics/article/hashtags-4030.txt") {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try expectTheArticle(text.split(separator: "\n").map(String.init))
        }
    }

    private func expectTheArticle(_ tags: [String]) throws {
        var engine = TopicsEngine(query: TopicsQuery(window: .all, fold: .lower))
        for (id, tag) in tags.enumerated() {
            engine.add(Post(id: "\(id)", author: "", createdAt: TopicsFixtures.now, hashtags: [tag]))
        }
        let report = engine.report()
        #expect(report.hashtags.total == 4030)
        #expect(report.hashtags.distinct == 1583)
        #expect(report.counts == TopicsFixtures.top20.map { "\($0.0) \($0.1)" })
    }
}
