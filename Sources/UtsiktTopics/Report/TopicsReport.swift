public import UtsiktBase

/// What a count of hashtags says: the figures of the pane and of the command, made of the same figures, whatever counted them.
public struct TopicsReport: Sendable, Hashable, Codable {
    /// The way of the posts.
    public struct Funnel: Sendable, Hashable, Codable {
        /// All posts.
        public var total: Int
        /// Those without hashtags.
        public var withoutHashtags: Int
        /// Of the rest, those older than the window.
        public var tooOld: Int
        /// Those left: with hashtags and within the window.
        public var analysed: Int

        /// Makes a funnel.
        public init(total: Int = 0, withoutHashtags: Int = 0, tooOld: Int = 0, analysed: Int = 0) {
            self.total = total
            self.withoutHashtags = withoutHashtags
            self.tooOld = tooOld
            self.analysed = analysed
        }
    }

    /// The window: posts strictly newer than `from` counted; there is no upper end.
    public struct Window: Sendable, Hashable, Codable {
        /// Where it begins; nil when every post counted.
        public var from: Timestamp?
        /// What now was; nil without any post.
        public var to: Timestamp?

        /// Encodes both ends, missing ones as null.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(from, forKey: .from)
            try container.encode(to, forKey: .to)
        }

        private enum CodingKeys: String, CodingKey { case from, to }
    }

    /// The sums over all hashtags.
    public struct Hashtags: Sendable, Hashable, Codable {
        /// The sum of all counts.
        public var total: Int
        /// How many different tags there are.
        public var distinct: Int
        /// `total` for each post analysed, rounded to two decimals as in 2015; 0 without posts.
        public var perPost: Double
    }

    /// One hashtag's figures.
    public struct Tag: Sendable, Hashable, Codable {
        /// The folded tag, without `#`.
        public var tag: String
        /// The spelling met most often; of equally frequent ones the first by code points.
        public var spelling: String
        /// How often it counted.
        public var count: Int
        /// How many authors used it.
        public var authors: Int
        /// Its part of all counts, 0 ... 1.
        public var share: Double

        /// Makes a tag.
        public init(tag: String, spelling: String, count: Int, authors: Int, share: Double) {
            self.tag = tag
            self.spelling = spelling
            self.count = count
            self.authors = authors
            self.share = share
        }
    }

    /// The records that could not be used.
    public struct Rejected: Sendable, Hashable, Codable {
        /// How many there are.
        public var count: Int
        /// The first of them.
        public var first: [Rejection]

        /// How many are listed.
        public static let listed = 20

        /// Makes the list.
        public init(count: Int = 0, first: [Rejection] = []) {
            self.count = count
            self.first = first
        }

        /// Adds further ones; the list keeps the first `listed`.
        public mutating func add(_ more: Rejected) {
            count &+= more.count
            first.append(contentsOf: more.first.prefix(max(0, Rejected.listed - first.count)))
        }
    }

    /// Whose hashtags counted.
    public var rule: TopicsQuery.Rule
    /// What one count was.
    public var count: TopicsQuery.Count
    /// Which spellings were one tag.
    public var fold: TopicsQuery.Fold
    /// The window.
    public var window: Window
    /// The way of the posts.
    public var funnel: Funnel
    /// The sums over all hashtags.
    public var hashtags: Hashtags
    /// How many authors the posts analysed have.
    public var authors: Int
    /// The tags with the highest counts, equal ones ordered by code points.
    public var top: [Tag]
    /// The records that could not be used.
    public var rejected: Rejected
    /// Posts analysed in each language, most first; nil unless asked for.
    public var languages: [TopicsSnapshot.Named]?
    /// The course of one tag; nil unless asked for.
    public var series: Course?
    /// The tags beside one tag; nil unless asked for.
    public var cooccurrence: Company?
    /// What is used more than usual; nil unless asked for.
    public var trending: [TopicsSnapshot.Trending]?
    /// What the most active authors use; nil unless asked for.
    public var byAuthor: [AuthorTags]?

    /// The course of one tag over time.
    public struct Course: Sendable, Hashable, Codable {
        /// The folded tag.
        public var tag: String
        /// Its counts by hour.
        public var hours: TopicsSeries
        /// Its counts by day.
        public var days: TopicsSeries
    }

    /// The tags that stand beside one tag.
    public struct Company: Sendable, Hashable, Codable {
        /// The folded tag.
        public var tag: String
        /// The posts that carry it.
        public var posts: Int
        /// The others, those in most of its posts first.
        public var with: [TopicsDetail.Companion]
    }

    /// An author's tags.
    public struct AuthorTags: Sendable, Hashable, Codable {
        /// The author's id.
        public var author: String
        /// The screen name, or the id where none is known.
        public var name: String
        /// Posts analysed.
        public var posts: Int
        /// The sum of the counts of the author's tags, each occurrence counting.
        public var hashtags: Int
        /// The tags used most, at most ten.
        public var top: [TopicsSnapshot.Named]

        /// Makes one.
        public init(author: String, name: String, posts: Int, hashtags: Int, top: [TopicsSnapshot.Named]) {
            self.author = author
            self.name = name
            self.posts = posts
            self.hashtags = hashtags
            self.top = top
        }
    }
}
