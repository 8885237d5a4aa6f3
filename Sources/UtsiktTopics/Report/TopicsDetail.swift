public import UtsiktBase

/// What is known of one tag within the window.
public struct TopicsDetail: Sendable, Hashable, Codable {
    /// An author who used it.
    public struct Author: Sendable, Hashable, Codable {
        /// The author's id.
        public var id: String
        /// The screen name, or the id where none is known.
        public var name: String
        /// Occurrences in the author's posts.
        public var count: Int

        /// Makes one.
        public init(id: String, name: String, count: Int) {
            self.id = id
            self.name = name
            self.count = count
        }
    }

    /// A tag that stands in the same posts.
    public struct Companion: Sendable, Hashable, Codable {
        /// The folded tag.
        public var tag: String
        /// The spelling met most often.
        public var spelling: String
        /// The posts that carry both.
        public var count: Int
        /// The posts that carry both as a part of those that carry either (P. Jaccard, “Étude comparative de la distribution
        /// florale”, Bulletin de la Société vaudoise des sciences naturelles 37 (1901), 547–579): 0 ... 1.
        public var jaccard: Double

        /// Makes one of the posts that carry both, the tag, and the other.
        public init(tag: String, spelling: String, both: Int, posts: Int, ofOther others: Int) {
            self.tag = tag
            self.spelling = spelling
            count = both
            let either = posts + others - both
            jaccard = either > 0 ? Double(both) / Double(either) : 0
        }
    }

    /// A post that carries it.
    public struct Latest: Sendable, Hashable, Codable {
        /// The post's id; empty when ids are not kept.
        public var id: String
        /// The author's id.
        public var author: String
        /// The screen name, or the id where none is known.
        public var authorName: String
        /// When it was posted; nil for a text without a time.
        public var createdAt: Timestamp?
        /// The language.
        public var language: String
        /// The text as received, hostile until the screen's sanitizer; nil when it is not kept.
        public var text: String?

        /// Makes one.
        public init(
            id: String, author: String, authorName: String, createdAt: Timestamp?, language: String, text: String?
        ) {
            self.id = id
            self.author = author
            self.authorName = authorName
            self.createdAt = createdAt
            self.language = language
            self.text = text
        }
    }

    /// The tag's figures; its count is 0 when it is not in the window.
    public var figures: TopicsReport.Tag
    /// Its rank, from 1; nil when it is not in the window, or left out of the lists.
    public var rank: Int?
    /// Its count in the window before; nil when every post is analysed.
    public var previous: Int?
    /// Its rank in the window before.
    public var previousRank: Int?
    /// The posts that carry it.
    public var posts: Int
    /// Its counts by UTC hour, at most the last `mostHours`.
    public var hours: TopicsSeries
    /// Its counts by UTC day, at most the last `mostDays`.
    public var days: TopicsSeries
    /// Who used it most, at most `listed`.
    public var authors: [Author]
    /// Its spellings, at most `listed`.
    public var spellings: [TopicsSnapshot.Named]
    /// The tags used together with it, at most `listed`.
    public var companions: [Companion]
    /// The languages of its posts.
    public var languages: [TopicsSnapshot.Named]
    /// Its newest posts, the newest first, at most `latestPosts`.
    public var latest: [Latest]

    /// What is known of a tag that no post carries; the rest is added to it.
    public init(absent tag: String, previous: Int?) {
        figures = .init(tag: tag, spelling: tag, count: 0, authors: 0, share: 0)
        self.previous = previous
        posts = 0
        hours = .init(bucketSeconds: 3_600)
        days = .init(bucketSeconds: 86_400)
        (authors, spellings, companions, languages, latest) = ([], [], [], [], [])
    }

    /// How many entries a list has at most.
    public static let listed = 50
    /// How many posts are shown.
    public static let latestPosts = 20
    /// How many hours a series has at most.
    public static let mostHours = 24 * 31
    /// How many days a series has at most.
    public static let mostDays = 3_660
}

/// Counts over equal buckets of time.
public struct TopicsSeries: Sendable, Hashable, Codable {
    /// A bucket's width in seconds.
    public var bucketSeconds: Int
    /// Where the first bucket begins; nil without any.
    public var start: Timestamp?
    /// The counts, oldest first.
    public var counts: [Int]

    /// Makes a series.
    public init(bucketSeconds: Int, start: Timestamp? = nil, counts: [Int] = []) {
        self.bucketSeconds = bucketSeconds
        self.start = start
        self.counts = counts
    }
}
