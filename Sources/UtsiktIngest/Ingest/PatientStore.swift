import UtsiktBase

/// A store that waits for room: what cannot be kept because the disk is full is kept as soon as there is some.
///
/// A page that was answered costs a call; it stays in memory meanwhile and is not asked for again.
struct PatientStore: IngestStore {
    let base: any IngestStore
    /// Waits a while; throws when nobody waits (any more).
    let pause: @Sendable (StoreError) async throws(StoreError) -> Void
    /// Is told that there is room again.
    let goOn: @Sendable () async -> Void

    private func patiently<T: Sendable>(
        _ body: (any IngestStore) async throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        var hasWaited = false
        while true {
            do throws(StoreError) {
                let result = try await body(base)
                if hasWaited { await goOn() }
                return result
            } catch {
                guard error.kind == .full else { throw error }
                try await pause(error)
                hasWaited = true
            }
        }
    }

    /// A right is taken at once or not at all.
    func claim() throws(StoreError) -> FetchClaim? { try base.claim() }
    func begin(_ round: Round, at now: PaceInstant) async throws(StoreError) -> RoundChanges {
        try await patiently { base async throws(StoreError) in try await base.begin(round, at: now) }
    }
    func pending(_ source: SourceID) async throws(StoreError) -> [JournalEntry] {
        try await patiently { base async throws(StoreError) in try await base.pending(source) }
    }
    func setAsideTasks(_ source: SourceID?) async throws(StoreError) -> [JournalEntry] {
        try await patiently { base async throws(StoreError) in try await base.setAsideTasks(source) }
    }
    func commit(_ page: Page, of task: FetchTask, at now: Timestamp) async throws(StoreError) -> CommittedPage {
        try await patiently { base async throws(StoreError) in try await base.commit(page, of: task, at: now) }
    }
    func noteFailure(of task: FetchTask, _ failure: NotedFailure, at now: PaceInstant) async throws(StoreError) {
        try await patiently { base async throws(StoreError) in
            try await base.noteFailure(of: task, failure, at: now)
        }
    }
    func setAside(
        _ task: FetchTask, cause: JournalEntry.Cause, reason: String, at now: Timestamp
    ) async throws(StoreError) {
        try await patiently { base async throws(StoreError) in
            try await base.setAside(task, cause: cause, reason: reason, at: now)
        }
    }
    func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        try await patiently { base async throws(StoreError) in try await base.retrySetAside(source, at: now) }
    }
    func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [FetchTask] {
        try await patiently { base async throws(StoreError) in
            try await base.reopen(source, doneBefore: instant, at: now)
        }
    }
    func progress() async throws(StoreError) -> [SourceID: SourceTotals] {
        try await patiently { base async throws(StoreError) in try await base.progress() }
    }
    func notedCalls(_ source: SourceID) async throws(StoreError) -> [NotedCall] {
        try await patiently { base async throws(StoreError) in try await base.notedCalls(source) }
    }
    func keep(_ waits: [KeptWait], of source: SourceID) async throws(StoreError) {
        try await patiently { base async throws(StoreError) in try await base.keep(waits, of: source) }
    }
    func waits(_ source: SourceID) async throws(StoreError) -> [KeptWait] {
        try await patiently { base async throws(StoreError) in try await base.waits(source) }
    }
    func mark() async throws(StoreError) -> StoreMark {
        try await patiently { base async throws(StoreError) in try await base.mark() }
    }
    func rows(after mark: StoreMark) async throws(StoreError) -> (rows: Rows, mark: StoreMark) {
        try await patiently { base async throws(StoreError) in try await base.rows(after: mark) }
    }

    func spent(_ source: SourceID, since day: Int) async throws(StoreError) -> [Int: Money] {
        try await patiently { base async throws(StoreError) in try await base.spent(source, since: day) }
    }
    func settle(_ changes: [MoneyChange], of source: SourceID) async throws(StoreError) {
        try await patiently { base async throws(StoreError) in try await base.settle(changes, of: source) }
    }
    func keep(
        _ pause: SourcePause, of source: SourceID, reviving subjects: [String], at now: Timestamp
    ) async throws(StoreError) {
        try await patiently { base async throws(StoreError) in
            try await base.keep(pause, of: source, reviving: subjects, at: now)
        }
    }
    func pause(of source: SourceID) async throws(StoreError) -> SourcePause? {
        try await patiently { base async throws(StoreError) in try await base.pause(of: source) }
    }
    func endPauses(_ source: SourceID?) async throws(StoreError) -> [SourceID] {
        try await patiently { base async throws(StoreError) in try await base.endPauses(source) }
    }

    /// Does not wait: the call would be made later than it was noted, and the budget be counted from the wrong instant.
    func noteCall(_ source: SourceID, _ call: NotedCall, keep seconds: Int64) async throws(StoreError) {
        try await base.noteCall(source, call, keep: seconds)
    }
}
