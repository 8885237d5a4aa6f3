/// What the status of an answer means to whoever fetches: one table for all services, with exceptions where a service differs.
///
/// A status alone does not always tell: Bluesky answers 400 for what is gone, Frost 412 for a day without data. A connector reads
/// such bodies itself and says what they mean in the table's words; what it leaves open follows the table.
public struct StatusRules: Sendable, Hashable {
    /// What an answer means.
    public enum Meaning: Sendable, Hashable {
        /// What was asked for is there, or there is nothing of it.
        case success
        /// Nothing has changed since the last time, for whoever asked so.
        case unchanged
        /// It is found at another address.
        case elsewhere
        /// The answer cannot be understood; asked again a few times.
        case malformed
        /// This one thing is not shown, or not asked for rightly.
        case refused
        /// There is no such thing.
        case gone
        /// A fault that may pass.
        case temporary
        /// Too many calls.
        case rateLimited
        /// Nothing of the source can be had.
        case pauses(SourcePause.Order)
    }

    /// What a connector has read in an answer.
    public struct Reading: Sendable, Hashable {
        /// What it means.
        public var meaning: Meaning
        /// In words, without a full stop and free of secrets; nil for the table's.
        public var words: String?
        /// After so many seconds to ask again, where the body says it and no header does.
        public var retryAfterSeconds: Int64?

        /// Makes a reading.
        public init(_ meaning: Meaning, _ words: String? = nil, retryAfterSeconds: Int64? = nil) {
            self.meaning = meaning
            self.words = words
            self.retryAfterSeconds = retryAfterSeconds
        }
    }

    private var exceptions: [Int: Meaning]

    /// Makes a table.
    /// - Parameter exceptions: Statuses that mean something else at one service.
    public init(exceptions: [Int: Meaning] = [:]) { self.exceptions = exceptions }

    /// As services mean it today: a token that is refused, or an account without credits, stops the whole source.
    public static let usual = StatusRules()
    /// Services that say 401 of one thing that is not shown, as those of 2015 did.
    public static let oneByOne = StatusRules(exceptions: [401: .refused, 402: .refused, 407: .refused])

    /// What a status means.
    public func meaning(of status: Int) -> Meaning {
        if let exception = exceptions[status] { return exception }
        switch status {
        case 200...299: return .success
        case 304: return .unchanged
        case 300...399: return .elsewhere
        case 401, 407: return .pauses(SourcePause.Order(.token))
        case 402: return .pauses(SourcePause.Order(.credits))
        case 404, 410: return .gone
        case 408, 425: return .temporary
        case 420, 429: return .rateLimited
        case 400...499: return .refused
        case 500...599: return .temporary
        default: return .malformed
        }
    }

    /// A meaning in words.
    /// - Parameter refusal: What a refusal (401, 403, 407) means there.
    public static func words(_ meaning: Meaning, status: Int, refusal: String) -> String {
        switch meaning {
        case .success: "the service has answered"
        // Nobody asked whether it has changed.
        case .unchanged: "the service says that nothing has changed"
        case .elsewhere: "the service points elsewhere"
        case .malformed: "the service answered with an unknown status"
        case .refused: [401, 403, 407].contains(status) ? refusal : "the service does not accept the request"
        case .gone: "there is no such thing"
        case .temporary: status < 500 ? "the service gave up waiting" : "the service has a fault"
        case .rateLimited: "the service asks to wait"
        case .pauses(let order): words(order.cause)
        }
    }

    private static func words(_ cause: SourcePause.Cause) -> String {
        switch cause {
        case .token: "the service does not accept the token"
        case .credits: "there are no credits left"
        case .cap: "the account's cap is used up"
        case .refusals: "the service refuses one after the other"
        case .money: "the budget is used up"
        }
    }
}

extension SourceFailure {
    /// The failure that a meaning is; nil for an answer of success.
    /// - Parameter problem: What happened, one sentence without a full stop, free of secrets.
    public init?(
        meaning: StatusRules.Meaning, _ problem: String, status: Int? = nil, quota: Quota? = nil,
        retryAfterSeconds: Int64? = nil
    ) {
        let kind: Kind
        var order: SourcePause.Order?
        switch meaning {
        case .success: return nil
        case .unchanged, .elsewhere, .malformed: kind = .malformed
        case .refused: kind = .refused
        case .gone: kind = .gone
        case .temporary: kind = .temporary
        case .rateLimited: kind = .rateLimited
        case .pauses(let pause): (kind, order) = (.refused, pause)
        }
        self.init(kind, problem, status: status, quota: quota, retryAfterSeconds: retryAfterSeconds)
        pause = order
    }
}
