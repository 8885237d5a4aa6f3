public import UtsiktBase

/// What the ingestor needs of a store: a journal of tasks, and pages committed together with it.
///
/// Every method is one transaction. A cancelled caller does not cut a transaction short: it is done wholly or not at all,
/// and the caller learns which. What an actor asks for is done in the order in which it asks, though it may ask for the next
/// before the first has returned.
public protocol IngestStore: Sendable {
    /// Takes the right to fetch into the store, which one process has at a time.
    /// - Returns: The right; nil while another process has it.
    func claim() throws(StoreError) -> FetchClaim?
    /// Begins a round of a source: see `Round`.
    func begin(_ round: Round, at now: PaceInstant) async throws(StoreError) -> RoundChanges
    /// The tasks of a source that are neither done nor failed nor retired, begun ones first, then in the order they were added.
    func pending(_ source: SourceID) async throws(StoreError) -> [JournalEntry]
    /// The tasks that failed for good, of one source or of all.
    func setAsideTasks(_ source: SourceID?) async throws(StoreError) -> [JournalEntry]
    /// Keeps a page: its rows, the tasks it discovered, its rejections, and the journal with the new cursor, in one
    /// transaction. When the task is done with it and discovers others, those that its list did not name are retired.
    /// - Returns: What was new. Its rows carry the task's source, whatever the page's say.
    /// - Throws: `StoreError` of kind `conflict` when the journal is not where `task` says: somebody else committed it.
    func commit(_ page: Page, of task: FetchTask, at now: Timestamp) async throws(StoreError) -> CommittedPage
    /// Notes that a page was not had; the task stays pending.
    func noteFailure(of task: FetchTask, _ failure: NotedFailure, at now: PaceInstant) async throws(StoreError)
    /// Sets a pending task aside, with the reason.
    func setAside(
        _ task: FetchTask, cause: JournalEntry.Cause, reason: String, at now: Timestamp
    ) async throws(StoreError)
    /// Makes tasks that failed for good pending again, of one source or of all.
    /// - Returns: Those tasks.
    func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask]
    /// Makes the done tasks of a source pending again whose last change is older than `instant`: from their first page, with
    /// no page fetched. What a list discovered waits until the list has been read again. Rows that are stored already are not
    /// doubled by fetching them again.
    /// - Returns: Those tasks.
    func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [FetchTask]
    /// How far each source is.
    func progress() async throws(StoreError) -> [SourceID: SourceTotals]
    /// Notes a call before it is made, and what was paid for it, so that budgets hold across restarts; forgets calls older than
    /// `seconds`.
    func noteCall(_ source: SourceID, _ call: NotedCall, keep seconds: Int64) async throws(StoreError)
    /// The noted calls of a source.
    func notedCalls(_ source: SourceID) async throws(StoreError) -> [NotedCall]
    /// What a source has spent since a day, by days since 1970.
    func spent(_ source: SourceID, since day: Int) async throws(StoreError) -> [Int: Money]
    /// Changes what a source has spent, once it is known what a call has cost.
    func settle(_ changes: [MoneyChange], of source: SourceID) async throws(StoreError)
    /// Pauses a source, and makes those tasks pending again that had failed for the same reason.
    func keep(
        _ pause: SourcePause, of source: SourceID, reviving subjects: [String], at now: Timestamp
    ) async throws(StoreError)
    /// Why a source is not asked; nil when it is.
    func pause(of source: SourceID) async throws(StoreError) -> SourcePause?
    /// Ends the pause of one source or of all.
    /// - Returns: Those that were paused.
    func endPauses(_ source: SourceID?) async throws(StoreError) -> [SourceID]
    /// Keeps what a source has to wait for; what was kept before of it is replaced.
    func keep(_ waits: [KeptWait], of source: SourceID) async throws(StoreError)
    /// What a source has to wait for.
    func waits(_ source: SourceID) async throws(StoreError) -> [KeptWait]
    /// How much is in the store.
    func mark() async throws(StoreError) -> StoreMark
    /// Rows that came after a mark, and where they end; not all at once when they are many.
    func rows(after mark: StoreMark) async throws(StoreError) -> (rows: Rows, mark: StoreMark)
}

extension IngestStore {
    /// Notes a call that counts as one and costs nothing.
    public func noteCall(
        _ source: SourceID, budget: BudgetKey, at now: PaceInstant, keep seconds: Int64
    ) async throws(StoreError) {
        try await noteCall(source, NotedCall(budget: budget, at: now), keep: seconds)
    }
    /// A store that no other process can reach is always free.
    public func claim() throws(StoreError) -> FetchClaim? { FetchClaim() }
    /// Nobody else adds to it.
    public func mark() async throws(StoreError) -> StoreMark { StoreMark() }
    /// Nobody else adds to it.
    public func rows(after mark: StoreMark) async throws(StoreError) -> (rows: Rows, mark: StoreMark) { (Rows(), mark) }
}

/// How much is in a store: what came later can be told from it.
public struct StoreMark: Sendable, Hashable {
    /// The row of the last post.
    var post: Int64 = 0
    /// How many times observations came or changed.
    var observations: Int64 = 0
    /// The last post that was taken away.
    var removal: Int64 = 0

    /// An empty store's.
    public init() {}
}
