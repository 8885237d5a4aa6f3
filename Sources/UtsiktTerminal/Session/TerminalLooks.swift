public import UtsiktScreen

/// What the user may change about a terminal's looks while it runs. The program is asked for it before each picture; a change
/// translates the whole picture anew and sends what differs.
public struct TerminalLooks: Sendable, Hashable {
    /// What the roles look like.
    public var theme: Theme
    /// The colours to use, at most those the terminal has; nil for what the session began with.
    public var colours: ColourMode?
    /// Whether clicks and the wheel are asked for. Without, the terminal keeps the mouse for itself (selecting text).
    public var hasMouse: Bool
    /// The glyphs that may be drawn; nil for the session's own. Others come out as a stand-in.
    public var glyphs: GlyphSet?

    /// Makes looks; by default everything is chosen from the terminal.
    public init(
        theme: Theme = .calm, colours: ColourMode? = nil, hasMouse: Bool = true, glyphs: GlyphSet? = nil
    ) {
        self.theme = theme
        self.colours = colours
        self.hasMouse = hasMouse
        self.glyphs = glyphs
    }
}
