public import UtsiktBase

/// The name of a budget within its source, usually the endpoint, as `statuses/user_timeline`.
public struct BudgetKey: Sendable, Hashable, RawRepresentable, Codable {
    /// The name.
    public var rawValue: String
    /// Makes a key.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// All calls of a source: what is declared under it counts besides the task's own budgets.
    public static let wholeSource = BudgetKey(rawValue: "*")
}

/// So many calls in so many seconds. A key may have several: 10 a minute and 500 a day.
public struct Budget: Sendable, Hashable {
    /// How the spans lie in time.
    public enum Window: Sendable, Hashable {
        /// Wherever a span begins, it holds no more calls than the budget.
        case rolling
        /// Spans stand on the UTC clock, each this many seconds after a whole multiple of its length: full minutes, full hours,
        /// days that begin at 00:01.
        case clock(offset: Int64)
    }

    /// Calls allowed in one span.
    public var calls: Int
    /// The span in seconds.
    public var seconds: Int64
    /// How the spans lie in time.
    public var window: Window
    /// Calls that may be made at once after a rest; nil for a tenth of them (five of a small budget), or for all of each span that
    /// stands on the clock.
    public var burst: Int?

    /// Makes a budget.
    public init(calls: Int, per seconds: Int64, window: Window = .rolling, burst: Int? = nil) {
        self.calls = calls
        self.seconds = seconds
        self.window = window
        self.burst = burst
    }

    /// So many calls in a minute of the clock.
    public static func clockMinute(_ calls: Int) -> Budget { Budget(calls: calls, per: 60, window: .clock(offset: 0)) }
    /// So many calls in an hour of the clock.
    public static func clockHour(_ calls: Int) -> Budget { Budget(calls: calls, per: 3600, window: .clock(offset: 0)) }
    /// So many calls in a UTC day that begins at 00:01: a minute later than the service's, whose clock is not ours.
    public static func utcDay(_ calls: Int) -> Budget { Budget(calls: calls, per: 86_400, window: .clock(offset: 60)) }
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
