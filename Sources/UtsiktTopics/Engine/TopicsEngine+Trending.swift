import UtsiktBase

extension TopicsEngine {
    /// What is used by more people than is usual at this weekday and hour; the score is explained at `TopicsSnapshot.Trending`.
    /// - Complexity: O(posts with hashtags of five days).
    public func trending(_ limit: Int) -> [TopicsSnapshot.Trending] {
        guard let now, let oldest else { return [] }
        let present = FadingAuthors(self, now: now)
        let candidates = present.authors.filter { $0.value >= TrendScore.fewestAuthors }.map(\.key)
        guard !candidates.isEmpty else { return [] }
        var past: [FadingAuthors] = []
        for week in 1...TrendScore.weeks {
            let then = now.adding(seconds: -Int64(week) * TopicsQuery.week)
            guard oldest <= then.adding(seconds: -TrendScore.span) else { break }
            past.append(FadingAuthors(self, now: then))
        }
        let hidden = hiddenTags
        var scored: [(tag: Int, score: Double, expected: Double)] = []
        for tag in candidates where !hidden.contains(tag) {
            let expected = TrendScore.expected(past.map { $0.sums[tag] ?? 0 })
            let score = TrendScore.score(authorsNow: present.sums[tag] ?? 0, expected: expected)
            if score > 0 { scored.append((tag, score, expected)) }
        }
        scored.sort { $0.score == $1.score ? tally.tags.precedes($0.tag, $1.tag) : $0.score > $1.score }
        let best = scored.prefix(max(0, limit))
        let total = total(hiding: hidden)
        return zip(best, tags(of: best.map(\.tag))).map { entry, tag in
            TopicsSnapshot.Trending(
                figures: .init(tag, of: total), score: entry.score, authorsNow: present.sums[entry.tag] ?? 0,
                expected: entry.expected, weeks: past.count)
        }
    }
}

/// For each tag the authors who used it in the 24 hours up to a time, each fading with the age of the latest use.
private struct FadingAuthors {
    /// The sums of what is left of the authors.
    private(set) var sums: [Int: Double] = [:]
    /// How many authors there are.
    private(set) var authors: [Int: Int] = [:]

    init(_ engine: TopicsEngine, now: Timestamp) {
        var latest: [UInt64: Int64] = [:]
        let start = now.adding(seconds: -TrendScore.span).milliseconds
        engine.forEachPost(after: start, through: now.milliseconds) { record, spellings in
            for spelling in spellings {
                let tag = UInt64(truncatingIfNeeded: engine.tally.tag(ofSpelling: spelling))
                let pair = tag << 32 | UInt64(UInt32(bitPattern: record.author))
                latest[pair] = max(latest[pair] ?? .min, record.time)
            }
        }
        // Sums of fractions depend on their order in the last digit: the order is that of the times.
        let ordered = latest.sorted { ($0.key >> 32, $0.value) < ($1.key >> 32, $1.value) }
        for (pair, time) in ordered {
            let tag = Int(pair >> 32)
            let age = Double(now.milliseconds) - Double(time)
            sums[tag, default: 0] += TrendScore.fading(age: age)
            authors[tag, default: 0] += 1
        }
    }
}
