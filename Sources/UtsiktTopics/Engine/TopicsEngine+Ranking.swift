extension TopicsEngine {
    /// The tags that lists and sums leave out.
    package var hiddenTags: Set<Int> {
        let names = query.stop.tags + (query.hidesOwnTags ? query.ownTags.tags : [])
        return Set(names.compactMap { tally.tag(named: $0) })
    }

    /// The tags with the highest counts, equal ones ordered by code points.
    package func ranked(_ limit: Int, hiding hidden: Set<Int>) -> [Int] {
        let all = tally.perTag.indices.filter { tally.perTag[$0].occurrences > 0 && !hidden.contains($0) }
        return TopicsEngine.best(all, limit) { a, b in
            let (left, right) = (tally.perTag[a].count(query.count), tally.perTag[b].count(query.count))
            return left == right ? tally.tags.precedes(a, b) : left > right
        }
    }

    /// The sum of all counts.
    func total(hiding hidden: Set<Int>) -> Int {
        tally.sums.count(query.count) - hidden.reduce(0) { $0 + tally.perTag[$1].count(query.count) }
    }

    /// The counts of some tags.
    func tags(of ids: [Int]) -> [TopicsFigures.Tag] {
        let spellings = tally.commonestSpellings(of: Set(ids))
        return ids.map { id in
            TopicsFigures.Tag(
                tag: tally.tags.text(id), spelling: spellings[id].map(tally.spellings.text) ?? tally.tags.text(id),
                count: tally.perTag[id].count(query.count), authors: tally.perTag[id].authors)
        }
    }

    /// Posts analysed in each language, most first.
    public var postsByLanguage: [TopicsSnapshot.Named] {
        TopicsSnapshot.Named.list(
            tally.postsOfLanguage.enumerated().map { (languages.name($0.offset), $0.element) }, limit: .max)
    }

    /// The authors with the most posts and what they write about; equal ones ordered by id.
    /// - Complexity: O(pairs of tag and author).
    public func tagsByAuthor(_ limit: Int) -> [TopicsReport.AuthorTags] {
        let hidden = hiddenTags
        let authors = tally.postsOfAuthor.indices.filter { tally.postsOfAuthor[$0] > 0 }
        let chosen = TopicsEngine.best(authors, limit) { a, b in
            let (left, right) = (tally.postsOfAuthor[a], tally.postsOfAuthor[b])
            return left == right ? tally.authors.precedes(a, b) : left > right
        }
        let wanted = Set(chosen)
        var tags: [Int: [(String, Int)]] = [:]
        for (pair, count) in tally.uses {
            let (tag, author) = (Int(pair >> 32), Int(pair & 0xFFFF_FFFF))
            guard wanted.contains(author), !hidden.contains(tag) else { continue }
            tags[author, default: []].append((tally.tags.text(tag), count))
        }
        return chosen.map { author in
            let own = tags[author] ?? []
            return TopicsReport.AuthorTags(
                author: self.author(author), name: name(ofAuthor: author), posts: tally.postsOfAuthor[author],
                hashtags: own.reduce(0) { $0 + $1.1 }, top: TopicsSnapshot.Named.list(own, limit: 10))
        }
    }

    /// The first so many of a sorted list, without sorting the rest of a long one.
    package static func best(_ all: [Int], _ limit: Int, _ precedes: (Int, Int) -> Bool) -> [Int] {
        guard limit > 0 else { return [] }
        guard all.count > 4 * limit else { return Array(all.sorted(by: precedes).prefix(limit)) }
        // A sorted run of the best so far: most of a long list is turned away by one comparison with the last of them.
        var best = Array(all[..<limit].sorted(by: precedes))
        for id in all[limit...] where precedes(id, best[limit - 1]) {
            var (low, high) = (0, limit - 1)
            while low < high {
                let middle = (low + high) / 2
                if precedes(best[middle], id) { low = middle + 1 } else { high = middle }
            }
            best.removeLast()
            best.insert(id, at: low)
        }
        return best
    }
}

extension TopicsTally {
    /// For each of some tags the spelling met most often; of equally frequent ones the first by code points.
    func commonestSpellings(of wanted: Set<Int>) -> [Int: Int] {
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
