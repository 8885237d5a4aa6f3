import Synchronization
import UtsiktCore

/// How far a feed is, for code that waits until it has settled.
final class FeedProgress: Sendable {
    private struct State {
        var runs = 0
        var last: LogEntry?
        var hasFailed = false
    }
    private let state = Mutex(State())

    /// Whether a run is under way or about to begin.
    var isFetching: Bool { state.withLock { $0.runs > 0 } }
    /// The last event that the analyses have had.
    var lastPassedOn: LogEntry? { state.withLock(\.last) }
    /// Whether nothing can be fetched because the store failed.
    var hasFailed: Bool { state.withLock(\.hasFailed) }

    func begin() { state.withLock { $0.runs += 1 } }
    func end() { state.withLock { $0.runs -= 1 } }
    func passedOn(_ entry: LogEntry) { state.withLock { $0.last = entry } }
    func fail() {
        state.withLock { state in
            state.hasFailed = true
            state.runs -= 1
        }
    }
}
