import UtsiktCore
public import UtsiktScreen

/// Tomorrow's noon temperature: the number, what the model behind it is worth, and the settings that change it.
///
/// The fit ladder: number, comparison, settings and charts; number and comparison; three lines; one line; one number.
public enum ForecastPane: Pane {
    /// The forecast's pane.
    public static let id = PaneID.forecast

    /// The place, the number and the error after the title.
    public static func caption(_ state: AppState) -> String {
        guard let shown = state.forecast.shown else { return "" }
        if state.forecast.isTraining { return ForecastWords.training(state.glyphs) }
        var parts: [String] = []
        if !shown.targetPlace.isEmpty { parts.append(shown.targetPlace) }
        if shown.facts.days > 0 { parts.append(shown.facts.days == 1 ? "1 day" : "\(shown.facts.days) days") }
        return parts.joined(separator: ", ")
    }

    /// Draws the rung of the ladder that fits.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        let state = context.state.forecast
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        guard let snapshot = state.shown, snapshot.headline != nil || snapshot.evaluation != nil else {
            drawEmpty(&painter, state)
            return
        }
        let view = ForecastView(state: state, snapshot: snapshot, isFocused: context.isFocused)
        if size.width >= 50, size.height >= 10 {
            view.drawColumns(&painter)
        } else if size.width >= 16, size.height >= 3 {
            view.drawLines(&painter)
        } else {
            view.drawLine(&painter)
        }
    }

    private static func drawEmpty(_ painter: inout Painter, _ state: ForecastPaneState) {
        let problem = state.snapshot?.problem ?? "no observations yet"
        let width = painter.size.width
        if width < 12 {
            painter.text(painter.glyphs.isUnicode ? "–°" : "-", x: 0, y: 0, Style(.muted), limit: width)
            return
        }
        var lines = [Text(problem, Style(.muted))]
        if let facts = state.snapshot?.facts, facts.observations > 0 {
            lines.append(
                Text(
                    "\(NumberText.grouped(facts.observations)) observations, \(NumberText.grouped(facts.records)) records, "
                        + "\(facts.days) days", Style(.faint)))
        }
        let top = max(0, (painter.size.height - lines.count) / 3)
        for (row, line) in lines.enumerated() {
            painter.text(line.text, x: 1, y: top + row, line.style, limit: max(0, width - 2))
        }
    }

    private struct Text {
        var text: String
        var style: Style
        init(_ text: String, _ style: Style) {
            self.text = text
            self.style = style
        }
    }
}
