import UtsiktBase

extension TopicsEngine {
    /// What is known of a tag, in any spelling, within the window.
    /// - Complexity: O(posts with hashtags in this window and the one before).
    public func detail(of name: String) -> TopicsDetail { detail(of: name, before: PreviousWindow(self)) }

    package func detail(of name: String, before: PreviousWindow?) -> TopicsDetail {
        guard let tag = tally.tag(named: name) else {
            let key = String(decoding: tally.rules.key(of: name), as: UTF8.self)
            return TopicsDetail(absent: key, previous: before == nil ? nil : 0)
        }
        let hidden = hiddenTags
        let total = tally.sums.count(query.count) - hidden.reduce(0) { $0 + tally.perTag[$1].count(query.count) }
        var gatherer = DetailGatherer(self, tag: tag)
        forEachPost { record, spellings in gatherer.add(record, spellings) }
        let figures = figures(of: [tag], total: total)
        return TopicsDetail(
            figures: figures.first ?? .init(tag: name, spelling: name, count: 0, authors: 0, share: 0),
            rank: rank(of: tag, hiding: hidden), previous: before?.count(tag), previousRank: before?.rank(tag),
            posts: tally.perTag[tag].posts, hours: gatherer.hours.series, days: gatherer.days.series,
            authors: gatherer.authorList, spellings: spellingList(tag),
            companions: companions(of: tag, gatherer.beside.filter { !hidden.contains($0.key) }),
            languages: TopicsSnapshot.Named.list(
                gatherer.languages.map { (languages.name($0.key), $0.value) }, limit: TopicsDetail.listed),
            latest: gatherer.latest.map { latest($0) })
    }

    private func rank(of tag: Int, hiding hidden: Set<Int>) -> Int? {
        let own = tally.perTag[tag].count(query.count)
        guard tally.perTag[tag].occurrences > 0, !hidden.contains(tag) else { return nil }
        return 1
            + tally.perTag.indices.count { other in
                let count = tally.perTag[other].count(query.count)
                guard other != tag, count >= own, !hidden.contains(other) else { return false }
                return count > own || tally.tags.precedes(other, tag)
            }
    }

    private func spellingList(_ tag: Int) -> [TopicsSnapshot.Named] {
        let own = tally.tagOfSpelling.indices.filter { tally.tagOfSpelling[$0] == tag }
        return TopicsSnapshot.Named.list(
            own.map { (tally.spellings.text($0), tally.perSpelling[$0]) }, limit: TopicsDetail.listed)
    }

    private func companions(of tag: Int, _ beside: [Int: Int]) -> [TopicsDetail.Companion] {
        let best = TopicsEngine.best(Array(beside.keys), TopicsDetail.listed) { a, b in
            let (left, right) = (beside[a] ?? 0, beside[b] ?? 0)
            return left == right ? tally.tags.precedes(a, b) : left > right
        }
        let spellings = tally.commonestSpellings(of: Set(best))
        return best.map { other in
            let both = beside[other] ?? 0
            let either = tally.perTag[tag].posts + tally.perTag[other].posts - both
            return TopicsDetail.Companion(
                tag: tally.tags.text(other),
                spelling: spellings[other].map(tally.spellings.text) ?? tally.tags.text(other),
                count: both, jaccard: either > 0 ? Double(both) / Double(either) : 0)
        }
    }

    private func latest(_ record: PostLog.Record) -> TopicsDetail.Latest {
        TopicsDetail.Latest(
            id: id(of: record), author: author(Int(record.author)),
            authorName: name(ofAuthor: Int(record.author)),
            createdAt: record.time == PostLog.timeless ? nil : Timestamp(milliseconds: record.time),
            language: languages.name(Int(record.language)), text: texts[record.text])
    }
}

extension TopicsDetail {
    /// A tag that no post carries.
    fileprivate init(absent tag: String, previous: Int?) {
        self.init(
            figures: .init(tag: tag, spelling: tag, count: 0, authors: 0, share: 0), rank: nil, previous: previous,
            previousRank: nil, posts: 0, hours: .init(bucketSeconds: 3_600), days: .init(bucketSeconds: 86_400),
            authors: [], spellings: [], companions: [], languages: [], latest: [])
    }
}

