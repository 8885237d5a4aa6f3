public import UtsiktBase

/// Counts hashtags as posts arrive, in any order, within a window that slides: a new post and an expiring one each cost what
/// their own tags cost, however long the history.
///
/// A value: copies are independent. The same engine counts files and the live database, so that both give one answer.
public struct TopicsEngine: Sendable {
    /// What is counted and how.
    public private(set) var query: TopicsQuery
    /// The newest post's time.
    public internal(set) var newest: Timestamp?

    var tally: TopicsTally
    /// The posts with hashtags: all of them with a history, otherwise those that may yet expire.
    var log: PostLog
    var languages = LanguageTable()
    var texts = TextStore()
    /// The oldest post's time.
    private(set) var oldest: Timestamp?
    var tooOld = 0
    /// The posts in the window that may leave it, the oldest first.
    var window = ExpiryHeap()
    private var seen: ByteTable?
    /// Ids of posts that were taken away: they may come again.
    private var forgotten: Set<Int32> = []
    private(set) var names: [String] = []
    let keepsHistory: Bool

    /// Makes an empty engine.
    /// - Parameters:
    ///   - uniqueByID: Whether a post that comes again (the same id) is left out; the first one counts.
    public init(query: TopicsQuery, uniqueByID: Bool = true) {
        self.init(query: query, uniqueByID: uniqueByID, keepsHistory: true)
    }

    /// Without a history the query's rule, folding, language and window are fixed, memory is bounded by the window's posts, and
    /// only counts are known: no course over time and nothing of a single tag.
    init(query: TopicsQuery, uniqueByID: Bool, keepsHistory: Bool) {
        self.query = query
        self.keepsHistory = keepsHistory
        tally = TopicsTally(query)
        log = PostLog(isIndexed: keepsHistory)
        seen = uniqueByID ? ByteTable() : nil
        languages.filter(query.language)
        _ = languages.intern("")
    }

    /// Posts met, each id once where ids are kept apart.
    public var total: Int { languages.accepted.total }

    /// What now is for the window: the query's, or the newest post's time.
    public var now: Timestamp? { query.now ?? newest }

    /// The way of the posts: total, without hashtags, of the rest too old, analysed.
    public var funnel: TopicsReport.Funnel {
        let posts = languages.accepted
        return TopicsReport.Funnel(
            total: posts.total, withoutHashtags: query.rule == .topLevel ? posts.withoutOwn : posts.withoutFull,
            tooOld: tooOld, analysed: tally.posts)
    }

    /// Adds a post.
    /// - Returns: False when its id was met before.
    /// - Complexity: O(its tags), and O(log window) to remember when it expires.
    @discardableResult
    public mutating func add(_ post: Post) -> Bool {
        var id: Int32 = -1
        if seen != nil {
            guard let number = firstTime(post.source.qualified(post.id)) else { return false }
            id = number
        }
        let language = languages.intern(post.language)
        guard !post.hashtags.isEmpty || !post.fullHashtags.isEmpty else {
            add(time: post.createdAt, author: 0, language: language, own: [], full: [])
            return true
        }
        let author = intern(author: post.source.qualified(post.author))
        note(name: post.authorName, of: author)
        let own = post.hashtags.map { intern(spelling: $0) }
        let full = post.fullHashtags == post.hashtags ? own : post.fullHashtags.map { intern(spelling: $0) }
        let text = post.text.isEmpty ? -1 : texts.keep(post.text)
        add(time: post.createdAt, author: author, language: language, own: own, full: full, id: id, text: text)
        return true
    }

    /// Moves now forward and lets expire what has become too old; moving it backward counts anew.
    public mutating func advance(to now: Timestamp) {
        let isBackward = self.now.map { now < $0 } ?? false
        query.now = now
        if isBackward { recount() } else { expire() }
    }

    /// Changes what is counted. Changing only the way of counting, what is left out, the chosen tag or the list's length costs
    /// nothing.
    /// - Complexity: O(posts with hashtags) when the rule, the language, the window, or what is one tag changes.
    public mutating func set(_ query: TopicsQuery) {
        let old = self.query
        self.query = query
        guard !query.needsNoRecount(after: old) else { return }
        languages.filter(query.language)
        recount()
    }

    // MARK: numbers instead of texts, for the file scan

    /// The number of an id that was not met before; nil for one that was.
    private mutating func firstTime(_ id: String) -> Int32? {
        let before = seen?.count
        guard let number = (seen?.intern(id)).map({ Int32(truncatingIfNeeded: $0) }) else { return nil }
        return Int(number) == before || forgotten.remove(number) != nil ? number : nil
    }

    /// Lets an id come again.
    /// - Returns: Its number; nil when there is no post of it.
    mutating func forget(_ id: String) -> Int32? {
        guard let number = seen?.find(Array(id.utf8)).map({ Int32(truncatingIfNeeded: $0) }),
            forgotten.insert(number).inserted
        else { return nil }
        return number
    }

    /// Whether an id was not met before. Always, where ids are not kept apart.
    mutating func isFirst(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let before = seen?.count else { return true }
        return seen?.intern(id) == before
    }

