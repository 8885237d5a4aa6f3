/// When a status is worth a line: at most so often while something changes, rarely while something is only waited for, never
/// while nothing is left to do and nothing new is known.
public struct StatusPulse: Sendable {
    private let quickest: Double
    private let slowest: Double
    private var last: (status: FetchStatus, at: Double)?
    private let begun: Double

    /// Makes a pulse that has said nothing yet.
    /// - Parameters:
    ///   - quickest: The least seconds between two lines, and before the first.
    ///   - slowest: The seconds after which a line is due though nothing has changed, while something is left.
    ///   - start: The present reading of a clock that never goes back, in seconds.
    public init(quickest: Double, slowest: Double, start: Double) {
        (self.quickest, self.slowest, begun) = (quickest, slowest, start)
    }

    /// Whether a status is to be said now; it counts as said then.
    /// - Parameter now: The clock's reading in seconds.
    public mutating func isDue(_ status: FetchStatus, at now: Double) -> Bool {
        let waited = now - (last?.at ?? begun)
        guard waited >= quickest else { return false }
        guard isNews(status) || (status.isBusy && waited >= slowest) else { return false }
        last = (status, now)
        return true
    }

    /// Whether anything but the clock differs from what was said.
    private func isNews(_ status: FetchStatus) -> Bool {
        guard var said = last?.status else { return true }
        (said.at, said.secondsRemaining, said.current) = (status.at, status.secondsRemaining, status.current)
        return said != status
    }
}
