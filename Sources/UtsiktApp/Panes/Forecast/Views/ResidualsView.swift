import UtsiktCore
import UtsiktScreen

/// How the model misses: the residual histogram, predicted against measured, and the residual by hour of the record.
struct ResidualsView {
    let view: ForecastView

    init(_ view: ForecastView) { self.view = view }

    private var units: TargetUnits { view.units }

    func draw(_ painter: inout Painter) {
        guard let evaluation = view.snapshot.evaluation else {
            return view.note(&painter, painter.bounds, view.snapshot.problem ?? "no model yet")
        }
        let (width, height) = (painter.size.width, painter.size.height)
        var room = painter.bounds
        if height >= 9 {
            painter.text(counts(evaluation, painter.glyphs, width), x: 0, y: 0, Style(.text), limit: width)
            room = Rect(x: 0, y: 1, width: width, height: height - 1)
        }
        if let chart = view.state.chart { return draw(&painter, chart, room, evaluation) }
        switch (room.width, room.height) {
        case (70..., 16...):
            let top = room.height * (room.height >= 30 ? 46 : 50) / 100
            let half = room.width / 2
            draw(&painter, 0, Rect(x: 0, y: room.y, width: width, height: top - (height >= 30 ? 1 : 0)), evaluation)
            let y = room.y + top
            draw(&painter, 1, Rect(x: 0, y: y, width: half - 2, height: room.maxY - y), evaluation)
            draw(&painter, 2, Rect(x: half, y: y, width: width - half, height: room.maxY - y), evaluation)
        case (70..., 8...):
            let half = room.width / 2
            draw(&painter, 0, Rect(x: 0, y: room.y, width: half - 2, height: room.height), evaluation)
            draw(&painter, 1, Rect(x: half, y: room.y, width: width - half, height: room.height), evaluation)
        case (_, 18...):
            let half = room.height / 2
            draw(&painter, 0, Rect(x: 0, y: room.y, width: width, height: half), evaluation)
            draw(&painter, 1, Rect(x: 0, y: room.y + half, width: width, height: room.height - half), evaluation)
        default: draw(&painter, 0, room, evaluation)
        }
    }

    private func draw(_ painter: inout Painter, _ chart: Int, _ rect: Rect, _ evaluation: Evaluation) {
        switch chart {
        case 0: view.drawResiduals(&painter, rect)
        case 1: drawScatter(&painter, rect, evaluation)
        default: drawHours(&painter, rect, evaluation)
        }
    }

    /// `59 too high (35 %), 109 too low (65 %), mean absolute 1.71 °C, largest -4.12 and +4.80`.
    private func counts(_ evaluation: Evaluation, _ glyphs: GlyphSet, _ width: Int) -> String {
        let eval = evaluation.eval
        var parts = [
            ForecastWords.part(eval.under, of: eval.n) + " too low",
            ForecastWords.part(eval.over, of: eval.n) + " too high",
        ]
        if eval.exact > 0 { parts.append("\(eval.exact) exact") }
        parts += [
            "mean absolute \(units.fullError(eval.mae))",
            "from \(units.signed(eval.minError, 1)) to \(units.spaced(units.signed(eval.maxError, 1)))",
            "\(NumberText.grouped(eval.n)) records of \(ForecastWords.days(evaluation.evalDays))",
        ]
        while parts.count > 1, TextWidth.of(parts.joined(separator: ", ")) > width { parts.removeLast() }
        return parts.joined(separator: ", ")
    }

    /// Predicted against measured, with the line on which both agree.
    private func drawScatter(_ painter: inout Painter, _ rect: Rect, _ evaluation: Evaluation) {
        guard !rect.isEmpty else { return }
        let room = view.heading(
            &painter, rect, "Predicted against measured", units.symbol.isEmpty ? "" : units.symbol)
        let points = evaluation.predictions.map { ChartPoint(units.value($0.actual), units.value($0.score)) }
        let chart = Scatter(
            groups: [.init(points: points)], xName: "measured", yName: "predicted", unit: units.symbol,
            summary: "RMSE " + units.fullError(evaluation.eval.rmse))
        painter.inside(room) { chart.draw(&$0) }
    }

    /// The residual by hour of the record: its mean, its spread, and how far it goes.
    private func drawHours(_ painter: inout Painter, _ rect: Rect, _ evaluation: Evaluation) {
        guard !rect.isEmpty else { return }
        let hours = view.snapshot.byHour.isEmpty ? evaluation.byHour : view.snapshot.byHour
        let room = view.heading(&painter, rect, "Residual by hour of the record, UTC", units.symbol)
        func points(_ value: (HourError) -> Double) -> [ChartPoint] {
            hours.filter { $0.n > 0 }.map { ChartPoint(Double($0.hour), units.difference(value($0))) }
        }
        // Two points an hour: dots need no line between them, and zero stays in sight.
        let ends = hours.filter { $0.n > 0 }.flatMap { hour in
            [hour.min, hour.max].map { ChartPoint(Double(hour.hour), units.difference($0)) }
        }
        let chart = LineChart(
            series: [
                .init(name: "lowest, highest", points: ends, role: .series3, mark: .dots),
                .init(name: "RMSE", points: points { $0.rmse }, role: .muted, mark: .dashes),
                .init(name: "mean", points: points { $0.bias }, role: .series2),
            ], xRange: 0...23,
            xAxis: .ticks(stride(from: 0, through: 23, by: 3).map { ChartTick(Double($0), ClockText.two($0)) }),
            includesZero: true)
        painter.inside(room) { chart.draw(&$0) }
    }
}
