/// The identity of a pane: a word that commands, the configuration and hit regions name it by. Each pane declares its own
/// next to itself.
public struct PaneID: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The word.
    public let rawValue: String
    /// The word, as messages print it.
    public var description: String { rawValue }

    /// Makes an identity.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Makes an identity.
    public init(_ rawValue: String) { self.rawValue = rawValue }
}
