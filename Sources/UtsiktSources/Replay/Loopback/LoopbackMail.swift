import Glibc
import Synchronization

/// What other threads have for the server's thread: answers, and the word to stop. A pipe wakes it.
final class LoopbackMail: Sendable {
    /// An answer for a connection.
    struct Answer: Sendable {
        /// The connection's number.
        var connection: Int
        /// The whole answer.
        var bytes: [UInt8]
    }

    /// What has come since it was last taken.
    struct Content: Sendable {
        var answers: [Answer] = []
        /// Once said, this stays.
        var stops = false
    }

    private let content = Mutex(Content())
    /// Can be read when something has come.
    let descriptor: Int32
    private let writing: Int32

    /// Makes an empty one; nil when there are no descriptors left.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (descriptor, writing) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writing)
    }

    /// Hands in an answer.
    func post(_ answer: Answer) { change { $0.answers.append(answer) } }

    /// Asks the thread to end.
    func stop() { change { $0.stops = true } }

    /// Takes what has come.
    func take() -> Content {
        // First emptied, then taken: what comes in between wakes once too often, never too rarely.
        withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        }
        return content.withLock { content in
            defer { content.answers = [] }
            return content
        }
    }

    private func change(_ body: (inout Content) -> Void) {
        content.withLock { body(&$0) }
        var byte: UInt8 = 0
        // A full pipe wakes the thread as well.
        _ = write(writing, &byte, 1)
    }
}
