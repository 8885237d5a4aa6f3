import Synchronization
import UtsiktApp
import UtsiktEngine

/// Where events for a scripted dashboard wait until the script comes to them.
final class ScriptSink: EventSink {
    private let queue = Mutex(EventQueue())

    func post(_ event: Event) { queue.withLock { $0.add(event) } }

    /// Takes what waits.
    /// - Parameter snapshots: Whether snapshots of a world under way count. How many there are depends on the machine's pace, and a
    ///   cloud on the ones before; a script that is to draw the same picture everywhere leaves them out and settles.
    func take(snapshots: Bool) -> [Event] {
        let events = queue.withLock { $0.take() }
        return snapshots ? events : events.filter { !$0.isSnapshot }
    }
}
