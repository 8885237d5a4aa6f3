import UtsiktCore

extension ForecastPane {
    /// The keys that change settings; every change retrains at once.
    static var settingActions: [Action] {
        [
            step("less", "change", "Moves the chosen setting one step down and retrains.", [.left], -1),
            step("more", "change", "Moves the chosen setting one step up and retrains.", [.right], 1),
            step(
                "much_less", "large step", "Moves the chosen setting a large step down and retrains.",
                [.character("{"), .character("H")], -ForecastSetting.largeStep),
            step(
                "much_more", "large step", "Moves the chosen setting a large step up and retrains.",
                [.character("}"), .character("L")], ForecastSetting.largeStep),
            row("weaker", "penalty", "A weaker penalty: the model follows the data more closely.", [.character("[")], 4)
            {
                state, _ in change(&state) { $0.penaltyRow.stepped($0.settings, by: -1, $0.snapshot) }
            },
            row(
                "stronger", "penalty", "A stronger penalty: the model stays closer to its baseline.", [.character("]")],
                4
            ) {
                state, _ in change(&state) { $0.penaltyRow.stepped($0.settings, by: 1, $0.snapshot) }
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
            choice("learner", .learner, "learner", "Chooses the next learner.", "m", 3),
            choice(
                "split", .split, "split", "Chooses the next way to split the records into training and evaluation.",
                "s", 3),
            choice("target", .target, "place", "Chooses the next target place.", "t", 2),
            choice("field", .field, "field", "Chooses the next field to predict.", "f", 1),
            choice("hour", .hour, "hour", "Chooses the next hour of the day (UTC) to predict.", nil, 0),
            choice("columns", .encoding, "columns", "Chooses the next encoding of attributes as columns.", "e", 1),
            row("clip", "clip", "Chooses the next limit for outliers.", [.character("c")], 1) { state, _ in
                change(&state) {
                    var settings = ForecastSetting.clip.stepped($0.settings, by: 1, $0.snapshot)
                    if settings.clip == $0.settings.clip { settings.clip = 2 }
                    return settings
                }
            },
            row("undo", "undo", "Undoes the last change of settings.", [.character("u")], 2) { state, _ in
                guard let old = state.forecast.history.back(from: state.forecast.settings) else {
                    state.notice = "There is nothing to undo"
                    return []
                }
                return set(&state, old)
            },
            row(
                "redo", "redo", "Repeats the change that was undone.", [.character("U"), .control("r")], 1
            ) { state, _ in
                guard let new = state.forecast.history.forward(from: state.forecast.settings) else {
                    state.notice = "There is nothing to redo"
                    return []
                }
                return set(&state, new)
            },
            row("default", "default", "Resets the chosen setting to its default.", [.character("d")], 1) { state, _ in
                change(&state) { $0.chosen.reset($0.settings, to: $0.origin) }
            },
            row("defaults", "all defaults", "Resets all settings to their defaults.", [.character("D")], 1) {
                state, _ in
                change(&state) { $0.origin }
            },
            row(
                "as_in_2015", "as in 2015",
                "Chooses the 2015 service's recipe: ten passes of SGD over fifty quantile bins, 70/30 by rows.",
                [.character("r")], 1
            ) { state, _ in
                change(&state) {
                    var settings = ForecastSettings.preset2015
                    settings.targetPlace = $0.settings.targetPlace
                    settings.targetField = $0.settings.targetField
                    settings.targetHour = $0.settings.targetHour
                    return settings
                }
            },
            Action(
                id: "forecast.value", title: "value", help: "Types the chosen setting's value.",
                keys: [.character("=")], scope: .pane(.forecast), prominence: 1,
                question: .text(
                    Action.TextQuestion(
                        label: "Value of the chosen setting", hint: "a number, or one of its words",
                        initial: { $0.forecast.chosen.typable($0.forecast.settings, $0.forecast.snapshot) },
                        refusal: { state, text in
                            let forecast = state.forecast
                            guard
                                case .failure(let refusal) = forecast.chosen.typed(
                                    text, forecast.settings, forecast.snapshot)
                            else { return nil }
                            return refusal.reason
                        }))
            ) { state, text in
                change(&state) { (try? $0.chosen.typed(text, $0.settings, $0.snapshot).get()) ?? $0.settings }
            },
            row("select", "choose", "Chooses the setting that was clicked.", [], 0) { state, item in
                if let setting = ForecastSetting(rawValue: item) { state.forecast.selected = setting }
                return []
            },
        ]
    }

    static func row(
        _ verb: String, _ title: String, _ help: String, _ keys: [Key], _ prominence: Int,
        disabledReason: @escaping @Sendable (AppState) -> String? = { _ in nil },
        _ perform: @escaping @Sendable (inout AppState, String) -> [Effect]
    ) -> Action {
        Action(
            id: "forecast.\(verb)", title: title, help: help, keys: keys, scope: .pane(.forecast),
            prominence: prominence, disabledReason: disabledReason, perform: perform)
    }

    /// A row that moves the chosen setting, or the one under the wheel.
    private static func step(_ verb: String, _ title: String, _ help: String, _ keys: [Key], _ steps: Int) -> Action {
        row(verb, title, help, keys, steps == 1 ? 5 : 0) { state, item in
            if let setting = ForecastSetting(rawValue: item) { state.forecast.selected = setting }
            return change(&state) { $0.chosen.stepped($0.settings, by: steps, $0.snapshot) }
        }
    }

    /// A row whose values are lines of the palette; its key takes the next one.
    private static func choice(
        _ verb: String, _ setting: ForecastSetting, _ title: String, _ help: String, _ key: Character?,
        _ prominence: Int
    ) -> Action {
        Action(
            id: "forecast.\(verb)", title: title, help: help, keys: key.map { [.character($0)] } ?? [],
            scope: .pane(.forecast), prominence: prominence,
            choices: { state in
                let (settings, snapshot) = (state.forecast.settings, state.forecast.snapshot)
                return setting.choices(snapshot).map {
                    let isNow = (try? setting.typed($0, settings, snapshot).get()) == settings
                    return Action.Choice(item: $0, detail: isNow ? "now" : "")
                }
            }
        ) { state, item in
            change(&state) {
                if item.isEmpty { return setting.stepped($0.settings, by: 1, $0.snapshot) }
                return (try? setting.typed(item, $0.settings, $0.snapshot).get()) ?? $0.settings
            }
        }
    }

    /// Takes other settings, remembers the present ones, and asks for a model.
    static func change(_ state: inout AppState, _ settings: (ForecastPaneState) -> ForecastSettings) -> [Effect] {
        let new = settings(state.forecast)
        guard new != state.forecast.settings else { return [] }
        state.forecast.history.changed(from: state.forecast.settings)
        return set(&state, new)
    }

    private static func set(_ state: inout AppState, _ settings: ForecastSettings) -> [Effect] {
        state.forecast.settings = settings
        return [.world(.setForecastSettings(settings))]
    }
}

extension ForecastSetting {
    /// The value as it stands in the field when it is to be typed: without what explains it.
    func typable(_ settings: ForecastSettings, _ snapshot: ForecastSnapshot?) -> String {
        switch self {
        case .lambda:
            switch settings.lambda {
            case .fixed(let value): ForecastWords.number(value)
            case .auto: "auto"
            case .byDays: "default"
            }
        case .amount: "\(settings.sgd.amount)"
        case .clip: settings.clip.map { ForecastWords.number($0) } ?? "off"
        case .bins: "\(settings.bins)"
        case .trainPercent: "\(settings.trainPercent)"
        case .trainingDays: settings.trainingDays.map { "\($0)" } ?? "all"
        case .encoding: settings.encodingValue(days: snapshot?.facts.days ?? 0).rawValue
        case .split: settings.split.title
        default: value(settings, snapshot)
        }
    }
}
