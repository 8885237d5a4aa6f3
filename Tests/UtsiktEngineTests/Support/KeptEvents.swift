import Synchronization
import UtsiktApp
import UtsiktCore

@testable import UtsiktEngine

/// A sink that keeps what is posted: every event in its order, and what a terminal that is not looked at would take.
final class KeptEvents: EventSink {
    private struct Waiter {
        var matches: @Sendable (Event) -> Bool
        var continuation: CheckedContinuation<Void, Never>
    }
    private struct State {
        var all: [Event] = []
        var queue = EventQueue()
        var waiters: [Waiter] = []
    }
    private let state = Mutex(State())

    func post(_ event: Event) {
        let ready = state.withLock { state in
            state.all.append(event)
            state.queue.add(event)
            let ready = state.waiters.filter { $0.matches(event) }
            state.waiters.removeAll { $0.matches(event) }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Everything that was posted.
    var all: [Event] { state.withLock(\.all) }

    /// What a terminal's inbox would hand out now.
    func take() -> [Event] { state.withLock { $0.queue.take() } }

    /// Returns when an event has been posted, before or after the call.
    func wait(for matches: @escaping @Sendable (Event) -> Bool) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.all.contains(where: matches) { return true }
                state.waiters.append(Waiter(matches: matches, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Returns when an arrival has been posted.
    func waitForArrival(_ matches: @escaping @Sendable (Arrival, Origin) -> Bool) async {
        await wait { if case .arrived(let arrival, let origin) = $0 { matches(arrival, origin) } else { false } }
    }

    /// Returns when a world has shown so many posts.
    func wait(forPosts count: Int, of world: Int) async {
        await waitForArrival { arrival, origin in
            guard case .topics(let snapshot) = arrival, origin == .world(WorldNumber(world)) else { return false }
            return snapshot.report.funnel.total == count
        }
    }

    /// The messages in their order.
    var notices: [String] {
        all.compactMap { if case .arrived(.notice(let text), _) = $0 { text } else { nil } }
    }

    /// The log in its order.
    var log: [LogEntry] {
        all.compactMap { if case .arrived(.logged(let entry), _) = $0 { entry } else { nil } }
    }

    /// The worlds that were opened, in their order.
    var opened: [(number: WorldNumber, name: String)] {
        all.compactMap {
            guard case .arrived(.opened(let world), .world(let number)) = $0 else { return nil }
            return (number, world.status.name)
        }
    }
}
