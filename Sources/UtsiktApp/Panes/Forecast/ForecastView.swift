import UtsiktCore
import UtsiktScreen

/// The forecast pane's picture of one snapshot, block by block.
struct ForecastView {
    let state: ForecastPaneState
    let snapshot: ForecastSnapshot
    let isFocused: Bool

    /// Number, comparison, settings and charts, arranged by the room there is.
    func drawColumns(_ painter: inout Painter) {
        let size = painter.size
        if size.width >= 90, size.height >= 14 {
            let left = min(max(size.width * 30 / 100, 34), 46)
            painter.inside(Rect(x: 1, y: 0, width: left - 2, height: size.height)) { drawStack(&$0) }
            painter.inside(Rect(x: left, y: 0, width: size.width - left, height: size.height)) { drawCharts(&$0) }
        } else if size.height >= 22 {
            drawTall(&painter)
        } else {
            let left = min(max(size.width * 45 / 100, 26), 34)
            painter.inside(Rect(x: 1, y: 0, width: left - 2, height: size.height)) { drawStack(&$0) }
            painter.inside(Rect(x: left, y: 0, width: size.width - left, height: size.height)) { drawCharts(&$0) }
        }
    }

    /// The narrow and tall form: number beside comparison, charts below, settings at the bottom.
    private func drawTall(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        let top = height >= 28 ? 8 : 7
        let half = min(max(width * 42 / 100, 22), 34)
        painter.inside(Rect(x: 1, y: 0, width: half - 2, height: top)) { painter in
            fading(&painter) { _ = drawHeadline(&$0, y: 0, maxScale: 1) }
        }
        painter.inside(Rect(x: half, y: 0, width: width - half, height: top)) { painter in
            fading(&painter) { _ = drawComparison(&$0, y: 0) }
        }
        let list = height >= 28 ? state.rows.count + 1 : 1
        let gap = height >= 28 ? 1 : 0
        painter.inside(Rect(x: 0, y: top + gap, width: width, height: height - top - list - 2 * gap)) {
            drawCharts(&$0)
        }
        painter.inside(Rect(x: 1, y: height - list, width: width - 2, height: list)) { painter in
            if list > 1 { drawSettings(&painter, y: 0) } else { drawChosenSetting(&painter, y: 0) }
        }
    }

    /// The left column: as many blocks as fit, the settings before the facts.
    private func drawStack(_ painter: inout Painter) {
        let height = painter.size.height
        let list = state.rows.count + 1
        let facts = factLines.count + 1
        // Headline with small digits 6 rows, comparison 8, a free row after each.
        let hasList = height >= 15 + list
        let hasFacts = height >= 16 + list + facts
        let hasLargeDigits = painter.size.width >= 26 && height >= 18 + list + (hasFacts ? facts + 1 : 0)
        var y = 0
        fading(&painter) { painter in
            y += drawHeadline(&painter, y: y, maxScale: hasLargeDigits ? 2 : 1)
            if height >= 17 { y += 1 }
            y += drawComparison(&painter, y: y)
        }
        guard hasList else {
            if height > y { drawChosenSetting(&painter, y: height - 1) }
            return
        }
        y += 1
        drawSettings(&painter, y: y)
        y += list
        if hasFacts { drawFacts(&painter, y: y + 1) }
    }

    /// Draws and then dims, when what is drawn is older than the settings.
    func fading(_ painter: inout Painter, _ body: (inout Painter) -> Void) {
        body(&painter)
        if state.isStale { painter.restyle(painter.bounds) { $0.attributes.insert(.dim) } }
    }

    // MARK: The number

