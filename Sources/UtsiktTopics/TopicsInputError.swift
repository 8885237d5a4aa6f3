public import UtsiktBase

/// An input of posts that cannot be used as a whole.
public struct TopicsInputError: ExplainedError, Hashable {
    /// What can be wrong with it.
    public enum Kind: Sendable, Hashable {
        /// It cannot be opened or read.
        case unreadable
        /// It is not valid JSON.
        case notJSON
        /// It is JSON, but of no shape that is known.
        case unknownShape
        /// The reading was cancelled before its end.
        case cancelled
    }
    /// What is wrong.
    public var kind: Kind
    /// The input, and the line where known.
    public var place: InputLocation
    /// What is wrong, one sentence without a full stop.
    public var problem: String

    /// Makes an error.
    public init(_ kind: Kind, _ problem: String, at place: InputLocation) {
        self.kind = kind
        self.problem = problem
        self.place = place
    }

    /// The reading was cancelled: what was counted until then is not told.
    init(cancelled input: String) { self.init(.cancelled, "the reading was cancelled", at: InputLocation(file: input)) }

    /// Where it is wrong.
    public var location: InputLocation? { place }
    /// What to do.
    public var remedy: String {
        switch kind {
        case .unreadable: "Check the name and that it may be read"
        case .notJSON: "Posts are read as JSON: one a line, an array, or a page of a service"
        case .cancelled: ""
        case .unknownShape:
            "Known are posts of X, Mastodon, ActivityPub and Bluesky: one a line, in arrays, pages or documents"
        }
    }
}
