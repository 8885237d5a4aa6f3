import UtsiktCore
import UtsiktScreen

/// The forecast itself: every record's prediction by its time, their distribution, and what past forecasts were worth.
struct PredictionView {
    let view: ForecastView

    init(_ view: ForecastView) { self.view = view }

    private var units: TargetUnits { view.units }
    private var track: TrackRecord? {
        view.state.details?.target == view.snapshot.target ? view.state.details?.track : nil
    }

    func draw(_ painter: inout Painter) {
        guard let batch = view.snapshot.batch, !batch.prediction.scores.isEmpty else {
            return view.note(&painter, painter.bounds, view.snapshot.problem ?? "no record waits for its target")
        }
        let (width, height) = (painter.size.width, painter.size.height)
        if view.state.chart == 1 { return drawTrack(&painter, painter.bounds) }
        let hasTrack = view.state.chart == nil && height >= 16 && !(track?.forecasts.isEmpty ?? true)
        let top = hasTrack ? (height * 54 / 100) : height
        if width >= 66, top >= 7 {
            let left = width >= 110 ? 34 : 29
            painter.inside(Rect(x: 0, y: 0, width: left, height: top - (hasTrack ? 1 : 0))) { drawFigures(&$0, batch) }
            drawBatch(
                &painter, Rect(x: left + 2, y: 0, width: width - left - 2, height: top - (hasTrack ? 1 : 0)), batch)
        } else {
            drawBatch(&painter, Rect(x: 0, y: 0, width: width, height: top), batch)
        }
        if hasTrack { drawTrack(&painter, Rect(x: 0, y: top, width: width, height: height - top)) }
    }

    /// The figures, then the distribution where there is room.
    private func drawFigures(_ painter: inout Painter, _ batch: ForecastSnapshot.Batch) {
        let (width, height) = (painter.size.width, painter.size.height)
        let prediction = batch.prediction
        painter.text(ForecastView.fitting(view.titles, width), x: 0, y: 0, Style(.title, .bold), limit: width)
        var lines: [(String, String, Style)] = []
        func add(_ label: String, _ value: Double?, _ style: Style = .plain) {
            if let value { lines.append((label, units.full(value), style)) }
        }
        add("latest", prediction.latest, Style(.accent, .bold))
        add("mean", prediction.mean)
        add("median", prediction.median)
        if let low = prediction.min, let high = prediction.max {
            lines.append(("range", "\(units.text(low)) to \(units.full(high))", .plain))
        }
        if let sd = prediction.sdPop { lines.append(("sd", units.fullError(sd), Style(.muted))) }
        if let part = batch.trainedPart?.mean ?? batch.trainedPartMean {
            lines.append(("\(view.snapshot.settings.trainPercent) % model", units.full(part), Style(.muted)))
        }
        lines.append(("trained on", "\(NumberText.grouped(prediction.trainedRows)) records", Style(.muted)))
        if let actual = batch.actual {
            lines.insert(("measured", units.full(actual), Style(.series1, .bold)), at: 1)
        }
        for (row, line) in lines.prefix(max(0, height - 1)).enumerated() {
            painter.text(line.0, x: 0, y: row + 1, Style(.muted), limit: 12)
            painter.text(line.1, x: 13, y: row + 1, line.2, limit: max(0, width - 13))
        }
        let y = lines.count + 2
        guard height - y >= 4 else { return }
        painter.inside(Rect(x: 0, y: y, width: width - 2, height: min(height - y, 9))) { painter in
            let room = view.heading(&painter, painter.bounds, "Distribution", "\(prediction.scores.count) records")
            let distribution = SmallDistribution(numbers: prediction.scores.map(\.score))
            painter.inside(room) { Distribution(distribution, units, units.field).draw(&$0) }
        }
    }

