public import UtsiktCore

/// Why a request got no complete answer. Never holds the URL: it may carry a key.
public struct HTTPFailure: ExplainedError, Hashable {
    /// What went wrong.
    public enum Kind: Sendable, Hashable {
        /// The URL is none, or neither `http` nor `https`.
        case unusableURL
        /// No connection, or it broke before the answer was complete.
        case connection
        /// The answer was not complete in time.
        case timedOut
        /// The body passed the size limit.
        case tooLarge
        /// What came back is not an HTTP answer.
        case notHTTP
        /// The task was cancelled.
        case cancelled
    }
    /// What went wrong.
    public var kind: Kind
    /// One sentence without a full stop, free of secrets.
    public var problem: String
    /// Nothing a person must do at once: the ingestor tries again.
    public var remedy: String {
        kind == .unusableURL ? "Check the service's address in the configuration" : ""
    }
    /// Nothing could be done.
    public var exitStatus: Int32 { 3 }

    /// Makes a failure.
    public init(_ kind: Kind, _ problem: String) {
        self.kind = kind
        self.problem = problem
    }

    /// The task was cancelled.
    static let cancelled = HTTPFailure(.cancelled, "the request was cancelled")
    /// The address is none that can be asked.
    static let unusableURL = HTTPFailure(.unusableURL, "the service's address is not an http or https URL")
    /// The answer passed a limit.
    static let tooLarge = HTTPFailure(.tooLarge, "the answer is larger than the limit")
}
