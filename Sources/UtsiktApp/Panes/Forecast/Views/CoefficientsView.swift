import UtsiktCore
import UtsiktScreen

/// What moves the prediction: the coefficients by effect, in the target's unit for one standard deviation and in original
/// units, with bars about zero.
struct CoefficientsView {
    let view: ForecastView

    init(_ view: ForecastView) { self.view = view }

    private var units: TargetUnits { view.units }

    func draw(_ painter: inout Painter) {
        let ranking = view.snapshot.ranking
        guard !ranking.isEmpty else {
            let reason =
                view.snapshot.evaluation == nil
                ? view.snapshot.problem ?? "no model yet" : "this rule has no coefficients"
            return view.note(&painter, painter.bounds, reason)
        }
        let (width, height) = (painter.size.width, painter.size.height)
        let hasOffsets = width >= 110 && height >= 12 && view.snapshot.evaluation?.hourOffsets != nil
        let left = hasOffsets ? width * 62 / 100 : width
        let unit = units.symbol.isEmpty ? "" : units.symbol + " "
        let room = view.heading(
            &painter, Rect(x: 0, y: 0, width: left, height: height), "Coefficients, strongest first",
            width >= 60 ? "\(unit)for one sd    per unit" : "\(unit)for one sd")
        let list = Rect(x: 0, y: room.y, width: left, height: max(1, room.height - (height >= 8 ? 2 : 0)))
        let selected = selectedIndex ?? 0
        var bars = bars(limit: ranking.count, selected: selected)
        bars.offset = BarList.offset(
            showing: selected, count: ranking.count, height: list.height, current: max(0, selected - list.height / 2))
        painter.inside(list) { painter in
            bars.draw(&painter)
            for line in 0..<min(list.height, ranking.count - bars.offset) {
                painter.hit(
                    Rect(x: 0, y: line, width: list.width, height: 1), action: "forecast.attribute",
                    item: ranking[bars.offset + line].name)
            }
        }
        if height >= 8 { painter.text(footer, x: 0, y: height - 1, Style(.muted), limit: left - 1) }
        if hasOffsets {
            drawOffsets(&painter, Rect(x: left + 3, y: 0, width: width - left - 3, height: min(height, 22)))
        }
    }

    /// The bars of the strongest columns.
    func bars(limit: Int, selected: Int?) -> DivergingBars {
        let ranking = view.snapshot.ranking
        let slopes = ranking.prefix(limit).map { row -> (String, String) in
            let field = TargetUnits.field(ofColumn: row.name)
            return (Self.slope(units.slope(row.raw, of: field)), units.slopeSymbol(of: field))
        }
        let widest = slopes.map { TextWidth.of($0.1) }.max() ?? 0
        let rows = zip(ranking.prefix(limit), slopes).map { row, slope in
            let padding = String(repeating: " ", count: max(0, widest - TextWidth.of(slope.1)))
            return DivergingBars.Row(
                label: row.name, value: units.difference(row.std), text: units.signed(row.std),
                note: slope.0 + " " + slope.1 + padding, role: .text)
        }
        return DivergingBars(rows: rows, selected: selected)
    }

    /// The place of the chosen attribute in the ranking; nil when it has no column.
    var selectedIndex: Int? {
        view.state.attribute.flatMap { name in view.snapshot.ranking.firstIndex { $0.name == name } }
    }

    private static func slope(_ value: Double) -> String {
        let size = abs(value)
        return TargetUnits.signed(value, size >= 100 ? 0 : size >= 1 ? 2 : size >= 0.01 ? 3 : 4)
    }

    private var footer: String {
        guard let evaluation = view.snapshot.evaluation else { return "" }
        var parts = [
            evaluation.columns.count == 1 ? "1 column" : "\(evaluation.columns.count) columns",
            "\(evaluation.dropped.count) constant or empty",
        ]
        if !evaluation.switchedOff.isEmpty { parts.append("\(evaluation.switchedOff.count) switched off") }
        let ones = view.snapshot.ranking.count { $0.std == 0 }
        if ones > 0 { parts.append("\(ones) at zero") }
        return parts.joined(separator: ", ")
    }

    /// What the corrected ridge starts from: the mean change from each hour to the target.
    private func drawOffsets(_ painter: inout Painter, _ rect: Rect) {
        guard let offsets = view.snapshot.evaluation?.hourOffsets else { return }
        let room = view.heading(
            &painter, rect, "Mean change from the hour to next \(view.hourName)", "by hour, UTC")
        // An hour without records has no change; the evaluation's records tell which have any.
        let known = Set(view.snapshot.byHour.filter { $0.n > 0 }.map(\.hour))
        let points = offsets.enumerated().filter { known.isEmpty || known.contains($0.offset) }
            .map { ChartPoint(Double($0), units.difference($1)) }
        let chart = LineChart(
            series: [.init(name: "change", points: points, role: .series3)],
            xAxis: .ticks([0, 6, 12, 18, 23].map { ChartTick(Double($0), ClockText.two($0)) }), unit: units.symbol,
            includesZero: true)
        painter.inside(room) { chart.draw(&$0) }
    }
}
