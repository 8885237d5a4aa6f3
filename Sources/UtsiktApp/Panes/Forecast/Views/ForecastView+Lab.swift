import UtsiktCore
import UtsiktScreen

extension ForecastView {
    /// Number, comparison, settings and charts, arranged by the room there is.
    func drawLab(_ painter: inout Painter) {
        let size = painter.size
        if size.width >= 90, size.height >= 24 {
            drawWide(&painter)
        } else if size.height >= 22 {
            drawTall(&painter)
        } else if size.width >= 74, size.height >= 17 {
            drawCompact(&painter)
        } else {
            let left = min(max(size.width * 45 / 100, 26), size.width >= 90 ? 40 : 34)
            painter.inside(Rect(x: 1, y: 0, width: left - 2, height: size.height)) { drawStack(&$0) }
            painter.inside(Rect(x: left, y: 0, width: size.width - left, height: size.height)) { drawCharts(&$0) }
        }
    }

    /// Number, comparison, settings and facts at the left, all charts at the right.
    private func drawWide(_ painter: inout Painter) {
        let size = painter.size
        let left = min(max(size.width * 30 / 100, 38), 50)
        painter.inside(Rect(x: 1, y: 0, width: left - 3, height: size.height)) { drawStack(&$0) }
        painter.inside(Rect(x: left, y: 0, width: size.width - left, height: size.height)) { drawCharts(&$0) }
    }

