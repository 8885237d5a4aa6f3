import UtsiktBase

/// What one thread of a file scan counts, and what it could not use.
struct ScanWorker: PostSink, Sendable {
    /// The counts.
    private(set) var engine: TopicsEngine
    /// How many records could not be used.
    private(set) var rejectedCount = 0
    /// The first of them, to be put in order with the other workers' at the end.
    private(set) var rejections: [Placed] = []
    /// Lines in each part of each input.
    private(set) var lines: [PartLines] = []

    /// The line that is being read, counted from its part's beginning.
    var line = 0
    /// How many lines of a document were read and dropped; nil while lines are read one by one.
    var linesBefore: Int?
    /// The number of the document of a dump that is being read, which stands for its line.
    var fixedLine: Int?

    private let uniqueByID: Bool
    private let keepsHistory: Bool
    private let rule: TopicsQuery.Rule
    private let needsTime: Bool
    private let filtersLanguage: Bool
    private var input = 0
    private var part = 0
    private var tags: [Int32] = []
    private var key: [UInt8] = []

    /// A rejection with the line counted from its part's beginning.
    struct Placed: Sendable {
        var input: Int
        var part: Int
        var line: Int
        /// Which rejection of its thread it is: several of one line keep their order.
        var number: Int
        var field: String?
        var reason: String
    }

    /// How many lines a part of an input has.
    struct PartLines: Sendable {
        var input: Int
        var part: Int
        var count: Int
    }

    init(query: TopicsQuery, uniqueByID: Bool, keepsHistory: Bool) {
        engine = TopicsEngine(query: query, uniqueByID: uniqueByID, keepsHistory: keepsHistory)
        self.uniqueByID = uniqueByID
        self.keepsHistory = keepsHistory
        rule = query.rule
        needsTime = query.window != .all
        filtersLanguage = query.language != nil
    }

    /// Begins a part of an input.
    mutating func begin(input: Int, part: Int) {
        (self.input, self.part, line) = (input, part, 0)
        (linesBefore, fixedLine) = (nil, nil)
    }

    /// Ends the part.
    mutating func end() { lines.append(PartLines(input: input, part: part, count: line)) }

    mutating func accept(_ post: RawPost, from reader: inout PostReader) {
        let base = reader.base
        if uniqueByID, post.id.count > 0, !isFirst(post, base) { return }
        var time: Timestamp?
        if !post.isTimeless {
            time = post.timestamp(in: base, scratch: &reader.scratch)
            // Where every post counts its time does not matter, unless it is there and cannot be read.
            guard time != nil || !(needsTime || post.claimsTime) else {
                return reject(PostFaults.badDate, field: "created_at", at: 0, from: reader)
            }
        }
        let range = rule == .topLevel ? post.ownTags : post.fullTags
        let hasTags = !range.isEmpty
        let language =
            filtersLanguage || hasTags
            ? post.language.withBytes(in: base, scratch: &reader.scratch) { engine.intern(language: $0) } : 0
        guard hasTags else {
            return engine.add(time: time, author: 0, language: language, own: [], full: [])
        }
        guard engine.mayCount(time) else { return engine.addTooOld(language: language) }
        tags.removeAll(keepingCapacity: true)
        for slice in reader.tags[range] {
            tags.append(slice.withBytes(in: base, scratch: &reader.scratch) { engine.intern(spelling: $0) })
        }
        let author = post.author.withBytes(in: base, scratch: &reader.scratch) { engine.intern(author: $0) }
        var text: Int32 = -1
        if keepsHistory {
            engine.note(name: post.authorName.text(in: base, scratch: &reader.scratch), of: author)
            let words = post.text.text(in: base, scratch: &reader.scratch)
            if !words.isEmpty { text = engine.keep(text: PlainText.read(words, post.markup)) }
        }
        engine.add(time: time, author: author, language: language, own: tags, full: tags, text: text)
    }

    /// Whether a post's id was not met before. A record's key is unique only within its author's repository.
    private mutating func isFirst(_ post: RawPost, _ base: UnsafePointer<UInt8>) -> Bool {
        guard post.isIDLocal else {
            return post.id.withBytes(in: base, scratch: &key) { engine.isFirst($0) }
        }
        key.removeAll(keepingCapacity: true)
        post.author.withPlainBytes(in: base) { key.append(contentsOf: $0) }
        key.append(0x2F)
        post.id.withPlainBytes(in: base) { key.append(contentsOf: $0) }
        return key.withUnsafeBufferPointer { engine.isFirst($0) }
    }

    mutating func reject(_ reason: String, field: String?, at offset: Int, from reader: borrowing PostReader) {
        let before = linesBefore.map { $0 + ScanWorker.lineFeeds(reader.base, offset) + 1 }
        reject(reason, field: field, at: fixedLine ?? before ?? line)
    }

    /// Notes something that cannot be used, by its line.
    mutating func reject(_ reason: String, field: String? = nil, at line: Int) {
        rejectedCount += 1
        // Parts come in order, so that none of the first ones of all is behind so many of one worker's own.
        guard rejections.count < TopicsReport.Rejected.listed else { return }
        rejections.append(
            Placed(input: input, part: part, line: line, number: rejections.count, field: field, reason: reason))
    }

    /// How many line feeds there are before an offset.
    static func lineFeeds(_ base: UnsafePointer<UInt8>, _ offset: Int) -> Int {
        UnsafeBufferPointer(start: base, count: offset).count { $0 == 0x0A }
    }
}
