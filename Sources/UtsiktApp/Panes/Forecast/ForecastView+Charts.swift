import Foundation
import UtsiktCore
import UtsiktScreen

extension ForecastView {
    /// The timeline, the residuals and, where there is room, the lambda curve and the coefficients.
    func drawCharts(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        fading(&painter) { painter in
            if height >= 30, width >= 56 {
                drawThreeRows(&painter)
            } else if height < 11, width < 64 {
                drawTimeline(&painter, painter.bounds)
            } else if height < 18, width >= 64 {
                let left = width * 58 / 100
                drawTimeline(&painter, Rect(x: 0, y: 0, width: left - 1, height: height))
                drawResiduals(&painter, Rect(x: left + 1, y: 0, width: width - left - 1, height: height))
            } else {
                let first = (height + 1) / 2
                let half = width >= 100 && !snapshot.lambdaCurve.isEmpty ? width * 60 / 100 : width
                drawTimeline(&painter, Rect(x: 0, y: 0, width: width, height: first))
                drawResiduals(
                    &painter, Rect(x: 0, y: first, width: half - (half < width ? 2 : 0), height: height - first))
                drawLambda(&painter, Rect(x: half, y: first, width: width - half, height: height - first))
            }
        }
    }

    private func drawThreeRows(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        let first = height * 40 / 100
        let second = (height - first) / 2
        drawTimeline(&painter, Rect(x: 0, y: 0, width: width, height: first))
        drawResiduals(&painter, Rect(x: 0, y: first, width: width, height: second))
        let y = first + second
        let half = snapshot.lambdaCurve.isEmpty ? 0 : width / 2
        drawLambda(&painter, Rect(x: 0, y: y, width: max(0, half - 2), height: height - y))
        drawCoefficients(&painter, Rect(x: half, y: y, width: width - half, height: height - y))
    }

    /// A heading with a caption at its right; returns the room below it.
    private func heading(_ painter: inout Painter, _ rect: Rect, _ title: String, _ caption: String) -> Rect {
        let (top, rest) = rect.splitTop(1)
        painter.inside(top) { painter in
            let used = painter.text(title, x: 0, y: 0, Style(.title), limit: top.width)
            if top.width - used >= TextWidth.of(caption) + 3 {
                painter.textRight(caption, maxX: top.width - 1, y: 0, Style(.muted))
            }
        }
        return rest
    }

    /// Predicted against measured over the evaluation days, then the forecast.
    private func drawTimeline(_ painter: inout Painter, _ rect: Rect) {
        guard !rect.isEmpty else { return }
        let predictions = snapshot.evaluation?.predictions ?? []
        let room = heading(&painter, rect, "Next noon by time of record", ForecastWords.unit(painter.glyphs))
        var measured: [ChartPoint] = []
        var foretold: [ChartPoint] = []
        for prediction in predictions {
            let x = Double(prediction.instant.seconds)
            // A gap between distant records is a gap in the line.
            if let last = measured.last, x - last.x > 36 * 3600 {
                measured.append(ChartPoint(last.x + 1, nil))
                foretold.append(ChartPoint(last.x + 1, nil))
            }
            measured.append(ChartPoint(x, prediction.actual))
            foretold.append(ChartPoint(x, prediction.score))
        }
        var series = [
            LineChart.Series(name: "measured", points: measured, role: .series1, mark: .line),
            LineChart.Series(name: "foretold", points: foretold, role: .series2, mark: .dots),
        ]
        if let batch = snapshot.batch {
            let points = batch.prediction.scores.map { ChartPoint(Double($0.instant.seconds), $0.score) }
            series.append(LineChart.Series(name: "forecast", points: points, role: .accent, mark: .line))
        }
        let chart = LineChart(
            series: series,
            xAxis: .steps(LineChart.timeSteps.filter { $0 >= 86400 }) { seconds in
                guard abs(seconds) < 1e14 else { return "" }
                return ForecastWords.day(Timestamp(seconds: Int64(seconds)).day)
            })
        painter.inside(room) { chart.draw(&$0) }
    }

    /// The residual histogram in the chosen bin width, with its sign convention.
    private func drawResiduals(_ painter: inout Painter, _ rect: Rect) {
        guard !rect.isEmpty, let evaluation = snapshot.evaluation,
            snapshot.histograms.indices.contains(state.binWidth)
        else { return }
        let histogram = snapshot.histograms[state.binWidth]
        let width = ForecastWords.number(histogram.width)
        let room = heading(
            &painter, rect,
            painter.glyphs.isUnicode ? "Residuals, prediction − target" : "Residuals, prediction - target",
            "bins of \(width), bias \(evaluation.eval.bias > 0 ? "+" : "")\(NumberText.fixed(evaluation.eval.bias, 2))"
        )
        let bins = histogram.counts.enumerated().map { index, count in
            let lower = Double(histogram.firstBin + index) * histogram.width
            return Histogram.Bin(
                lower: lower, upper: Double(histogram.firstBin + index + 1) * histogram.width, count: count)
        }
        let chart = Histogram(
            bins: bins, unit: ForecastWords.unit(painter.glyphs), negativeLabel: "too low", positiveLabel: "too high")
        painter.inside(room) { chart.draw(&$0) }
    }

    /// RMSE by penalty, with the present one marked.
    private func drawLambda(_ painter: inout Painter, _ rect: Rect) {
        guard !rect.isEmpty, !snapshot.lambdaCurve.isEmpty else { return }
        let room = heading(&painter, rect, "RMSE by lambda", "")
        let points = snapshot.lambdaCurve.filter { $0.lambda > 0 }
        let ticks = points.filter { isPowerOfTen($0.lambda) }.map {
            ChartTick(log10($0.lambda), $0.lambda >= 1000 ? NumberText.si($0.lambda) : ForecastWords.number($0.lambda))
        }
        var chart = LineChart(
            series: [
                .init(
                    name: "training", points: points.map { ChartPoint(log10($0.lambda), $0.trainRMSE) }, role: .series3,
                    mark: .dashes),
                .init(
                    name: "evaluation", points: points.map { ChartPoint(log10($0.lambda), $0.evalRMSE) }, role: .series2
                ),
            ], xAxis: .ticks(ticks))
        if let lambda = snapshot.evaluation?.lambda, lambda > 0 { chart.cursor = log10(lambda) }
        if let best = snapshot.evaluation?.bestBaseline {
            chart.references = [.init(best.metrics.rmse, best.learner.title, role: .muted)]
        }
        painter.inside(room) { chart.draw(&$0) }
    }

    private func isPowerOfTen(_ value: Double) -> Bool {
        let exponent = log10(value)
        return abs(exponent - exponent.rounded()) < 1e-9
    }

    /// The columns that move the prediction most, in the target's unit a unit of the column.
    private func drawCoefficients(_ painter: inout Painter, _ rect: Rect) {
        let ranking = snapshot.evaluation?.ranking ?? []
        guard !rect.isEmpty, !ranking.isEmpty else { return }
        let room = heading(
            &painter, rect, "Strongest columns", ForecastWords.unit(painter.glyphs) + " per sd, per unit")
        let rows = ranking.prefix(max(0, room.height)).map { row in
            BarList.Row(
                label: row.name, value: abs(row.std), text: (row.std > 0 ? "+" : "") + NumberText.fixed(row.std, 2),
                note: (row.raw > 0 ? "+" : "") + NumberText.fixed(row.raw, 3), role: row.std < 0 ? .negative : .positive
            )
        }
        BarList(rows: Array(rows), showsRank: false).draw(&painter, in: room)
    }
}
