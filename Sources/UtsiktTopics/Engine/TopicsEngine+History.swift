import UtsiktBase

extension TopicsEngine {
    /// The times between which a course over the window runs: later than the first, not later than the second; nil without posts.
    package var span: (from: Int64, to: Int64)? {
        guard let now else { return nil }
        let last = max(now, newest ?? now).milliseconds
        if let limit = query.limit(now: now) { return (limit.milliseconds, last) }
        return ((oldest ?? now).adding(milliseconds: -1).milliseconds, last)
    }

    /// Calls `body` with the posts that count between two times, and their tags.
    package func forEachPost(
        after start: Int64, through end: Int64, _ body: (PostLog.Record, ArraySlice<Int32>) -> Void
    ) {
        log.forEach(after: start, through: end) { record in
            guard languages.accepts(record.language) else { return }
            let tags = log.tags(record, query.rule)
            if !tags.isEmpty { body(record, tags) }
        }
    }

    /// Calls `body` with the posts analysed and their tags: those in the window, and those without a time.
    package func forEachPost(_ body: (PostLog.Record, ArraySlice<Int32>) -> Void) {
        if let span { forEachPost(after: span.from, through: span.to, body) }
        forEachPost(after: PostLog.timeless - 1, through: PostLog.timeless, body)
    }
}

/// Counts tags by cells (spans of time, or one for a whole window) in the way that the query asks for.
struct CellCounter {
    private let way: TopicsQuery.Count
    private var seen: Set<Use> = []

    private struct Use: Hashable {
        var cell: Int
        var author: Int32
    }

    init(_ way: TopicsQuery.Count) { self.way = way }

    /// Whether the tag at an index of a post's tags counts for a cell, which must differ for different tags.
    mutating func counts(_ index: Int, of tags: [Int], cell: Int, author: Int32) -> Bool {
        switch way {
        case .every: true
        case .oncePerPost: !tags[..<index].contains(tags[index])
        case .oncePerAuthor: seen.insert(Use(cell: cell, author: author)).inserted
        }
    }
}

/// The counts of all tags in the window before the present one, which is as long.
package struct PreviousWindow {
    private var counts: [Int: Int] = [:]
    private var ranks: [Int: Int] = [:]

    /// Nil when every post is analysed, so that there is no window before.
    init?(_ engine: TopicsEngine) {
        guard case .seconds(let seconds) = engine.query.window, let limit = engine.query.limit(now: engine.now) else {
            return nil
        }
        var counter = CellCounter(engine.query.count)
        var counts: [Int: Int] = [:]
        let start = limit.adding(seconds: -seconds).milliseconds
        engine.forEachPost(after: start, through: limit.milliseconds) { record, spellings in
            let tags = spellings.map { engine.tally.tag(ofSpelling: $0) }
            for (index, tag) in tags.enumerated()
            where counter.counts(index, of: tags, cell: tag, author: record.author) { counts[tag, default: 0] += 1 }
        }
        let hidden = engine.hiddenTags
        let ranked = counts.keys.filter { !hidden.contains($0) }.sorted { a, b in
            let (left, right) = (counts[a] ?? 0, counts[b] ?? 0)
            return left == right ? engine.tally.tags.precedes(a, b) : left > right
        }
        self.counts = counts
        for (index, tag) in ranked.enumerated() { ranks[tag] = index + 1 }
    }

    /// A tag's count.
    func count(_ tag: Int) -> Int { counts[tag] ?? 0 }

    /// A tag's rank, from 1; nil when it was not there.
    func rank(_ tag: Int) -> Int? { ranks[tag] }
}

/// The counts of some tags over the window in equal spans.
struct SpanCounts {
    private var counts: [Int]

    init(_ engine: TopicsEngine, tags: [Int]) {
        let spans = TopicsSnapshot.spans
        counts = Array(repeating: 0, count: tags.count * spans)
        guard let span = engine.span else { return }
        let row = Dictionary(tags.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let width = Double(span.to) - Double(span.from)
        guard width > 0 else { return }
        var counter = CellCounter(engine.query.count)
        engine.forEachPost(after: span.from, through: span.to) { record, spellings in
            let place = (Double(record.time) - Double(span.from)) / width
            let column = min(spans - 1, max(0, Int(bounded: place * Double(spans))))
            let tags = spellings.map { engine.tally.tag(ofSpelling: $0) }
            for (index, tag) in tags.enumerated() {
                guard let row = row[tag] else { continue }
                let cell = row * spans + column
                if counter.counts(index, of: tags, cell: cell, author: record.author) { counts[cell] += 1 }
            }
        }
    }

    /// The counts of the tag at an index, oldest first.
    func series(_ index: Int) -> [Int] {
        Array(counts[index * TopicsSnapshot.spans..<(index + 1) * TopicsSnapshot.spans])
    }
}