    /// Title, big number and spread; returns the rows used.
    private func drawHeadline(_ painter: inout Painter, y: Int, maxScale: Int) -> Int {
        let width = painter.size.width
        painter.text(title, x: 0, y: y, Style(.title, .bold), limit: width)
        guard let batch = snapshot.batch, let latest = batch.prediction.latest else {
            painter.text("no forecast", x: 0, y: y + 1, Style(.muted), limit: width)
            return 2
        }
        let number = BigNumber(
            text: ForecastWords.degrees(latest) + (painter.glyphs.isUnicode ? "°C" : " C"), style: Style(.accent, .bold)
        )
        let rows = number.draw(&painter, x: 0, y: y + 1, maxScale: maxScale)
        painter.text(spread, x: 0, y: y + 1 + rows, Style(.text), limit: width)
        let origin = "from \(batch.prediction.scores.count) records of \(ForecastWords.day(batch.day.adding(days: -1)))"
        let second = batch.actual.map { "measured: \(ForecastWords.degrees($0))" } ?? origin
        painter.text(second, x: 0, y: y + 2 + rows, Style(.muted), limit: width)
        return rows + 3
    }

    /// `Noon tomorrow in JFK, 31 May`.
    var title: String {
        guard let batch = snapshot.batch else { return snapshot.targetPlace }
        var when = "Noon of \(ForecastWords.weekday(batch.day)) \(ForecastWords.day(batch.day))"
        if let today = snapshot.today {
            if batch.day == today.adding(days: 1) { when = "Noon tomorrow, \(ForecastWords.day(batch.day))" }
            if batch.day == today { when = "Noon today, \(ForecastWords.day(batch.day))" }
        }
        return when
    }

    /// `11.7 … 15.7, mean 13.6`.
    var spread: String {
        guard let batch = snapshot.batch?.prediction, let low = batch.min, let high = batch.max, let mean = batch.mean
        else { return "" }
        return "\(ForecastWords.degrees(low)) to \(ForecastWords.degrees(high)), mean \(ForecastWords.degrees(mean))"
    }

    // MARK: What it is worth

    /// RMSE beside the baselines, and the verdict in words; returns the rows used.
    private func drawComparison(_ painter: inout Painter, y: Int) -> Int {
        let width = painter.size.width
        guard let evaluation = snapshot.evaluation else {
            painter.text(snapshot.problem ?? "", x: 0, y: y, Style(.warning), limit: width)
            return 1
        }
        painter.text("RMSE, " + ForecastWords.unit(painter.glyphs), x: 0, y: y, Style(.title), limit: width)
        painter.textRight(sample(evaluation, width - 10), maxX: width, y: y, Style(.muted))
        var rows = [
            BarList.Row(
                label: ForecastWords.name(evaluation.settings.learner, width: width), value: evaluation.eval.rmse,
                text: NumberText.fixed(evaluation.eval.rmse, 2), role: .accent)
        ]
        for baseline in evaluation.baselines {
            rows.append(
                BarList.Row(
                    label: ForecastWords.name(baseline.learner, width: width), value: baseline.metrics.rmse,
                    text: NumberText.fixed(baseline.metrics.rmse, 2), role: .series2))
        }
        let height = min(rows.count, max(0, painter.size.height - y - 2))
        BarList(rows: rows, showsRank: false, role: .series2).draw(
            &painter, in: Rect(x: 0, y: y + 1, width: width, height: height))
        let used = 1 + height
        let verdict = drawVerdict(&painter, evaluation, y: y + used)
        return used + verdict
    }

    private func drawVerdict(_ painter: inout Painter, _ evaluation: Evaluation, y: Int) -> Int {
        let width = painter.size.width
        let lines = wrap(mark(painter.glyphs) + evaluation.verdict, width: width)
        let style = Style(evaluation.isWorseThanPersistence ? .warning : .good)
        for (row, line) in lines.prefix(2).enumerated() { painter.text(line, x: 0, y: y + row, style, limit: width) }
        return min(lines.count, 2)
    }

    /// The sign before the verdict: never colour alone.
    func mark(_ glyphs: GlyphSet) -> String {
        guard let evaluation = snapshot.evaluation else { return "" }
        if evaluation.isWorseThanPersistence { return "! " }
        return glyphs.isUnicode ? "✓ " : "+ "
    }

    private func sample(_ evaluation: Evaluation, _ room: Int) -> String {
        let days = evaluation.evalDays == 1 ? "1 day" : "\(evaluation.evalDays) days"
        let short = "on \(days)"
        guard let interval = snapshot.interval else { return short }
        let long =
            "\(days), 95 % \(NumberText.fixed(interval.lowerBound, 1)) to \(NumberText.fixed(interval.upperBound, 1))"
        return TextWidth.of(long) <= room ? long : TextWidth.of(short) <= room ? short : ""
    }

