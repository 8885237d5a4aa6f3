import Synchronization

/// The name of a source, as `posts`: what the configuration calls it, the journal keeps it under, and its rows carry.
///
/// A number that stands for the name, so that a row pays four bytes for it however many rows there are. The numbers count in
/// this process only; what is written down is the name.
public struct SourceID: Sendable, RawRepresentable, Codable, CustomStringConvertible {
    private let number: UInt32

    /// Makes an identity of a name.
    public init(rawValue: String) { number = SourceNames.number(of: rawValue) }

    /// The name.
    public var rawValue: String { SourceNames.name(number) }
    /// The name.
    public var description: String { rawValue }

    /// No source: a row that was read from a file.
    public static let unnamed = SourceID(rawValue: "")
    /// What the configuration's section `posts` is called.
    public static let posts = SourceID(rawValue: "posts")
    /// What the configuration's section `weather` is called.
    public static let weather = SourceID(rawValue: "weather")

    /// An id of this source as a text that is unique over all sources: services number their posts and accounts alike.
    ///
    /// The ids of `posts`, and of files, which have no source, stay as they are. Behind others stands the source's name after a
    /// NUL, so that ids sort as they do alone and nothing depends on which source was met first.
    package func qualified(_ id: String) -> String {
        number <= SourceNames.plain ? id : id + "\u{0}" + rawValue
    }

    /// The id that `qualified` was made of.
    package static func unqualified(_ text: String) -> String {
        guard text.utf8.contains(0), let end = text.utf8.lastIndex(of: 0) else { return text }
        return String(text[..<end])
    }
}

// By the number: the standard library would compare the names.
extension SourceID: Hashable {
    /// Whether both are the same source.
    public static func == (a: SourceID, b: SourceID) -> Bool { a.number == b.number }
    /// Feeds the number.
    public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// The names that were met, by number.
private enum SourceNames {
    private struct Table {
        var names = ["", "posts"]
        var numbers: [String: UInt32] = ["": 0, "posts": 1]
    }
    private static let table = Mutex(Table())

    /// The last number whose ids stay as they are.
    static let plain: UInt32 = 1

    static func number(of name: String) -> UInt32 {
        table.withLock { table in
            if let number = table.numbers[name] { return number }
            let number = UInt32(truncatingIfNeeded: table.names.count)
            table.names.append(name)
            table.numbers[name] = number
            return number
        }
    }

    static func name(_ number: UInt32) -> String { table.withLock { $0.names[Int(number)] } }
}
