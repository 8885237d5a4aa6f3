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

    private let uniqueByID: Bool
    private let rule: TopicsQuery.Rule
    private let needsTime: Bool
    private var input = 0
    private var part = 0
    private var line = 0
    private var isDocument = false
    private var tags: [Int32] = []

    /// A rejection with the line counted from its part's beginning.
    struct Placed: Sendable {
        var input: Int
        var part: Int
        var line: Int
        var field: String?
        var reason: String
    }

    /// How many lines a part of an input has.
    struct PartLines: Sendable {
        var input: Int
        var part: Int
        var count: Int
    }

    init(query: TopicsQuery, uniqueByID: Bool) {
        engine = TopicsEngine(query: query, uniqueByID: uniqueByID, keepsHistory: false)
        self.uniqueByID = uniqueByID
        rule = query.rule
        needsTime = query.window != .all
    }

    /// Counts the complete lines among the first `count` bytes; the last line may lack its line feed.
    mutating func scanLines(_ buffer: borrowing ByteBuffer, from start: Int, to count: Int) {
        var scanner = PostScanner(buffer.base, to: count)
        var at = start
        while at < count {
            let end = min(buffer.lineFeed(from: at) ?? count, count)
            line += 1
            scanner.scanWhole(at..<end, into: &self)
            at = end + 1
        }
    }

    /// Counts the posts of JSON values that run over lines.
    mutating func scanDocument(_ buffer: borrowing ByteBuffer) {
        var scanner = PostScanner(buffer.base, to: buffer.count)
        isDocument = true
        scanner.scanStream(from: InputForm.skipMark(buffer.base, buffer.count), into: &self)
        isDocument = false
    }

    /// Begins a part of an input.
    mutating func begin(input: Int, part: Int) {
        (self.input, self.part, line) = (input, part, 0)
    }

    /// Ends the part.
    mutating func end() { lines.append(PartLines(input: input, part: part, count: line)) }

    mutating func accept(_ post: RawPost, from scanner: inout PostScanner) {
        let base = scanner.base
        if uniqueByID {
            guard post.id.count > 0 else { return reject("no id", field: "id_str", at: 0, from: scanner) }
            let isFirst = post.id.withBytes(in: base, scratch: &scanner.scratch) { engine.isFirst($0) }
            guard isFirst else { return }
        }
        var time: Timestamp?
        if post.createdAt.isPresent || needsTime {
            time =
                post.createdAt.isPresent
                ? post.createdAt.withBytes(in: base, scratch: &scanner.scratch, PostDate.read) : nil
            guard time != nil else { return reject(PostFaults.badDate, field: "created_at", at: 0, from: scanner) }
        }
        tags.removeAll(keepingCapacity: true)
        for slice in rule == .topLevel ? post.ownTags : post.fullTags {
            let id = scanner.tags[slice].withBytes(in: base, scratch: &scanner.scratch) { engine.intern(spelling: $0) }
            tags.append(id)
        }
        var author: Int32 = 0
        if !tags.isEmpty {
            author =
                post.author.isPresent
                ? post.author.withBytes(in: base, scratch: &scanner.scratch) { engine.intern(author: $0) }
                : engine.intern(author: "")
        }
        engine.add(time: time, author: author, own: tags, full: tags)
    }

    mutating func reject(_ reason: String, field: String?, at offset: Int, from scanner: borrowing PostScanner) {
        rejectedCount += 1
        // Parts come in order, so that none of the first ones of all is behind so many of one worker's own.
        guard rejections.count < TopicsReport.Rejected.listed else { return }
        let place = isDocument ? ScanWorker.lineNumber(scanner.base, offset) : line
        rejections.append(Placed(input: input, part: part, line: place, field: field, reason: reason))
    }

    private static func lineNumber(_ base: UnsafePointer<UInt8>, _ offset: Int) -> Int {
        UnsafeBufferPointer(start: base, count: offset).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    }
}
