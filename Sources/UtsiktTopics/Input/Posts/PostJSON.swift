public import UtsiktBase

/// Reads posts as the services' interfaces answer them.
public enum PostJSON {
    /// Reads a timeline: an array of posts, or a page around one (`statuses`, `results`, `data`).
    ///
    /// - Parameters:
    ///   - body: The answer's bytes, whatever they hold.
    ///   - file: What rejections name as their file: a URL's path.
    /// - Returns: The posts in the answer's order, and the elements that could not be used, by their index from 1: how many, and the
    ///   first of them.
    /// - Throws: `TopicsInputError` when the whole is not valid JSON or neither an array nor a page.
    public static func parseTimeline(
        _ body: [UInt8], file: String
    ) throws(TopicsInputError) -> (posts: [Post], rejected: RejectionList) {
        let outcome = body.withUnsafeBufferPointer { bytes in
            Result { () throws(TopicsInputError) in try parse(bytes, file: file) }
        }
        return try outcome.get()
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, file: String
    ) throws(TopicsInputError) -> (posts: [Post], rejected: RejectionList) {
        guard !Task.isCancelled else { throw TopicsInputError(cancelled: file) }
        var buffer = ByteBuffer(capacity: bytes.count)
        buffer.append(bytes)
        let start = InputForm.skipMark(buffer.base, buffer.count)
        var reader = PostReader(needsEveryAuthor: true)
        var sink = TimelineSink(file: file)
        let fault = reader.readWhole(buffer.base, from: start, to: buffer.count, into: &sink)
        guard !sink.isCancelled else { throw TopicsInputError(cancelled: file) }
        if let fault {
            let isEmpty = buffer.count == start
            throw TopicsInputError(
                .notJSON, isEmpty ? "the answer is empty" : fault.reason,
                at: InputLocation(file: file, column: isEmpty ? nil : fault.offset + 1))
        }
        let opening = (start..<buffer.count).first { buffer.base[$0] > 0x20 }.map { buffer.base[$0] }
        guard opening == 0x5B || opening == 0x7B else {
            throw TopicsInputError(.unknownShape, "the answer is not a list of posts", at: InputLocation(file: file))
        }
        if sink.posts.isEmpty, let fault = sink.rejected.first, opening == 0x7B {
            throw TopicsInputError(.unknownShape, fault.reason, at: InputLocation(file: file))
        }
        return (sink.posts, sink.rejected)
    }
}

/// Makes posts of what the reader finds.
struct TimelineSink: PostSink {
    let file: String
    private(set) var posts: [Post] = []
    private(set) var rejected = RejectionList()
    /// Whether the task was cancelled meanwhile: what there is is not all.
    private(set) var isCancelled = false
    private var elements = 0

    /// So many posts of one answer are taken; no service hands out more than some hundreds.
    static let mostPosts = 4000
    /// So many hashtags of one post are taken: what people write has some dozens.
    static let mostHashtags = 1000

    var hasEnough: Bool { isCancelled }

    init(file: String) { self.file = file }

    mutating func accept(_ post: RawPost, from reader: inout PostReader) {
        count()
        guard posts.count < Self.mostPosts else {
            return reject("more posts than a page may have", field: nil, at: 0, from: reader)
        }
        let base = reader.base
        var scratch: [UInt8] = []
        swap(&scratch, &reader.scratch)
        defer { swap(&scratch, &reader.scratch) }
        guard post.id.count > 0 else { return reject("no id", field: "id_str", at: 0, from: reader) }
        guard let date = post.timestamp(in: base, scratch: &scratch) else {
            return reject(PostFaults.badDate, field: "created_at", at: 0, from: reader)
        }
        func tags(_ range: Range<Int>) -> [String] {
            reader.tags[range].prefix(Self.mostHashtags).map { $0.text(in: base, scratch: &scratch) }
        }
        let own = tags(post.ownTags)
        let full = post.fullTags == post.ownTags ? own : tags(post.fullTags)
        if max(post.ownTags.count, post.fullTags.count) > Self.mostHashtags {
            rejected.append(
                Rejection(
                    file: file, line: reader.element, field: "hashtags",
                    reason: "more than \(Self.mostHashtags) hashtags; the rest is left out"))
        }
        let text = post.text.text(in: base, scratch: &scratch)
        posts.append(
            Post(
                id: post.id.text(in: base, scratch: &scratch), author: post.author.text(in: base, scratch: &scratch),
                authorName: post.authorName.text(in: base, scratch: &scratch), createdAt: date,
                text: PlainText.read(text, post.markup),
                language: post.language.text(in: base, scratch: &scratch), isRepost: post.isRepost, hashtags: own,
                fullHashtags: full))
    }

    mutating func reject(_ reason: String, field: String?, at offset: Int, from reader: borrowing PostReader) {
        count()
        let line = reader.element
        rejected.append(Rejection(file: file, line: line, field: field, reason: reason))
    }

    /// An answer may have millions of elements: now and then it is asked whether anybody still waits for it.
    private mutating func count() {
        elements &+= 1
        if elements & 1023 == 0, Task.isCancelled { isCancelled = true }
    }
}

/// Reasons that several readers of posts give.
enum PostFaults {
    static let badDate = "created_at is missing or no time that can be read"
}