    // MARK: Settings and facts

    /// The settings list with the chosen row.
    private func drawSettings(_ painter: inout Painter, y: Int) {
        let width = painter.size.width
        painter.text("Settings", x: 0, y: y, Style(.title), limit: width)
        if state.isTraining {
            painter.textRight(ForecastWords.training(painter.glyphs), maxX: width, y: y, Style(.info))
        }
        for (index, setting) in state.rows.enumerated() {
            drawSetting(&painter, setting, y: y + 1 + index)
        }
    }

    private func drawSetting(_ painter: inout Painter, _ setting: ForecastSetting, y: Int) {
        let width = painter.size.width
        let isChosen = setting == state.chosen
        let isUnicode = painter.glyphs.isUnicode
        if isChosen { painter.text(isUnicode ? "▸" : ">", x: 0, y: y, Style(.selection, .bold)) }
        painter.text(setting.label, x: 2, y: y, isChosen ? Style(.selection, .bold) : Style(.muted), limit: width - 2)
        let value = text(of: setting, painter.glyphs)
        let role: Role = setting == .split && state.settings.split == .random ? .bad : isChosen ? .selection : .text
        painter.text(value, x: 12, y: y, Style(role, isChosen ? .bold : []), limit: max(0, width - 12))
        if isFocused, width >= 34 {
            painter.textRight(setting.key, maxX: width, y: y, Style(.key))
        }
        painter.hit(Rect(x: 0, y: y, width: width, height: 1), action: "forecast.select", item: setting.rawValue)
    }

    private func text(of setting: ForecastSetting, _ glyphs: GlyphSet) -> String {
        let text = setting.value(state.settings, state.snapshot)
        return glyphs.isUnicode || !text.hasPrefix("±") ? text : "+/-" + text.dropFirst()
    }

    /// Where there is no room for the list: the chosen row alone, between arrows.
    private func drawChosenSetting(_ painter: inout Painter, y: Int) {
        let setting = state.chosen
        let isUnicode = painter.glyphs.isUnicode
        let arrow = isUnicode ? "▸ " : "> "
        var x = painter.text(arrow, x: 0, y: y, Style(.selection, .bold), limit: painter.size.width)
        x += painter.text(setting.label + " ", x: x, y: y, Style(.muted), limit: max(0, painter.size.width - x))
        let value = text(of: setting, painter.glyphs)
        x += painter.text(value, x: x, y: y, Style(.selection, .bold), limit: max(0, painter.size.width - x))
        let others = state.rows.filter { $0 != setting && $0 != .target && $0 != .clip }
            .map { text(of: $0, painter.glyphs) }.joined(separator: ", ")
        if painter.size.width - x > 12 {
            painter.text(others, x: x + 3, y: y, Style(.muted), limit: painter.size.width - x - 3)
        }
    }

    private var factLines: [(String, String)] {
        let facts = snapshot.facts
        var lines = [
            ("records", "\(NumberText.grouped(facts.records)), \(snapshot.places.count) places"),
            ("columns", "\(snapshot.evaluation?.columns.count ?? 0) of \(facts.attributes) attributes"),
            ("missing", "\(NumberText.fixed(facts.missingShare * 100, 1)) % of values"),
        ]
        if let evaluation = snapshot.evaluation {
            let bias = evaluation.eval.bias
            lines.append(
                (
                    "bias",
                    (bias > 0 ? "+" : "") + NumberText.fixed(bias, 2) + " over "
                        + NumberText.grouped(evaluation.evalRows)
                ))
        }
        return lines
    }

    private func drawFacts(_ painter: inout Painter, y: Int) {
        let width = painter.size.width
        painter.text("Data", x: 0, y: y, Style(.title), limit: width)
        for (index, line) in factLines.enumerated() {
            painter.text(line.0, x: 2, y: y + 1 + index, Style(.muted), limit: max(0, width - 2))
            painter.text(line.1, x: 12, y: y + 1 + index, limit: max(0, width - 12))
        }
    }

