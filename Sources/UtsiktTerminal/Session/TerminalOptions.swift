public import UtsiktScreen

/// What the user may override about the terminal.
public struct TerminalOptions: Sendable, Hashable {
    /// The glyphs to use; nil chooses from the locale and TERM.
    public var glyphs: GlyphSet?
    /// The colours to use; nil chooses from the terminal's description and `NO_COLOR`.
    public var colours: ColourMode?
    /// What the roles look like.
    public var theme: Theme
    /// Whether clicks and the wheel are asked for.
    public var hasMouse: Bool
    /// What starts the line that says why the program ended.
    public var programName: String

    /// Makes options; by default everything is chosen from the terminal.
    public init(
        glyphs: GlyphSet? = nil, colours: ColourMode? = nil, theme: Theme = .calm, hasMouse: Bool = true,
        programName: String = "utsikt"
    ) {
        self.glyphs = glyphs
        self.colours = colours
        self.theme = theme
        self.hasMouse = hasMouse
        self.programName = programName
    }
}
