public import UtsiktBase

/// What counting found, as plain values: all that a counting engine owes, and all that reports and snapshots are made of.
///
/// Shares, hashtags a post and the like are not in it: they follow, and are worked out where a report is made of figures, so
/// that every engine gives the same report.
public struct TopicsFigures: Sendable, Hashable, Codable {
    /// One hashtag's counts.
    public struct Tag: Sendable, Hashable, Codable {
        /// The folded tag, without `#`.
        public var tag: String
        /// The spelling met most often; of equally frequent ones the first by code points.
        public var spelling: String
        /// How often it counted.
        public var count: Int
        /// How many authors used it.
        public var authors: Int

        /// Makes a tag.
        public init(tag: String, spelling: String, count: Int, authors: Int) {
            self.tag = tag
            self.spelling = spelling
            self.count = count
            self.authors = authors
        }
    }

    /// What is known of a tag's past.
    public struct Past: Sendable, Hashable, Codable {
        /// Its counts over the window in `TopicsSnapshot.spans` equal spans, oldest first.
        public var series: [Int]
        /// Its count in the window before; nil when every post is analysed.
        public var previous: Int?
        /// Its rank in the window before, from 1; nil when it was not there.
        public var previousRank: Int?

        /// Makes a past.
        public init(series: [Int], previous: Int? = nil, previousRank: Int? = nil) {
            self.series = series
            self.previous = previous
            self.previousRank = previousRank
        }
    }

    /// What was counted and how.
    public var query: TopicsQuery
    /// What now was; nil without any post's time.
    public var now: Timestamp?
    /// The way of the posts.
    public var funnel: TopicsReport.Funnel
    /// How many authors the posts analysed have.
    public var authors: Int
    /// The sum of all counts, without the tags that are left out.
    public var total: Int
    /// How many different tags there are, without those that are left out.
    public var distinct: Int
    /// The tags with the highest counts, equal ones ordered by code points; as many as were asked for.
    public var tags: [Tag]
    /// The past of each of `tags`; nil unless asked for.
    public var past: [Past]?
    /// What is used more than usual, the most unusual first; nil unless asked for.
    public var trending: [TopicsSnapshot.Trending]?
    /// Posts analysed in each language, most first; nil unless asked for.
    public var languages: [TopicsSnapshot.Named]?
    /// What is known of the tags that were asked for, in their order.
    public var details: [TopicsDetail]
    /// What the most active authors use; nil unless asked for.
    public var byAuthor: [TopicsReport.AuthorTags]?

    /// Makes figures; nothing beyond the counts is in them.
    public init(
        query: TopicsQuery, now: Timestamp?, funnel: TopicsReport.Funnel, authors: Int, total: Int, distinct: Int,
        tags: [Tag]
    ) {
        self.query = query
        self.now = now
        self.funnel = funnel
        self.authors = authors
        self.total = total
        self.distinct = distinct
        self.tags = tags
        details = []
    }
}

extension TopicsFigures {
    /// What is asked of a counting engine.
    public struct Request: Sendable, Hashable, Codable {
        /// How many tags.
        public var tags: Int
        /// Whether their past is wanted.
        public var past = false
        /// How many trending tags; nil for none at all.
        public var trending: Int?
        /// Whether the languages are wanted.
        public var languages = false
        /// The tags, in any spelling, of which all that is known is wanted.
        public var details: [String] = []
        /// How many authors; nil for none at all.
        public var byAuthor: Int?

        /// Asks for the counts and so many tags.
        public init(tags: Int) { self.tags = max(0, tags) }

        /// What a report is made of.
        /// - Parameter words: How many tags are wanted besides, as for a cloud.
        public init(report query: TopicsQuery, parts: TopicsReport.Parts = .init(), words: Int = 0) {
            self.init(tags: max(query.top, words))
            trending = parts.trending ? query.top : nil
            languages = parts.byLanguage
            details = parts.tags
            byAuthor = parts.byAuthor ? query.top : nil
        }

        /// What a snapshot is made of.
        public init(snapshot query: TopicsQuery) {
            self.init(tags: max(query.top, TopicsSnapshot.cloudWords))
            past = true
            trending = TopicsSnapshot.trendingTags
            languages = true
            details = query.focus.map { [$0] } ?? []
        }
    }
}
