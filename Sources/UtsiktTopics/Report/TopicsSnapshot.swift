public import UtsiktBase

/// What a pane shows of the topics at one instant: an immutable value with an identity.
public struct TopicsSnapshot: Sendable, Hashable, Codable {
    /// A tag of the cloud or the bars with what is known of its past.
    public struct Trend: Sendable, Hashable, Codable {
        /// The tag's figures.
        public var figures: TopicsReport.Tag
        /// Its counts over the window in equal spans, oldest first; `TopicsSnapshot.spans` of them.
        public var series: [Int]
        /// Its count in the window before this one; nil when every post is analysed.
        public var previous: Int?
        /// Its rank in the window before this one, from 1; nil when it was not there.
        public var previousRank: Int?

        /// Makes a trend.
        public init(
            figures: TopicsReport.Tag, series: [Int] = [], previous: Int? = nil, previousRank: Int? = nil
        ) {
            self.figures = figures
            self.series = series
            self.previous = previous
            self.previousRank = previousRank
        }
    }

    /// A tag that more people use than usual.
    ///
    /// `authorsNow` sums over the authors who used the tag in the last 24 hours 2^(−age / 6 h), the age being that of the
    /// author's latest use: an author adds at most 1, however loud, so that nobody makes a trend alone. `expected` is the same
    /// sum at the same weekday and hour one to four weeks ago, averaged with weights 2^(−(w − 1) / 2); only the weeks that the
    /// posts reach back to count, and without any it is 0. `score` is (`authorsNow` − `expected`) / √(`expected` + 1): by how many
    /// deviations of a Poisson distribution the use exceeds the expected one. Tags of fewer than three authors are never listed.
    public struct Trending: Sendable, Hashable, Codable {
        /// The tag's figures in the window.
        public var figures: TopicsReport.Tag
        /// By how much more it is used than usual.
        public var score: Double
        /// The authors who use it now, faded by age.
        public var authorsNow: Double
        /// How many there would be on an ordinary week.
        public var expected: Double
        /// From how many weeks that is known.
        public var weeks: Int

        /// Makes one.
        public init(figures: TopicsReport.Tag, score: Double, authorsNow: Double, expected: Double, weeks: Int) {
            self.figures = figures
            self.score = score
            self.authorsNow = authorsNow
            self.expected = expected
            self.weeks = weeks
        }
    }

    /// Something by its name with a count.
    public struct Named: Sendable, Hashable, Codable {
        /// The name.
        public var name: String
        /// The count.
        public var count: Int

        /// Makes one.
        public init(name: String, count: Int) {
            self.name = name
            self.count = count
        }
    }

    /// Into how many spans a series divides the window.
    public static let spans = 28
    /// How many words a cloud has at most.
    public static let cloudWords = 150
    /// How many trending tags are listed at most.
    public static let trendingTags = 50

    /// Counts up with every change; two snapshots of one analysis with the same revision are equal.
    public var revision: Int
    /// The world's time.
    public var now: Timestamp?
    /// What was counted and how.
    public var query: TopicsQuery
    /// The figures, as the command prints them.
    public var report: TopicsReport
    /// The tags with the highest counts, at least `cloudWords` or the report's list; the report's list is their beginning.
    public var words: [Trend]
    /// What is used more than usual, the most unusual first.
    public var trending: [Trending]
    /// Posts analysed in each language, most first.
    public var languages: [Named]
    /// What is known of the query's chosen tag; nil when none is chosen.
    public var detail: TopicsDetail?

    /// Makes a snapshot.
    public init(
        revision: Int, now: Timestamp?, query: TopicsQuery, report: TopicsReport, words: [Trend],
        trending: [Trending] = [], languages: [Named] = [], detail: TopicsDetail? = nil
    ) {
        self.revision = revision
        self.now = now
        self.query = query
        self.report = report
        self.words = words
        self.trending = trending
        self.languages = languages
        self.detail = detail
    }
}

extension TopicsSnapshot.Named {
    /// The names with the highest counts, equal ones ordered by code points; those that count nothing are left out.
    package static func list(_ pairs: some Sequence<(String, Int)>, limit: Int) -> [TopicsSnapshot.Named] {
        let sorted = pairs.filter { $0.1 > 0 }.sorted { a, b in
            a.1 == b.1 ? a.0.utf8.lexicographicallyPrecedes(b.0.utf8) : a.1 > b.1
        }
        return sorted.prefix(limit).map { .init(name: $0.0, count: $0.1) }
    }
}
