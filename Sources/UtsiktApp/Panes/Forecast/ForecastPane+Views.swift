import UtsiktCore

extension ForecastPane {
    /// The views.
    public static let tabs: PaneTabs? = views

    static let views = PaneTabs(
        of: .forecast,
        next: .init(
            "forecast.view", "view",
            "Shows the next view: lab, report, residuals, coefficients, curve, prediction, runs.", prominence: 6),
        previous: .init("forecast.view_before", "view", "Shows the previous view."), marksShown: true,
        shown: { $0.forecast.view }
    ) { state, view in
        show(&state, view)
    }

    private static func show(_ state: inout AppState, _ view: LabView) -> [Effect] {
        state.forecast.view = view
        state.forecast.chart = nil
        return []
    }

    /// The keys that change what is shown.
    static var viewActions: [Action] {
        [
            row(
                "chart", "picture", "Shows the view's next picture alone, or all of them again.", [.character("g")], 1,
                disabledReason: { $0.forecast.view.charts > 1 ? nil : "This view has one picture only" }
            ) { state, _ in
                let next = (state.forecast.chart ?? -1) + 1
                state.forecast.chart = next < state.forecast.view.charts ? next : nil
                return []
            },
            row("bins", "bin width", "Chooses the next bin width of the residual histogram.", [.character("b")], 2) {
                state, _ in
                state.forecast.binWidth = (state.forecast.binWidth + 1) % ErrorHistogram.widths.count
                return []
            },
            row(
                "open", "open",
                "Opens what is chosen: a setting's values, everything about an attribute, a run's settings.", [.enter],
                3,
                disabledReason: { state in
                    // A tile is made large before anything in it is opened.
                    !state.isZoomed && state.layout == 0
                        && [.lab, .prediction, .curve, .residuals].contains(state.forecast.view)
                        ? "The pane is not on the full screen" : nil
                }
            ) { state, _ in open(&state) },
            Action(
                id: "forecast.order", title: "sort",
                help: "Chooses the next order: of the attributes, or of the runs.", keys: [.character("o")],
                scope: .pane(.forecast), prominence: 1,
                choices: { state in
                    state.forecast.view == .runs
                        ? ForecastRun.Order.allCases.map { .init(item: $0.rawValue, title: $0.title) }
                        : DataReport.AttributeOrder.allCases.map { .init(item: $0.rawValue, title: $0.title) }
                },
                disabledReason: { [.report, .runs].contains($0.forecast.view) ? nil : "Report and runs can be sorted" }
            ) { state, item in sort(&state, item) },
            row(
                "reverse", "reverse", "Reverses the order of the attributes.", [.character("O")], 0,
                disabledReason: { $0.forecast.view == .report ? nil : "The report can be turned round" }
            ) { state, _ in
                state.forecast.isAscending.toggle()
                return []
            },
        ]
    }

    private static func sort(_ state: inout AppState, _ item: String) -> [Effect] {
        if state.forecast.view == .runs {
            let all = ForecastRun.Order.allCases
            let index = all.firstIndex(of: state.forecast.ranking) ?? 0
            state.forecast.ranking = ForecastRun.Order(rawValue: item) ?? all[(index + 1) % all.count]
            return []
        }
        let all = DataReport.AttributeOrder.allCases
        let index = all.firstIndex(of: state.forecast.order) ?? 0
        let order = DataReport.AttributeOrder(rawValue: item) ?? all[(index + 1) % all.count]
        state.forecast.order = order
        // Names from A, numbers from the largest.
        state.forecast.isAscending = [.file, .name, .type].contains(order)
        return []
    }

    private static func open(_ state: inout AppState) -> [Effect] {
        let forecast = state.forecast
        switch forecast.view {
        case .report, .coefficients:
            guard let name = chosenAttribute(forecast) else { return [] }
            state.open(.inspector(InspectorLayer(pane: .forecast, subject: name)))
            return []
        case .runs:
            let board = forecast.leaderboard
            guard !board.isEmpty else { return [] }
            let run = board[min(forecast.runIndex ?? 0, board.count - 1)]
            state.notice = "recalled: \(run.words)"
            let settings = forecast.recalled(run)
            return change(&state) { _ in settings }
        case .lab, .residuals, .curve, .prediction:
            switch forecast.chosen {
            case .attributes: return show(&state, .report)
            case .target, .field, .hour, .learner, .encoding, .split:
                let id =
                    forecast.chosen == .field
                    ? "forecast.field"
                    : forecast.chosen == .hour
                        ? "forecast.hour"
                        : forecast.chosen.action ?? "forecast.value"
                state.open(.palette(PaletteLayer(action: id)))
            default:
                let text = forecast.chosen.typable(forecast.settings, forecast.snapshot)
                state.open(.prompt(PromptLayer(action: "forecast.value", field: TextField(text, isSelected: true))))
            }
            return []
        }
    }

    /// The attribute that the cursor is on: the chosen one, else the first of the list.
    static func chosenAttribute(_ forecast: ForecastPaneState) -> String? {
        if let name = forecast.attribute { return attribute(ofColumn: name) }
        switch forecast.view {
        case .report: return forecast.attributes.first?.statistics.name
        case .coefficients: return forecast.shown?.ranking.first.map { attribute(ofColumn: $0.name) }
        default: return nil
        }
    }

    /// The attribute that a column was made from: what stands before the equals sign.
    static func attribute(ofColumn name: String) -> String {
        name.firstIndex(of: "=").map { String(name[..<$0]) } ?? name
    }
}
