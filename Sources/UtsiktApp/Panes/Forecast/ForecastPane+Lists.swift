import UtsiktCore

extension ForecastPane {
    /// The keys of cursors, attributes and runs.
    static var listActions: [Action] {
        [
            move("up", "Chooses the line above.", .up, -1), move("down", "Chooses the line below.", .down, 1),
            move("page_up", "Goes ten lines up.", .pageUp, -10),
            move("page_down", "Goes ten lines down.", .pageDown, 10),
            move("first", "Chooses the first line.", .home, -1_000_000),
            move("last", "Chooses the last line.", .end, 1_000_000),
            Action(
                id: "forecast.switch", title: "on or off",
                help: "Switches an attribute off, so that models leave it out, or on again.", keys: [.character("x")],
                scope: .pane(.forecast), prominence: 2,
                choices: { state in
                    (state.forecast.report?.attributes ?? []).map {
                        let name = $0.statistics.name
                        return .init(item: name, detail: state.forecast.settings.excluded.contains(name) ? "off" : "on")
                    }
                },
                disabledReason: { state in
                    let isList = [.report, .coefficients].contains(state.forecast.view)
                    return isList || state.forecast.attribute != nil ? nil : "No attribute is chosen"
                }
            ) { state, item in
                let name = item.isEmpty ? chosenAttribute(state.forecast) : item
                guard let name, !name.isEmpty else { return [] }
                let isOff = state.forecast.settings.excluded.contains(name)
                state.notice = "\(name) is switched \(isOff ? "on" : "off")"
                return describe(&state) {
                    var settings = $0.settings
                    if settings.excluded.remove(name) == nil { settings.excluded.insert(name) }
                    return settings
                }
            },
            Action(
                id: "forecast.type", title: "type",
                help: "Sets the next type for the chosen attribute, or lets its values decide again.",
                keys: [.character("T")], scope: .pane(.forecast), prominence: 1,
                choices: { _ in AttributeType.allCases.map { .init(item: $0.rawValue) } + [.init(item: "by vote")] },
                disabledReason: { $0.forecast.view == .report ? nil : "Types are set in the report" }
            ) { state, item in
                guard let name = chosenAttribute(state.forecast) else { return [] }
                let all: [AttributeType?] = AttributeType.allCases + [nil]
                let index = all.firstIndex(of: state.forecast.settings.types[name]) ?? all.count - 1
                let type = item.isEmpty ? all[(index + 1) % all.count] : AttributeType(rawValue: item)
                state.notice = "\(name) is \(type.map { "taken as \($0.rawValue)" } ?? "what its values vote for")"
                if state.forecast.details?.settings.types[name] == nil {
                    let voted = state.forecast.report?.attributes.first { $0.statistics.name == name }
                    state.forecast.votes[name] = voted?.statistics.type
                }
                return describe(&state) {
                    var settings = $0.settings
                    settings.types[name] = type
                    return settings
                }
            },
            row(
                "pin", "pin A",
                "Pins the chosen run, or the current model, as A: later ones are compared with it. Pressed again, unpins it.",
                [.character("A")], 2
            ) { state, _ in pin(&state) },
            row(
                "forget", "forget", "Forgets the chosen run.", [.delete, .character("X")], 0,
                disabledReason: {
                    $0.forecast.view != .runs
                        ? "Runs are forgotten in their view" : $0.forecast.runs.isEmpty ? "No run is kept yet" : nil
                }
            ) { state, _ in
                let board = state.forecast.leaderboard
                guard !board.isEmpty else { return [] }
                let index = min(state.forecast.runIndex ?? 0, board.count - 1)
                state.forecast.forget(board[index].id)
                let rest = state.forecast.leaderboard
                state.forecast.run = rest.isEmpty ? nil : rest[min(index, rest.count - 1)].id
                state.notice = "forgotten: \(board[index].words)"
                return ask(.forget(run: board[index].id))
            },
            Action(
                id: "forecast.save", title: "save the batch",
                help: "Writes the batch prediction to a file as in 2015: tag, trueLabel, score; packed with .gz.",
                keys: [.character("W")], scope: .pane(.forecast), prominence: 0,
                question: .text(
                    Action.TextQuestion(
                        label: "save the batch as", hint: "a path; packed when it ends in .gz",
                        initial: { state in
                            state.forecast.shown?.batch.map { "prediction-\($0.day.compact).csv.gz" } ?? ""
                        }, refusal: { _, text in text.isEmpty ? "A file needs a name" : nil })),
                disabledReason: { $0.forecast.shown?.batch == nil ? "There is no prediction yet" : nil }
            ) { state, path in
                guard !path.isEmpty, let batch = state.forecast.shown?.batch else { return [] }
                return ask(.save(batch: ForecastCopy.prediction(batch), path: path))
            },
            Action(
                id: "forecast.recall", title: "recall", help: "Uses the settings of a kept run.", keys: [],
                scope: .pane(.forecast), prominence: 0, question: .choice,
                choices: { state in
                    state.forecast.leaderboard.prefix(100).map {
                        .init(item: $0.id, title: $0.words, detail: "RMSE " + ForecastWords.number($0.rmse))
                    }
                },
                disabledReason: { $0.forecast.runs.isEmpty ? "No run is kept yet" : nil }
            ) { state, item in
                guard let run = state.forecast.runs.first(where: { $0.id == item }) else { return [] }
                let settings = state.forecast.recalled(run)
                return change(&state) { _ in settings }
            },
            row("attribute", "choose", "Chooses the attribute that was clicked.", [], 0) { state, item in
                state.forecast.attribute = item
                return []
            },
            row("run", "choose", "Chooses the run that was clicked.", [], 0) { state, item in
                state.forecast.run = item
                return []
            },
        ]
    }

