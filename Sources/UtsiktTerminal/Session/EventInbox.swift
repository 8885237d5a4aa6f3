import CTerminal
import Glibc
import Synchronization
public import UtsiktApp

/// Where the other threads leave events for the loop. Any number of posts cause one wake-up; of many snapshots of a kind the
/// newest is taken (`EventQueue`).
public final class EventInbox: Sendable {
    private let queue = Mutex(EventQueue())
    /// Readable while events wait.
    let descriptor: Int32
    private let writingEnd: Int32

    /// Makes an empty inbox.
    /// - Throws: `TerminalError.refused` when the process may open no more files.
    public init() throws(TerminalError) {
        var ends: (Int32, Int32) = (-1, -1)
        guard ct_pipe_open(&ends.0, &ends.1) else { throw TerminalError.refused(errno) }
        (descriptor, writingEnd) = ends
    }

    deinit {
        close(descriptor)
        close(writingEnd)
    }

    /// Leaves an event.
    public func post(_ event: Event) {
        let wasEmpty = queue.withLock { queue in
            defer { queue.add(event) }
            return queue.isEmpty
        }
        if wasEmpty { wake() }
    }

    /// Takes all events.
    func take() -> [Event] {
        // First the pipe, then the queue: a post in between leaves at worst one wake-up for nothing.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        }
        return queue.withLock { $0.take() }
    }

    private func wake() {
        var byte: UInt8 = 1
        // A full pipe is readable, which is all that is wanted.
        _ = write(writingEnd, &byte, 1)
    }
}
