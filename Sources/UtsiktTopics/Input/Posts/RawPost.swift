import UtsiktBase

/// A post as places in the buffer it was read from: nothing is copied until somebody wants it.
struct RawPost {
    /// When it was posted, as the service writes it.
    enum Time {
        /// The service says nothing, though it should.
        case missing
        /// A text: the form of 2015 or ISO 8601.
        case text(JSONSlice)
        /// Milliseconds since 1970.
        case milliseconds(Int64)
        /// A text without a service around it has no time; it counts as now.
        case none
    }

    /// The id, as text where there is one: JSON numbers lose digits in many programs that write them.
    var id = JSONSlice.none
    /// When it was posted.
    var time = Time.missing
    /// A second way in which the service tells the time, for when the first cannot be read.
    var otherTime = Time.missing
    /// The author's id.
    var author = JSONSlice.none
    /// The author's screen name.
    var authorName = JSONSlice.none
    /// The text.
    var text = JSONSlice.none
    /// How the text is written.
    var markup = PlainText.Markup.none
    /// The language.
    var language = JSONSlice.none
    /// Whether the id is unique only together with the author's.
    var isIDLocal = false
    /// Whether it is a repost.
    var isRepost = false
    /// The outer post's own tags, as indices into the reader's tags.
    var ownTags = 0..<0
    /// The tags when reposts and extended texts are resolved first and quotes left out.
    var fullTags = 0..<0
    /// The field whose value has a shape that cannot be used.
    var faultyField: StaticString?

    /// When it was posted; nil when it cannot be read.
    func timestamp(in base: UnsafePointer<UInt8>, scratch: inout [UInt8]) -> Timestamp? {
        RawPost.read(time, base, &scratch) ?? RawPost.read(otherTime, base, &scratch)
    }

    private static func read(_ time: Time, _ base: UnsafePointer<UInt8>, _ scratch: inout [UInt8]) -> Timestamp? {
        switch time {
        case .missing, .none: nil
        case .text(let slice):
            slice.isPresent ? slice.withBytes(in: base, scratch: &scratch, PostDate.read) : nil
        case .milliseconds(let value): Timestamp(milliseconds: value)
        }
    }

    /// Whether the service says when it was posted, be it readable or not.
    var claimsTime: Bool {
        if case .missing = time { false } else { true }
    }

    /// Whether it has no time and needs none.
    var isTimeless: Bool {
        if case .none = time { true } else { false }
    }
}

/// What receives posts and rejections from a reader.
protocol PostSink {
    /// Takes a post, whose places are in the reader's bytes and are valid only during the call.
    mutating func accept(_ post: RawPost, from reader: inout PostReader)
    /// Takes note of something that cannot be used.
    /// - Parameter offset: Where it starts in the reader's bytes.
    mutating func reject(_ reason: String, field: String?, at offset: Int, from reader: borrowing PostReader)
    /// Whether it wants nothing more of an array that is being handed over.
    var hasEnough: Bool { get }
}

extension PostSink {
    /// It takes all there is.
    var hasEnough: Bool { false }
}
