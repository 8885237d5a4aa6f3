import CTerminal
import Glibc
import Synchronization
public import UtsiktApp

/// Where the other threads leave events for the loop. Any number of posts cause one wake-up.
public final class EventInbox: Sendable {
    private struct Queue {
        var events: [Event] = []
        /// Where in `events` the one of a key is.
        var places: [String: Int] = [:]
    }

    private let queue = Mutex(Queue())
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
            queue.events.append(event)
            return queue.events.count == 1
        }
        if wasEmpty { wake() }
    }

    /// Leaves an event in place of the one with the same key, if that was not taken yet: of many snapshots the newest is shown.
    /// The events of a key must not depend on those of another, because it keeps the older one's place.
    public func post(_ event: Event, replacing key: String) {
        let wasEmpty = queue.withLock { queue in
            if let place = queue.places[key] {
                queue.events[place] = event
                return false
            }
            queue.places[key] = queue.events.count
            queue.events.append(event)
            return queue.events.count == 1
        }
        if wasEmpty { wake() }
    }

    /// Takes all events.
    func take() -> [Event] {
        // First the pipe, then the queue: a post in between leaves at worst one wake-up for nothing.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        }
        return queue.withLock { queue in
            let events = queue.events
            queue = Queue()
            return events
        }
    }

    private func wake() {
        var byte: UInt8 = 1
        // A full pipe is readable, which is all that is wanted.
        _ = write(writingEnd, &byte, 1)
    }
}
