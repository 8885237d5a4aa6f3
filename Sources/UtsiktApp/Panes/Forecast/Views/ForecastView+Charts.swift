import UtsiktCore
import UtsiktScreen

extension ForecastView {
    /// The timeline, the residuals and, where there is room, the curve and the coefficients.
    func drawCharts(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        guard snapshot.evaluation != nil || snapshot.batch != nil else { return }
        fading(&painter) { painter in
            if height >= 30, width >= 56 {
                drawThreeRows(&painter)
            } else if height < 9, width < 64 {
                drawTimeline(&painter, painter.bounds)
            } else if height < 18, width >= 64 {
                let left = width * 58 / 100
                drawTimeline(&painter, Rect(x: 0, y: 0, width: left - 1, height: height))
                drawResiduals(&painter, Rect(x: left + 1, y: 0, width: width - left - 1, height: height))
            } else {
                let first = (height + 1) / 2
                let half = width >= 100 && hasCurve ? width * 60 / 100 : width
                drawTimeline(&painter, Rect(x: 0, y: 0, width: width, height: first))
                drawResiduals(
                    &painter, Rect(x: 0, y: first, width: half - (half < width ? 2 : 0), height: height - first))
                drawCurve(&painter, Rect(x: half, y: first, width: width - half, height: height - first))
            }
        }
    }

    private func drawThreeRows(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        let first = height * 38 / 100
        let second = (height - first) / 2
        drawTimeline(&painter, Rect(x: 0, y: 0, width: width, height: first - 1))
        drawResiduals(&painter, Rect(x: 0, y: first, width: width, height: second - 1))
        let y = first + second
        let half = hasCurve ? width / 2 : 0
        drawCurve(&painter, Rect(x: 0, y: y, width: max(0, half - 2), height: height - y))
        drawStrongest(&painter, Rect(x: half, y: y, width: width - half, height: height - y))
    }

    /// What time the forecast is for: `noon`, or the hour.
    var hourName: String {
        let hour = min(max(snapshot.target?.hour ?? snapshot.settings.targetHour, 0), 23)
        return hour == 12 ? "noon" : ClockText.two(hour) + ":00Z"
    }

    /// Predicted against measured over the evaluation days, then the forecast.
    func drawTimeline(_ painter: inout Painter, _ rect: Rect, cursor: Double? = nil) {
        guard !rect.isEmpty else { return }
        let room = heading(&painter, rect, "Next \(hourName) by time of record", units.symbol)
        var measured: [ChartPoint] = []
        var predicted: [ChartPoint] = []
        for prediction in snapshot.evaluation?.predictions ?? [] {
            let x = x(prediction.instant)
            // A gap between distant records is a gap in the line.
            if let last = measured.last, x - last.x > 36 * 3600 {
                measured.append(ChartPoint(last.x + 1, nil))
                predicted.append(ChartPoint(last.x + 1, nil))
            }
            measured.append(ChartPoint(x, units.value(prediction.actual)))
            predicted.append(ChartPoint(x, units.value(prediction.score)))
        }
        var series = [
            LineChart.Series(name: "measured", points: measured, role: .series1, mark: .line),
            LineChart.Series(name: "predicted", points: predicted, role: .series2, mark: .dots),
        ]
        if let batch = snapshot.batch {
            let points = batch.prediction.scores.map { ChartPoint(x($0.instant), units.value($0.score)) }
            series.append(LineChart.Series(name: "forecast", points: points, role: .series3, mark: .line))
        }
        painter.inside(room) { LineChart(series: series, xAxis: dayAxis, cursor: cursor).draw(&$0) }
    }

    /// The chosen residual histogram in the unit shown.
    var histogram: ErrorHistogram? {
        guard let evaluation = snapshot.evaluation, ErrorHistogram.widths.indices.contains(state.binWidth) else {
            return nil
        }
        if units.isPlain, snapshot.histograms.indices.contains(state.binWidth) {
            return snapshot.histograms[state.binWidth]
        }
        return ErrorHistogram(
            evaluation.errors.map { units.difference($0) }, width: ErrorHistogram.widths[state.binWidth])
    }

    /// The residual histogram in the chosen bin width, with its sign convention.
    func drawResiduals(_ painter: inout Painter, _ rect: Rect) {
        guard !rect.isEmpty, let evaluation = snapshot.evaluation, let histogram else { return }
        let minus = painter.glyphs.isUnicode ? "−" : "-"
        let bias = "bias " + units.signed(evaluation.eval.bias)
        let room = heading(
            &painter, rect, "Residuals, prediction \(minus) target",
            "bins of \(units.spaced(ForecastWords.number(histogram.width))), \(bias)")
        let bins = histogram.counts.enumerated().map { index, count in
            let lower = Double(histogram.firstBin + index) * histogram.width
            return Histogram.Bin(
                lower: lower, upper: Double(histogram.firstBin + index + 1) * histogram.width, count: count)
        }
        let chart = Histogram(
            bins: bins, unit: units.symbol, negativeLabel: "too low", positiveLabel: "too high", isSymmetric: true)
        painter.inside(room) { chart.draw(&$0) }
    }

    /// Whether the learner has a curve over its penalty.
    var hasCurve: Bool { !snapshot.lambdaCurve.isEmpty || !snapshot.alphaCurve.isEmpty }

    /// The curve over the penalty, small.
    private func drawCurve(_ painter: inout Painter, _ rect: Rect) {
        guard !rect.isEmpty, hasCurve else { return }
        let curve = CurveView(self)
        let room = heading(&painter, rect, "RMSE by " + curve.penalty, units.symbol)
        painter.inside(room) { curve.chart.draw(&$0) }
    }

    /// The columns that move the prediction most.
    private func drawStrongest(_ painter: inout Painter, _ rect: Rect) {
        guard !rect.isEmpty, !snapshot.ranking.isEmpty else { return }
        let unit = units.symbol.isEmpty ? "per sd" : "\(units.symbol) per sd"
        // The recommended learner corrects what now and the hour say: a warm present may well be corrected downwards.
        let title = snapshot.settings.learner == .corrected ? "Strongest corrections" : "Strongest columns"
        let room = heading(&painter, rect, title, unit)
        painter.inside(room) { CoefficientsView(self).bars(limit: room.height, selected: nil).draw(&$0) }
    }
}
