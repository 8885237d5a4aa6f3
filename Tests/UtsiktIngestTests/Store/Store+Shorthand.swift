import UtsiktBase
import UtsiktIngest

/// Shorter ways to say what most tests of the journal need.
extension Store {
    func noteFailure(of task: FetchTask, attempts: Int, problem: String, at now: Timestamp) async throws(StoreError) {
        try await noteFailure(
            of: task, NotedFailure(attempts: attempts, problem: problem, due: now), at: PaceInstant(at: now))
    }

    func setAside(_ task: FetchTask, reason: String, at now: Timestamp) async throws(StoreError) {
        try await setAside(task, cause: .refused, reason: reason, at: now)
    }

    func noteCall(_ source: SourceID, budget: BudgetKey, at now: Timestamp, keep seconds: Int64)
        async throws(StoreError)
    {
        try await noteCall(source, budget: budget, at: PaceInstant(at: now), keep: seconds)
    }
}
