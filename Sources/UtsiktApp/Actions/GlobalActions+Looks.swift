import UtsiktScreen

extension GlobalActions {
    /// The rows that change how everything looks, at once and until the program ends; the configuration keeps them.
    static let looks: [Action] = [
        setting(
            "look.theme", "theme", "Chooses the next theme.", .function(6),
            choices: { $0.preferences.themes.map(\.name) }, current: { $0.preferences.theme.name }
        ) { state, name in
            guard let theme = state.preferences.themes.first(where: { $0.name == name }) else { return }
            state.preferences.theme = theme
        },
        setting(
            "look.glyphs", "glyphs", "Chooses the next glyph set: ASCII, Latin line art, blocks, sextants.",
            .function(7), choices: { $0.availableGlyphs.map(\.rawValue) }, current: { $0.glyphs.rawValue }
        ) { state, name in
            guard let glyphs = GlyphSet(rawValue: name) else { return }
            state.glyphs = glyphs
        },
        setting(
            "look.colours", "colours", "Chooses the next number of colours: what the terminal has, 256, 16, none.", nil,
            choices: { _ in ["terminal"] + ColourMode.allCases.reversed().map(\.rawValue) },
            current: { $0.preferences.colours?.rawValue ?? "terminal" }
        ) { state, name in state.preferences.colours = ColourMode(rawValue: name) },
        setting(
            "look.mouse", "mouse", "Turns clicks and the wheel on or off; off leaves them to the terminal.", nil,
            choices: { _ in ["on", "off"] }, current: { $0.preferences.hasMouse ? "on" : "off" }
        ) { state, name in state.preferences.hasMouse = name == "on" },
        setting(
            "units.zone", "times", "Shows times in UTC or in your own zone.", .function(8),
            choices: { $0.preferences.zones.map(\.name) }, current: { $0.preferences.zone.name }
        ) { state, name in
            guard let zone = state.preferences.zones.first(where: { $0.name == name }) else { return }
            state.preferences.zone = zone
        },
        setting(
            "units.temperature", "°C or °F", "Shows temperatures in degrees Celsius or Fahrenheit.", .function(9),
            choices: { _ in TemperatureUnit.allCases.map(\.rawValue) },
            current: { $0.preferences.temperature.rawValue }
        ) { state, name in
            guard let unit = TemperatureUnit(rawValue: name) else { return }
            state.preferences.temperature = unit
        },
        setting(
            "units.week_start", "week start", "Begins weeks with Monday or Sunday.", nil,
            choices: { _ in WeekStart.allCases.map(\.rawValue) }, current: { $0.preferences.weekStart.rawValue }
        ) { state, name in
            guard let start = WeekStart(rawValue: name) else { return }
            state.preferences.weekStart = start
        },
        Action(
            id: "program.configure", title: "configuration",
            help: "Opens the configuration in your editor: remap keys, choose looks, units, layouts.",
            keys: [.function(10)], scope: .everywhere, prominence: 0
        ) { _, _ in [.terminal(.editConfiguration)] },
        Action(
            id: "view.hud", title: "drawing costs",
            help: "Shows what drawing costs: time, cells, bytes, queue length.", keys: [.function(12)],
            scope: .everywhere,
            prominence: 0
        ) { state, _ in
            state.metrics = state.metrics == nil ? FrameMetrics() : nil
            return []
        },
    ]

    /// A setting with named values: its key takes the next one, the palette lists them all.
    private static func setting(
        _ id: String, _ title: String, _ help: String, _ key: Key?,
        choices: @escaping @Sendable (AppState) -> [String], current: @escaping @Sendable (AppState) -> String,
        set: @escaping @Sendable (inout AppState, String) -> Void
    ) -> Action {
        Action(
            id: id, title: title, help: help, keys: key.map { [$0] } ?? [], scope: .everywhere, prominence: 0,
            choices: { state in
                let now = current(state)
                return choices(state).map { Action.Choice(item: $0, detail: $0 == now ? "now" : "") }
            },
            disabledReason: { choices($0).count > 1 ? nil : "There is nothing else to choose" }
        ) { state, item in
            let values = choices(state)
            let index = values.firstIndex(of: current(state)) ?? -1
            let value = item.isEmpty ? values[(index + 1) % values.count] : item
            guard values.contains(value) else { return [] }
            set(&state, value)
            state.notice = "\(title): \(value)"
            return []
        }
    }
}
