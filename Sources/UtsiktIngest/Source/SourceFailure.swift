public import UtsiktBase

/// Why a page was not had, and whether asking again can help.
public struct SourceFailure: ExplainedError, Hashable {
    /// The kinds that the ingestor treats apart.
    public enum Kind: Sendable, Hashable {
        /// The service asks to wait; ask again then. Costs no attempt.
        case rateLimited
        /// A fault that may pass (5xx, a lost connection, a time-out): ask again with back-off.
        case temporary
        /// The service will not show this (401, 403, a bad key): failed at once, not retried.
        case refused
        /// There is no such thing (404): failed at once, not retried.
        case gone
        /// The answer cannot be understood; asked again a few times, then failed.
        case malformed
        /// The task was cancelled; nothing is recorded.
        case cancelled
    }
    /// What kind of failure it is.
    public var kind: Kind
    /// What happened, one sentence without a full stop, free of secrets.
    public var problem: String
    /// The HTTP status when there was an answer.
    public var status: Int?
    /// What the headers said about the budget, if they did.
    public var quota: Quota?
    /// When to ask again, when the service said so (`Retry-After`).
    public var retryAfterSeconds: Int64?
    /// What stands in the way of the whole source; nil when the failure is the task's alone. Whatever the kind, the task has not
    /// failed then.
    public var pause: SourcePause.Order?
    /// What the call cost all the same; nil when that is not known.
    public var spent: Money?

    /// Makes a failure.
    public init(
        _ kind: Kind, _ problem: String, status: Int? = nil, quota: Quota? = nil, retryAfterSeconds: Int64? = nil
    ) {
        self.kind = kind
        self.problem = problem
        self.status = status
        self.quota = quota
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// Makes a failure of the whole source: no task of it is asked for until the pause ends.
    public static func ofSource(
        _ cause: SourcePause.Cause, _ problem: String, until: Timestamp? = nil, status: Int? = nil, quota: Quota? = nil
    ) -> SourceFailure {
        var failure = SourceFailure(.refused, problem, status: status, quota: quota)
        failure.pause = SourcePause.Order(cause, until: until)
        return failure
    }

    /// What to do about it.
    public var remedy: String {
        switch kind {
        case .rateLimited, .temporary, .cancelled: ""
        case .refused: "Check the token or key, and that the account is not protected"
        case .gone: "Remove it from the configuration if it stays away"
        case .malformed: "If it persists, the service's format has changed"
        }
    }
    /// Nothing could be done.
    public var exitStatus: Int32 { 3 }
}
