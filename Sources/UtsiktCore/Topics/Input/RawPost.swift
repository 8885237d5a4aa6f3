/// A post as places in the buffer it was read from: nothing is copied until somebody wants it.
struct RawPost {
    /// The id as text, preferred: JSON numbers lose digits in many programs that write them.
    var idText = JSONSlice.none
    /// The id as a number.
    var idNumber = JSONSlice.none
    /// The time as text.
    var createdAt = JSONSlice.none
    /// The author's id as text and as a number.
    var authorText = JSONSlice.none
    /// The author's id as a number.
    var authorNumber = JSONSlice.none
    /// The author's screen name.
    var authorName = JSONSlice.none
    /// The text, the longer one where there are two.
    var text = JSONSlice.none
    /// The text without the cut.
    var fullText = JSONSlice.none
    /// The language.
    var language = JSONSlice.none
    /// Whether it is a repost.
    var isRepost = false
    /// The outer post's own tags, as indices into the scanner's slices.
    var ownTags = 0..<0
    /// The tags of its extended text.
    var extendedTags: Range<Int>?
    /// The tags of the post that it reposts.
    var repostTags = 0..<0
    /// The field whose value has a shape that cannot be used.
    var faultyField: StaticString?

    /// The id, as text where there is one.
    var id: JSONSlice { idText.isPresent ? idText : idNumber }
    /// The author's id, as text where there is one.
    var author: JSONSlice { authorText.isPresent ? authorText : authorNumber }
    /// The tags when reposts and extended texts are resolved first and quotes left out.
    var fullTags: Range<Int> { isRepost ? repostTags : extendedTags ?? ownTags }
}

/// What an object turned out to be, told from its members' names.
enum PostShape {
    /// A post of the 1.1 API.
    case post
    /// A document around a post, as `{"user_id", "tweet"}`.
    case document(JSONSlice)
    /// A page of posts: `statuses` or `results`.
    case page(JSONSlice)
    /// A stream's notice: no post and no error.
    case notice
    /// Nothing that is known.
    case unknown
}

/// What receives posts and rejections from a scanner.
protocol PostSink {
    /// Takes a post, whose places are in the scanner's bytes and are valid only during the call.
    mutating func accept(_ post: RawPost, from scanner: inout PostScanner)
    /// Takes note of something that cannot be used.
    /// - Parameter offset: Where it starts in the scanner's bytes.
    mutating func reject(_ reason: String, field: String?, at offset: Int, from scanner: borrowing PostScanner)
}
