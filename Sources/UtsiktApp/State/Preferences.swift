public import UtsiktScreen

/// What the user set about looks, units and keys. From the configuration, changed live by keys.
public struct Preferences: Sendable, Hashable {
    /// What the roles look like.
    public var theme: Theme
    /// The themes there are to choose from, the user's own included.
    public var themes: [Theme]
    /// The colours to use; nil for what the terminal has.
    public var colours: ColourMode?
    /// Whether clicks and the wheel count.
    public var hasMouse: Bool
    /// In which zone times are shown.
    public var zone: DisplayZone
    /// The zones there are to choose from: UTC and the machine's own.
    public var zones: [DisplayZone]
    /// In which unit temperatures are shown.
    public var temperature: TemperatureUnit
    /// The day that weeks begin with in charts.
    public var weekStart: WeekStart
    /// Which keys mean what.
    public var keymap: Keymap
    /// The layouts of F1 to F5.
    public var layouts: LayoutBook

    /// Makes preferences with these keys and everything else as for somebody who configured nothing.
    init(with keymap: Keymap) {
        theme = .standard
        themes = Theme.builtIn
        hasMouse = true
        zone = .utc
        zones = [.utc]
        temperature = .celsius
        weekStart = .monday
        self.keymap = keymap
        layouts = .standard
    }
}

/// The day that weeks begin with.
public enum WeekStart: String, Sendable, Hashable, CaseIterable {
    /// As in ISO 8601.
    case monday
    /// As in the United States.
    case sunday
}
