import Synchronization

/// Hands every element to every subscriber, unbounded: whoever subscribes before the first element misses none.
final class Broadcast<Element: Sendable>: Sendable {
    private struct State {
        var next = 0
        var subscribers: [Int: AsyncStream<Element>.Continuation] = [:]
    }
    private let state = Mutex(State())

    func subscribe() -> AsyncStream<Element> {
        let (stream, continuation) = AsyncStream<Element>.makeStream(bufferingPolicy: .unbounded)
        let id = state.withLock { state in
            state.next += 1
            state.subscribers[state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.subscribers.removeValue(forKey: id) }
        }
        return stream
    }

    func send(_ element: Element) {
        // Yielding under the lock keeps the order the same for all; it never runs a subscriber's code.
        state.withLock { state in
            for continuation in state.subscribers.values { continuation.yield(element) }
        }
    }

    deinit {
        let subscribers = state.withLock { state in
            let all = Array(state.subscribers.values)
            state.subscribers = [:]
            return all
        }
        for continuation in subscribers { continuation.finish() }
    }
}
