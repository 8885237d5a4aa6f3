/// The counts of a set of posts with hashtags: posts can be added and taken away again, each at the cost of its own tags.
///
/// All three ways of counting are kept at once, so that changing between them recounts nothing.
struct TopicsTally: Sendable {
    /// The spellings met, numbered.
    var spellings = ByteTable()
    /// The authors met, numbered.
    var authors = ByteTable()
    /// The tags met (folded spellings), numbered.
    private(set) var tags = ByteTable()
    /// How spellings become tags.
    private(set) var rules: TagRules

    /// Posts counted.
    private(set) var posts = 0
    /// Authors with at least one post counted.
    private(set) var distinctAuthors = 0
    /// Tags with at least one occurrence counted.
    private(set) var distinctTags = 0
    /// For each tag its occurrences, posts and authors.
    private(set) var perTag: [TagCounts] = []
    /// The sums over all tags.
    private(set) var sums = TagCounts()
    /// For each spelling its occurrences.
    private(set) var perSpelling: [Int] = []
    /// For each spelling its tag.
    private(set) var tagOfSpelling: [Int32] = []

    /// For each author the posts counted.
    private(set) var postsOfAuthor: [Int] = []
    /// For each language the posts counted.
    private(set) var postsOfLanguage: [Int] = []
    /// For each tag and author who used it the occurrences.
    private(set) var uses: [UInt64: Int] = [:]
    private var lastPost: [Int] = []
    private var stamp = 0

    /// A tag's counts under each way of counting.
    struct TagCounts: Sendable, Equatable {
        var occurrences = 0
        var posts = 0
        var authors = 0

        /// The count that a query asks for.
        func count(_ count: TopicsQuery.Count) -> Int {
            switch count {
            case .every: occurrences
            case .oncePerPost: posts
            case .oncePerAuthor: authors
            }
        }
    }

    init(_ query: TopicsQuery) { rules = TagRules(query) }

    /// Finds the tags of the spellings that have come since the last time.
    mutating func foldNewSpellings() {
        while tagOfSpelling.count < spellings.count {
            let next = tagOfSpelling.count
            let tag = spellings.withBytes(next) { bytes in
                rules.withKey(of: bytes) { tags.intern($0) }
            }
            tagOfSpelling.append(Int32(truncatingIfNeeded: tag))
            perSpelling.append(0)
            if tag == perTag.count {
                perTag.append(TagCounts())
                lastPost.append(0)
            }
        }
    }

    /// The tag of a spelling that was found.
    @inline(__always)
    func tag(ofSpelling spelling: Int32) -> Int { Int(tagOfSpelling[Int(spelling)]) }

    /// Counts a post (`sign` 1) or takes it away again (−1).
    /// - Complexity: O(its tags).
    mutating func count(author: Int, language: Int, spellings ids: some Sequence<Int32>, sign: Int) {
        foldNewSpellings()
        stamp += 1
        posts += sign
        while postsOfLanguage.count <= language { postsOfLanguage.append(0) }
        postsOfLanguage[language] += sign
        while postsOfAuthor.count <= author { postsOfAuthor.append(0) }
        if TopicsTally.change(&postsOfAuthor[author], by: sign) { distinctAuthors += sign }
        for id in ids {
            let spelling = Int(id)
            let tag = Int(tagOfSpelling[spelling])
            perSpelling[spelling] += sign
            if TopicsTally.change(&perTag[tag].occurrences, by: sign) { distinctTags += sign }
            sums.occurrences += sign
            if lastPost[tag] != stamp {
                lastPost[tag] = stamp
                perTag[tag].posts += sign
                sums.posts += sign
            }
            if changeUses(tag: tag, author: author, by: sign) {
                perTag[tag].authors += sign
                sums.authors += sign
            }
        }
    }

    /// The tag of a text that somebody typed; nil when no post with it was ever counted.
    func tag(named text: String) -> Int? { tags.find(rules.key(of: text)) }

    /// Adds another tally's counts, made under the same rules.
    /// - Parameter newLanguage: The numbers here of the other's languages.
    /// - Returns: The numbers here of the other's spellings and authors.
    @discardableResult
    mutating func merge(_ other: TopicsTally, newLanguage: [Int]) -> (spellings: [Int32], authors: [Int32]) {
        let newSpelling = (0..<other.spellings.count).map { id in other.spellings.withBytes(id) { spellings.intern($0) }
        }
        let newAuthor = (0..<other.authors.count).map { id in other.authors.withBytes(id) { authors.intern($0) } }
        foldNewSpellings()
        var newTag = Array(repeating: 0, count: other.tags.count)
        for (old, new) in newSpelling.enumerated() where old < other.tagOfSpelling.count {
            let tag = Int(tagOfSpelling[new])
            newTag[Int(other.tagOfSpelling[old])] = tag
            perSpelling[new] += other.perSpelling[old]
        }
        for (old, new) in newTag.enumerated() {
            let counts = other.perTag[old]
            if counts.occurrences > 0, perTag[new].occurrences == 0 { distinctTags += 1 }
            perTag[new].occurrences += counts.occurrences
            perTag[new].posts += counts.posts
            sums.occurrences += counts.occurrences
            sums.posts += counts.posts
        }
        for (old, count) in other.postsOfAuthor.enumerated() where count > 0 {
            let author = newAuthor[old]
            while postsOfAuthor.count <= author { postsOfAuthor.append(0) }
            if postsOfAuthor[author] == 0 { distinctAuthors += 1 }
            postsOfAuthor[author] += count
        }
        for (old, count) in other.postsOfLanguage.enumerated() where count > 0 {
            while postsOfLanguage.count <= newLanguage[old] { postsOfLanguage.append(0) }
            postsOfLanguage[newLanguage[old]] += count
        }
        for (pair, count) in other.uses {
            let tag = newTag[Int(pair >> 32)]
            if changeUses(tag: tag, author: newAuthor[Int(pair & 0xFFFF_FFFF)], by: count) {
                perTag[tag].authors += 1
                sums.authors += 1
            }
        }
        posts += other.posts
        return (
            newSpelling.map { Int32(truncatingIfNeeded: $0) }, newAuthor.map { Int32(truncatingIfNeeded: $0) }
        )
    }

    /// Forgets all counts and begins anew under other rules; the numbers of spellings and authors stay.
    mutating func reset(_ query: TopicsQuery) {
        var fresh = TopicsTally(query)
        swap(&fresh.spellings, &spellings)
        swap(&fresh.authors, &authors)
        self = fresh
    }

    /// Changes a count; true when it left or reached zero.
    private static func change(_ count: inout Int, by delta: Int) -> Bool {
        let before = count
        count += delta
        return (before == 0) != (count == 0)
    }

    private mutating func changeUses(tag: Int, author: Int, by delta: Int) -> Bool {
        let pair = UInt64(truncatingIfNeeded: tag) << 32 | UInt64(truncatingIfNeeded: author)
        let before = uses[pair, default: 0]
        let after = before + delta
        uses[pair] = after == 0 ? nil : after
        return (before == 0) != (after == 0)
    }
}
