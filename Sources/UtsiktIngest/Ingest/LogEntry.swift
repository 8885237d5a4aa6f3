public import UtsiktBase

/// How much a log line matters.
public enum LogLevel: Int, Sendable, Hashable, Comparable, CaseIterable, Codable {
    /// Traffic: pages that came.
    case debug
    /// What a user may want to know.
    case info
    /// Worth a look: retries, tasks that failed.
    case warning
    /// Something is wrong and stays so.
    case error

    /// One letter, so that colour is never the only carrier.
    public var letter: Character {
        switch self {
        case .debug: "D"
        case .info: "I"
        case .warning: "W"
        case .error: "E"
        }
    }

    /// The name in a filter.
    public var title: String {
        switch self {
        case .debug: "all"
        case .info: "info"
        case .warning: "warnings"
        case .error: "errors"
        }
    }

    /// Orders levels by how much they matter.
    public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }
}

/// One line of the log. The text holds no secrets: whoever writes an entry keeps keys and tokens out of it.
public struct LogEntry: Sendable, Hashable, Codable {
    /// When it happened, by the clock of whoever wrote it.
    public var at: Timestamp
    /// How much it matters.
    public var level: LogLevel
    /// Who says it, as `posts` or `store`.
    public var source: String
    /// What happened, one line.
    public var text: String

    /// Makes an entry; a text longer than 2,000 characters is cut.
    public init(at: Timestamp, level: LogLevel, source: String, text: String) {
        self.at = at
        self.level = level
        self.source = source
        self.text = text.utf8.count > 2000 ? String(text.prefix(1999)) + "…" : text
    }
}
