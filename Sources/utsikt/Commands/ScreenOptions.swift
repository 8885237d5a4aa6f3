public import ArgumentParser
public import UtsiktScreen

/// What every command with a picture takes.
struct ScreenOptions: ParsableArguments {
    @Option(help: "The glyphs to draw with: ascii, latin, blocks or sextants. Default: from locale and TERM.")
    var glyphs: GlyphSet?

    @Option(
        name: [.customLong("colour"), .customLong("color")], help: "none, 16 or 256. Default: from TERM and NO_COLOR.")
    var colour: ColourMode?
}

extension GlyphSet: ExpressibleByArgument {}
extension ColourMode: ExpressibleByArgument {}
