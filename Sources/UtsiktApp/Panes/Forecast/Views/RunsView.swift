import UtsiktCore
import UtsiktScreen

/// The kept models ranked, and the present one beside one that was pinned.
struct RunsView {
    let view: ForecastView

    init(_ view: ForecastView) { self.view = view }

    private var units: TargetUnits { view.units }

    func draw(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        let runs = view.state.leaderboard
        guard !runs.isEmpty else {
            return view.note(&painter, painter.bounds, "no run is kept yet; every model that is trained becomes one")
        }
        guard let pinned = view.state.pinned, let comparison = comparison(with: pinned) else {
            let rows = min(runs.count + 2, height >= 26 ? height - 14 : height)
            drawBoard(&painter, Rect(x: 0, y: 0, width: width, height: rows), runs)
            if height >= rows + 2 { painter.text(hint, x: 0, y: rows, Style(.muted), limit: width) }
            drawChosen(&painter, Rect(x: 0, y: rows + 2, width: width, height: height - rows - 2), runs)
            return
        }
        if width >= 150, height >= 20 {
            let left = width * 54 / 100
            let rows = min(runs.count + 2, height - 14)
            drawBoard(&painter, Rect(x: 0, y: 0, width: left, height: rows), runs)
            drawChosen(&painter, Rect(x: 0, y: rows + 1, width: left, height: height - rows - 1), runs)
            drawComparison(
                &painter, Rect(x: left + 3, y: 0, width: width - left - 3, height: height), pinned, comparison)
        } else if height >= 14 {
            let top = min(runs.count + 2, max(5, height * 36 / 100))
            drawBoard(&painter, Rect(x: 0, y: 0, width: width, height: top), runs)
            drawComparison(
                &painter, Rect(x: 0, y: top + 1, width: width, height: height - top - 1), pinned, comparison)
        } else {
            drawBoard(&painter, painter.bounds, runs)
        }
    }

    private var hint: String {
        let (recall, pin) = (view.key("forecast.open"), view.key("forecast.pin"))
        return "\(recall) recalls a run's settings, \(pin) pins it as A beside the present model B"
    }

    private func comparison(with pinned: PinnedRun) -> RunComparison? {
        if let snapshot = pinned.snapshot, ErrorHistogram.widths.indices.contains(view.state.binWidth) {
            let width = ErrorHistogram.widths[view.state.binWidth]
            if let comparison = RunComparison(a: snapshot, b: view.snapshot, width: width) { return comparison }
        }
        return view.state.currentRun.map { RunComparison(a: pinned.run, b: $0) }
    }

    // MARK: The leaderboard

    private func drawBoard(_ painter: inout Painter, _ rect: Rect, _ runs: [ForecastRun]) {
        let selected = view.state.runIndex ?? 0
        let room = view.heading(
            &painter, rect, runs.count == 1 ? "1 run" : "\(runs.count) runs", "by \(view.state.ranking.title)")
        let height = max(0, room.height - 1)
        let offset = BarList.offset(
            showing: selected, count: runs.count, height: height, current: selected - height / 2)
        let shown = runs.dropFirst(offset).prefix(height)
        let current = view.state.currentRun
        let items = shown.enumerated().map { line, run in row(run, rank: offset + line + 1, current: current) }
        painter.inside(room) { painter in
            Table(columns: columns, rows: items, selected: selected - offset).draw(&painter)
            for (line, run) in shown.enumerated() {
                painter.hit(
                    Rect(x: 0, y: line + 1, width: room.width, height: 1), action: "forecast.run", item: run.id)
            }
        }
    }

    private var columns: [Table.Column] {
        [
            .init("", .right, minimum: .max, priority: 4), .init("", minimum: 2),
            .init("RMSE", .right, minimum: .max), .init("95 %", minimum: .max, priority: 3),
            .init("days", .right, minimum: .max, priority: 2), .init("skill", .right, minimum: .max, priority: 1),
            .init("settings", minimum: 28), .init("place", minimum: 3, maximum: 12, priority: 6),
            .init("date", minimum: .max, priority: 5), .init("rolling", .right, minimum: .max, priority: 7),
        ]
    }

