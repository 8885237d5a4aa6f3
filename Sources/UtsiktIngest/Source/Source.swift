public import UtsiktBase
public import UtsiktForecast
public import UtsiktTopics

/// Something that can be fetched page by page: the timelines of a service, the weather history of another.
///
/// A source speaks a protocol and nothing else: it never sleeps, retries or stores. What may be asked how often it declares
/// in `budgets`; the ingestor keeps to them.
public protocol Source: Sendable {
    /// The source's identity in the journal, as `posts`.
    var id: SourceID { get }
    /// The name people see.
    var title: String { get }
    /// What the source's calls may cost, by the key that `FetchTask.budget` names.
    var budgets: [BudgetKey: [Budget]] { get }
    /// Done tasks older than this are asked again from their first page; nil: what is done stays done.
    var refreshSeconds: Int64? { get }
    /// Where fetching starts, as of `now`. Tasks that are in the journal already are not added again.
    func seeds(at now: Timestamp) -> [FetchTask]
    /// Asks for one page.
    /// - Throws: `SourceFailure` that says whether trying again can help.
    func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page
}

extension Source {
    /// What is done stays done.
    public var refreshSeconds: Int64? { nil }
}

/// A source's identity, as `posts` or `weather`.
public struct SourceID: Sendable, Hashable, RawRepresentable, Codable, CustomStringConvertible {
    /// The name in the journal.
    public var rawValue: String
    /// Makes an identity.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The name.
    public var description: String { rawValue }
    /// The posts of followed accounts.
    public static let posts = SourceID(rawValue: "posts")
    /// Weather observations.
    public static let weather = SourceID(rawValue: "weather")
}

/// The name of a budget within its source, usually the endpoint, as `statuses/user_timeline`.
public struct BudgetKey: Sendable, Hashable, RawRepresentable, Codable {
    /// The name.
    public var rawValue: String
    /// Makes a key.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// So many calls in so many seconds. A key may have several: 10 a minute and 500 a day.
public struct Budget: Sendable, Hashable {
    /// Calls allowed in one span.
    public var calls: Int
    /// The span in seconds.
    public var seconds: Int64
    /// Makes a budget.
    public init(calls: Int, per seconds: Int64) {
        self.calls = calls
        self.seconds = seconds
    }
}

/// One thing to fetch to its end: the posts of an account, the observations of a place and date.
public struct FetchTask: Sendable, Hashable {
    /// The source that can fetch it.
    public var source: SourceID
    /// Its key within the source, as `account/12345`; with `source` the identity in the journal.
    public var subject: String
    /// What people see, as `@user001` or `JFK 2013-04-01`.
    public var label: String
    /// The budget its calls are taken from.
    public var budget: BudgetKey
    /// Where the next page starts; nil for the first page. Opaque outside the source.
    public var cursor: String?
    /// How many pages have been fetched and committed.
    public var pages: Int

    /// Makes a task.
    public init(
        source: SourceID, subject: String, label: String, budget: BudgetKey, cursor: String? = nil, pages: Int = 0
    ) {
        self.source = source
        self.subject = subject
        self.label = label
        self.budget = budget
        self.cursor = cursor
        self.pages = pages
    }
}

/// One answered page, ready to be committed together with its cursor.
public struct Page: Sendable {
    /// Posts in the page.
    public var posts: [Post]
    /// Observations in the page.
    public var observations: [Observation]
    /// Tasks that the page discovered (the accounts of a friends list).
    public var discovered: [FetchTask]
    /// Where the next page starts; nil when the task is done with this page.
    public var next: String?
    /// Records of the page that could not be used; the rest of it can.
    public var rejected: [Rejection]
    /// What the answer said about the budget.
    public var quota: Quota?
    /// The size of the answer's body in bytes.
    public var bytes: Int

    /// Makes a page.
    public init(
        posts: [Post] = [], observations: [Observation] = [], discovered: [FetchTask] = [], next: String? = nil,
        rejected: [Rejection] = [], quota: Quota? = nil, bytes: Int = 0
    ) {
        self.posts = posts
        self.observations = observations
        self.discovered = discovered
        self.next = next
        self.rejected = rejected
        self.quota = quota
        self.bytes = bytes
    }
}

/// What a service says of a budget in an answer's headers.
public struct Quota: Sendable, Hashable {
    /// Calls allowed in the present span.
    public var limit: Int
    /// Calls left in it.
    public var remaining: Int
    /// When the span ends, by the service's clock.
    public var resetsAt: Timestamp
    /// The service's own present instant when it said so, to tell its clock from ours.
    public var saidAt: Timestamp?
    /// Makes a quota.
    public init(limit: Int, remaining: Int, resetsAt: Timestamp, saidAt: Timestamp? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.resetsAt = resetsAt
        self.saidAt = saidAt
    }
}

/// Why a page was not had, and whether asking again can help.
public struct SourceFailure: ExplainedError, Hashable {
    /// The kinds that the ingestor treats apart.
    public enum Kind: Sendable, Hashable {
        /// The service asks to wait; ask again then. Costs no attempt.
        case rateLimited
        /// A fault that may pass (5xx, a lost connection, a time-out): ask again with back-off.
        case temporary
        /// The service will not show this (401, 403, a bad key): set aside, not retried.
        case refused
        /// There is no such thing (404): set aside, not retried.
        case gone
        /// The answer cannot be understood; asked again a few times, then set aside.
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
