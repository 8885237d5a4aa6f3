public import UtsiktBase

/// A post that its service has deleted, or that another version has replaced: what its counts are taken away by.
public struct RemovedPost: Sendable, Hashable {
    /// The source.
    public var source: SourceID
    /// The service's own id.
    public var id: String
    /// When it was written.
    public var createdAt: Timestamp
    /// Its language, as it was counted.
    public var language: String
    /// Whether it had hashtags of its own.
    public var hasOwnTags: Bool
    /// Whether it had hashtags when reposts and extended texts are resolved.
    public var hasFullTags: Bool

    /// Makes it from its parts.
    public init(
        source: SourceID, id: String, createdAt: Timestamp, language: String, hasOwnTags: Bool, hasFullTags: Bool
    ) {
        self.source = source
        self.id = id
        self.createdAt = createdAt
        self.language = language
        self.hasOwnTags = hasOwnTags
        self.hasFullTags = hasFullTags
    }

    /// What is to be known of a post to take it away.
    public init(_ post: Post) {
        self.init(
            source: post.source, id: post.id, createdAt: post.createdAt, language: post.language,
            hasOwnTags: !post.hashtags.isEmpty, hasFullTags: !post.fullHashtags.isEmpty)
    }
}
