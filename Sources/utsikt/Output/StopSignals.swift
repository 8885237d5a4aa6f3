import ArgumentParser
import Foundation
import Synchronization
import UtsiktTerminal

/// TERM and INT as something that can be waited for.
///
/// They are heard on a thread of their own: while large answers are understood, the threads that tasks run on are all taken.
struct StopSignals {
    /// The first of the signals.
    let stream: AsyncStream<Int32>
    /// The thread ends when this is closed; -1 without a thread.
    private let over: Int32

    /// Takes the signals over until `stop`: from here on none is lost, whatever the program is doing. A second one ends the
    /// process at once, for users whose patience is at its end.
    /// - Parameter heard: Is called with the first signal, on the thread that hears it, which may wait there.
    init(_ heard: @escaping @Sendable (Int32) -> Void = { _ in }) {
        let (stream, continuation) = AsyncStream<Int32>.makeStream(bufferingPolicy: .bufferingOldest(1))
        self.stream = stream
        var ends: [Int32] = [-1, -1]
        guard let descriptor = StopPipe.begin(), pipe(&ends) == 0 else {
            over = -1
            return
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        over = ends[1]
        let listening = ends[0]
        Thread.detachNewThread {
            defer { close(listening) }
            while true {
                var wanted = [
                    pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: listening, events: Int16(POLLIN), revents: 0),
                ]
                guard poll(&wanted, 2, -1) > 0 else { continue }
                var byte: UInt8 = 0
                if wanted[0].revents != 0, read(descriptor, &byte, 1) == 1 {
                    continuation.yield(Int32(byte))
                    return heard(Int32(byte))
                }
                if wanted[1].revents != 0 { return }
            }
        }
    }

    /// Waits for the first signal. Afterwards a second one still ends the process at once.
    /// - Returns: Its number; nil when the task was cancelled.
    func first() async -> Int32? {
        defer { stop() }
        for await signal in stream { return signal }
        return nil
    }

    /// Gives the signals back, unless one has come. Once only.
    func stop() {
        StopPipe.end()
        if over >= 0 { close(over) }
    }
}

/// Work that a signal ends in good order.
enum Interruptible {
    /// How long the work may take to clean up after itself, in seconds: what cannot be cancelled does not keep the user waiting.
    private static let patience = 0.7

    /// Runs a body; INT and TERM cancel it, and it has cleaned up after itself when this throws.
    /// - Throws: `ExitCode` 130 after INT and 143 after TERM; otherwise what the body throws.
    static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let begun = Begun()
        let signals = StopSignals { signal in
            begun.cancel()
            Thread.sleep(forTimeInterval: patience)
            _exit(128 + signal)
        }
        defer { signals.stop() }
        let work = Task { try await body() }
        begun.note(work)
        let result = await work.result
        if let signal = StopPipe.number { throw ExitCode(128 + signal) }
        try result.get()
    }

    /// The work once it has begun; a signal may be there before it.
    private final class Begun: Sendable {
        private let state = Mutex((work: Task<Void, any Error>?.none, isCancelled: false))

        func note(_ work: Task<Void, any Error>) {
            let isCancelled = state.withLock { state in
                state.work = work
                return state.isCancelled
            }
            if isCancelled { work.cancel() }
        }

        func cancel() {
            let work = state.withLock { state in
                state.isCancelled = true
                return state.work
            }
            work?.cancel()
        }
    }
}
