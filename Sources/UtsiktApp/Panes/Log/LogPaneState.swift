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
    /// The line that a search found, counted from the first that was ever logged; marked until the search ends.
    public private(set) var found: Int?
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

    /// Adds a line. Older lines that are being read stay in sight.
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

    /// The shown lines with a text in them, the newest first, by their numbers from the first that was ever logged.
    func lines(with text: String) -> [(number: Int, entry: LogEntry)] {
        let wanted = text.lowercased()
        return entries.enumerated().reversed().lazy
            .filter { $0.element.level >= minimum }
            .filter { "\($0.element.source) \($0.element.text)".lowercased().contains(wanted) }
            .prefix(500).map { (dropped + $0.offset, $0.element) }
    }

    /// The number of the last line in sight; nil while the newest is followed.
    var lastInSight: Int? {
        guard !isFollowing else { return nil }
        let numbers = entries.indices.filter { entries[$0].level >= minimum }
        let index = numbers.count - 1 - offset
        return numbers.indices.contains(index) ? dropped + numbers[index] : nil
    }

    /// Brings a line into sight, in the middle where that is possible, and marks it.
    mutating func show(number: Int) {
        let newer = entries.indices.reversed().prefix { dropped + $0 > number }.filter { entries[$0].level >= minimum }
        found = number
        offset = max(0, newer.count - max(0, room.height / 2))
        clamp()
    }

    /// Makes a line the last in sight.
    mutating func showLast(number: Int) {
        found = nil
        offset =
            entries.indices.reversed().prefix { dropped + $0 > number }.filter { entries[$0].level >= minimum }.count
        clamp()
    }

    /// Moves towards older lines (positive) or newer ones.
    mutating func scroll(by lines: Int) {
        found = nil
        offset = max(0, min(offset.addingReportingOverflow(lines).partialValue, LogPaneState.capacity * 2))
        clamp()
    }

    /// Shows the oldest line.
    mutating func showOldest() {
        offset = .max
        clamp()
    }

    /// Shows the newest line and those that come.
    mutating func follow() { (offset, found) = (0, nil) }

    /// Shows only lines that matter more; after errors all again.
    mutating func raiseMinimum() {
        minimum = LogLevel(rawValue: minimum.rawValue + 1) ?? .debug
        offset = 0
    }

    private mutating func clamp() { offset = max(0, min(offset, shown.count - max(1, room.height))) }
}