    /// A line of the board; the error of a run on other data than the present model's is muted and in brackets.
    private func row(_ run: ForecastRun, rank: Int, current: ForecastRun?) -> [Table.Item] {
        let units = TargetUnits(run.settings.targetField, view.app.preferences.temperature, view.app.glyphs)
        let marks = (run.id == view.state.pinned?.run.id ? "A" : "") + (run.id == current?.id ? "B" : "")
        let isComparable = current.map { run.isOfSameData(as: $0) } ?? true
        let error = units.fullError(run.rmse)
        let interval = run.interval.flatMap {
            $0.count == 2 ? "\(units.error($0[0], 1)) to \(units.error($0[1], 1))" : nil
        }
        let when = run.at.map { view.day(of: $0) } ?? run.worldDay.flatMap { CivilDay($0) }
        return [
            Table.Item("\(rank)", Style(.muted)), Table.Item(marks, Style(.accent, .bold)),
            isComparable
                ? Table.Item(error, run.isLeaking ? Style(.bad) : .plain) : Table.Item("(\(error))", Style(.muted)),
            Table.Item(interval ?? "", Style(.muted)), Table.Item("\(run.evalDays)", Style(.muted)),
            Table.Item(
                run.isLeaking ? "leaks!" : run.skill.map { ForecastWords.skill($0) } ?? "",
                Style(run.isLeaking ? .bad : (run.skill ?? 0) < 0 ? .warning : .good)),
            Table.Item(run.words), Table.Item(run.place, Style(.muted)),
            Table.Item(when.map { ForecastWords.day($0) } ?? "", Style(.muted)),
            Table.Item(run.rollingRMSE.map { units.error($0) } ?? "", Style(.muted)),
        ]
    }

    /// Everything about the chosen run, where there is room below the board.
    private func drawChosen(_ painter: inout Painter, _ rect: Rect, _ runs: [ForecastRun]) {
        guard rect.height >= 5, !runs.isEmpty else { return }
        let run = runs[min(view.state.runIndex ?? 0, runs.count - 1)]
        let units = TargetUnits(run.settings.targetField, view.app.preferences.temperature, view.app.glyphs)
        let room = view.heading(&painter, rect, "The chosen run", run.id)
        let interval = run.interval.flatMap {
            $0.count == 2 ? ", 95 % \(units.error($0[0])) to \(units.error($0[1]))" : nil
        }
        var lines = [
            ("settings", run.words),
            (
                "target",
                "\(ForecastWords.title(run.settings.targetField)) of \(run.place) at "
                    + ForecastSetting.hour.value(run.settings, nil)
            ),
            ("RMSE", "\(units.fullError(run.rmse)) on \(ForecastWords.days(run.evalDays))" + (interval ?? "")),
            ("training", "\(units.fullError(run.trainRMSE)) on \(NumberText.grouped(run.trainRows)) records"),
            ("bias", units.spaced(units.signed(run.bias)) + " over \(NumberText.grouped(run.evalRows)) records"),
        ]
        if let skill = run.skill, let best = run.bestBaseline, let rmse = run.bestBaselineRMSE {
            lines.append(("skill", "\(ForecastWords.skill(skill)) on \(best.title), \(units.fullError(rmse))"))
        }
        if let rolling = run.rollingRMSE { lines.append(("rolling", units.fullError(rolling))) }
        lines.append(("columns", "\(run.columns)" + (run.lambda.map { ", lambda \(ForecastWords.number($0))" } ?? "")))
        let days = run.worldDay.map { ", world of \($0)" } ?? ""
        lines.append(("data", "\(NumberText.grouped(run.records)) records, \(ForecastWords.days(run.days))" + days))
        if let current = view.state.currentRun, !run.isOfSameData(as: current) {
            lines.append(("note", "judged on other data than the present model: their errors cannot be compared"))
        }
        if run.isLeaking { lines.append(("split", "leaks: a day lies on both sides, so its error means nothing")) }
        for (row, line) in lines.prefix(room.height).enumerated() {
            painter.text(line.0, x: room.x + 2, y: room.y + row, Style(.muted), limit: 10)
            let style = line.0 == "split" ? Style(.bad) : .plain
            painter.text(line.1, x: room.x + 13, y: room.y + row, style, limit: max(0, room.width - 13))
        }
    }

