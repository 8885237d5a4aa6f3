import Foundation
import Testing
import UtsiktBase

@testable import UtsiktTopics

/// The figures beside the shared samples of real posts.
@Suite(.enabled(if: TopicsFixtures.shared != nil, "the shared sample data is not at hand"))
struct TopicsSamplesTests {
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

    @Test(
        arguments: ["v1/tweets.ndjson", "v2/pages.ndjson", "mastodon/timeline.json", "bluesky/jetstream.ndjson"],
        TopicsQuery.Rule.allCases)
    func realPostsOfEveryServiceGiveTheExpectedCounts(file: String, rule: TopicsQuery.Rule) async throws {
        let folder = try #require(TopicsFixtures.shared) + "/topics/"
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "expected.json"))
        guard let expected = try decoder.decode([String: Sample].self, from: data)[file]?.counts(rule) else { return }
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
        let folder = try #require(TopicsFixtures.shared) + "/topics/article/"
        let text = try String(contentsOfFile: folder + "hashtags-4030.txt", encoding: .utf8)
        var engine = TopicsEngine(query: TopicsQuery(window: .all, fold: .lower))
        for (id, line) in text.split(separator: "\n").enumerated() {
            engine.add(Post(id: "\(id)", author: "", createdAt: TopicsFixtures.now, hashtags: [String(line)]))
        }
        let report = engine.report()
        #expect(report.hashtags.total == 4030)
        #expect(report.hashtags.distinct == 1583)
        #expect(report.counts == TopicsFixtures.top20.map { "\($0.0) \($0.1)" })
    }
}