    /// Each record's prediction by its time: the model of all rows, next to it the one of the training part.
    private func drawBatch(_ painter: inout Painter, _ rect: Rect, _ batch: ForecastSnapshot.Batch) {
        guard !rect.isEmpty else { return }
        let room = view.heading(&painter, rect, "Forecast by time of observation", units.symbol)
        func points(_ prediction: BatchPrediction) -> [ChartPoint] {
            prediction.scores.map { ChartPoint(view.x($0.instant), units.value($0.score)) }
        }
        var series = [LineChart.Series(name: "all rows", points: points(batch.prediction), role: .accent, mark: .line)]
        if let part = batch.trainedPart {
            series.append(
                .init(
                    name: "\(view.snapshot.settings.trainPercent) % of them", points: points(part), role: .series3,
                    mark: .dashes))
        }
        var chart = LineChart(series: series, xAxis: timeAxis)
        if let actual = batch.actual { chart.references.append(.init(units.value(actual), "measured", role: .series1)) }
        if let mean = batch.prediction.mean { chart.references.append(.init(units.value(mean), "mean", role: .muted)) }
        painter.inside(room) { chart.draw(&$0) }
    }

    private var timeAxis: ChartAxis {
        let suffix = view.app.preferences.zone.suffix
        return .steps(ChartAxis.timeSteps.filter { $0 >= 3600 }) { x in
            guard let time = view.time(at: x) else { return "" }
            return time.hour == 0 ? ForecastWords.day(time.day) : ClockText.minute(time) + suffix
        }
    }

    // MARK: The track record

    /// Past forecasts against what came, their error, and the last of them in figures.
    private func drawTrack(_ painter: inout Painter, _ rect: Rect) {
        guard let track, !track.forecasts.isEmpty else {
            return view.note(&painter, rect, "no forecast has met its day yet")
        }
        let worth = worth(track)
        let width = rect.width
        let hasTable = width >= 90 && rect.height >= 7
        let left = hasTable ? width - 42 : width
        let area = Rect(x: rect.x, y: rect.y, width: left, height: rect.height)
        var room = view.heading(
            &painter, area, "Past forecasts, each by its evening's model", TextWidth.of(worth) <= left - 44 ? worth : ""
        )
        if TextWidth.of(worth) > left - 44, room.height >= 5 {
            painter.text(worth, x: room.x, y: room.y, Style(.muted), limit: left)
            room = room.splitTop(1).rest
        }
        func points(_ value: (PastForecast) -> Double?) -> [ChartPoint] {
            track.forecasts.map { ChartPoint(view.x($0.day), value($0).map { units.value($0) }) }
        }
        let chart = LineChart(
            series: [
                .init(name: "measured", points: points(\.actual), role: .series1, mark: .line),
                .init(name: "predicted", points: points { $0.predicted }, role: .accent, mark: .dots),
            ], xAxis: view.dayAxis)
        painter.inside(room) { chart.draw(&$0) }
        if hasTable { drawList(&painter, Rect(x: rect.x + left + 3, y: rect.y, width: 39, height: rect.height), track) }
    }

    /// `RMSE 2.49 °C over 30 evenings, persistence 3.01: 17 % better`.
    private func worth(_ track: TrackRecord) -> String {
        guard let metrics = track.metrics else { return "none has met its day yet" }
        var text = "RMSE \(units.fullError(metrics.rmse)) over \(metrics.n) \(metrics.n == 1 ? "evening" : "evenings")"
        if let persistence = track.persistence, let skill = track.skill {
            text += ", persistence \(units.error(persistence.rmse)): "
            text += skill >= 0 ? "\(ForecastWords.percent(skill)) better" : "\(ForecastWords.percent(-skill)) worse"
        }
        return text
    }

    private func drawList(_ painter: inout Painter, _ rect: Rect, _ track: TrackRecord) {
        let dash = painter.glyphs.isUnicode ? "–" : "-"
        let rows = track.forecasts.reversed().prefix(max(0, rect.height - 2)).map { forecast -> [Table.Item] in
            let error = forecast.error
            return [
                Table.Item(ForecastWords.day(forecast.day)),
                Table.Item(units.text(forecast.predicted)),
                Table.Item(forecast.actual.map { units.text($0) } ?? dash),
                Table.Item(
                    error.map { units.signed($0, 1) } ?? "",
                    Style(error.map { $0 < 0 ? .negative : .positive } ?? .text)),
                Table.Item(forecast.isReconstructed ? "replay" : "live", Style(.muted)),
            ]
        }
        let columns: [Table.Column] = [
            .init("day", minimum: .max), .init("predicted", .right), .init("actual", .right), .init("error", .right),
            .init("kind"),
        ]
        let room = view.heading(&painter, rect, "The latest", units.symbol)
        Table(columns: columns, rows: Array(rows)).draw(&painter, in: room)
    }
}
