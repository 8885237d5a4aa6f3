// Several threads, or several parts of one input: their engines become one.
//
// What one thread met last is not what all of them met last: a post that lies in its window may be too old for all. So an
// engine hands on not only its counts but also which posts may still expire, and the merged engine is the one that would have
// met every post itself: merging is associative, and the order does not matter.
extension TopicsEngine {
    /// Takes note of the times that another engine met, so that what they make too old expires before it is merged.
    mutating func noteTimes(of other: TopicsEngine) {
        note(other.oldest)
        note(other.newest)
    }

    /// Takes over what another engine counted under the same query. Ids are not compared: both must have met different posts,
    /// or not keep ids apart.
    /// - Complexity: O(distinct tags, authors and pairs of them in the other engine, and its posts in the window).
    mutating func merge(_ other: TopicsEngine) {
        noteTimes(of: other)
        let newLanguage = languages.merge(other.languages)
        if keepsHistory {
            mergeHistory(other, newLanguage: newLanguage)
        } else {
            mergeCounts(other, newLanguage: newLanguage)
        }
    }

    private mutating func mergeCounts(_ other: TopicsEngine, newLanguage: [Int]) {
        var other = other
        other.newest = newest
        other.expire()
        expire()
        tooOld += other.tooOld
        let numbers = tally.merge(other.tally, newLanguage: newLanguage)
        // They are counted already; here they wait for a newer post that makes them too old.
        for entry in other.window.entries {
            let record = other.log[entry.record]
            let tags = other.log.tags(record, query.rule).map { numbers.spellings[Int($0)] }
            let index = log.append(
                time: record.time, author: numbers.authors[Int(record.author)],
                language: Int32(truncatingIfNeeded: newLanguage[Int(record.language)]), id: -1, text: -1, own: tags,
                full: tags)
            window.insert(time: record.time, record: index)
        }
    }

    private mutating func mergeHistory(_ other: TopicsEngine, newLanguage: [Int]) {
        let newAuthor = (0..<other.tally.authors.count).map { id in
            other.tally.authors.withBytes(id) { intern(author: $0) }
        }
        let newSpelling = (0..<other.tally.spellings.count).map { id in
            other.tally.spellings.withBytes(id) { intern(spelling: $0) }
        }
        tally.foldNewSpellings()
        for (author, name) in other.names.enumerated() { note(name: name, of: newAuthor[author]) }
        let mayExpire = query.window != .all
        other.log.forEach { _, record in
            func renumbered(_ rule: TopicsQuery.Rule) -> [Int32] {
                other.log.tags(record, rule).map { newSpelling[Int($0)] }
            }
            let index = log.append(
                time: record.time, author: newAuthor[Int(record.author)],
                language: Int32(truncatingIfNeeded: newLanguage[Int(record.language)]), id: -1,
                text: other.texts[record.text].map { texts.keep($0) } ?? -1, own: renumbered(.topLevel),
                full: renumbered(.full))
            _ = admit(log[index], index: index, mayExpire: mayExpire)
        }
        expire()
    }
}
