public import UtsiktBase

/// One post of a service, reduced to what the outlooks need. Texts are as received: hostile until the screen's sanitizer.
public struct Post: Sendable, Hashable {
    /// The service's id, unique among the posts of its source (v1.1: `id_str`).
    public var id: String
    /// The author's id.
    public var author: String
    /// The author's screen name; empty when unknown.
    public var authorName: String
    /// When it was posted.
    public var createdAt: Timestamp
    /// The text as received.
    public var text: String
    /// The language the service names, as `en` or `und`; empty when unknown.
    public var language: String
    /// Whether it is a repost (retweet, boost).
    public var isRepost: Bool
    /// The source that it came from; `unnamed` for posts of files. The store sets it.
    public var source: SourceID
    /// The hashtags of the outer post's own entities, spelled as received, without `#`: the 2015 rule.
    public var hashtags: [String]
    /// The hashtags when reposts and extended texts are resolved first and quotes left out.
    public var fullHashtags: [String]

    /// Makes a post.
    public init(
        id: String, author: String, authorName: String = "", createdAt: Timestamp, text: String = "",
        language: String = "", isRepost: Bool = false, hashtags: [String] = [], fullHashtags: [String]? = nil,
        source: SourceID = .unnamed
    ) {
        self.id = id
        self.author = author
        self.authorName = authorName
        self.createdAt = createdAt
        self.text = text
        self.language = language
        self.isRepost = isRepost
        self.source = source
        self.hashtags = hashtags
        self.fullHashtags = fullHashtags ?? hashtags
    }
}