    mutating func intern(author: String) -> Int32 { Int32(truncatingIfNeeded: tally.authors.intern(author)) }
    mutating func intern(spelling: String) -> Int32 { Int32(truncatingIfNeeded: tally.spellings.intern(spelling)) }
    mutating func intern(language: UnsafeBufferPointer<UInt8>) -> Int32 { languages.intern(language) }

    mutating func intern(author: UnsafeBufferPointer<UInt8>) -> Int32 {
        Int32(truncatingIfNeeded: tally.authors.intern(author))
    }

    mutating func intern(spelling: UnsafeBufferPointer<UInt8>) -> Int32 {
        Int32(truncatingIfNeeded: tally.spellings.intern(spelling))
    }

    /// Keeps a text; returns its number.
    mutating func keep(text: String) -> Int32 { texts.keep(text) }

    /// Remembers an author's screen name; the first by code points stays, so that the order of arrival does not matter.
    mutating func note(name: String, of author: Int32) {
        guard !name.isEmpty else { return }
        let index = Int(author)
        while names.count <= index { names.append("") }
        if names[index].isEmpty || name.utf8.lexicographicallyPrecedes(names[index].utf8) { names[index] = name }
    }

    /// An author's screen name, or the id where none is known.
    func name(ofAuthor author: Int) -> String {
        let name = author < names.count ? names[author] : ""
        return name.isEmpty ? self.author(author) : name
    }

    /// An author's id, as their service gives it.
    func author(_ author: Int) -> String { SourceID.unqualified(tally.authors.text(author)) }

    /// The id of a post in the log, as its service gives it; empty when ids are not kept.
    func id(of record: PostLog.Record) -> String {
        guard record.id >= 0 else { return "" }
        return seen.map { SourceID.unqualified($0.text(Int(record.id))) } ?? ""
    }

    /// Whether a post of a time could count: without a history one that is too old is only counted as such.
    func mayCount(_ time: Timestamp?) -> Bool {
        guard !keepsHistory, let time, let limit = query.limit(now: query.now) else { return true }
        return time > limit
    }

    /// Adds a post that has hashtags and is too old for `mayCount`.
    mutating func addTooOld(language: Int32) {
        languages.count(language, withoutOwn: false, withoutFull: false)
        if languages.accepts(language) { tooOld += 1 }
    }

    /// Adds a post whose texts are numbers already. A post without a time is never too old.
    mutating func add(
        time: Timestamp?, author: Int32, language: Int32, own: [Int32], full: [Int32], id: Int32 = -1, text: Int32 = -1
    ) {
        languages.count(language, withoutOwn: own.isEmpty, withoutFull: full.isEmpty)
        let isNewest = note(time)
        if !own.isEmpty || !full.isEmpty {
            let milliseconds = time?.milliseconds ?? PostLog.timeless
            let mayExpire = query.window != .all && time != nil && (keepsHistory || query.now == nil)
            if keepsHistory || mayExpire {
                tally.foldNewSpellings()
                let index = log.append(
                    time: milliseconds, author: author, language: language, id: id, text: text, own: own, full: full)
                let isCounted = admit(log[index], index: index, mayExpire: mayExpire)
                if !isCounted, !keepsHistory { log.remove(index) }
            } else {
                let tags = query.rule == .topLevel ? own : full
                _ = admit(time: milliseconds, author, language, tags[...])
            }
        }
        if isNewest, query.now == nil { expire() }
    }

    /// Takes note of a post's time; true when it is the newest.
    @discardableResult
    mutating func note(_ time: Timestamp?) -> Bool {
        guard let time else { return false }
        if oldest.map({ time < $0 }) ?? true { oldest = time }
        guard newest.map({ $0 < time }) ?? true else { return false }
        newest = time
        return true
    }

    /// Counts a record when it lies in the window; false when it does not.
    mutating func admit(_ record: PostLog.Record, index: Int32, mayExpire: Bool) -> Bool {
        guard admit(time: record.time, record.author, record.language, log.tags(record, query.rule)) else {
            return false
        }
        if mayExpire, record.time != PostLog.timeless { window.insert(time: record.time, record: index) }
        return true
    }

    private mutating func admit(time: Int64, _ author: Int32, _ language: Int32, _ tags: ArraySlice<Int32>) -> Bool {
        guard !tags.isEmpty, languages.accepts(language) else { return false }
        if let limit = query.limit(now: now), time <= limit.milliseconds {
            tooOld += 1
            return false
        }
        tally.count(author: Int(author), language: Int(language), spellings: tags, sign: 1)
        return true
    }

    /// Lets go of what has become too old.
    mutating func expire() {
        guard let limit = query.limit(now: now) else { return }
        while let index = window.removeFirst(notAfter: limit.milliseconds) {
            let record = log[index]
            let tags = log.tags(record, query.rule)
            // Taken away meanwhile.
            guard !tags.isEmpty else { continue }
            tally.count(author: Int(record.author), language: Int(record.language), spellings: tags, sign: -1)
            tooOld += 1
            if !keepsHistory { log.remove(index) }
        }
    }

    private mutating func recount() {
        guard keepsHistory else { return }
        tally.reset(query)
        tally.foldNewSpellings()
        window = ExpiryHeap()
        tooOld = 0
        let mayExpire = query.window != .all
        let posts = log
        posts.forEach { index, record in _ = admit(record, index: index, mayExpire: mayExpire) }
    }
}
