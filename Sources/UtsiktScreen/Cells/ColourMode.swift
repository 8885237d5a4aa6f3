/// How many colours may be used.
public enum ColourMode: String, Sendable, Hashable, CaseIterable {
    /// None: attributes only.
    case none
    /// The terminal's own sixteen.
    case sixteen = "16"
    /// The xterm palette of 256.
    case twoFiftySix = "256"
}

/// How a style looks on a terminal: palette indices and attributes.
public struct Look: Sendable, Hashable {
    /// The foreground's index; nil for the terminal's own.
    public var foreground: UInt8?
    /// The background's index; nil for the terminal's own.
    public var background: UInt8?
    /// The attributes, the style's own included.
    public var attributes: Style.Attributes

    /// Makes a look.
    public init(foreground: UInt8? = nil, background: UInt8? = nil, attributes: Style.Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }
}
