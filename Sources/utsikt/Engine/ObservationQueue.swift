import Synchronization
import UtsiktCore

/// Gathers observations, so that the model is retrained a few times a second however fast they come.
///
/// Retraining takes far longer than storing a page: without the pause it would keep a core busy for the whole of a fetch.
final class ObservationQueue: Sendable {
    private let waiting = Mutex<[Observation]>([])
    private let signals: AsyncStream<Void>
    private let signal: AsyncStream<Void>.Continuation

    /// The least time between two hand-overs, in real milliseconds.
    private static let interval: Int64 = 400

    init() { (signals, signal) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Adds observations.
    func add(_ observations: [Observation]) {
        waiting.withLock { $0 += observations }
        signal.yield()
    }

    /// Hands over what has gathered until cancelled: at once after a pause, else together with what comes meanwhile.
    func drain(into analysis: ForecastAnalysis) async {
        let clock = SystemPaceClock()
        for await _ in signals {
            let batch = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            if !batch.isEmpty { await analysis.ingest(batch) }
            try? await clock.sleep(until: clock.now.adding(milliseconds: Self.interval))
        }
    }
}
