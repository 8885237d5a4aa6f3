import UtsiktCore
public import UtsiktScreen

/// The regression lab: tomorrow's temperature, what the model behind it is worth, and the settings that change both.
///
/// The fit ladder of each view: all its pictures; one of them; some lines; one line; one number.
public enum ForecastPane: Pane {
    /// The forecast's pane.
    public static let id = PaneID.forecast
    /// The title.
    public static let title = "Forecast"
    /// Nothing has been trained.
    public static let initial = ForecastPaneState()

    /// The keys of the lab.
    public static var actions: [Action] { settingActions + views.rows + viewActions + listActions }

    /// The view, the place and the days after the title.
    public static func caption(_ state: AppState) -> String {
        guard let shown = state.forecast.shown else { return "" }
        if state.forecast.isTraining { return ForecastWords.training(state.glyphs) }
        var parts: [String] = []
        if state.forecast.view != .lab { parts.append(state.forecast.view.title) }
        if !shown.targetPlace.isEmpty { parts.append(shown.targetPlace) }
        if shown.facts.days > 0 { parts.append(ForecastWords.days(shown.facts.days)) }
        return parts.joined(separator: ", ")
    }

    /// Draws the rung of the ladder that fits.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        let state = context.state.forecast
        guard painter.size.width > 0, painter.size.height > 0 else { return }
        guard let snapshot = state.shown, snapshot.headline != nil || snapshot.evaluation != nil || state.report != nil
        else {
            drawEmpty(&painter, state)
            return
        }
        ForecastView(context.state, snapshot, isFocused: context.isFocused, tabs: tabs).draw(&painter)
    }

    private static func drawEmpty(_ painter: inout Painter, _ state: ForecastPaneState) {
        let problem = state.snapshot?.problem ?? "no observations yet"
        let width = painter.size.width
        if width < 12 {
            painter.text(painter.glyphs.isUnicode ? "–°" : "-", x: 0, y: 0, Style(.muted), limit: width)
            return
        }
        var lines = TextWrap.lines(problem, width: max(1, width - 2)).map { ($0, Style(.muted)) }
        if let facts = state.snapshot?.facts, facts.observations > 0 {
            let counts =
                "\(NumberText.grouped(facts.observations)) observations, \(NumberText.grouped(facts.records)) records, "
                + ForecastWords.days(facts.days)
            lines += TextWrap.lines(counts, width: max(1, width - 2)).map { ($0, Style(.faint)) }
        }
        for words in state.snapshot?.attributions ?? [] {
            lines += TextWrap.lines(words, width: max(1, width - 2)).map { ($0, Style(.faint)) }
        }
        let top = max(0, (painter.size.height - lines.count) / 3)
        for (row, line) in lines.enumerated() {
            painter.text(line.0, x: 1, y: top + row, line.1, limit: max(0, width - 2))
        }
    }

    /// Settings stay at hand beside pictures; the report, the coefficients and the runs have rows of their own.
    public static func atHand(_ state: AppState) -> Set<String>? {
        let rows: [String]
        switch state.forecast.view {
        case .report, .coefficients: rows = ["open", "order", "reverse", "switch", "type", "undo"]
        case .runs: rows = ["open", "order", "pin", "forget", "undo"]
        default: return nil
        }
        return Set((rows + ["view", "up"]).map { "forecast." + $0 })
    }

    /// From one picture back to all.
    public static func back(_ state: inout AppState) -> Bool {
        guard state.forecast.chart != nil else { return false }
        state.forecast.chart = nil
        return true
    }

    /// The chosen attribute where attributes are listed, else the place whose weather is forecast.
    public static func subject(_ state: AppState) -> Subject? {
        let forecast = state.forecast
        if [.report, .coefficients].contains(forecast.view), let name = forecast.attribute {
            return Subject(.attribute, attribute(ofColumn: name))
        }
        return forecast.settings.targetPlace.map { Subject(.place, $0) }
    }

    /// What the view shows, as CSV.
    public static func copied(_ state: AppState) -> CopiedText? { ForecastCopy.text(state) }

    // MARK: Searching

    /// What can be searched for.
    public static var searchHint: String { "an attribute, a setting or a run" }

    /// Attributes, settings and runs that hold a text, those of the present view first.
    public static func search(_ text: String, in state: AppState) -> [SearchHit] {
        let wanted = text.lowercased()
        guard !wanted.isEmpty else { return [] }
        let forecast = state.forecast
        let settings = forecast.rows.compactMap { row -> SearchHit? in
            let title = "\(row.label): \(row.value(forecast.settings, forecast.snapshot))"
            return title.lowercased().contains(wanted) ? SearchHit(item: "setting:\(row.rawValue)", title: title) : nil
        }
        let attributes = (forecast.report?.matching(text) ?? []).map { detail in
            SearchHit(
                item: "attribute:\(detail.statistics.name)",
                title: "\(detail.statistics.name), \(detail.statistics.type.rawValue)")
        }
        let runs = forecast.leaderboard.filter { "\($0.words) \($0.place)".lowercased().contains(wanted) }
            .map { SearchHit(item: "run:\($0.id)", title: $0.words) }
        switch forecast.view {
        case .report, .coefficients: return attributes + settings + runs
        case .runs: return runs + settings + attributes
        default: return settings + attributes + runs
        }
    }

    /// The view and what its cursor is on.
    public static func current(_ state: AppState) -> String? {
        let forecast = state.forecast
        let item =
            switch forecast.view {
            case .report, .coefficients: "attribute:" + (forecast.attribute ?? "")
            case .runs: "run:" + (forecast.run ?? "")
            default: "setting:" + forecast.selected.rawValue
            }
        return "view:\(forecast.view.rawValue):\(item)"
    }

    /// Goes to an attribute, a setting, a run or a view.
    public static func reveal(_ item: String, in state: inout AppState) {
        let parts = item.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return }
        let name = String(parts[1])
        switch parts[0] {
        case "view":
            let inner = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard let view = inner.first.flatMap({ LabView(rawValue: String($0)) }) else { return }
            if inner.count == 2 { reveal(String(inner[1]), in: &state) }
            state.forecast.view = view
        case "setting":
            guard let setting = ForecastSetting(rawValue: name) else { return }
            state.forecast.selected = setting
            state.forecast.view = .lab
        case "attribute":
            state.forecast.attribute = name.isEmpty ? nil : name
            let isColumn = state.forecast.shown?.ranking.contains { $0.name == name } ?? false
            if state.forecast.view != .coefficients || !isColumn { state.forecast.view = .report }
        case "run":
            state.forecast.run = name.isEmpty ? nil : name
            state.forecast.view = .runs
        default: break
        }
    }

    // MARK: The inspector

    /// The attribute's name.
    public static func inspectorTitle(_ subject: String, _ state: AppState) -> String { "Attribute " + subject }

    /// Everything about an attribute.
    public static func drawInspector(
        _ painter: inout Painter, _ context: PaneContext, subject: String, offset: Int
    ) {
        guard let snapshot = context.state.forecast.shown else { return }
        let view = ForecastView(context.state, snapshot, isFocused: context.isFocused)
        AttributeInspector(view: view, name: subject).draw(&painter, offset: offset)
    }
}

extension PaneID {
    /// Tomorrow's noon temperature.
    public static let forecast = PaneID("forecast")
}

extension AppState {
    /// The forecast pane's part.
    public var forecast: ForecastPaneState {
        get { self[ForecastPane.self] }
        _modify { yield &self[ForecastPane.self] }
    }
}
