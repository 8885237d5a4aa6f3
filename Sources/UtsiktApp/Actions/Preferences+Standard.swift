public import UtsiktScreen

extension Preferences {
    /// Makes preferences, by default those of somebody who configured nothing.
    public init(
        theme: Theme = .standard, themes: [Theme] = Theme.builtIn, colours: ColourMode? = nil, hasMouse: Bool = true,
        zone: DisplayZone = .utc, zones: [DisplayZone] = [.utc], temperature: TemperatureUnit = .celsius,
        weekStart: WeekStart = .monday,
        keymap: Keymap = .standard, layouts: LayoutBook = .standard
    ) {
        self.init(with: keymap)
        self.theme = theme
        self.themes = themes
        self.colours = colours
        self.hasMouse = hasMouse
        self.zone = zone
        self.zones = zones
        self.temperature = temperature
        self.weekStart = weekStart
        self.layouts = layouts
    }
}