    /// Changes what the datasource's schema says, and has it kept.
    private static func describe(
        _ state: inout AppState, _ settings: (ForecastPaneState) -> ForecastSettings
    ) -> [Effect] {
        let effects = change(&state, settings)
        guard !effects.isEmpty, let schema = state.forecast.schema else { return effects }
        return effects + ask(.keepSchema(schema))
    }

    /// The side effects to carry out about runs and the schema.
    private static func ask(_ request: ForecastRequest) -> [Effect] { [.world(.forecast(request))] }

    private static func move(_ verb: String, _ help: String, _ key: Key, _ steps: Int) -> Action {
        row(verb, "choose", help, [key], steps == 1 ? 4 : 0) { state, _ in
            let forecast = state.forecast
            func next(_ index: Int?, _ count: Int) -> Int { min(max((index ?? 0) + steps, 0), max(0, count - 1)) }
            switch forecast.view {
            case .report:
                let all = forecast.attributes
                if !all.isEmpty {
                    state.forecast.attribute = all[next(forecast.attributeIndex, all.count)].statistics.name
                }
            case .coefficients:
                let all = forecast.shown?.ranking ?? []
                let index = forecast.attribute.flatMap { name in all.firstIndex { $0.name == name } }
                if !all.isEmpty { state.forecast.attribute = all[next(index, all.count)].name }
            case .runs:
                let all = forecast.leaderboard
                if !all.isEmpty { state.forecast.run = all[next(forecast.runIndex, all.count)].id }
            default:
                let rows = forecast.rows
                state.forecast.selected = rows[next(rows.firstIndex(of: forecast.chosen), rows.count)]
            }
            return []
        }
    }

    private static func pin(_ state: inout AppState) -> [Effect] {
        let forecast = state.forecast
        let board = forecast.leaderboard
        let chosen =
            forecast.view == .runs && !board.isEmpty ? board[min(forecast.runIndex ?? 0, board.count - 1)] : nil
        guard let run = chosen ?? forecast.currentRun else {
            state.notice = "There is no model to pin"
            return []
        }
        if forecast.pinned?.run.id == run.id {
            state.forecast.pinned = nil
            state.notice = "A is no longer pinned"
            return []
        }
        let isCurrent = run.id == forecast.currentRun?.id
        state.forecast.pinned = PinnedRun(run: run, snapshot: isCurrent ? forecast.shown : nil)
        state.notice = "A is \(run.words)"
        return []
    }
}
