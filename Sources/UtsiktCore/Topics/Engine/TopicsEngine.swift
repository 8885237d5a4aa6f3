/// Counts hashtags as posts arrive, in any order, within a window that slides: a new post and an expiring one each cost what
/// their own tags cost, however long the history.
///
/// A value: copies are independent. The same engine counts files and the live database, so that both give one answer.
public struct TopicsEngine: Sendable {
    /// What is counted and how.
    public private(set) var query: TopicsQuery
    /// Posts met, each id once where ids are kept apart.
    public private(set) var total = 0
    /// The newest post's time.
    public private(set) var newest: Timestamp?

    var tally: TopicsTally
    /// The posts with hashtags: all of them with a history, otherwise those that may yet expire.
    var records: [Record] = []
    private var withoutOwn = 0
    private var withoutFull = 0
    private var tooOld = 0
    private var window = ExpiryHeap()
    private var free: [Int32] = []
    private var seen: ByteTable?
    private let keepsHistory: Bool

    /// A post with hashtags, reduced to numbers.
    struct Record: Sendable {
        var time: Int64
        var author: Int32
        var own: [Int32]
        var full: [Int32]

        func tags(_ rule: TopicsQuery.Rule) -> [Int32] { rule == .topLevel ? own : full }
    }

    /// Makes an empty engine.
    /// - Parameters:
    ///   - uniqueByID: Whether a post that comes again (the same id) is left out; the first one counts.
    public init(query: TopicsQuery, uniqueByID: Bool = true) {
        self.init(query: query, uniqueByID: uniqueByID, keepsHistory: true)
    }

    /// Without a history the query's rule, fold and window are fixed, and memory is bounded by the window's posts.
    init(query: TopicsQuery, uniqueByID: Bool, keepsHistory: Bool) {
        self.query = query
        self.keepsHistory = keepsHistory
        tally = TopicsTally(fold: query.fold)
        seen = uniqueByID ? ByteTable() : nil
    }

    /// What now is for the window: the query's, or the newest post's time.
    public var now: Timestamp? { query.now ?? newest }

    /// The way of the posts: total, without hashtags, of the rest too old, analysed.
    public var funnel: TopicsReport.Funnel {
        TopicsReport.Funnel(
            total: total, withoutHashtags: query.rule == .topLevel ? withoutOwn : withoutFull, tooOld: tooOld,
            analysed: tally.posts)
    }

    /// Adds a post.
    /// - Returns: False when its id was met before.
    /// - Complexity: O(its tags), and O(log window) to remember when it expires.
    @discardableResult
    public mutating func add(_ post: Post) -> Bool {
        if seen != nil, !isFirst(post.id) { return false }
        let author = post.hashtags.isEmpty && post.fullHashtags.isEmpty ? 0 : intern(author: post.author)
        let own = post.hashtags.map { intern(spelling: $0) }
        let full = post.fullHashtags == post.hashtags ? own : post.fullHashtags.map { intern(spelling: $0) }
        add(time: post.createdAt, author: author, own: own, full: full)
        return true
    }

    /// Moves now forward and lets expire what has become too old; moving it backward counts anew.
    public mutating func advance(to now: Timestamp) {
        let isBackward = query.now.map { now < $0 } ?? newest.map { now < $0 } ?? false
        query.now = now
        if isBackward { recount() } else { expire() }
    }

    /// Changes what is counted. Changing only the way of counting or the list's length costs nothing.
    /// - Complexity: O(posts with hashtags) when the rule, the fold or the window changes.
    public mutating func set(_ query: TopicsQuery) {
        let old = self.query
        self.query = query
        guard old.rule != query.rule || old.fold != query.fold || old.window != query.window || old.now != query.now
        else { return }
        recount()
    }

    // MARK: numbers instead of texts, for the file scan

    mutating func isFirst(_ id: String) -> Bool {
        var id = id
        return id.withUTF8 { isFirst($0) }
    }

    mutating func isFirst(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let before = seen?.count else { return true }
        return seen?.intern(id) == before
    }

    mutating func intern(author: String) -> Int32 { Int32(truncatingIfNeeded: tally.authors.intern(author)) }
    mutating func intern(spelling: String) -> Int32 { Int32(truncatingIfNeeded: tally.spellings.intern(spelling)) }

    mutating func intern(author: UnsafeBufferPointer<UInt8>) -> Int32 {
        Int32(truncatingIfNeeded: tally.authors.intern(author))
    }

    mutating func intern(spelling: UnsafeBufferPointer<UInt8>) -> Int32 {
        Int32(truncatingIfNeeded: tally.spellings.intern(spelling))
    }

    /// Adds a post whose texts are numbers already. A post without a time can only be counted when every post is.
    mutating func add(time: Timestamp?, author: Int32, own: [Int32], full: [Int32]) {
        total += 1
        if own.isEmpty { withoutOwn += 1 }
        if full.isEmpty { withoutFull += 1 }
        var isNewest = false
        if let time, newest.map({ $0 < time }) ?? true {
            newest = time
            isNewest = true
        }
        if !own.isEmpty || !full.isEmpty {
            let record = Record(time: time?.milliseconds ?? .min, author: author, own: own, full: full)
            let mayExpire = query.window != .all && (keepsHistory || query.now == nil)
            let index = keepsHistory || mayExpire ? keep(record) : -1
            if !admit(record, index: index, mayExpire: mayExpire), !keepsHistory, index >= 0 { free.append(index) }
        }
        if isNewest, query.now == nil { expire() }
    }

    private mutating func keep(_ record: Record) -> Int32 {
        if let index = free.popLast() {
            records[Int(index)] = record
            return index
        }
        records.append(record)
        return Int32(truncatingIfNeeded: records.count - 1)
    }

    /// Counts a record when it lies in the window; false when it does not.
    private mutating func admit(_ record: Record, index: Int32, mayExpire: Bool) -> Bool {
        let tags = record.tags(query.rule)
        guard !tags.isEmpty else { return false }
        if let limit = query.limit(now: now), record.time <= limit.milliseconds {
            tooOld += 1
            return false
        }
        tally.count(author: Int(record.author), spellings: tags, sign: 1)
        if mayExpire { window.insert(time: record.time, record: index) }
        return true
    }

    private mutating func expire() {
        guard let limit = query.limit(now: now) else { return }
        while let index = window.removeFirst(notAfter: limit.milliseconds) {
            let record = records[Int(index)]
            tally.count(author: Int(record.author), spellings: record.tags(query.rule), sign: -1)
            tooOld += 1
            if !keepsHistory { free.append(index) }
        }
    }

    private mutating func recount() {
        guard keepsHistory else { return }
        tally.reset(fold: query.fold)
        window = ExpiryHeap()
        tooOld = 0
        let mayExpire = query.window != .all
        for index in records.indices {
            _ = admit(records[index], index: Int32(truncatingIfNeeded: index), mayExpire: mayExpire)
        }
    }

    /// Takes over what another engine counted under the same query. Ids are not compared: both must have met different posts,
    /// or not keep ids apart.
    mutating func merge(_ other: TopicsEngine) {
        var other = other
        if let theirs = other.newest { newest = newest.map { max($0, theirs) } ?? theirs }
        other.newest = newest
        other.expire()
        expire()
        total += other.total
        withoutOwn += other.withoutOwn
        withoutFull += other.withoutFull
        tooOld += other.tooOld
        tally.merge(other.tally)
    }
}