    // MARK: A beside B

    private func drawComparison(
        _ painter: inout Painter, _ rect: Rect, _ pinned: PinnedRun, _ comparison: RunComparison
    ) {
        painter.inside(rect) { painter in
            let (width, height) = (painter.size.width, painter.size.height)
            let days = view.snapshot.facts.days
            painter.text("A  " + pinned.run.words, x: 0, y: 0, Style(.series1), limit: width)
            painter.text("B  " + view.snapshot.settings.words(days: days), x: 0, y: 1, Style(.series2), limit: width)
            let figures = "RMSE A \(units.error(comparison.rmse.a)), B \(units.fullError(comparison.rmse.b)): "
            let better = comparison.isComparable ? comparison.rmse.b <= comparison.rmse.a : nil
            let sign = better.map { $0 ? (painter.glyphs.isUnicode ? "✓ " : "+ ") : "! " } ?? "! "
            painter.text(
                sign + figures + comparison.verdict, x: 0, y: 2, Style(better == true ? .good : .warning), limit: width)
            let room = Rect(x: 0, y: 4, width: width, height: max(0, height - 4))
            if width >= 70, room.height < 24 {
                let half = width * 55 / 100
                drawMirror(&painter, Rect(x: 0, y: room.y, width: half - 2, height: room.height), comparison)
                drawChanges(
                    &painter, Rect(x: half + 1, y: room.y, width: width - half - 1, height: room.height), comparison)
            } else {
                let top = room.height * 55 / 100
                drawMirror(&painter, Rect(x: 0, y: room.y, width: width, height: top), comparison)
                drawChanges(
                    &painter, Rect(x: 0, y: room.y + top + 1, width: width, height: room.height - top - 1), comparison)
            }
        }
    }

    private func drawMirror(_ painter: inout Painter, _ rect: Rect, _ comparison: RunComparison) {
        guard !rect.isEmpty else { return }
        let minus = painter.glyphs.isUnicode ? "−" : "-"
        let room = view.heading(
            &painter, rect, "Residuals, prediction \(minus) target",
            "bins of \(units.spaced(ForecastWords.number(units.difference(comparison.width))))")
        let bins = comparison.bins.map {
            MirroredHistogram.Bin(
                lower: units.difference($0.lower), upper: units.difference($0.lower + comparison.width), first: $0.a,
                second: $0.b)
        }
        let chart = MirroredHistogram(bins: bins, firstName: "A", secondName: "B", unit: units.symbol)
        painter.inside(room) { chart.draw(&$0) }
    }

    private func drawChanges(_ painter: inout Painter, _ rect: Rect, _ comparison: RunComparison) {
        guard !rect.isEmpty else { return }
        let unit = units.symbol.isEmpty ? "for one sd" : "\(units.symbol) for one sd"
        let room = view.heading(&painter, rect, "Coefficients, from A to B", unit)
        let changed = comparison.coefficients.filter { $0.change != 0 }
        guard !changed.isEmpty else { return view.note(&painter, room, "no coefficient differs") }
        let dash = painter.glyphs.isUnicode ? "–" : "-"
        let arrow = painter.glyphs.isUnicode ? "→" : ">"
        let rows = changed.prefix(room.height).map { change in
            DivergingBars.Row(
                label: change.name, value: units.difference(change.change), text: units.signed(change.change),
                note:
                    "\(change.a.map { units.signed($0) } ?? dash) \(arrow) \(change.b.map { units.signed($0) } ?? dash)"
            )
        }
        painter.inside(room) { DivergingBars(rows: Array(rows)).draw(&$0) }
    }
}

extension ForecastRun.Order {
    /// As the caption names it.
    var title: String {
        switch self {
        case .rmse: "RMSE"
        case .skill: "skill"
        case .date: "date"
        }
    }
}

extension ForecastPaneState {
    /// The place of the chosen run in the leaderboard; nil when it is not in it.
    var runIndex: Int? { run.flatMap { id in leaderboard.firstIndex { $0.id == id } } }
}
