public import UtsiktBase

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

/// What a service says of a budget in an answer's headers.
public struct Quota: Sendable, Hashable {
    /// Calls allowed in the present span.
    public var limit: Int
    /// Calls left in it.
    public var remaining: Int
    /// Calls that a service may speak of: what is counted with them stays a number.
    private static let most = 1_000_000_000
    /// When the span ends, by the service's clock.
    public var resetsAt: Timestamp
    /// The service's own present instant when it said so, to tell its clock from ours.
    public var saidAt: Timestamp?
    /// Makes a quota.
    public init(limit: Int, remaining: Int, resetsAt: Timestamp, saidAt: Timestamp? = nil) {
        self.limit = min(max(0, limit), Self.most)
        self.remaining = min(max(0, remaining), Self.most)
        self.resetsAt = resetsAt
        self.saidAt = saidAt
    }
}
