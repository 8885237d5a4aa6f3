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
        var gatherer = DetailGatherer(self, tag: tag)
        forEachPost { record, spellings in gatherer.add(record, spellings) }
        let figures = tags(of: [tag]).map { TopicsReport.Tag($0, of: total(hiding: hidden)) }
        var detail = TopicsDetail(absent: name, previous: before?.count(tag))
        if let own = figures.first { detail.figures = own }
        detail.rank = rank(of: tag, hiding: hidden)
        detail.previousRank = before?.rank(tag)
        detail.posts = tally.perTag[tag].posts
        (detail.hours, detail.days) = (gatherer.hours.series, gatherer.days.series)
        detail.authors = gatherer.authorList
        detail.spellings = spellingList(tag)
        detail.companions = companions(of: tag, gatherer.beside.filter { !hidden.contains($0.key) })
        detail.languages = TopicsSnapshot.Named.list(
            gatherer.languages.map { (languages.name($0.key), $0.value) }, limit: TopicsDetail.listed)
        detail.latest = gatherer.latest.map { latest($0) }
        return detail
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
            TopicsDetail.Companion(
                tag: tally.tags.text(other),
                spelling: spellings[other].map(tally.spellings.text) ?? tally.tags.text(other),
                both: beside[other] ?? 0, posts: tally.perTag[tag].posts, ofOther: tally.perTag[other].posts)
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

    /// Newest first; of the same time by author, text and id, so that the order of arrival does not matter.
    private func precedes(_ a: PostLog.Record, _ b: PostLog.Record) -> Bool {
        if a.time != b.time { return a.time > b.time }
        if a.author != b.author { return engine.tally.authors.precedes(Int(a.author), Int(b.author)) }
        let (left, right) = ((engine.texts[a.text] ?? "").utf8, (engine.texts[b.text] ?? "").utf8)
        if !left.elementsEqual(right) { return left.lexicographicallyPrecedes(right) }
        return engine.id(of: a).utf8.lexicographicallyPrecedes(engine.id(of: b).utf8)
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
