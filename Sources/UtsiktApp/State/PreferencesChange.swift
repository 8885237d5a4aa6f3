public import UtsiktScreen

/// What the configuration means now and meant before. Only what differs is taken over: what keys changed meanwhile stays.
public struct PreferencesChange: Sendable, Hashable {
    /// What it meant before.
    public var old: Preferences
    /// What it means now.
    public var new: Preferences
    /// The glyphs, when they are others than before; nil otherwise.
    public var glyphs: GlyphSet?

    /// Makes it from its parts.
    public init(from old: Preferences, to new: Preferences, glyphs: GlyphSet? = nil) {
        self.old = old
        self.new = new
        self.glyphs = glyphs
    }
}

extension AppState {
    /// Takes over what differs.
    mutating func take(_ change: PreferencesChange) {
        let (new, old) = (change.new, change.old)
        preferences.themes = new.themes
        if new.theme != old.theme || !new.themes.contains(preferences.theme) { preferences.theme = new.theme }
        if new.colours != old.colours { preferences.colours = new.colours }
        if new.hasMouse != old.hasMouse { preferences.hasMouse = new.hasMouse }
        if new.zones != old.zones { preferences.zones = new.zones }
        if new.zone != old.zone { preferences.zone = new.zone }
        if new.temperature != old.temperature { preferences.temperature = new.temperature }
        if new.weekStart != old.weekStart { preferences.weekStart = new.weekStart }
        if new.keymap != old.keymap { (preferences.keymap, pendingKeys) = (new.keymap, []) }
        if new.layouts != old.layouts { preferences.layouts = new.layouts }
        if let glyphs = change.glyphs, availableGlyphs.contains(glyphs) { self.glyphs = glyphs }
    }
}
