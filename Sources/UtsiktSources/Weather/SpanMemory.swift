import Synchronization
import UtsiktCore

/// What a source has learned of its service while the program runs: places that are refused, addresses that are not there.
///
/// It saves calls and nothing else, so it is not kept: after a restart the service is asked once more.
final class SpanMemory: Sendable {
    /// After so many days something is tried again.
    private static let days = 7

    private let noted = Mutex<[String: CivilDay]>([:])

    /// Notes something.
    func note(_ word: String, on day: CivilDay) { noted.withLock { $0[word] = day } }

    /// Forgets something.
    func forget(_ word: String) { noted.withLock { $0[word] = nil } }

    /// Whether something was noted so few days ago that it is not tried again.
    func knows(_ word: String, on today: CivilDay) -> Bool {
        guard let day = noted.withLock({ $0[word] }) else { return false }
        return day <= today && today < day.adding(days: SpanMemory.days)
    }
}
