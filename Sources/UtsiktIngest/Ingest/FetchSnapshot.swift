public import UtsiktBase

/// How fetching stands: an immutable picture for people and programs.
public struct FetchSnapshot: Sendable, Hashable, Codable {
    /// What the ingestor is doing.
    public enum Phase: String, Sendable, Hashable, Codable {
        /// It has not begun.
        case idle
        /// It fetches, or waits for a budget.
        case running
        /// It was paused.
        case paused
        /// Another process fetches; this one follows it.
        case following
        /// Everything is done or failed.
        case finished
        /// It was stopped before the end.
        case stopped
        /// The store failed.
        case failed
    }

    /// Grows with every change; the same number means the same picture but for `at`.
    public var revision: UInt64
    /// When it was taken, by the pace clock.
    public var at: Timestamp
    /// What the ingestor is doing.
    public var phase: Phase
    /// The sources, in their order.
    public var sources: [SourceProgress]
    /// The last things that happened, newest last.
    public var activity: [LogEntry]
    /// What is wrong, when the store failed.
    public var problem: String?

    /// Makes a snapshot.
    public init(
        revision: UInt64 = 0, at: Timestamp, phase: Phase = .idle, sources: [SourceProgress] = [],
        activity: [LogEntry] = [], problem: String? = nil
    ) {
        self.revision = revision
        self.at = at
        self.phase = phase
        self.sources = sources
        self.activity = activity
        self.problem = problem
    }

    /// Tasks done over all sources.
    public var done: Int { sum(\.done) }
    /// All tasks.
    public var total: Int { sum(\.total) }
    /// Tasks that failed.
    public var setAside: Int { sum(\.setAside) }
    /// Tasks that have failed and are tried again.
    public var retrying: Int { sum(\.retrying) }
    /// Pages committed.
    public var pages: Int { sum(\.pages) }
    /// New posts and observations.
    public var rows: Int { sum(\.rows) }
    /// Bytes received.
    public var bytes: Int { sum(\.bytes) }
    /// Records rejected.
    public var rejected: Int { sum(\.rejected) }
    /// Tasks finished one way or the other as a part of all, 0 ... 1; 1 when finished without any task.
    public var fraction: Double {
        guard total > 0 else { return phase == .finished ? 1 : 0 }
        return Double(done + setAside) / Double(total)
    }

    /// Tasks fetched to their end as a part of all, 0 ... 1: what failed was not had. 1 when finished without any task.
    public var doneFraction: Double {
        guard total > 0 else { return phase == .finished ? 1 : 0 }
        return Double(done) / Double(total)
    }

    private func sum(_ key: KeyPath<SourceProgress, Int>) -> Int { sources.reduce(0) { $0 &+ $1[keyPath: key] } }
}

/// How one source stands, over all runs.
public struct SourceProgress: Sendable, Hashable, Codable {
    /// The source.
    public var id: SourceID
    /// Its name for people.
    public var title: String
    /// Tasks fetched to their end.
    public var done = 0
    /// Tasks not begun or not finished, the retrying ones included.
    public var pending = 0
    /// Tasks that have failed and wait for another attempt.
    public var retrying = 0
    /// Tasks that failed.
    public var setAside = 0
    /// Pages committed.
    public var pages = 0
    /// New posts.
    public var posts = 0
    /// New or changed observations.
    public var observations = 0
    /// Records rejected.
    public var rejected = 0
    /// Bytes of the committed answers.
    public var bytes = 0
    /// Calls made.
    public var calls = 0
    /// Pages per minute of pace time, recently.
    public var pagesPerMinute = 0.0
    /// New rows per minute of pace time, recently.
    public var rowsPerMinute = 0.0
    /// Pages in each of the last stretches of `historySeconds` of pace time, oldest first.
    public var history: [Int] = []
    /// The length of a stretch of `history` in seconds.
    public var historySeconds: Int64 = 10
    /// What is used of its budgets.
    public var budgets: [BudgetGauge] = []
    /// When the next call may be made; nil when nothing has to wait.
    public var waitingUntil: Timestamp?
    /// Whether it waits because a budget is used up (and not only to spread its calls).
    public var isExhausted = false
    /// What is being fetched now.
    public var current: [TaskInFlight] = []
    /// The tasks that failed for good, the newest last; at most 200.
    public var setAsideTasks: [SetAsideTask] = []
    /// Done tasks that are not finished by the service's own rule and are asked for again; nil for none.
    public var open: Int?
    /// Why the source is not asked, and until when; nil when it is.
    public var pause: SourcePause?
    /// What is still to be asked; nil when nothing is.
    public var plan: FetchPlan?
    /// How its money stands; nil for a source that costs nothing.
    public var money: MoneyGauge?

    /// Makes the progress of a source that has not begun.
    public init(id: SourceID, title: String) {
        self.id = id
        self.title = title
    }

    /// All tasks.
    public var total: Int { done &+ pending &+ setAside }
    /// New posts and observations.
    public var rows: Int { posts &+ observations }
    /// Tasks fetched to their end as a part of all, 0 ... 1.
    public var doneFraction: Double { total > 0 ? Double(done) / Double(total) : 0 }
}

/// What a source is still to be asked for: calls, of which one may answer several tasks.
public struct FetchPlan: Sendable, Hashable, Codable {
    /// Calls that are left, those under way included; a task whose number of pages is not known counts as one.
    public var calls = 0
    /// When they can have been made at the earliest, by the budgets and the services' words.
    public var endsAt = Timestamp(milliseconds: 0)
    /// The budget that decides that; nil when none does.
    public var waitsFor: BudgetKey?

    /// Nothing is left.
    public init() {}
}

/// A task whose page is under way.
public struct TaskInFlight: Sendable, Hashable, Codable {
    /// The task's name for people.
    public var label: String
    /// The page under way, from 1.
    public var page: Int
    /// When the call began, by the pace clock.
    public var since: Timestamp
    /// Failed attempts before.
    public var attempts: Int

    /// Makes a task in flight.
    public init(label: String, page: Int, since: Timestamp, attempts: Int = 0) {
        self.label = label
        self.page = page
        self.since = since
        self.attempts = attempts
    }
}

/// A task that failed for good, and why.
public struct SetAsideTask: Sendable, Hashable, Codable {
    /// Its key within the source.
    public var subject: String
    /// Its name for people.
    public var label: String
    /// Why.
    public var reason: String
    /// When, by the pace clock of that time.
    public var at: Timestamp

    /// Makes an entry.
    public init(subject: String, label: String, reason: String, at: Timestamp) {
        self.subject = subject
        self.label = label
        self.reason = reason
        self.at = at
    }

    /// The reason without the words that name the task again, for where its label stands before it.
    public var reasonBesideLabel: String { Self.reason(reason, beside: label) }

    /// A reason without its beginning, when that only names the task: `timeline of account 17: gone` beside `account 17`.
    static func reason(_ reason: String, beside label: String) -> String {
        guard let name = reason.firstRange(of: label + ": "),
            reason.distance(from: reason.startIndex, to: name.lowerBound) <= longestIntroduction
        else { return reason }
        return String(reason[name.upperBound...])
    }

    /// `timeline of ` and its like; a label further behind is part of the reason itself.
    private static let longestIntroduction = 24
}
