/// A token or key that does not show itself when printed, logged or dumped.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let value: String

    /// Wraps a secret.
    public init(_ value: String) { self.value = value }
    /// Always `…`.
    public var description: String { "…" }
    /// Always `…`.
    public var debugDescription: String { "…" }
    /// Shows nothing, so that `dump` shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
