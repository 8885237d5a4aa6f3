/// What a pane shows of the topics at one instant: an immutable value with an identity.
public struct TopicsSnapshot: Sendable, Hashable {
    /// A tag of the cloud or the bars with what is known of its past.
    public struct Trend: Sendable, Hashable {
        /// The tag's figures.
        public var figures: TopicsReport.Tag
        /// Its counts over the window in equal spans, oldest first; `TopicsSnapshot.spans` of them.
        public var series: [Int]
        /// Its count in the window before this one; nil when every post is analysed.
        public var previous: Int?

        /// Makes a trend.
        public init(figures: TopicsReport.Tag, series: [Int] = [], previous: Int? = nil) {
            self.figures = figures
            self.series = series
            self.previous = previous
        }
    }

    /// Into how many spans a series divides the window.
    public static let spans = 28
    /// How many words a cloud has at most.
    public static let cloudWords = 150

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

    /// Makes a snapshot.
    public init(revision: Int, now: Timestamp?, query: TopicsQuery, report: TopicsReport, words: [Trend]) {
        self.revision = revision
        self.now = now
        self.query = query
        self.report = report
        self.words = words
    }
}

extension TopicsEngine {
    /// A snapshot as of now.
    /// - Complexity: O(posts with hashtags + distinct tags log distinct tags): take it when somebody looks, not per post.
    public func snapshot(revision: Int, rejected: TopicsReport.Rejected = .init()) -> TopicsSnapshot {
        let ranked = tally.top(max(query.top, TopicsSnapshot.cloudWords), count: query.count)
        var past = TagHistory(tags: ranked.map(\.id), count: query.count, spans: span)
        for record in records {
            past.add(record, tags: record.tags(query.rule).map { tally.tagIfKnown(ofSpelling: Int($0)) })
        }
        let words = ranked.enumerated().map { index, word in
            TopicsSnapshot.Trend(
                figures: word.figures, series: past.series(index),
                previous: query.window == .all ? nil : past.previous(index))
        }
        return TopicsSnapshot(
            revision: revision, now: now, query: query, report: report(rejected: rejected), words: words)
    }

    /// The times between which the series run; nil without posts.
    private var span: TagHistory.Spans? {
        guard let now else { return nil }
        let last = max(now, newest ?? now)
        if let limit = query.limit(now: now) { return .init(from: limit.milliseconds, to: last.milliseconds) }
        let first = records.lazy.map(\.time).filter { $0 != .min }.min() ?? now.milliseconds
        return .init(from: first - 1, to: last.milliseconds)
    }
}

/// Counts the present and the previous window's uses of some tags.
private struct TagHistory {
    struct Spans {
        var from: Int64
        var to: Int64

        /// The span of a time: 0 upwards within the window, −1 in the window before, nil outside both.
        func index(_ time: Int64) -> Int? {
            let width = Double(to) - Double(from)
            guard width > 0, time <= to else { return nil }
            let place = (Double(time) - Double(from)) / width
            if time > from { return min(TopicsSnapshot.spans - 1, Int(place * Double(TopicsSnapshot.spans))) }
            return place > -1 ? -1 : nil
        }
    }

    private let place: [Int: Int]
    private let count: TopicsQuery.Count
    private let spans: Spans?
    private var counts: [Int]
    private var seen: Set<Use> = []

    private struct Use: Hashable {
        var cell: Int
        var author: Int32
    }

    private static let stride = TopicsSnapshot.spans + 1

    init(tags: [Int], count: TopicsQuery.Count, spans: Spans?) {
        place = Dictionary(tags.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        self.count = count
        self.spans = spans
        counts = Array(repeating: 0, count: tags.count * TagHistory.stride)
    }

    mutating func add(_ record: TopicsEngine.Record, tags: [Int?]) {
        guard let span = spans?.index(record.time) else { return }
        for (index, tag) in tags.enumerated() {
            guard let tag, let row = place[tag] else { continue }
            let cell = row * TagHistory.stride + span + 1
            switch count {
            case .every: counts[cell] += 1
            case .oncePerPost: if !tags[..<index].contains(tag) { counts[cell] += 1 }
            case .oncePerAuthor:
                if seen.insert(Use(cell: cell, author: record.author)).inserted { counts[cell] += 1 }
            }
        }
    }

    func series(_ row: Int) -> [Int] {
        Array(counts[row * TagHistory.stride + 1..<(row + 1) * TagHistory.stride])
    }

    func previous(_ row: Int) -> Int { counts[row * TagHistory.stride] }
}