    // MARK: Small forms

    /// The number, its spread and what it is worth: as bars from nine rows on, else in words.
    func drawLines(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        fading(&painter) { painter in
            let unit = (painter.glyphs.isUnicode ? "" : " ") + ForecastWords.unit(painter.glyphs)
            var x = 0
            if let headline = snapshot.headline {
                let number = ForecastWords.degrees(headline) + unit
                x = painter.text(number, x: 0, y: 0, Style(.accent, .bold), limit: width) + 2
            }
            painter.text(title, x: x, y: 0, Style(.title), limit: max(0, width - x))
            if height >= 9, width >= 24, snapshot.evaluation != nil {
                if height >= 10 { painter.text(spread, x: 0, y: 1, Style(.muted), limit: width) }
                _ = drawComparison(&painter, y: height >= 10 ? 2 : 1)
            } else {
                drawWords(&painter)
            }
        }
        if height >= 6 { drawChosenSetting(&painter, y: height - 1) }
    }

    /// Spread, errors and verdict in words below the number, then the course of the forecast where there is room.
    private func drawWords(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        var lines: [(String, Style)] = []
        if height >= 4 { lines.append((spread, Style(.muted))) }
        if let evaluation = snapshot.evaluation {
            let style = Style(evaluation.isWorseThanPersistence ? .warning : .good)
            lines += rmseLines(evaluation, width).prefix(height >= 6 ? 2 : 1).map { ($0, Style(.text)) }
            let verdict = wrap(mark(painter.glyphs) + evaluation.verdict, width: width)
            lines += verdict.prefix(height >= 6 ? 2 : 1).map { ($0, style) }
        } else if let problem = snapshot.problem {
            lines.append((problem, Style(.warning)))
        }
        for (row, line) in lines.prefix(height - 1).enumerated() {
            painter.text(line.0, x: 0, y: row + 1, line.1, limit: width)
        }
        let used = lines.count + 1
        guard height - used - 1 >= 1, let batch = snapshot.batch?.prediction, let low = batch.min, let high = batch.max
        else { return }
        Sparkline(batch.scores.map(\.score), range: (low - 0.5)...(max(high, low) + 0.1), role: .series3).draw(
            &painter, in: Rect(x: 0, y: used, width: width, height: min(height - used - 1, 2)))
    }

    private func rmseLines(_ evaluation: Evaluation, _ width: Int) -> [String] {
        let own = "RMSE " + NumberText.fixed(evaluation.eval.rmse, 2)
        let short = ["mean", "now", "noon", "+hour"]
        let rest = zip(short, evaluation.baselines).map { "\($0) \(NumberText.fixed($1.metrics.rmse, 1))" }
            .joined(separator: ", ")
        let long = own + "; " + rest
        if TextWidth.of(long) <= width { return [long] }
        return TextWidth.of(rest) <= width ? [own, rest] : [own]
    }

    /// One line, or what of it there is room for; the number first.
    func drawLine(_ painter: inout Painter) {
        let width = painter.size.width
        fading(&painter) { painter in
            let degrees = snapshot.headline.map { ForecastWords.degrees($0) } ?? "?"
            let number = degrees + (painter.glyphs.isUnicode ? "°" : "C")
            var x = painter.text(
                TextWidth.of(number) <= width ? number : degrees, x: 0, y: 0, Style(.accent, .bold), limit: width)
            guard let evaluation = snapshot.evaluation, width - x > 10 else { return }
            x += 2
            x += painter.text(
                "RMSE " + NumberText.fixed(evaluation.eval.rmse, 1), x: x, y: 0, Style(.text), limit: width - x)
            if width - x > 8 {
                let style = Style(evaluation.isWorseThanPersistence ? .warning : .good)
                painter.text(mark(painter.glyphs) + evaluation.verdict, x: x + 2, y: 0, style, limit: width - x - 2)
            }
        }
    }

    /// A text broken at spaces into lines of at most so many columns.
    private func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, TextWidth.of(last) + 1 + TextWidth.of(word) <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append((lines.isEmpty ? "" : "  ") + word)
            }
        }
        return lines
    }
}
