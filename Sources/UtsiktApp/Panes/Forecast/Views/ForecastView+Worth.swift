import UtsiktCore
import UtsiktScreen

extension ForecastView {
    /// RMSE beside the four baselines, and the verdict in words; returns the rows used.
    func drawComparison(_ painter: inout Painter, y: Int) -> Int {
        let width = painter.size.width
        guard let evaluation = snapshot.evaluation else {
            let lines = Self.wrap("! " + (snapshot.problem ?? "there is no model yet"), width: width).prefix(6)
            for (row, line) in lines.enumerated() {
                painter.text(line, x: 0, y: y + row, Style(.warning), limit: width)
            }
            return lines.count
        }
        let heading = units.symbol.isEmpty ? "RMSE" : "RMSE, " + units.symbol
        painter.text(heading, x: 0, y: y, Style(.title), limit: width)
        painter.textRight(sample(evaluation, width - 10), maxX: width, y: y, Style(.muted))
        var rows = [
            BarList.Row(
                label: ForecastWords.name(evaluation.settings.learner, width: width), value: evaluation.eval.rmse,
                text: units.error(evaluation.eval.rmse), role: .accent)
        ]
        for baseline in evaluation.baselines {
            rows.append(
                BarList.Row(
                    label: ForecastWords.name(baseline.learner, width: width), value: baseline.metrics.rmse,
                    text: units.error(baseline.metrics.rmse), role: .series2))
        }
        let height = min(rows.count, max(0, painter.size.height - y - 2))
        BarList(rows: rows, showsRank: false, role: .series2).draw(
            &painter, in: Rect(x: 0, y: y + 1, width: width, height: height))
        let used = 1 + height
        return used + drawVerdict(&painter, evaluation, y: y + used)
    }

    /// The verdict, after the first remark; at most four rows.
    private func drawVerdict(_ painter: inout Painter, _ evaluation: Evaluation, y: Int) -> Int {
        let width = painter.size.width
        let room = min(max(0, painter.size.height - y), 4)
        var row = 0
        func draw(_ text: String, _ style: Style, most: Int) {
            for line in Self.wrap(text, width: width).prefix(most) {
                painter.text(line, x: 0, y: y + row, style, limit: width)
                row += 1
            }
        }
        if let remark = remarks.first {
            draw(
                "! " + remark.text, Style(remark.role, remark.role == .bad ? .bold : []), most: max(1, min(2, room - 1))
            )
        }
        draw(mark(painter.glyphs) + evaluation.verdict, Style(verdictRole), most: min(2, max(0, room - row)))
        return row
    }

    /// Something to know besides the figures.
    struct Remark {
        /// In a sentence.
        var text: String
        /// `bad` for what makes the figures worthless.
        var role: Role
    }

    /// Why the newest settings have no model, what makes this one's figures worthless, and what else there is to know.
    var remarks: [Remark] {
        var remarks: [Remark] = []
        if let newest = state.snapshot, newest.evaluation == nil, snapshot.evaluation != nil, !state.isTraining {
            remarks.append(Remark(text: newest.problem ?? "these settings have no model", role: .bad))
        }
        let isLeaking = snapshot.evaluation?.isLeaking ?? false
        for (index, notice) in snapshot.notices.enumerated() {
            remarks.append(Remark(text: notice, role: isLeaking && index == 0 ? .bad : .warning))
        }
        if let notice = snapshot.notice { remarks.append(Remark(text: notice, role: .warning)) }
        return remarks
    }

    /// The sample size in days and the interval by days, as much as there is room for.
    private func sample(_ evaluation: Evaluation, _ room: Int) -> String {
        let days = ForecastWords.days(evaluation.evalDays)
        let short = "on \(days)"
        guard let interval = snapshot.interval else { return short }
        let long = "\(days), 95 % \(units.error(interval.lowerBound, 1)) to \(units.error(interval.upperBound, 1))"
        return TextWidth.of(long) <= room ? long : TextWidth.of(short) <= room ? short : ""
    }

    /// The error and its sample in one line, for the other views: `RMSE 2.15 °C on 14 days (1.6 to 2.6)`.
    var errorLine: String {
        guard let evaluation = snapshot.evaluation else { return snapshot.problem ?? "no model" }
        let interval = snapshot.interval.map {
            ", 95 % \(units.error($0.lowerBound, 1)) to \(units.error($0.upperBound, 1))"
        }
        return "RMSE \(units.fullError(evaluation.eval.rmse)) on \(ForecastWords.days(evaluation.evalDays))"
            + (interval ?? "")
    }

    /// A text broken at blanks, later lines indented under the first one's words.
    static func wrap(_ text: String, width: Int) -> [String] {
        let words = text.split(separator: " ")
        var count = 0
        var used = -1
        while count < words.count, used + 1 + TextWidth.of(words[count]) <= width {
            used += 1 + TextWidth.of(words[count])
            count += 1
        }
        let rest = TextWrap.lines(words.dropFirst(count).joined(separator: " "), width: max(1, width - 2))
        return (count > 0 ? [words.prefix(count).joined(separator: " ")] : []) + rest.map { "  " + $0 }
    }
}
