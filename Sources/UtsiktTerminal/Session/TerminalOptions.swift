public import UtsiktScreen

/// What the user may override about the terminal when it is claimed. `TerminalLooks` is what may change later.
public struct TerminalOptions: Sendable, Hashable {
    /// The glyphs to use; nil chooses from the locale and TERM.
    public var glyphs: GlyphSet?
    /// The colours to use; nil chooses from the terminal's description and `NO_COLOR`.
    public var colours: ColourMode?
    /// What starts the line that says why the program ended.
    public var programName: String

    /// Makes options; by default everything is chosen from the terminal.
    public init(glyphs: GlyphSet? = nil, colours: ColourMode? = nil, programName: String = "utsikt") {
        self.glyphs = glyphs
        self.colours = colours
        self.programName = programName
    }
}
