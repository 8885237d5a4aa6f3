import Synchronization
import UtsiktApp
import UtsiktEngine

/// Where events for a scripted dashboard wait until the script comes to them.
final class ScriptSink: EventSink {
    private struct Queue {
        var events: [Event] = []
        /// Snapshots, the newest of each kind, in the order of the kinds' first.
        var snapshots: [(key: String, event: Event)] = []
    }
    private let queue = Mutex(Queue())

    func post(_ event: Event) { queue.withLock { $0.events.append(event) } }

    func post(_ event: Event, replacing key: String) {
        queue.withLock { queue in
            if let place = queue.snapshots.firstIndex(where: { $0.key == key }) {
                queue.snapshots[place].event = event
            } else {
                queue.snapshots.append((key, event))
            }
        }
    }

    /// Takes what waits.
    /// - Parameter snapshots: Whether snapshots of a world under way count. How many there are depends on the machine's pace, and a
    ///   cloud on the ones before; a script that is to draw the same picture everywhere leaves them out and settles.
    func take(snapshots: Bool) -> [Event] {
        queue.withLock { queue in
            let events = queue.events + (snapshots ? queue.snapshots.map(\.event) : [])
            queue = Queue()
            return events
        }
    }
}
