import UtsiktScreen

/// How a picture is translated for the C library: theme, colours and glyphs, and the inks that were made of them so far.
struct InkBook: Sendable {
    /// What the roles look like.
    let theme: Theme
    /// The colours that are drawn.
    let colours: ColourMode
    /// The glyphs that may be drawn.
    let glyphs: GlyphSet
    private var pairs: ColourPairs
    private var inks: [Style: Ink] = [:]

    /// Makes an empty book. Its colour pairs are numbered anew: a number that changes its colours makes the C library send the
    /// cells that have it, within the same update as all others.
    init(theme: Theme, colours: ColourMode, glyphs: GlyphSet, pairs: ColourPairs) {
        self.theme = theme
        self.colours = colours
        self.glyphs = glyphs
        self.pairs = pairs
    }

    /// Whether it translates as looks ask for.
    func isFor(_ theme: Theme, _ colours: ColourMode, _ glyphs: GlyphSet) -> Bool {
        self.theme == theme && self.colours == colours && self.glyphs == glyphs
    }

    /// The ink of a style.
    mutating func ink(_ style: Style) -> Ink {
        if let known = inks[style] { return known }
        let ink = pairs.ink(theme.look(style, colours))
        inks[style] = ink
        return ink
    }
}
