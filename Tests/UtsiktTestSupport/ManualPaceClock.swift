import Synchronization
public import UtsiktBase

/// A pace clock that only moves when a test says so; or, when asked to, jumps ahead whenever somebody sleeps.
public final class ManualPaceClock: PaceClock {
    private struct Sleeper {
        var deadline: Timestamp
        var continuation: CheckedContinuation<Void, any Error>
    }
    private struct State {
        var now: Timestamp {
            // Time that passes; `jump` moves the difference along.
            didSet { steady = now.adding(milliseconds: 0 &- offset).milliseconds }
        }
        /// What the clock differs by from the time that has passed.
        var offset: Int64
        var steady: Int64 = 0
        var jumps: Bool
        var next = 0
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }
    private let state: Mutex<State>

    /// Makes a clock.
    /// - Parameter jumps: Whether a sleep moves the clock to its deadline at once, as a replay at full speed does.
    public init(start: Timestamp = Timestamp(seconds: 1_000_000_000), jumps: Bool = false) {
        state = Mutex(State(now: start, offset: start.milliseconds, jumps: jumps))
    }

    private let boot = "\(UInt64.random(in: .min ... .max))"

    /// The present instant, and the time that has passed since the clock was made: a clock that cannot be set.
    public var reading: PaceInstant {
        state.withLock { state in
            PaceInstant(at: state.now, steady: SteadyInstant(boot: boot, milliseconds: state.steady))
        }
    }

    /// Sets the clock, forward or back: no time passes, and those who sleep go on doing so for as long as before.
    public func jump(by seconds: Int64) {
        state.withLock { state in
            state.offset = state.offset &+ seconds &* 1000
            state.now = state.now.adding(seconds: seconds)
            for id in state.sleepers.keys {
                if let deadline = state.sleepers[id]?.deadline {
                    state.sleepers[id]?.deadline = deadline.adding(seconds: seconds)
                }
            }
        }
    }

    /// The present instant.
    public var now: Timestamp { state.withLock { $0.now } }

    /// The deadlines of those who sleep, soonest first.
    public var deadlines: [Timestamp] { state.withLock { $0.sleepers.values.map(\.deadline).sorted() } }

    /// Sleeps until the clock is moved there.
    public func sleep(until deadline: Timestamp) async throws {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        let isJump = state.withLock { state in
            guard state.jumps else { return false }
            state.now = max(state.now, deadline)
            return true
        }
        if isJump {
            await Task.yield()
            return try Task.checkCancellation()
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    if state.now >= deadline { return .success(()) }
                    state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) } else { wakeWaiters() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock ahead and wakes whoever's time has come, soonest first.
    public func advance(to instant: Timestamp) {
        let due = state.withLock { state in
            state.now = max(state.now, instant)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.deadline < $1.deadline }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Moves the clock ahead by seconds.
    public func advance(by seconds: Int64) { advance(to: now.adding(seconds: seconds)) }

    /// Moves the clock to the soonest deadline; false when nobody sleeps.
    @discardableResult
    public func advanceToNextSleeper() -> Bool {
        guard let first = deadlines.first else { return false }
        advance(to: first)
        return true
    }

    /// Returns when so many sleep.
    public func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func wakeWaiters() {
        let ready = state.withLock { state in
            let count = state.sleepers.count
            let ready = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}
