/// What a count of hashtags says: the figures of the pane and of the command, from the same engine.
public struct TopicsReport: Sendable, Hashable, Encodable {
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
    public struct Window: Sendable, Hashable, Encodable {
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
    public struct Rejected: Sendable, Hashable, Encodable {
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
}

extension TopicsEngine {
    /// The report as of now.
    /// - Complexity: O(distinct tags log distinct tags).
    public func report(rejected: TopicsReport.Rejected = .init()) -> TopicsReport {
        let now = now
        let total = tally.sums.count(query.count)
        let posts = tally.posts
        let perPost = posts == 0 ? 0 : (Double(total) / Double(posts) * 100).rounded() / 100
        return TopicsReport(
            rule: query.rule, count: query.count, fold: query.fold,
            window: .init(from: query.limit(now: now), to: now), funnel: funnel,
            hashtags: .init(total: total, distinct: tally.distinctTags, perPost: perPost),
            authors: tally.distinctAuthors, top: tally.top(query.top, count: query.count).map(\.figures),
            rejected: rejected)
    }
}

extension TopicsTally {
    /// A tag's number with its figures.
    struct Ranked {
        var id: Int
        var figures: TopicsReport.Tag
    }

    /// The tags with the highest counts.
    func top(_ limit: Int, count: TopicsQuery.Count) -> [Ranked] {
        let ranked = perTag.indices.filter { perTag[$0].occurrences > 0 }.sorted { a, b in
            let (left, right) = (perTag[a].count(count), perTag[b].count(count))
            return left == right ? tags.precedes(a, b) : left > right
        }.prefix(max(0, limit))
        let best = commonestSpellings(of: Set(ranked))
        let total = sums.count(count)
        return ranked.map { id in
            let own = perTag[id].count(count)
            let share = total == 0 ? 0 : Double(own) / Double(total)
            return Ranked(
                id: id,
                figures: .init(
                    tag: tags.text(id), spelling: best[id].map(spellings.text) ?? tags.text(id), count: own,
                    authors: perTag[id].authors, share: share))
        }
    }

    private func commonestSpellings(of wanted: Set<Int>) -> [Int: Int] {
        var best: [Int: Int] = [:]
        for (spelling, tag) in tagOfSpelling.enumerated() where perSpelling[spelling] > 0 {
            let tag = Int(tag)
            guard wanted.contains(tag) else { continue }
            guard let old = best[tag] else {
                best[tag] = spelling
                continue
            }
            let (a, b) = (perSpelling[spelling], perSpelling[old])
            if a > b || (a == b && spellings.precedes(spelling, old)) { best[tag] = spelling }
        }
        return best
    }
}
