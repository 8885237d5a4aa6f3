public import ArgumentParser
import UtsiktApp
import UtsiktEngine
public import UtsiktScreen

/// What every command with a live picture takes.
struct ScreenOptions: ParsableArguments {
    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    @Option(help: "The glyphs to draw with: ascii, latin, blocks or sextants. Default: from locale and TERM.")
    var glyphs: GlyphSet?

    @Option(
        name: [.customLong("colour"), .customLong("color")], help: "none, 16 or 256. Default: from TERM and NO_COLOR.")
    var colour: ColourMode?

    @Option(help: "The theme: a bundled one or one of yours. Default: the configured one.", completion: .themes)
    var theme: String?

    /// What the options say, for code that knows the themes.
    var choice: ScreenChoice { ScreenChoice(glyphs: glyphs, colours: colour, theme: theme) }

    /// Checks that the theme is there, before a terminal is claimed.
    /// - Throws: `ConfigurationError` that lists the themes.
    func check(_ reading: ConfigurationReading) throws(ConfigurationError) { try choice.check(reading) }

    /// A dashboard on a world with the user's configuration, read before the terminal is claimed: the first picture already
    /// has the user's look and keys.
    /// - Throws: `ConfigurationError` when a file or a theme that was named is not there.
    func setup(_ world: DashboardSetup.World) throws(ConfigurationError) -> DashboardSetup {
        let files = ConfigurationFiles.ofProcess
        let reading = files.read(config)
        if config != nil, !reading.isThere { throw ConfigurationFiles.missing(reading.path) }
        try check(reading)
        return DashboardSetup(world: world, reading: reading, files: files, choice: choice)
    }
}

extension ScreenChoice {
    /// The preferences that configuration and options mean, for what is shown without a terminal. Faults of the look are reported on
    /// standard error; the rest counts.
    /// - Parameter path: A configuration file named by the user; nil for the default one.
    /// - Throws: `ConfigurationError` when a file or a theme that was named is not there.
    func preferences(_ path: String?, _ files: ConfigurationFiles) throws(ConfigurationError) -> ConfiguredPreferences {
        let reading = files.read(path)
        if path != nil, !reading.isThere { throw ConfigurationFiles.missing(reading.path) }
        try check(reading)
        let checked = CheckedConfiguration(reading, choice: self)
        let concerned: Set<ConfigurationSection> = [.file, .look, .units, .themes]
        for fault in checked.faults where concerned.contains(fault.section) { Failure.report(fault.description) }
        return checked.configured
    }

    /// Checks that the theme is there.
    /// - Throws: `ConfigurationError` that lists the themes.
    func check(_ reading: ConfigurationReading) throws(ConfigurationError) {
        guard let theme else { return }
        let themes = ThemeReader.all(for: reading)
        guard !themes.contains(where: { $0.name == theme }) else { return }
        throw ConfigurationError(
            "there is no theme ‘\(TextSanitizer.clean(theme))’", at: nil,
            remedy: "There are \(themes.map(\.name).joined(separator: ", "))")
    }
}

extension GlyphSet: ExpressibleByArgument {}
extension ColourMode: ExpressibleByArgument {}

extension CompletionKind {
    /// The bundled themes.
    static var themes: CompletionKind { .list(Theme.builtIn.map(\.name)) }
}
