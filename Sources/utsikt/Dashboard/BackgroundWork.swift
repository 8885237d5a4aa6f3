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

    /// How it ended.
    enum Ending {
        /// It is over, and what went wrong.
        case over((any Error)?)
        /// It goes on: something in it does not hear that it was cancelled.
        case late
    }

    /// Cancels it and blocks the thread until it is over, for so long at most: the user who leaves does not wait for a disk or
    /// a computation.
    func end(within limit: DispatchTimeInterval) -> Ending {
        task.cancel()
        guard outcome.isOver.wait(timeout: .now() + limit) == .success else { return .late }
        return .over(outcome.failure.withLock { $0 })
    }
}
