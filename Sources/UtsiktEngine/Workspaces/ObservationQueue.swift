import Synchronization
package import UtsiktCore

/// Gathers observations, so that the model is retrained a few times a second however fast they come.
///
/// Retraining takes far longer than storing a page: without the pause it would keep a core busy for the whole of a fetch.
package final class ObservationQueue: Sendable {
    private struct State {
        var waiting: [Observation] = []
        /// Batches that were taken and have not arrived yet.
        var underWay = 0
        /// Who waits until none is under way.
        var waiters: [CheckedContinuation<Void, Never>] = []
    }
    private let state = Mutex(State())
    private let clock: any PaceClock
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    /// The least time between two hand-overs, in milliseconds.
    static let interval: Int64 = 400

    /// Makes an empty queue.
    package init(clock: any PaceClock = SystemPaceClock()) {
        self.clock = clock
        (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Adds observations.
    package func add(_ observations: [Observation]) {
        state.withLock { $0.waiting += observations }
        signal.yield()
    }

    /// Hands over what has gathered until cancelled: at once after a pause, else together with what comes meanwhile.
    package func drain(into analysis: ForecastAnalysis) async {
        await drain { await analysis.ingest($0) }
    }

    /// Hands over what has gathered now, and returns when nothing is under way any more.
    package func handOver(to analysis: ForecastAnalysis) async {
        await handOver { await analysis.ingest($0) }
    }

    /// `drain(into:)` for any receiver.
    func drain(_ receive: ([Observation]) async -> Void) async {
        for await _ in signals {
            await pass(to: receive)
            try? await clock.sleep(until: clock.now.adding(milliseconds: Self.interval))
        }
    }

    /// `handOver(to:)` for any receiver.
    func handOver(_ receive: ([Observation]) async -> Void) async {
        await pass(to: receive)
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.underWay > 0 { state.waiters.append(continuation) }
                return state.underWay == 0
            }
            if isDone { continuation.resume() }
        }
    }

    private func pass(to receive: ([Observation]) async -> Void) async {
        let batch = state.withLock { state in
            state.underWay += 1
            defer { state.waiting = [] }
            return state.waiting
        }
        if !batch.isEmpty { await receive(batch) }
        let ready = state.withLock { state in
            state.underWay -= 1
            guard state.underWay == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in ready { waiter.resume() }
    }
}
