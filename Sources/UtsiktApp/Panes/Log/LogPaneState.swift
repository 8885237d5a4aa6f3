public import UtsiktCore
import UtsiktScreen

/// The log pane's part of the state: the last lines, and which of them are shown.
public struct LogPaneState: Sendable {
    /// Lines that are kept.
    public static let capacity = 2000

    /// The kept lines, the newest last.
    public private(set) var entries: [LogEntry] = []
    /// Lines that were dropped because there were too many.
    public private(set) var dropped = 0
    /// The least level that is shown.
    public private(set) var minimum = LogLevel.info
    /// How many shown lines lie below the last one in sight; 0 follows the newest.
    public private(set) var offset = 0
    /// The pane's room when it was last arranged, for paging.
    var room = Size(width: 0, height: 0)

    /// Makes an empty log.
    public init() {}

    /// Whether the newest line is in sight and stays so.
    public var isFollowing: Bool { offset == 0 }

    /// The lines of at least the least level.
    var shown: [LogEntry] { minimum == .debug ? entries : entries.filter { $0.level >= minimum } }

    /// How many lines there are of a level.
    func count(_ level: LogLevel) -> Int { entries.reduce(0) { $0 + ($1.level == level ? 1 : 0) } }

    /// Adds a line. Whoever reads older ones keeps them in sight.
    public mutating func append(_ entry: LogEntry) {
        entries.append(entry)
        if !isFollowing, entry.level >= minimum { offset += 1 }
        // Some at a time: dropping the first of an array moves all others.
        if entries.count >= LogPaneState.capacity + 200 {
            let surplus = entries.count - LogPaneState.capacity
            entries.removeFirst(surplus)
            dropped += surplus
            clamp()
        }
    }

    /// Moves towards older lines (positive) or newer ones.
    mutating func scroll(by lines: Int) {
        offset = max(0, min(offset.addingReportingOverflow(lines).partialValue, LogPaneState.capacity * 2))
        clamp()
    }

    /// Shows the oldest line.
    mutating func showOldest() {
        offset = .max
        clamp()
    }

    /// Shows the newest line and those that come.
    mutating func follow() { offset = 0 }

    /// Shows only lines that matter more; after errors all again.
    mutating func raiseMinimum() {
        minimum = LogLevel(rawValue: minimum.rawValue + 1) ?? .debug
        offset = 0
    }

    private mutating func clamp() { offset = max(0, min(offset, shown.count - max(1, room.height))) }
}
