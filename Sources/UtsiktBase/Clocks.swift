import FoundationEssentials

/// What “now” means in a world: windows, expiry, “today” and cached days follow it.
///
/// A live database uses the machine's clock. A replayed world carries fixed clocks, so that the same input gives the same
/// numbers on every day and in every command.
public enum WorldClock: Sendable, Hashable {
    /// The machine's own clock.
    case system
    /// A clock that stands still, for a replayed world.
    case fixed(Timestamp)

    /// The world's present instant.
    public var now: Timestamp {
        switch self {
        case .system: Timestamp(milliseconds: Int64(bounded: (Date().timeIntervalSince1970 * 1000).rounded(.down)))
        case .fixed(let instant): instant
        }
    }
}

/// The clock by which fetching is paced: budgets, back-off and the replay server's rate windows.
///
/// It is apart from `WorldClock` because a replay runs through hours of rate limits in minutes while its world stands still.
/// Nothing else in the project may sleep.
public protocol PaceClock: Sendable {
    /// The present instant of this clock.
    var now: Timestamp { get }
    /// The present instant together with that of a clock that cannot be set, both read at once; a clock that cannot be set
    /// itself needs no other.
    var reading: PaceInstant { get }
    /// Returns when the clock has reached `deadline`, at once when it has already.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func sleep(until deadline: Timestamp) async throws
}

/// The machine's clock, for fetching from real services.
public struct SystemPaceClock: PaceClock {
    /// Makes the machine's clock.
    public init() {}
    /// The machine's present instant.
    public var now: Timestamp { WorldClock.system.now }
    /// Sleeps in real time.
    public func sleep(until deadline: Timestamp) async throws {
        let milliseconds = deadline.milliseconds - now.milliseconds
        guard milliseconds > 0 else { return try Task.checkCancellation() }
        try await Task.sleep(for: .milliseconds(milliseconds))
    }
}
