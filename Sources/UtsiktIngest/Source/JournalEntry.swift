public import UtsiktBase

/// What the journal knows of a task.
public struct JournalEntry: Sendable, Hashable {
    /// What has become of a task.
    public enum State: Int64, Sendable, Hashable {
        /// Not finished; fetched when budgets allow.
        case pending = 0
        /// Fetched to its end.
        case done = 1
        /// Failed for good until somebody asks to try again.
        case setAside = 2
    }

    /// Why a task failed for good.
    public enum Cause: Int64, Sendable, Hashable {
        /// The service will not show it.
        case refused = 1
        /// There is no such thing.
        case gone = 2
        /// Several attempts failed in ways that may pass.
        case givenUp = 3
    }

    /// The task, with the cursor and the number of pages committed.
    public var task: FetchTask
    /// What has become of it.
    public var state: State
    /// Failed attempts since the last committed page, over all runs.
    public var attempts: Int
    /// Why the last attempt failed; nil when it did not.
    public var problem: String?
    /// When the entry changed last.
    public var changedAt: Timestamp
    /// The same by a clock that cannot be set; nil when that is not known.
    public var changedSteady: SteadyInstant?
    /// When a failed attempt is repeated; nil when nothing is to be waited for.
    public var due: Timestamp?

    /// Makes an entry.
    public init(
        task: FetchTask, state: State = .pending, attempts: Int = 0, problem: String? = nil,
        changedAt: Timestamp, changedSteady: SteadyInstant? = nil, due: Timestamp? = nil
    ) {
        self.task = task
        self.state = state
        self.attempts = attempts
        self.problem = problem
        self.changedAt = changedAt
        self.changedSteady = changedSteady
        self.due = due
    }

    /// When its next attempt may be made, on the time line of `now`; nil when at once.
    func due(seenFrom now: PaceInstant) -> Timestamp? {
        guard let due else { return nil }
        let end = PaceInstant.end(of: due, noted: PaceInstant(at: changedAt, steady: changedSteady), seenFrom: now)
        return end > now.at ? end : nil
    }
}

/// How far a source is, over all runs.
public struct SourceTotals: Sendable, Hashable, Codable {
    /// Tasks fetched to their end.
    public var done = 0
    /// Those among them that are answered but not finished by the service's own rule: they are asked for again.
    public var open = 0
    /// Tasks not finished yet.
    public var pending = 0
    /// Tasks that failed.
    public var setAside = 0
    /// Pages committed.
    public var pages = 0
    /// New posts committed.
    public var posts = 0
    /// New or changed observations committed.
    public var observations = 0
    /// Records rejected.
    public var rejected = 0
    /// Bytes of the answers that were committed.
    public var bytes = 0
    /// Calls made, failed ones too.
    public var calls = 0

    /// Nothing yet.
    public init() {}

    /// All tasks of the source.
    public var total: Int { done + pending + setAside }
}

extension PaceInstant {
    /// The longest wait that is kept over restarts: a day, and a minute for clocks that differ.
    static let longestWait: Int64 = 86_460_000

    /// When a wait until an instant ends on the time line of `now`.
    static func end(of until: Timestamp, noted: PaceInstant, seenFrom now: PaceInstant) -> Timestamp {
        let whole = until.adding(milliseconds: 0 &- noted.at.milliseconds).milliseconds
        let left = min(max(0, whole), longestWait).subtractingReportingOverflow(noted.milliseconds(until: now))
        return now.at.adding(milliseconds: max(0, left.overflow ? 0 : left.partialValue))
    }
}
