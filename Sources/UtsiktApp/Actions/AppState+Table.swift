public import UtsiktScreen

/// The owner of the table that a state works with.
private enum TableSlot: StateSlot {
    static var initial: ActionTable { .standard }
}

extension AppState {
    /// Makes the state at start.
    /// - Parameter panes: The panes there are; keys that the preferences do not know yet are the panes' own.
    public init(
        size: Size, glyphs: GlyphSet, world: WorldStatus, preferences: Preferences = Preferences(),
        panes: PaneRegister = Panes.all
    ) {
        let table = panes.ids == ActionTable.standard.panes.ids ? ActionTable.standard : ActionTable(panes)
        var preferences = preferences
        preferences.keymap.learn(table)
        var slots = StateSlots()
        slots[TableSlot.self] = table
        self.init(
            size: size, glyphs: glyphs, world: world, preferences: preferences, focus: .topics, slots: slots)
    }

    /// The actions there are.
    public var table: ActionTable {
        get { self[TableSlot.self] }
    }

    /// The panes there are.
    public var panes: PaneRegister { table.panes }

    /// Where everything is now.
    var arrangement: Layout {
        Layout.arrange(
            size: size, focus: focus, isZoomed: isZoomed, entry: preferences.layouts[layout], shares: panes.shares)
    }
}
