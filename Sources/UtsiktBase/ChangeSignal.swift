import Synchronization

/// Tells one consumer that something has changed, however often it did: the consumer looks when it is ready, misses no last
/// state, and waits for none that it has seen.
///
/// States are made only when they are asked for, so that the work is what the consumer can take.
public final class ChangeSignal: Sendable {
    private struct State {
        var revision = 0
        var handedOut = -1
        var isFinished = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Makes a signal; the first state, before any change, is new too.
    public init() {}

    /// Counts up with every change.
    public var revision: Int { state.withLock(\.revision) }

    /// Says that something has changed.
    public func changed() {
        wake { $0.revision += 1 }
    }

    /// Says that nothing will change any more; what has is still handed out.
    public func finish() {
        wake { $0.isFinished = true }
    }

    /// The present revision, which counts as seen from now on.
    public func take() -> Int {
        state.withLock { state in
            state.handedOut = state.revision
            return state.revision
        }
    }

    /// Waits until there is something that was not taken; false when there never will be.
    public func wait() async -> Bool {
        while true {
            let (isNew, isOver) = state.withLock { ($0.handedOut != $0.revision, $0.isFinished) }
            if isNew { return true }
            if isOver || Task.isCancelled { return false }
            await withCheckedContinuation { continuation in
                let (now, before): (Bool, CheckedContinuation<Void, Never>?) = state.withLock { state in
                    let before = state.waiting
                    state.waiting = nil
                    // What changed meanwhile has woken nobody.
                    guard state.handedOut == state.revision, !state.isFinished else { return (true, before) }
                    state.waiting = continuation
                    return (false, before)
                }
                before?.resume()
                if now { continuation.resume() }
            }
        }
    }

    /// The states as they change, for one consumer.
    /// - Parameter make: Makes the present state, and takes its revision.
    public func states<Value: Sendable>(_ make: @escaping @Sendable () async -> Value) -> AsyncStream<Value> {
        AsyncStream {
            await self.wait() ? await make() : nil
        } onCancel: {
            self.finish()
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }
}
