import Dispatch
import Synchronization

/// Work on the concurrency pool that a thread without one, the main thread, starts and ends.
struct BackgroundWork: Sendable {
    private let task: Task<Void, Never>
    private let outcome = Outcome()

    /// What came of it.
    private final class Outcome: Sendable {
        let failure = Mutex<(any Error)?>(nil)
        let isOver = DispatchSemaphore(value: 0)
    }

    /// Starts it.
    /// - Parameter body: Runs until cancelled and returns what went wrong.
    init(_ body: @escaping @Sendable () async -> (any Error)?) {
        let outcome = outcome
        task = Task.detached {
            let failure = await body()
            outcome.failure.withLock { $0 = failure }
            outcome.isOver.signal()
        }
    }

    /// Cancels it and blocks the thread until it is over.
    /// - Returns: What went wrong.
    func end() -> (any Error)? {
        task.cancel()
        outcome.isOver.wait()
        return outcome.failure.withLock { $0 }
    }
}
