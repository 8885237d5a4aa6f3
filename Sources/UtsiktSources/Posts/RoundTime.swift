import Synchronization
import UtsiktCore

/// When the present round began: what a source knows of the time. It has no clock of its own, but is told with each round.
final class RoundTime: Sendable {
    private let instant = Mutex(Timestamp?.none)

    /// Notes that a round begins.
    func begin(at now: Timestamp) { instant.withLock { $0 = now } }

    /// When it began; nil before the first one.
    var now: Timestamp? { instant.withLock { $0 } }

    /// Whether a list that was read on a day may be taken as it was then.
    func isFresh(_ day: CivilDay?, days: Int) -> Bool {
        guard let day, let today = now?.day else { return false }
        return (0..<max(0, days)).contains(today.number - day.number)
    }
}
