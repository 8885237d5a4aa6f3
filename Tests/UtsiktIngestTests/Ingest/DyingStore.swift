import UtsiktBase
import UtsiktIngest

/// A store whose process dies: after so many operations nothing works any more, and what was under way may be done or not.
actor DyingStore: IngestStore {
    private let base: any IngestStore
    private var left: Int
    private let diesAfterDoing: Bool

    init(_ base: any IngestStore, after operations: Int, diesAfterDoing: Bool) {
        self.base = base
        left = operations
        self.diesAfterDoing = diesAfterDoing
    }

    private func run<T: Sendable>(
        _ body: @Sendable (any IngestStore) async throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        left -= 1
        if left > 0 { return try await body(base) }
        if left == 0, diesAfterDoing { _ = try await body(base) }
        throw StoreError(.closed, path: "killed")
    }

    func begin(_ round: Round, at now: PaceInstant) async throws(StoreError) -> RoundChanges {
        try await run { base async throws(StoreError) in try await base.begin(round, at: now) }
    }
    func pending(_ source: SourceID) async throws(StoreError) -> [JournalEntry] {
        try await run { base async throws(StoreError) in try await base.pending(source) }
    }
    func setAsideTasks(_ source: SourceID?) async throws(StoreError) -> [JournalEntry] {
        try await run { base async throws(StoreError) in try await base.setAsideTasks(source) }
    }
    func commit(_ page: Page, of task: FetchTask, at now: Timestamp) async throws(StoreError) -> CommittedPage {
        try await run { base async throws(StoreError) in try await base.commit(page, of: task, at: now) }
    }
    func noteFailure(of task: FetchTask, _ failure: NotedFailure, at now: PaceInstant) async throws(StoreError) {
        try await run { base async throws(StoreError) in try await base.noteFailure(of: task, failure, at: now) }
    }
    func setAside(
        _ task: FetchTask, cause: JournalEntry.Cause, reason: String, at now: Timestamp
    ) async throws(StoreError) {
        try await run { base async throws(StoreError) in
            try await base.setAside(task, cause: cause, reason: reason, at: now)
        }
    }
    func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        try await run { base async throws(StoreError) in try await base.retrySetAside(source, at: now) }
    }
    func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [FetchTask] {
        try await run { base async throws(StoreError) in
            try await base.reopen(source, doneBefore: instant, at: now)
        }
    }
    func progress() async throws(StoreError) -> [SourceID: SourceTotals] {
        try await run { base async throws(StoreError) in try await base.progress() }
    }
    func noteCall(_ source: SourceID, _ call: NotedCall, keep seconds: Int64) async throws(StoreError) {
        try await run { base async throws(StoreError) in try await base.noteCall(source, call, keep: seconds) }
    }
    func notedCalls(_ source: SourceID) async throws(StoreError) -> [NotedCall] {
        try await run { base async throws(StoreError) in try await base.notedCalls(source) }
    }
    func spent(_ source: SourceID, since day: Int) async throws(StoreError) -> [Int: Money] {
        try await run { base async throws(StoreError) in try await base.spent(source, since: day) }
    }
    func settle(_ changes: [MoneyChange], of source: SourceID) async throws(StoreError) {
        try await run { base async throws(StoreError) in try await base.settle(changes, of: source) }
    }
    func keep(
        _ pause: SourcePause, of source: SourceID, reviving subjects: [String], at now: Timestamp
    ) async throws(StoreError) {
        try await run { base async throws(StoreError) in
            try await base.keep(pause, of: source, reviving: subjects, at: now)
        }
    }
    func pause(of source: SourceID) async throws(StoreError) -> SourcePause? {
        try await run { base async throws(StoreError) in try await base.pause(of: source) }
    }
    func endPauses(_ source: SourceID?) async throws(StoreError) -> [SourceID] {
        try await run { base async throws(StoreError) in try await base.endPauses(source) }
    }
    func keep(_ waits: [KeptWait], of source: SourceID) async throws(StoreError) {
        try await run { base async throws(StoreError) in try await base.keep(waits, of: source) }
    }
    func waits(_ source: SourceID) async throws(StoreError) -> [KeptWait] {
        try await run { base async throws(StoreError) in try await base.waits(source) }
    }
}
