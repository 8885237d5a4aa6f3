public import UtsiktBase

/// What the ingestor needs of a store: a journal of tasks, and pages committed together with it.
///
/// Every method is one transaction. A cancelled caller does not cut a transaction short: it is done wholly or not at all,
/// and the caller learns which.
public protocol IngestStore: Sendable {
    /// Keeps which service a source asks and what its rows are; what was kept before of it is replaced.
    func register(_ source: StoredSource) async throws(StoreError)
    /// Adds tasks to the journal; those it has already keep their state.
    /// - Returns: The tasks that were new.
    func add(_ tasks: [FetchTask], at now: Timestamp) async throws(StoreError) -> [FetchTask]
    /// The tasks of a source that are neither done nor failed, begun ones first, then in the order they were added.
    func pending(_ source: SourceID) async throws(StoreError) -> [JournalEntry]
    /// The tasks that failed for good, of one source or of all.
    func setAsideTasks(_ source: SourceID?) async throws(StoreError) -> [JournalEntry]
    /// Keeps a page: its rows, the tasks it discovered, its rejections, and the journal with the new cursor, in one
    /// transaction.
    /// - Returns: What was new. Its rows carry the task's source, whatever the page's say.
    /// - Throws: `StoreError` of kind `conflict` when the journal is not where `task` says: somebody else committed it.
    func commit(_ page: Page, of task: FetchTask, at now: Timestamp) async throws(StoreError) -> CommittedPage
    /// Notes that a page was not had; the task stays pending.
    func noteFailure(
        of task: FetchTask, attempts: Int, problem: String, at now: Timestamp
    ) async throws(StoreError)
    /// Sets a pending task aside, with the reason.
    func setAside(_ task: FetchTask, reason: String, at now: Timestamp) async throws(StoreError)
    /// Makes tasks that failed for good pending again, of one source or of all.
    /// - Returns: Those tasks.
    func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask]
    /// Makes the done tasks of a source pending again whose last change is older than `instant`: from their first page, with
    /// no page fetched. Rows that are stored already are not doubled by fetching them again.
    /// - Returns: Those tasks.
    func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [FetchTask]
    /// How far each source is.
    func progress() async throws(StoreError) -> [SourceID: SourceTotals]
    /// Notes a call before it is made, so that budgets hold across restarts; forgets calls older than `seconds`.
    func noteCall(
        _ source: SourceID, budget: BudgetKey, at now: Timestamp, keep seconds: Int64
    ) async throws(StoreError)
    /// The noted calls of a source since an instant, oldest first.
    func calls(_ source: SourceID, since: Timestamp) async throws(StoreError) -> [BudgetKey: [Timestamp]]
}

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
    /// The task, with the cursor and the number of pages committed.
    public var task: FetchTask
    /// What has become of it.
    public var state: State
    /// Failed attempts since the last committed page.
    public var attempts: Int
    /// Why the last attempt failed; nil when it did not.
    public var problem: String?
    /// When the entry changed last.
    public var changedAt: Timestamp

    /// Makes an entry.
    public init(
        task: FetchTask, state: State = .pending, attempts: Int = 0, problem: String? = nil,
        changedAt: Timestamp
    ) {
        self.task = task
        self.state = state
        self.attempts = attempts
        self.problem = problem
        self.changedAt = changedAt
    }
}

/// How far a source is, over all runs.
public struct SourceTotals: Sendable, Hashable, Codable {
    /// Tasks fetched to their end.
    public var done = 0
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
