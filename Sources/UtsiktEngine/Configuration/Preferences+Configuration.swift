package import UtsiktApp
import UtsiktCore
package import UtsiktScreen

/// The preferences that a configuration means, and what of it could not be followed.
package struct ConfiguredPreferences: Sendable {
    /// What counts.
    package var preferences: Preferences
    /// The glyphs that are asked for; nil to choose from the locale and TERM.
    package var glyphs: GlyphSet?
    /// What is wrong with lines that only the program can judge: unknown actions, keys wanted twice, unknown themes.
    package var faults: [ConfigurationFault]

    /// Makes the preferences of a configuration.
    /// - Parameters:
    ///   - themes: The themes there are; the first one is the default.
    ///   - local: The machine's zone; nil while it is not known, then times are in UTC.
    ///   - choice: What the command line says, which goes before the file.
    package init(
        _ configuration: Configuration, themes: [Theme], local: DisplayZone? = nil, choice: ScreenChoice = .init()
    ) {
        let standard = themes.first ?? .calm
        preferences = Preferences(theme: standard, themes: themes.isEmpty ? [standard] : themes)
        faults = []
        glyphs = choice.glyphs ?? configuration.look.glyphs
        preferences.colours = choice.colours ?? configuration.look.colours
        preferences.hasMouse = configuration.look.hasMouse
        preferences.temperature = configuration.units.temperature
        preferences.weekStart = configuration.units.weekStart
        if let local, local != .utc { preferences.zones = [.utc, local] }
        if configuration.units.isLocal, let local { preferences.zone = local }
        preferences.layouts = LayoutBook(configuration.layouts)

        let (keymap, problems) = Keymap.with(configuration.keys)
        preferences.keymap = keymap
        for problem in problems {
            let error = ConfigurationError(problem.text, at: problem.place, remedy: "")
            faults.append(ConfigurationFault(section: .keys, error: error))
        }
        setTheme(configuration.look.theme, choice: choice.theme)
    }

    private mutating func setTheme(_ wanted: Configuration.Named?, choice: String?) {
        let themes = preferences.themes
        if let wanted, !themes.contains(where: { $0.name == wanted.name }) {
            let names = themes.map(\.name)
            let near = Nearest.word(to: wanted.name, among: names).map { "Did you mean \($0)? " } ?? ""
            let error = ConfigurationError(
                "there is no theme ‘\(wanted.name)’", at: wanted.place,
                remedy: near + "There are \(names.joined(separator: ", "))")
            faults.append(ConfigurationFault(section: .look, error: error))
        }
        if let name = choice ?? wanted?.name, let theme = themes.first(where: { $0.name == name }) {
            preferences.theme = theme
        }
    }
}

/// What the command line says about the screen; it goes before the configuration.
package struct ScreenChoice: Sendable, Hashable {
    /// The glyphs to draw with.
    package var glyphs: GlyphSet?
    /// The colours to draw with.
    package var colours: ColourMode?
    /// The theme, by its name.
    package var theme: String?

    /// Makes it from its parts.
    package init(
        glyphs: GlyphSet? = nil, colours: ColourMode? = nil, theme: String? = nil
    ) {
        self.glyphs = glyphs
        self.colours = colours
        self.theme = theme
    }
}
