import Synchronization
public import UtsiktCore

/// The pace clock of a replayed world: real time times a factor, from a fixed instant.
///
/// At `.max` nothing waits: the clock stands still until somebody sleeps, and then stands at that sleeper's deadline. The
/// speed may change at any time; sleepers are planned anew.
public final class ReplayPaceClock: PaceClock {
    private struct State {
        var speed: ReplaySpeed
        /// The clock read `anchor` at the real instant `since`.
        var anchor: Timestamp
        var since: ContinuousClock.Instant
        /// How often the plan of the sleepers has become void.
        var plans: UInt64 = 0
        var nextSleeper: UInt64 = 0
        var sleepers: [UInt64: CheckedContinuation<Void, Never>] = [:]

        func now(_ real: ContinuousClock.Instant) -> Timestamp {
            guard case .factor(let factor) = speed else { return anchor }
            let (seconds, attoseconds) = (real - since).components
            let milliseconds = Double(seconds) * 1000 + Double(attoseconds) / 1e15
            // A day at a million times is 9e13 ms: far from where Int64 or Double would fail.
            return anchor.adding(milliseconds: Int64(bounded: min(max(0, milliseconds * Double(factor)), 1e17)))
        }

        /// Empties the waiting room: everybody has to plan anew.
        mutating func release() -> [CheckedContinuation<Void, Never>] {
            plans &+= 1
            defer { sleepers = [:] }
            return Array(sleepers.values)
        }
    }

    private enum Plan {
        case reached
        case jumped([CheckedContinuation<Void, Never>])
        case wait(Duration, plan: UInt64)
    }

    private let state: Mutex<State>

    /// Starts a clock.
    /// - Parameters:
    ///   - start: What the clock reads now.
    ///   - speed: How fast it runs.
    public init(start: Timestamp, speed: ReplaySpeed) {
        state = Mutex(State(speed: speed, anchor: start, since: .now))
    }

    /// The present speed.
    public var speed: ReplaySpeed { state.withLock { $0.speed } }

    /// Changes the speed from now on; the clock neither jumps nor goes back.
    public func setSpeed(_ speed: ReplaySpeed) {
        let woken = state.withLock { state in
            let real = ContinuousClock.now
            state.anchor = state.now(real)
            state.since = real
            state.speed = speed
            return state.release()
        }
        for sleeper in woken { sleeper.resume() }
    }

    /// The clock's present instant.
    public var now: Timestamp { state.withLock { $0.now(.now) } }

    /// Returns when the clock has reached `deadline`, at once when it has already; at `.max` it moves the clock there.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    public func sleep(until deadline: Timestamp) async throws {
        while true {
            try Task.checkCancellation()
            switch plan(deadline) {
            case .reached:
                return
            case .jumped(let woken):
                for sleeper in woken { sleeper.resume() }
                // Others get their turn, as they would if this had been a sleep.
                await Task.yield()
                return try Task.checkCancellation()
            case .wait(let duration, let plan):
                await rest(duration, plan: plan)
            }
        }
    }

    private func plan(_ deadline: Timestamp) -> Plan {
        state.withLock { state in
            let now = state.now(.now)
            guard now < deadline else { return .reached }
            guard case .factor(let factor) = state.speed else {
                state.anchor = deadline
                return .jumped(state.release())
            }
            let milliseconds = deadline.seconds(since: now) * 1000 / Double(max(1, factor))
            // An hour at most, then planned anew; rounded up, so that one rest is enough.
            return .wait(
                .microseconds(Int64(bounded: min(milliseconds * 1000, 3.6e9).rounded(.up)) + 50), plan: state.plans)
        }
    }

    /// Rests for a real time, or until the speed changes or the task is cancelled.
    private func rest(_ duration: Duration, plan: UInt64) async {
        let id = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        let timer = Mutex<Task<Void, Never>?>(nil)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let stale = state.withLock { state in
                    guard state.plans == plan else { return true }
                    state.sleepers[id] = continuation
                    return false
                }
                guard !stale else { return continuation.resume() }
                let alarm = Task {
                    try? await Task.sleep(for: duration)
                    self.wake(id)
                }
                timer.withLock { $0 = alarm }
                // The handler below may have run before the sleeper was known.
                if Task.isCancelled { wake(id) }
            }
        } onCancel: {
            wake(id)
        }
        timer.withLock { $0?.cancel() }
    }

    private func wake(_ id: UInt64) {
        state.withLock { $0.sleepers.removeValue(forKey: id) }?.resume()
    }
}
