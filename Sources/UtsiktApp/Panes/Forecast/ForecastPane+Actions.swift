import UtsiktCore

extension ForecastPane {
    /// The keys of the regression.
    public static var actions: [Action] {
        [
            row("up", "choose", "Chooses the setting above.", [.up], 2) { state, _ in
                move(&state, by: -1)
                return []
            },
            row("down", "choose", "Chooses the setting below.", [.down], 0) { state, _ in
                move(&state, by: 1)
                return []
            },
            row("less", "change", "Moves the chosen setting one step down and retrains.", [.left], 2) { state, _ in
                change(&state) { $0.chosen.stepped($0.settings, by: -1, $0.snapshot) }
            },
            row("more", "change", "Moves the chosen setting one step up and retrains.", [.right], 0) { state, _ in
                change(&state) { $0.chosen.stepped($0.settings, by: 1, $0.snapshot) }
            },
            row("weaker", "lambda", "A weaker penalty: the model follows the data more closely.", [.character("[")], 4)
            {
                state, _ in change(&state) { penalty($0).stepped($0.settings, by: -1, $0.snapshot) }
            },
            row(
                "stronger", "lambda", "A stronger penalty: the model stays closer to its baseline.", [.character("]")],
                4
            ) {
                state, _ in change(&state) { penalty($0).stepped($0.settings, by: 1, $0.snapshot) }
            },
            row(
                "auto", "auto", "Lets cross-validation by whole days choose lambda, or the default again.",
                [.character("a")], 1
            ) { state, _ in
                change(&state) {
                    var settings = $0.settings
                    settings.lambda = settings.lambda == .auto ? .byDays : .auto
                    return settings
                }
            },
            row("learner", "learner", "Takes the next learner.", [.character("m")], 3) { state, _ in
                change(&state) { ForecastSetting.learner.stepped($0.settings, by: 1, $0.snapshot) }
            },
            row("split", "split", "Divides records into training and evaluation the next way.", [.character("s")], 3) {
                state, _ in change(&state) { ForecastSetting.split.stepped($0.settings, by: 1, $0.snapshot) }
            },
            row("target", "place", "Takes the next target place.", [.character("t")], 2) { state, _ in
                change(&state) { ForecastSetting.target.stepped($0.settings, by: 1, $0.snapshot) }
            },
            row("columns", "columns", "Takes the next encoding of attributes as columns.", [.character("e")], 1) {
                state, _ in
                change(&state) { ForecastSetting.encoding.stepped($0.settings, by: 1, $0.snapshot) }
            },
            row("clip", "clip", "Takes the next limit for outliers.", [.character("c")], 1) { state, _ in
                change(&state) {
                    var settings = ForecastSetting.clip.stepped($0.settings, by: 1, $0.snapshot)
                    if settings.clip == $0.settings.clip { settings.clip = 2 }
                    return settings
                }
            },
            row("bins", "bin width", "Takes the next bin width of the residual histogram.", [.character("b")], 2) {
                state, _ in
                state.forecast.binWidth = (state.forecast.binWidth + 1) % ErrorHistogram.widths.count
                return []
            },
            row("default", "default", "Sets the chosen setting back.", [.character("d")], 1) { state, _ in
                change(&state) { $0.chosen.reset($0.settings, to: $0.origin) }
            },
            row("defaults", "all defaults", "Sets all settings back.", [.character("D")], 1) { state, _ in
                change(&state) { $0.origin }
            },
            row("select", "choose", "Chooses the setting that was clicked.", [], 0) { state, item in
                if let setting = ForecastSetting(rawValue: item) { state.forecast.selected = setting }
                return []
            },
        ]
    }

    private static func row(
        _ verb: String, _ title: String, _ help: String, _ keys: [Key], _ prominence: Int,
        _ perform: @escaping @Sendable (inout AppState, String) -> [Effect]
    ) -> Action {
        Action(
            id: "forecast.\(verb)", title: title, help: help, keys: keys, scope: .pane(.forecast),
            prominence: prominence, perform: perform)
    }

    private static func move(_ state: inout AppState, by steps: Int) {
        let rows = state.forecast.rows
        let index = rows.firstIndex(of: state.forecast.chosen) ?? 0
        state.forecast.selected = rows[min(max(index + steps, 0), rows.count - 1)]
    }

    /// The row that the penalty keys move.
    private static func penalty(_ state: ForecastPaneState) -> ForecastSetting {
        switch state.settings.learner {
        case .elasticNet: .alpha
        case .sgd: .l2
        default: .lambda
        }
    }

    private static func change(
        _ state: inout AppState, _ settings: (ForecastPaneState) -> ForecastSettings
    ) -> [Effect] {
        let new = settings(state.forecast)
        guard new != state.forecast.settings else { return [] }
        state.forecast.settings = new
        return [.setForecastSettings(new)]
    }
}
