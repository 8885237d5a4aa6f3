import Foundation
import UtsiktCore
import UtsiktScreen

/// How the error depends on the penalty: the whole curve with the chosen point, and its figures.
struct CurveView {
    let view: ForecastView

    init(_ view: ForecastView) { self.view = view }

    private var units: TargetUnits { view.units }
    private var isNet: Bool { view.snapshot.lambdaCurve.isEmpty && !view.snapshot.alphaCurve.isEmpty }

    /// What the x axis is.
    var penalty: String { isNet ? "alpha" : "lambda" }

    private struct Step {
        var x: Double
        var train: Double
        var eval: Double
        var cv: Double?
        var nonzero: Int?
    }

    private var steps: [Step] {
        let snapshot = view.snapshot
        if isNet {
            return snapshot.alphaCurve.filter { $0.alpha > 0 }.map {
                Step(x: $0.alpha, train: $0.trainRMSE, eval: $0.evalRMSE, nonzero: $0.nonzero)
            }.sorted { $0.x < $1.x }
        }
        return snapshot.lambdaCurve.filter { $0.lambda > 0 }.map {
            Step(x: $0.lambda, train: $0.trainRMSE, eval: $0.evalRMSE, cv: $0.cvRMSE)
        }.sorted { $0.x < $1.x }
    }

    private var chosen: Double? {
        isNet ? view.snapshot.settings.alpha : view.snapshot.evaluation?.lambda
    }

    /// The curve with the chosen point and the best rule.
    var chart: LineChart {
        let steps = steps
        func line(_ name: String, _ role: Role, _ mark: LineChart.Mark, _ y: (Step) -> Double?) -> LineChart.Series {
            .init(
                name: name,
                points: steps.map { step in ChartPoint(log10(step.x), y(step).map { units.difference($0) }) },
                role: role, mark: mark)
        }
        var series = [
            line("training", .series3, .dashes) { $0.train }, line("evaluation", .series2, .line) { $0.eval },
        ]
        if steps.contains(where: { $0.cv != nil }) {
            series.append(line("cross-validation", .series4, .dots) { $0.cv })
        }
        var chart = LineChart(series: series, xAxis: .ticks(ticks))
        if let chosen, chosen > 0 { chart.cursor = log10(chosen) }
        if let best = view.snapshot.evaluation?.bestBaseline {
            chart.references = [.init(units.difference(best.metrics.rmse), best.learner.title, role: .muted)]
        }
        return chart
    }

    private var ticks: [ChartTick] {
        guard let low = steps.first?.x, let high = steps.last?.x else { return [] }
        let lowest = Int(bounded: min(15, max(-12, log10(low).rounded(.up))))
        let exponents = lowest...max(lowest, Int(bounded: max(-12, min(15, log10(high).rounded(.up)))))
        return exponents.map { exponent in
            let value = pow(10, Double(exponent))
            return ChartTick(Double(exponent), value >= 1000 ? NumberText.si(value) : ForecastWords.number(value))
        }.filter { $0.value <= log10(high) + 1e-9 }
    }

    func draw(_ painter: inout Painter) {
        let steps = steps
        guard !steps.isEmpty else { return view.note(&painter, painter.bounds, absence) }
        let (width, height) = (painter.size.width, painter.size.height)
        let hasTable = width >= 76 && height >= 10
        let left = hasTable ? width - 38 : width
        let caption = chosen.map { "\(penalty) \(ForecastWords.number($0))" } ?? ""
        let title = units.symbol.isEmpty ? "RMSE by \(penalty)" : "RMSE by \(penalty), \(units.symbol)"
        let room = view.heading(&painter, Rect(x: 0, y: 0, width: left, height: height), title, caption)
        painter.inside(room) { chart.draw(&$0) }
        if hasTable { drawTable(&painter, Rect(x: left + 3, y: 0, width: 34, height: height)) }
    }

    /// The figures, from the weakest penalty to the strongest, scrolled to the chosen one.
    private func drawTable(_ painter: inout Painter, _ rect: Rect) {
        let steps = steps
        let nearest = chosen.flatMap { chosen in
            steps.indices.min {
                abs(log10(steps[$0].x / max(chosen, 1e-300))) < abs(log10(steps[$1].x / max(chosen, 1e-300)))
            }
        }
        let best = steps.indices.min { steps[$0].eval < steps[$1].eval }
        let hasCV = steps.contains { $0.cv != nil }
        let last = isNet ? "columns" : hasCV ? "CV" : ""
        var columns: [Table.Column] = [.init(penalty, .right), .init("train", .right), .init("eval", .right)]
        if !last.isEmpty { columns.append(.init(last, .right)) }
        columns.append(.init("", .left, minimum: 1))
        let rows = steps.enumerated().map { index, step -> [Table.Item] in
            var row: [Table.Item] = [
                Table.Item(ForecastWords.number(step.x)), Table.Item(units.error(step.train), Style(.muted)),
                Table.Item(units.error(step.eval)),
            ]
            if isNet { row.append(Table.Item("\(step.nonzero ?? 0)", Style(.muted))) }
            if !isNet, hasCV { row.append(Table.Item(step.cv.map { units.error($0) } ?? "", Style(.muted))) }
            row.append(index == best ? Table.Item("best", Style(.good)) : "")
            return row
        }
        let room = Rect(x: rect.x, y: rect.y, width: rect.width, height: min(rect.height, rows.count + 1))
        let offset = BarList.offset(
            showing: nearest ?? 0, count: rows.count, height: room.height - 1,
            current: (nearest ?? 0) - (room.height - 1) / 2)
        Table(columns: columns, rows: rows, selected: nearest, offset: offset).draw(&painter, in: room)
        let y = room.maxY + 1
        guard rect.maxY - y >= 3 else { return }
        let text =
            "The best point of this curve was found on the evaluation days themselves: it flatters. "
            + "Cross-validation by whole days looks at training days only."
        let lines = TextWrap.lines(text, width: rect.width)
        for (row, line) in lines.prefix(rect.maxY - y).enumerated() {
            painter.text(line, x: rect.x, y: y + row, Style(.muted), limit: rect.width)
        }
    }

    /// Why there is no curve.
    private var absence: String {
        guard view.snapshot.evaluation != nil else { return view.snapshot.problem ?? "no model yet" }
        switch view.snapshot.settings.learner {
        case .sgd: return "SGD has no curve: stopping after some passes is most of what holds it back"
        case .ridge, .corrected, .elasticNet:
            return view.snapshot.settings.split == .rollingOrigin
                ? "A rolling origin trains a model a day; the curve is drawn for the other splits"
                : "no curve for so many columns"
        default: return "this rule has no penalty"
        }
    }
}
