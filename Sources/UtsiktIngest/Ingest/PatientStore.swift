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

    func register(_ source: StoredSource) async throws(StoreError) {
        try await patiently { base async throws(StoreError) in try await base.register(source) }
    }
    func add(_ tasks: [FetchTask], at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        try await patiently { base async throws(StoreError) in try await base.add(tasks, at: now) }
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
    func noteFailure(
        of task: FetchTask, attempts: Int, problem: String, at now: Timestamp
    ) async throws(StoreError) {
        try await patiently { base async throws(StoreError) in
            try await base.noteFailure(of: task, attempts: attempts, problem: problem, at: now)
        }
    }
    func setAside(_ task: FetchTask, reason: String, at now: Timestamp) async throws(StoreError) {
        try await patiently { base async throws(StoreError) in
            try await base.setAside(task, reason: reason, at: now)
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
    func calls(_ source: SourceID, since: Timestamp) async throws(StoreError) -> [BudgetKey: [Timestamp]] {
        try await patiently { base async throws(StoreError) in try await base.calls(source, since: since) }
    }

    /// Does not wait: the call would be made later than it was noted, and the budget be counted from the wrong instant.
    func noteCall(
        _ source: SourceID, budget: BudgetKey, at now: Timestamp, keep seconds: Int64
    ) async throws(StoreError) {
        try await base.noteCall(source, budget: budget, at: now, keep: seconds)
    }
}
