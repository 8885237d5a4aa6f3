/// Reads posts as the 1.1 API answers them.
public enum PostJSON {
    /// Reads a timeline: an array of posts, or a page around one (`statuses`, `results`).
    ///
    /// - Parameters:
    ///   - body: The answer's bytes, whatever they hold.
    ///   - file: What rejections name as their file: a URL's path.
    /// - Returns: The posts in the answer's order, and the elements that could not be used, by their index from 1.
    /// - Throws: `TopicsInputError` when the whole is no JSON or neither an array nor a page.
    public static func parseTimeline(
        _ body: [UInt8], file: String
    ) throws(TopicsInputError) -> (posts: [Post], rejected: [Rejection]) {
        let outcome = body.withUnsafeBufferPointer { bytes in
            Result { () throws(TopicsInputError) in try parse(bytes, file: file) }
        }
        return try outcome.get()
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, file: String
    ) throws(TopicsInputError) -> (posts: [Post], rejected: [Rejection]) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else {
            throw TopicsInputError(.notJSON, "the answer is empty", at: InputLocation(file: file))
        }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var probe = JSONWalker(base, from: start, to: bytes.count)
        let first = probe.peek()
        let opening = probe.at
        guard probe.skipValue() else {
            let place = InputLocation(file: file, column: probe.at + 1)
            throw TopicsInputError(.notJSON, probe.fault.reason, at: place)
        }
        guard first == 0x5B || first == 0x7B else {
            throw TopicsInputError(.unknownShape, "the answer is no list of posts", at: InputLocation(file: file))
        }
        var scanner = PostScanner(base, to: bytes.count)
        var sink = TimelineSink(file: file)
        scanner.scanWhole(opening..<bytes.count, into: &sink)
        if sink.posts.isEmpty, let fault = sink.rejected.first, first == 0x7B {
            throw TopicsInputError(.unknownShape, fault.reason, at: InputLocation(file: file))
        }
        return (sink.posts, sink.rejected)
    }
}

/// Makes posts of what the scanner finds.
struct TimelineSink: PostSink {
    let file: String
    private(set) var posts: [Post] = []
    private(set) var rejected: [Rejection] = []

    init(file: String) { self.file = file }

    mutating func accept(_ post: RawPost, from scanner: inout PostScanner) {
        let base = scanner.base
        func text(_ slice: JSONSlice) -> String { slice.text(in: base, scratch: &scanner.scratch) }
        guard post.id.count > 0 else { return reject("no id", field: "id_str", at: 0, from: scanner) }
        let date = post.createdAt.withBytes(in: base, scratch: &scanner.scratch, PostDate.read)
        guard post.createdAt.isPresent, let date else {
            return reject(PostFaults.badDate, field: "created_at", at: 0, from: scanner)
        }
        let own = post.ownTags.map { text(scanner.tags[$0]) }
        let full = post.fullTags == post.ownTags ? own : post.fullTags.map { text(scanner.tags[$0]) }
        posts.append(
            Post(
                id: text(post.id), author: text(post.author), authorName: text(post.authorName), createdAt: date,
                text: text(post.fullText.isPresent ? post.fullText : post.text), language: text(post.language),
                isRepost: post.isRepost, hashtags: own, fullHashtags: full))
    }

    mutating func reject(_ reason: String, field: String?, at offset: Int, from scanner: borrowing PostScanner) {
        rejected.append(Rejection(file: file, line: scanner.element, field: field, reason: reason))
    }
}

/// Reasons that several readers of posts give.
enum PostFaults {
    static let badDate = "created_at is missing or no time that can be read"
}
