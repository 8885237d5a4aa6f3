import UtsiktCore
import UtsiktScreen

/// The small forms: some lines, one line, one number.
extension ForecastView {
    /// The number, its spread and what it is worth: as bars from nine rows on, else in words.
    func drawLines(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        fading(&painter) { painter in
            var x = 0
            if let headline = snapshot.headline {
                x = painter.text(glued(headline), x: 0, y: 0, Style(.accent, .bold), limit: width) + 2
            }
            painter.text(Self.fitting(titles, width - x), x: x, y: 0, Style(.title), limit: max(0, width - x))
            if height >= 9, width >= 24, snapshot.evaluation != nil {
                if height >= 10 { painter.text(Self.fitting(spreads, width), x: 0, y: 1, Style(.muted), limit: width) }
                _ = drawComparison(&painter, y: height >= 10 ? 2 : 1)
            } else {
                drawWords(&painter)
            }
        }
        if height >= 6 { painter.inside(Rect(x: 0, y: height - 1, width: width, height: 1)) { drawTuning(&$0) } }
    }

    /// A value with its unit, without a blank before a degree sign.
    private func glued(_ value: Double) -> String {
        units.symbol.hasPrefix("°") ? units.text(value) + units.symbol : units.full(value)
    }

    /// Spread, errors and verdict in words below the number, then the course of the forecast where there is room.
    private func drawWords(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        var lines: [(String, Style)] = []
        if height >= 4, !spreads.isEmpty { lines.append((Self.fitting(spreads, width), Style(.muted))) }
        if let evaluation = snapshot.evaluation {
            lines += rmseLines(evaluation, width).prefix(height >= 6 ? 2 : 1).map { ($0, Style(.text)) }
            let remark = remarks.first
            let verdict = remark.map { "! " + $0.text } ?? mark(painter.glyphs) + evaluation.verdict
            let style = Style(remark?.role ?? verdictRole)
            lines += Self.wrap(verdict, width: width).prefix(height >= 6 ? 2 : 1).map { ($0, style) }
        } else if let problem = snapshot.problem {
            lines += Self.wrap("! " + problem, width: width).map { ($0, Style(.warning)) }
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
        let own = "RMSE " + units.error(evaluation.eval.rmse)
        let short = ["mean", "now", "noon", "usual"]
        let rest = zip(short, evaluation.baselines).map { "\($0) \(units.error($1.metrics.rmse, 1))" }
            .joined(separator: ", ")
        let long = own + "; " + rest
        if TextWidth.of(long) <= width { return [long] }
        return TextWidth.of(rest) <= width ? [own, rest] : [own]
    }

    /// One line, or what of it there is room for; the number first.
    func drawLine(_ painter: inout Painter) {
        let width = painter.size.width
        fading(&painter) { painter in
            let facts = lineFacts(painter.glyphs)
            guard let first = facts.first else { return }
            let number = TextWidth.of(first.text) <= width ? first.text : first.short
            var x = painter.text(number, x: 0, y: 0, Style(.accent, .bold), limit: width)
            for fact in facts.dropFirst() {
                guard width - x > 8 else { break }
                x += 2 + painter.text(fact.text, x: x + 2, y: 0, Style(fact.role), limit: width - x - 2)
            }
        }
    }

    private struct Fact {
        var text: String
        var short: String
        var role: Role = .text

        init(_ text: String, short: String? = nil, _ role: Role = .text) {
            self.text = text
            self.short = short ?? text
            self.role = role
        }
    }

    /// What the view says in one line, the one number first.
    private func lineFacts(_ glyphs: GlyphSet) -> [Fact] {
        let evaluation = snapshot.evaluation
        let rmse = evaluation.map { "RMSE " + units.error($0.eval.rmse, 1) }
        let remark = remarks.first.map { Fact("! " + $0.text, $0.role) }
        let verdict = remark ?? evaluation.map { Fact(mark(glyphs) + $0.verdict, verdictRole) }
        switch state.view {
        case .lab, .prediction:
            let degrees = snapshot.headline.map { units.text($0) } ?? "?"
            let sign = units.symbol.first == "°" ? "°" : units.symbol.isEmpty ? "" : units.symbol
            return [Fact(degrees + sign, short: degrees)] + (rmse.map { [Fact($0)] } ?? [])
                + (verdict.map { [$0] } ?? [])
        case .residuals:
            guard let eval = evaluation?.eval else { return [Fact("no model", short: "?")] }
            return [
                Fact("bias " + units.spaced(units.signed(eval.bias)), short: units.signed(eval.bias, 1)),
                Fact("\(eval.under) too low, \(eval.over) too high"), Fact(rmse ?? ""),
            ]
        case .coefficients:
            guard let first = snapshot.ranking.first else { return [Fact("no model", short: "?")] }
            return [
                Fact(
                    first.name + " " + units.spaced(units.signed(first.std)) + " per sd",
                    short: units.signed(first.std, 1)),
                Fact("strongest of \(snapshot.ranking.count) columns", .muted),
            ]
        case .curve:
            guard let evaluation else { return [Fact("no model", short: "?")] }
            let setting = state.penaltyRow
            return [
                Fact(rmse ?? "", short: units.error(evaluation.eval.rmse, 1)),
                Fact("at \(setting.label) " + setting.value(state.settings, state.snapshot)),
            ]
        case .report:
            guard let report = state.report else { return [Fact("no report yet", short: "?")] }
            return [
                Fact("\(report.attributes.count) attributes", short: "\(report.attributes.count)"),
                Fact(ForecastWords.percent(snapshot.facts.missingShare, 1) + " missing", .muted),
            ]
        case .runs:
            let best = state.leaderboard.first
            return [Fact(state.runs.count == 1 ? "1 run" : "\(state.runs.count) runs", short: "\(state.runs.count)")]
                + (best.map { [Fact("best " + units.fullError($0.rmse)), Fact($0.words, .muted)] } ?? [])
        }
    }
}

extension ForecastPaneState {
    /// The row that the penalty keys move.
    var penaltyRow: ForecastSetting {
        switch settings.learner {
        case .elasticNet: .alpha
        case .sgd: .amount
        default: .lambda
        }
    }
}
