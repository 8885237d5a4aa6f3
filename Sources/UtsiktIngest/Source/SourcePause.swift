public import UtsiktBase

/// Why a source as a whole is not asked, and until when.
///
/// What is wrong concerns every task of it alike (a token that is refused, an account without credits, a cap that is spent), so
/// that no task has failed: they stay as they were and go on when the pause ends. It ends at its date, by key, or with another
/// secret.
public struct SourcePause: Sendable, Hashable, Codable {
    /// What stands in the way.
    public enum Cause: String, Sendable, Hashable, Codable, CaseIterable {
        /// The service does not accept the token or key.
        case token
        /// There is nothing left to pay with.
        case credits
        /// The account's cap is used up until a date.
        case cap
        /// Several things in a row were refused: it is not the things.
        case refusals
        /// The user's own limit on money, which is 0 until somebody sets one.
        case money
    }

    /// What a failure asks for: the pause without the words, which the failure has.
    public struct Order: Sendable, Hashable {
        /// What stands in the way.
        public var cause: Cause
        /// Until when, if the service named a date.
        public var until: Timestamp?

        /// Makes an order.
        public init(_ cause: Cause, until: Timestamp? = nil) {
            self.cause = cause
            self.until = until
        }
    }

    /// What stands in the way.
    public var cause: Cause
    /// What happened, one sentence without a full stop, free of secrets.
    public var problem: String
    /// Since when.
    public var since: Timestamp
    /// Until when; nil when it lasts until a key is pressed or the secret changes.
    public var until: Timestamp?

    /// Makes a pause.
    public init(_ cause: Cause, _ problem: String, since: Timestamp, until: Timestamp? = nil) {
        self.cause = cause
        self.problem = problem
        self.since = since
        self.until = until
    }

    /// The pause that a failure asks for.
    ///
    /// A date that is past, or a few seconds off, would ask a service that refuses again and again: an hour passes at least. One
    /// that is further away than a year is taken for a mistake, and the pause lasts until somebody ends it.
    init(_ order: Order, _ problem: String, at now: Timestamp) {
        self.init(order.cause, problem, since: now)
        guard let date = order.until, date <= now.adding(seconds: Self.longest) else { return }
        until = max(date, now.adding(seconds: Self.shortest))
    }

    private static let shortest: Int64 = 3600
    private static let longest: Int64 = 366 * 86_400

    /// Whether its date has come.
    public func isOver(at now: Timestamp) -> Bool { until.map { $0 <= now } ?? false }

    /// What to do about it.
    public var remedy: String {
        switch cause {
        case .token: "Check the token or key; another one ends the pause, and so does trying again"
        case .credits: "Add credits at the service, then try again"
        case .cap: until == nil ? "Raise the cap at the service, then try again" : ""
        case .refusals: "Check what the token may read, then try again"
        case .money: until == nil ? "Set budget_usd in the configuration" : ""
        }
    }
}

/// How the pause of a source ended.
public enum SourcePauseEnd: String, Sendable, Hashable, Codable {
    /// Its date came.
    case date
    /// Somebody asked to try again.
    case key
    /// The source asks with another secret.
    case secret
}