    /// Eighty columns: number above the settings, comparison above the charts.
    private func drawCompact(_ painter: inout Painter) {
        let size = painter.size
        let left = 31
        let right = Rect(x: left, y: 0, width: size.width - left, height: size.height)
        painter.inside(Rect(x: 1, y: 0, width: left - 3, height: size.height)) { painter in
            var used = 0
            fading(&painter) { used = drawHeadline(&$0, y: 0, maxScale: 1) }
            let room = Rect(x: 0, y: used + 1, width: painter.size.width, height: painter.size.height - used - 1)
            painter.inside(room) { drawSettings(&$0) }
        }
        painter.inside(right) { painter in
            var used = 0
            fading(&painter) { used = drawComparison(&$0, y: 0) }
            painter.inside(Rect(x: 0, y: used, width: right.width, height: right.height - used)) { drawCharts(&$0) }
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
        let list = height >= 28 ? min(state.rows.count + 1, height - top - 16) : 1
        let gap = height >= 28 ? 1 : 0
        painter.inside(Rect(x: 0, y: top + gap, width: width, height: height - top - list - 2 * gap)) {
            drawCharts(&$0)
        }
        painter.inside(Rect(x: 1, y: height - list, width: width - 2, height: list)) { painter in
            if list > 1 { drawSettings(&painter) } else { drawTuning(&painter) }
        }
    }

    /// The left column: as many blocks as fit, the settings before the facts.
    private func drawStack(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        let list = state.rows.count + 1
        let facts = factLines.count + 1
        // Headline with small digits 6 rows, comparison 8, a free row after each.
        let hasList = height >= 21
        let hasFacts = height >= 16 + list + facts
        let hasLargeDigits = width >= 30 && height >= 18 + list + (hasFacts ? facts + 1 : 0)
        var y = 0
        fading(&painter) { painter in
            y += drawHeadline(&painter, y: y, maxScale: hasLargeDigits ? 2 : 1)
            if height >= 17 { y += 1 }
            y += drawComparison(&painter, y: y)
        }
        guard hasList else {
            if height > y {
                painter.inside(Rect(x: 0, y: height - 1, width: width, height: 1)) { drawTuning(&$0) }
            }
            return
        }
        y += 1
        let room = max(0, height - y)
        painter.inside(Rect(x: 0, y: y, width: width, height: min(list, room))) { drawSettings(&$0) }
        y += min(list, room)
        if hasFacts, height - y > facts {
            painter.inside(Rect(x: 0, y: y + 1, width: width, height: facts)) { painter in
                fading(&painter) { drawFacts(&$0) }
            }
            y += facts + 1
        }
        drawRemarks(&painter, y: y + 1)
    }

    /// The remarks in full, where there is room below everything else and the verdict could not say them all.
    private func drawRemarks(_ painter: inout Painter, y: Int) {
        let width = painter.size.width
        let lines = remarks.flatMap { remark in Self.wrap("! " + remark.text, width: width).map { ($0, remark.role) } }
        guard remarks.count > 1 || lines.count > 2, painter.size.height - y >= 2 else { return }
        for (row, line) in lines.prefix(painter.size.height - y).enumerated() {
            painter.text(line.0, x: 0, y: y + row, Style(line.1), limit: width)
        }
    }

    // MARK: The number

    /// Title, big number and spread; returns the rows used.
    func drawHeadline(_ painter: inout Painter, y: Int, maxScale: Int) -> Int {
        let width = painter.size.width
        painter.text(Self.fitting(titles, width), x: 0, y: y, Style(.title, .bold), limit: width)
        guard let batch = snapshot.batch, let latest = batch.prediction.latest else {
            painter.text("no forecast", x: 0, y: y + 1, Style(.muted), limit: width)
            return 2
        }
        let number = units.text(latest)
        let isBig = units.field == .tempm
        let space = painter.glyphs.isUnicode ? "" : " "
        let text = isBig ? number + space + units.symbol : number
        let rows = BigNumber(text: text, style: Style(.accent, .bold)).draw(
            &painter, x: 0, y: y + 1, maxScale: maxScale)
        if !isBig {
            let used =
                rows == 1 ? TextWidth.of(text) : BigNumber(text: text, style: .plain).size(scale: (rows + 1) / 3).width
            painter.text(units.symbol, x: used + 1, y: y + rows, Style(.accent), limit: max(0, width - used - 1))
        }
        painter.text(Self.fitting(spreads, width), x: 0, y: y + 1 + rows, Style(.text), limit: width)
        let second = batch.actual.map { "measured: \(units.full($0))" } ?? origin(of: batch)
        painter.text(second, x: 0, y: y + 2 + rows, Style(.muted), limit: width)
        return rows + 3
    }

    /// `from 12 records of 15 May`.
    private func origin(of batch: ForecastSnapshot.Batch) -> String {
        let count = batch.prediction.scores.count
        return "from \(count) record\(count == 1 ? "" : "s") of \(ForecastWords.day(batch.day.adding(days: -1)))"
    }

    /// The first of some texts that has room, else the last.
    static func fitting(_ texts: [String], _ width: Int) -> String {
        texts.first { TextWidth.of($0) <= width } ?? texts.last ?? ""
    }

    /// `Noon tomorrow, 31 May`, with the field where it is not the temperature; then shorter ones.
    var titles: [String] {
        guard let batch = snapshot.batch else { return [snapshot.targetPlace] }
        let hour = min(max(snapshot.target?.hour ?? snapshot.settings.targetHour, 0), 23)
        let zone = app.preferences.zone
        let instant = Timestamp(day: batch.day, hour: hour)
        let wall = zone.wall(instant)
        let isNoon = wall.hour == 12 && wall.minute == 0 && zone.offset(at: instant) == 0
        let time = isNoon ? "Noon" : ClockText.minute(wall) + zone.suffix
        var when =
            (isNoon ? "Noon of " : time + ", ") + "\(ForecastWords.weekday(wall.day)) \(ForecastWords.day(wall.day))"
        if let today = snapshot.today {
            if batch.day == today.adding(days: 1) { when = "\(time) tomorrow, \(ForecastWords.day(wall.day))" }
            if batch.day == today { when = "\(time) today, \(ForecastWords.day(wall.day))" }
        }
        return units.field == .tempm ? [when] : [when + ", " + ForecastWords.title(units.field), when]
    }

    /// `11.7 to 15.7, mean 13.6`, then a shorter one.
    var spreads: [String] {
        guard let batch = snapshot.batch?.prediction, let low = batch.min, let high = batch.max, let mean = batch.mean
        else { return [] }
        let range = "\(units.text(low)) to \(units.text(high))"
        return [range + ", mean \(units.text(mean))", range]
    }

    // MARK: Facts

    /// What the picture is made from, as labels and values.
    var factLines: [(String, String)] {
        let facts = snapshot.facts
        let places = snapshot.places.count == 1 ? "1 place" : "\(snapshot.places.count) places"
        var lines = [
            ("records", "\(NumberText.grouped(facts.records)), \(ForecastWords.days(facts.days)), \(places)"),
            ("columns", "\(snapshot.evaluation?.columns.count ?? 0) of \(facts.attributes) attributes"),
            ("missing", "\(ForecastWords.percent(facts.missingShare, 1)) of values"),
        ]
        if let evaluation = snapshot.evaluation {
            lines.append(
                (
                    "bias",
                    units.spaced(units.signed(evaluation.eval.bias)) + " over "
                        + NumberText.grouped(evaluation.evalRows) + " records"
                ))
        }
        if let skill = snapshot.evaluation?.skill, let best = snapshot.evaluation?.bestBaseline {
            lines.append(("skill", "\(ForecastWords.skill(skill)) on \(best.learner.title)"))
        }
        if let rolling = rollingText { lines.append(("rolling", rolling)) }
        return lines
    }

    /// The rolling origin beside the split: `2.60 °C over 31 days`.
    var rollingText: String? {
        guard let rolling = state.details?.rolling, state.details?.settings == snapshot.settings,
            snapshot.settings.split != .rollingOrigin
        else { return nil }
        return "\(units.error(rolling.metrics.rmse)) over \(ForecastWords.days(rolling.days))"
            + (rolling.interval.map { $0.count == 2 ? ", \(units.error($0[0], 1)) to \(units.error($0[1], 1))" : "" }
                ?? "")
    }

    private func drawFacts(_ painter: inout Painter) {
        let width = painter.size.width
        painter.text("Data", x: 0, y: 0, Style(.title), limit: width)
        for (index, line) in factLines.enumerated() {
            painter.text(line.0, x: 2, y: 1 + index, Style(.muted), limit: max(0, width - 2))
            painter.text(line.1, x: 13, y: 1 + index, limit: max(0, width - 13))
        }
    }
}