/// Gathers what the posts of a window say of one tag.
private struct DetailGatherer {
    let engine: TopicsEngine
    let tag: Int
    /// Posts that carry another tag too.
    var beside: [Int: Int] = [:]
    /// Posts in each language.
    var languages: [Int: Int] = [:]
    /// The newest posts, the newest first.
    var latest: [PostLog.Record] = []
    var hours: Buckets
    var days: Buckets
    private var authors: [Int32: Int] = [:]

    init(_ engine: TopicsEngine, tag: Int) {
        self.engine = engine
        self.tag = tag
        hours = Buckets(engine, seconds: 3_600, most: TopicsDetail.mostHours)
        days = Buckets(engine, seconds: 86_400, most: TopicsDetail.mostDays)
    }

    mutating func add(_ record: PostLog.Record, _ spellings: ArraySlice<Int32>) {
        let tags = spellings.map { engine.tally.tag(ofSpelling: $0) }
        let own = tags.count { $0 == tag }
        guard own > 0 else { return }
        for other in Set(tags) where other != tag { beside[other, default: 0] += 1 }
        languages[Int(record.language), default: 0] += 1
        authors[record.author, default: 0] += own
        hours.add(record, occurrences: own)
        days.add(record, occurrences: own)
        let place = latest.firstIndex { precedes(record, $0) } ?? latest.count
        guard place < TopicsDetail.latestPosts else { return }
        latest.insert(record, at: place)
        if latest.count > TopicsDetail.latestPosts { latest.removeLast() }
    }

    /// Newest first; of the same time by author and text, so that the order of arrival does not matter.
    private func precedes(_ a: PostLog.Record, _ b: PostLog.Record) -> Bool {
        if a.time != b.time { return a.time > b.time }
        if a.author != b.author { return engine.tally.authors.precedes(Int(a.author), Int(b.author)) }
        return (engine.texts[a.text] ?? "").utf8.lexicographicallyPrecedes((engine.texts[b.text] ?? "").utf8)
    }

    var authorList: [TopicsDetail.Author] {
        let table = engine.tally.authors
        let best = TopicsEngine.best(authors.keys.map { Int($0) }, TopicsDetail.listed) { a, b in
            let (left, right) = (authors[Int32(a)] ?? 0, authors[Int32(b)] ?? 0)
            return left == right ? table.precedes(a, b) : left > right
        }
        return best.map { .init(id: table.text($0), name: engine.name(ofAuthor: $0), count: authors[Int32($0)] ?? 0) }
    }
}

/// Counts one tag by hours or days over the window, the last ones when there are too many.
private struct Buckets {
    private let width: Int64
    private let way: TopicsQuery.Count
    private var first: Int64 = 0
    private var counts: [Int] = []
    private var seen: Set<Use> = []

    private struct Use: Hashable {
        var bucket: Int
        var author: Int32
    }

    init(_ engine: TopicsEngine, seconds: Int64, most: Int) {
        width = seconds * 1000
        way = engine.query.count
        guard let span = engine.span, span.to > span.from else { return }
        let last = Timestamp.floorDivide(span.to, width)
        first = max(Timestamp.floorDivide(span.from, width), last - Int64(most) + 1)
        counts = Array(repeating: 0, count: Int(last - first) + 1)
    }

    mutating func add(_ record: PostLog.Record, occurrences: Int) {
        let bucket = Int(clamping: Timestamp.floorDivide(record.time, width) - first)
        guard record.time != PostLog.timeless, counts.indices.contains(bucket) else { return }
        switch way {
        case .every: counts[bucket] += occurrences
        case .oncePerPost: counts[bucket] += 1
        case .oncePerAuthor: if seen.insert(Use(bucket: bucket, author: record.author)).inserted { counts[bucket] += 1 }
        }
    }

    var series: TopicsSeries {
        TopicsSeries(
            bucketSeconds: Int(width / 1000), start: counts.isEmpty ? nil : Timestamp(milliseconds: first * width),
            counts: counts)
    }
}
