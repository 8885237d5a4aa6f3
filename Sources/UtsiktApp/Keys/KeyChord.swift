/// Keys pressed one after the other that together mean an action; usually one, at most three.
public struct KeyChord: Sendable, Hashable {
    /// The keys in their order; never empty.
    public let keys: [Key]

    /// The longest chord.
    public static let longest = 3

    /// A single key.
    public init(_ key: Key) { keys = [key] }

    /// Several keys; nil when there are none or too many.
    public init?(_ keys: [Key]) {
        guard (1...Self.longest).contains(keys.count) else { return nil }
        self.keys = keys
    }

    /// Reads `w` or `g t`: names of keys with blanks between them; nil when one is not a key.
    public init?(name: String) {
        if name == " " {
            self.init(.character(" "))
            return
        }
        let names = name.split(separator: " ")
        let keys = names.compactMap { Key(name: String($0)) }
        guard keys.count == names.count else { return nil }
        self.init(keys)
    }

    /// The keys' names as the footer, help and README print them.
    public var name: String { keys.map(\.name).joined(separator: " ") }
    /// The names where only ASCII may be printed.
    public var asciiName: String { keys.map(\.asciiName).joined(separator: " ") }

    /// Whether the chord begins with some keys and goes on after them.
    func continues(_ start: [Key]) -> Bool { keys.count > start.count && keys.starts(with: start) }
}
