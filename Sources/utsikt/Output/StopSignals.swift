import ArgumentParser
import Dispatch
import Foundation
import UtsiktTerminal

/// TERM and INT as something that can be waited for.
struct StopSignals {
    /// The first of the signals.
    let stream: AsyncStream<Int32>
    private let source: (any DispatchSourceRead)?

    /// Takes the signals over until `stop`: from here on none is lost, whatever the program is doing. A second one ends the
    /// process at once, for users whose patience is at its end.
    init() {
        let (stream, continuation) = AsyncStream<Int32>.makeStream(bufferingPolicy: .bufferingOldest(1))
        self.stream = stream
        guard let descriptor = StopPipe.begin() else {
            source = nil
            return
        }
        // The pipe keeps what comes before the source has begun to look.
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
        source.setEventHandler {
            var byte: UInt8 = 0
            if read(descriptor, &byte, 1) == 1 { continuation.yield(Int32(byte)) }
        }
        source.resume()
        self.source = source
    }

    /// Waits for the first signal. Afterwards a second one still ends the process at once.
    /// - Returns: Its number; nil when the task was cancelled.
    func first() async -> Int32? {
        defer { stop() }
        for await signal in stream { return signal }
        return nil
    }

    /// Gives the signals back, unless one has come.
    func stop() {
        source?.cancel()
        StopPipe.end()
    }
}

/// Work that a signal ends in good order.
enum Interruptible {
    /// How long the work may take to clean up after itself, in seconds: what cannot be cancelled does not keep the user waiting.
    private static let patience = 2

    /// Runs a body; INT and TERM cancel it, and it has cleaned up after itself when this throws.
    /// - Throws: `ExitCode` 130 after INT and 143 after TERM; otherwise what the body throws.
    static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let signals = StopSignals()
        defer { signals.stop() }
        let stream = signals.stream
        let work = Task { try await body() }
        let watch = Task {
            for await signal in stream {
                work.cancel()
                DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(patience)) { _exit(128 + signal) }
                return
            }
        }
        let result = await work.result
        watch.cancel()
        if let signal = StopPipe.number { throw ExitCode(128 + signal) }
        try result.get()
    }
}
