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
    }
    private let state = Mutex(State())
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    /// The least time between two hand-overs, in real milliseconds.
    private static let interval: Int64 = 400

    package init() { (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Adds observations.
    package func add(_ observations: [Observation]) {
        state.withLock { $0.waiting += observations }
        signal.yield()
    }

    /// Hands over what has gathered until cancelled: at once after a pause, else together with what comes meanwhile.
    package func drain(into analysis: ForecastAnalysis) async {
        let clock = SystemPaceClock()
        for await _ in signals {
            await pass(to: analysis)
            try? await clock.sleep(until: clock.now.adding(milliseconds: Self.interval))
        }
    }

    /// Hands over what has gathered now, and returns when nothing is under way any more.
    package func handOver(to analysis: ForecastAnalysis) async {
        await pass(to: analysis)
        let clock = SystemPaceClock()
        while state.withLock({ $0.underWay > 0 }), !Task.isCancelled {
            try? await clock.sleep(until: clock.now.adding(milliseconds: 1))
        }
    }

    private func pass(to analysis: ForecastAnalysis) async {
        let batch = state.withLock { state in
            state.underWay += 1
            defer { state.waiting = [] }
            return state.waiting
        }
        if !batch.isEmpty { await analysis.ingest(batch) }
        state.withLock { $0.underWay -= 1 }
    }
}
