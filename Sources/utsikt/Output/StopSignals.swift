import ArgumentParser
import Dispatch
import Foundation
import Synchronization

/// TERM and INT as something that can be waited for.
struct StopSignals {
    /// The first of the signals.
    let stream: AsyncStream<Int32>
    private let sources: [any DispatchSourceSignal]

    /// Takes the signals over until `stop`. A second one ends the process at once, for users whose patience is at its end.
    init() {
        let (stream, continuation) = AsyncStream<Int32>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let seen = Seen()
        self.stream = stream
        sources = [SIGTERM, SIGINT].map { number in
            // The default action would end the process before the source sees the signal.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if seen.flag.exchange(true, ordering: .relaxed) { _exit(128 + number) }
                continuation.yield(number)
            }
            source.resume()
            return source
        }
    }

    /// Waits for the first signal.
    /// - Returns: Its number; nil when the task was cancelled.
    func first() async -> Int32? {
        defer { stop() }
        for await signal in stream { return signal }
        return nil
    }

    /// Gives the signals back.
    func stop() {
        for source in sources { source.cancel() }
    }

    private final class Seen: Sendable {
        let flag = Atomic(false)
    }
}

/// Work that a signal ends in good order.
enum Interruptible {
    /// Runs a body; INT and TERM cancel it, and it has cleaned up after itself when this throws.
    /// - Throws: `ExitCode` 130 after INT and 143 after TERM; otherwise what the body throws.
    static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let signals = StopSignals()
        defer { signals.stop() }
        let stream = signals.stream
        let work = Task { try await body() }
        let watch = Task { () -> Int32? in
            for await signal in stream {
                work.cancel()
                return signal
            }
            return nil
        }
        let result = await work.result
        watch.cancel()
        if let signal = await watch.value { throw ExitCode(128 + signal) }
        try result.get()
    }
}
