@preconcurrency import Dispatch
import Synchronization
import UtsiktApp
package import UtsiktScreen

/// Lays clouds out, one at a time on a thread of its own: a slow layout holds up neither the desk nor what fetches. Of several
/// requests that wait only the newest is done; the app has no use for the others any more.
package final class CloudLane: Sendable {
    private struct State {
        var waiting: CloudRequest?
        var isBusy = false
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "utsikt.clouds", qos: .userInitiated)
    private let sink: any ArrivalSink
    private let layOut: @Sendable (CloudRequest) -> CloudLayout

    /// Makes an idle lane.
    /// - Parameter layOut: Makes a layout.
    package init(sink: any ArrivalSink, layOut: @escaping @Sendable (CloudRequest) -> CloudLayout = { $0.layout() }) {
        self.sink = sink
        self.layOut = layOut
    }

    /// Asks for a layout; returns at once. The answer is an `Arrival.cloud`.
    package func lay(_ request: CloudRequest) {
        let wasIdle = state.withLock { state in
            defer { state.isBusy = true }
            state.waiting = request
            return !state.isBusy
        }
        if wasIdle { queue.async { self.drain() } }
    }

    /// Lays a cloud out and hands the answer in before it returns.
    package func layNow(_ request: CloudRequest) { sink.hand(.cloud(layOut(request), for: request)) }

    private func drain() {
        while let request = next() { layNow(request) }
    }

    /// The request to do now; nil when none waits, and the lane is idle then.
    private func next() -> CloudRequest? {
        state.withLock { state in
            defer { state.waiting = nil }
            if state.waiting == nil { state.isBusy = false }
            return state.waiting
        }
    }
}
