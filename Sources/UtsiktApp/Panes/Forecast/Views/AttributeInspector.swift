import UtsiktCore
import UtsiktScreen

/// Everything about one attribute, for the inspector.
struct AttributeInspector {
    let view: ForecastView
    let name: String

    /// Draws what is left of it after so many rows were scrolled away.
    func draw(_ painter: inout Painter, offset: Int) {
        let (width, height) = (painter.size.width, painter.size.height)
        guard width > 0, height > 0 else { return }
        guard let detail = view.state.report?.attributes.first(where: { $0.statistics.name == name }) else {
            painter.text("there is no such attribute now", x: 0, y: 0, Style(.muted), limit: width)
            return
        }
        let lines = lines(detail)
        let offset = min(max(0, offset), max(0, lines.count - 1))
        let hasPicture = width >= 40 && height >= lines.count - offset + 6
        let label = min(18, max(8, width / 3))
        for (row, line) in lines.dropFirst(offset).prefix(height).enumerated() {
            painter.text(line.0, x: 0, y: row, Style(.muted), limit: label - 1)
            painter.text(line.1, x: label, y: row, limit: max(0, width - label))
        }
        guard hasPicture else { return }
        let y = lines.count - offset + 1
        let days =
            view.state.report.map { report -> [Double?] in
                report.missing.rows.firstIndex(of: name).map { report.missing.share[$0] } ?? []
            } ?? []
        let hasDays = height - y >= 10 && days.count > 1
        let rows = min(height - y - (hasDays ? 4 : 0), 14)
        painter.inside(Rect(x: 0, y: y, width: width, height: rows)) { painter in
            let room = view.heading(
                &painter, painter.bounds, "Distribution", "\(NumberText.grouped(detail.statistics.count)) values")
            painter.inside(room) { Distribution(detail.distribution, view.units, detail.field).draw(&$0) }
        }
        guard hasDays else { return }
        painter.inside(Rect(x: 0, y: y + rows + 1, width: width, height: 3)) { painter in
            let room = view.heading(&painter, painter.bounds, "Missing by day", "0 to 100 %")
            Sparkline(days, range: 0...1, role: .warning).draw(
                &painter,
                in: Rect(
                    x: 0, y: room.y, width: min(width, days.count * max(1, width / days.count)), height: room.height))
        }
    }

    private func lines(_ detail: AttributeDetail) -> [(String, String)] {
        let statistics = detail.statistics
        let unit = detail.field.map { view.units.symbol(of: $0) } ?? ""
        let scale = statistics.scale(view.units, detail.field)
        func number(_ value: Double?) -> String? {
            value.map {
                ForecastWords.figure(view.units.converted($0, of: detail.field), among: scale)
                    + (unit.isEmpty ? "" : " " + unit)
            }
        }
        let whole = statistics.count + statistics.missing + statistics.invalid
        var lines: [(String, String)] = []
        if let place = detail.place { lines.append(("place", place)) }
        if let field = detail.field { lines.append(("field", ForecastWords.title(field))) }
        lines.append(
            (
                "type",
                statistics.type.rawValue
                    + (detail.isOverridden ? ", set by you" : statistics.isTypeAmbiguous ? ", no value voted" : "")
            ))
        lines.append(("in the model", detail.isExcluded ? "switched off" : inModel))
        lines.append(
            ("values", "\(NumberText.grouped(statistics.count)), \(NumberText.grouped(statistics.unique)) different"))
        lines.append(("missing", ForecastWords.part(statistics.missing, of: whole)))
        lines.append(("invalid", ForecastWords.part(statistics.invalid, of: whole)))
        if let low = number(statistics.min), let high = number(statistics.max) {
            lines.append(("range", "\(low) to \(high)"))
        }
        if let mean = number(statistics.mean) { lines.append(("mean", mean)) }
        if let median = number(statistics.median) { lines.append(("median", median)) }
        if let sd = statistics.sdSample {
            let shown =
                detail.field.map { TargetUnits.isTemperature($0) } == true
                ? view.app.preferences.temperature.difference(celsius: sd) : sd
            lines.append(("sd", ForecastWords.figure(shown, among: scale) + (unit.isEmpty ? "" : " " + unit)))
        }
        if let r = statistics.correlationToTarget {
            lines.append(("correlation", TargetUnits.signed(r, 3) + " to the target"))
        }
        if let eta = statistics.etaToTarget { lines.append(("eta", NumberText.fixed(eta, 3) + " to the target")) }
        if statistics.correlationToTarget == nil, statistics.etaToTarget == nil {
            lines.append(("relation", "none: it is constant, or has too few values"))
        }
        if statistics.type == .binary {
            lines.append(("ones", ForecastWords.part(statistics.ones, of: statistics.count)))
        }
        func list(_ all: [AttributeStatistics.Frequency]) -> String {
            all.map { ReportView.frequency($0) }.joined(separator: ", ")
        }
        if !statistics.mostFrequent.isEmpty { lines.append(("most frequent", list(statistics.mostFrequent))) }
        if !detail.leastFrequent.isEmpty { lines.append(("least frequent", list(detail.leastFrequent))) }
        return lines
    }

    private var inModel: String {
        if let index = view.snapshot.ranking.firstIndex(where: { $0.name == name }) {
            let coefficient = view.snapshot.ranking[index]
            let field = TargetUnits.field(ofColumn: name)
            let slope = TargetUnits.signed(view.units.slope(coefficient.raw, of: field), 4)
            return "rank \(index + 1), \(view.units.spaced(view.units.signed(coefficient.std))) for one sd, "
                + "\(slope) \(view.units.slopeSymbol(of: field))"
        }
        if view.snapshot.evaluation?.dropped.contains(name) == true { return "left out: constant or empty in training" }
        return "not as it is with these columns"
    }
}
