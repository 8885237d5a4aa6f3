import UtsiktCore
import UtsiktScreen

/// One source's part of the fetch pane.
struct SourceView {
    let source: SourceProgress
    let snapshot: FetchSnapshot
    let words: FetchWords

    /// Draws the block as planned.
    func draw(_ painter: inout Painter, _ plan: FetchPlan) {
        let level = plan.level
        var y = 0
        func row(_ body: (inout Painter) -> Void) {
            painter.inside(Rect(x: 0, y: y, width: painter.size.width, height: 1), body)
            y += 1
        }
        if level == .brief {
            row(drawLine)
            row(drawBriefFacts)
            return
        }
        row(drawTitle)
        row { drawBar(&$0, from: 0) }
        row(drawCounts)
        if level == .short {
            if let gauge = tightest { row { draw(gauge, &$0, labelWidth: gaugeLabelWidth($0.size.width)) } }
            return
        }
        row(drawThroughput)
        for gauge in source.budgets { row { draw(gauge, &$0, labelWidth: gaugeLabelWidth($0.size.width)) } }
        row(drawCurrent)
        if level == .rich {
            let rect = Rect(x: 0, y: y, width: painter.size.width, height: plan.historyRows)
            painter.inside(rect, drawHistory)
        }
    }

    /// The whole source on one line: title, bar, percentage, counts.
    func drawLine(_ painter: inout Painter) {
        let width = painter.size.width
        let titleWidth = min(TextWidth.of(source.title), max(6, width * 2 / 5))
        painter.text(source.title, x: 0, y: 0, Style(.title), limit: titleWidth)
        let text =
            "\(FetchWords.percent(source.doneFraction)) \(NumberText.grouped(source.done))/\(NumberText.grouped(source.total))"
        let textWidth = TextWidth.of(text)
        painter.textRight(text, maxX: width, y: 0)
        let room = width - titleWidth - textWidth - 2
        guard room >= 4 else { return }
        painter.inside(Rect(x: titleWidth + 1, y: 0, width: room, height: 1)) { drawBar(&$0) }
    }

    private func drawTitle(_ painter: inout Painter) {
        let width = painter.size.width
        let (text, style) = status
        let room = width - TextWidth.of(text) - 2
        painter.text(source.title, x: 0, y: 0, Style(.title, .bold), limit: max(8, room))
        if room >= 8 { painter.textRight(text, maxX: width, y: 0, style) }
    }

    /// What the source does now.
    private var status: (String, Style) {
        if let pause = source.pause {
            return (Self.words(pause, at: snapshot.phase == .running ? snapshot.at : nil), Style(.bad))
        }
        if let until = source.waitingUntil, snapshot.phase == .running {
            let left = FetchWords.span(until.seconds(since: snapshot.at))
            return source.isExhausted
                ? ("budget used up, next call in \(left)", Style(.warning)) : ("next call in \(left)", Style(.muted))
        }
        if source.total > 0, source.pending == 0 {
            return source.setAside == 0
                ? ((words.glyphs.hasBlocks ? "✓ " : "") + "done", Style(.good))
                : ("done, except what failed", Style(.warning))
        }
        if snapshot.phase == .running, !source.current.isEmpty { return ("fetching", Style(.good)) }
        return source.total == 0 ? ("nothing to fetch", Style(.muted)) : ("", Style(.muted))
    }

    /// Why the source is not asked, and for how long while somebody fetches.
    private static func words(_ pause: SourcePause, at now: Timestamp?) -> String {
        let cause =
            switch pause.cause {
            case .token: "token refused"
            case .credits: "no credits left"
            case .cap: "cap used up"
            case .refusals: "everything is refused"
            case .money: pause.until == nil ? "no money budget" : "money budget used up"
            }
        guard let now, let until = pause.until else { return "paused: \(cause)" }
        return "paused: \(cause), goes on in \(FetchWords.span(until.seconds(since: now)))"
    }

    private func drawBar(_ painter: inout Painter, from x: Int) {
        let percent = FetchWords.percent(source.doneFraction)
        let width = painter.size.width
        painter.inside(Rect(x: x, y: 0, width: width - 5 - x, height: 1)) { drawBar(&$0) }
        painter.textRight(percent, maxX: width, y: 0, Style(.accent, .bold))
    }

    /// Done from the left, failed from the right as crosses, what is left between them.
    private func drawBar(_ painter: inout Painter) {
        let width = painter.size.width
        let total = Double(max(1, source.total))
        let isDone = source.total > 0 && source.pending == 0
        var bar = Rect(x: 0, y: 0, width: width, height: 1)
        if source.setAside > 0, width >= 6 {
            let share = min(1, Double(source.setAside) / total)
            let cells = max(1, min(width / 2, Int(bounded: (share * Double(width)).rounded())))
            bar.width -= cells
            let glyph: Character = painter.glyphs.isUnicode ? "×" : "x"
            for x in bar.maxX..<width { painter.put(glyph, x: x, y: 0, Style(.bad)) }
        }
        let fetchable = Double(max(1, source.total &- source.setAside))
        // An empty text leaves one column: give it one more.
        bar.width += 1
        painter.inside(bar) {
            ProgressBar(Double(source.done) / fetchable, text: "", role: isDone ? .good : .series1).draw(&$0)
        }
    }

    private func drawCounts(_ painter: inout Painter) {
        var facts: [(String, Style)] = [
            ("\(NumberText.grouped(source.done)) of \(NumberText.grouped(source.total)) done", .plain)
        ]
        if source.pending > source.retrying {
            facts.append(("\(NumberText.grouped(source.pending &- source.retrying)) to go", Style(.muted)))
        }
        if source.retrying > 0 { facts.append(("\(NumberText.grouped(source.retrying)) retrying", Style(.warning))) }
        if source.setAside > 0 { facts.append(("\(NumberText.grouped(source.setAside)) failed", Style(.bad))) }
        if source.rejected > 0 { facts.append(("\(NumberText.grouped(source.rejected)) rejected", Style(.warning))) }
        draw(facts, &painter)
    }

    private func drawThroughput(_ painter: inout Painter) {
        var facts: [(String, Style)] = []
        if source.posts > 0 { facts.append((words.count(source.posts, "post", "posts"), .plain)) }
        if source.observations > 0 {
            facts.append((words.count(source.observations, "observation", "observations"), .plain))
        }
        facts.append((words.count(source.pages, "page", "pages"), Style(.muted)))
        facts.append((words.bytes(source.bytes), Style(.muted)))
        if source.pagesPerMinute > 0 {
            facts.append(("\(FetchWords.rate(source.pagesPerMinute)) pages/min", Style(.muted)))
            facts.append(("\(FetchWords.rate(source.rowsPerMinute)) rows/min", Style(.muted)))
        }
        draw(facts, &painter)
    }

    private func drawBriefFacts(_ painter: inout Painter) {
        var facts: [(String, Style)] = [("", .plain)]
        facts = source.posts > 0 ? [(words.count(source.posts, "post", "posts"), Style(.muted))] : []
        if source.observations > 0 { facts.append((words.count(source.observations, "obs.", "obs."), Style(.muted))) }
        if source.setAside > 0 { facts.append(("\(NumberText.grouped(source.setAside)) failed", Style(.bad))) }
        if source.retrying > 0 { facts.append(("\(NumberText.grouped(source.retrying)) retrying", Style(.warning))) }
        if let gauge = tightest {
            facts.append(("\(gauge.used)/\(gauge.limit) calls", Style(isTight(gauge) ? .warning : .muted)))
        }
        if let until = source.waitingUntil, snapshot.phase == .running {
            facts.append(("next \(FetchWords.span(until.seconds(since: snapshot.at)))", Style(.muted)))
        }
        painter.inside(Rect(x: 1, y: 0, width: painter.size.width - 1, height: 1)) { draw(facts, &$0) }
    }

    private func drawCurrent(_ painter: inout Painter) {
        guard !source.current.isEmpty else {
            let isIdle = source.pending == 0 || snapshot.phase != .running
            painter.text(isIdle ? "" : "waiting for the budget", x: 0, y: 0, Style(.faint), limit: painter.size.width)
            return
        }
        var facts: [(String, Style)] = []
        for task in source.current {
            var text = "\(task.label) page \(task.page)"
            if task.attempts > 0 { text += ", attempt \(task.attempts &+ 1)" }
            facts.append((text, Style(task.attempts > 0 ? .warning : .info)))
        }
        let x = painter.text("now ", x: 0, y: 0, Style(.faint))
        painter.inside(Rect(x: x, y: 0, width: painter.size.width - x, height: 1)) { draw(facts, &$0) }
    }

    /// Pages of the last stretches, the newest at the right.
    private func drawHistory(_ painter: inout Painter) {
        let size = painter.size
        let words = "pages a stretch"
        let room = size.width - TextWidth.of(words) - 4
        guard room >= 10, size.height > 0 else { return }
        let shown = source.history.suffix(room)
        let most = max(0, shown.max() ?? 0)
        painter.inside(Rect(x: 0, y: 0, width: shown.count, height: size.height)) {
            Sparkline(shown.map { Double($0) }, range: 0...Double(max(1, most)), role: .series3).draw(&$0)
        }
        let x = shown.count + 2
        let minutes = Int64(shown.count) &* source.historySeconds / 60
        painter.text("\(NumberText.grouped(most)) pages", x: x, y: 0, Style(.faint), limit: max(0, size.width - x))
        if size.height > 1 {
            painter.text("in \(minutes) min", x: x, y: size.height - 1, Style(.faint), limit: max(0, size.width - x))
        }
    }

    // MARK: - Budgets

    /// The budget with the least left.
    private var tightest: BudgetGauge? {
        source.budgets.max { share($0) < share($1) }
    }

    private func share(_ gauge: BudgetGauge) -> Double {
        gauge.limit > 0 ? Double(gauge.used) / Double(gauge.limit) : 0
    }

    /// The longest form that leaves room for a small bar.
    private func gaugeText(_ gauge: BudgetGauge, room: Int) -> String {
        let (used, period) = (used(gauge), FetchWords.period(gauge.seconds))
        var forms: [String] = []
        // Without a run nothing counts down.
        if let reset = gauge.resetsAt, reset > snapshot.at, gauge.used > 0, snapshot.phase == .running {
            let left = FetchWords.span(reset.seconds(since: snapshot.at))
            forms = ["\(used) calls in \(period), resets in \(left)", "\(used) in \(period), resets in \(left)"]
        }
        forms += ["\(used) calls in \(period)", "\(used) in \(period)"]
        return forms.first { TextWidth.of($0) + 5 <= room } ?? "\(gauge.used)/\(gauge.limit)"
    }

    /// `142/180`, as wide for all budgets of the source.
    private func used(_ gauge: BudgetGauge) -> String {
        func text(_ gauge: BudgetGauge) -> String { "\(gauge.used)/\(gauge.limit)" }
        let longest = source.budgets.map { text($0).count }.max() ?? 0
        return String(repeating: " ", count: max(0, longest - text(gauge).count)) + text(gauge)
    }

    private func isTight(_ gauge: BudgetGauge) -> Bool { share(gauge) >= 0.9 }

    private func gaugeLabelWidth(_ width: Int) -> Int {
        let longest = source.budgets.map { TextWidth.of($0.key.rawValue) }.max() ?? 0
        return width >= 56 ? min(longest, width * 3 / 10) : 0
    }

    private func draw(_ gauge: BudgetGauge, _ painter: inout Painter, labelWidth: Int) {
        let width = painter.size.width
        var x = 0
        if labelWidth > 0 {
            painter.text(gauge.key.rawValue, x: 0, y: 0, Style(.muted), limit: labelWidth)
            x = labelWidth + 1
        }
        let text = gaugeText(gauge, room: width - x)
        let column = min(TextWidth.of(text), width - x)
        let bar = min(24, width - x - max(column, min(40, width - x - 12)) - 1)
        if bar >= 4 {
            painter.inside(Rect(x: x, y: 0, width: bar + 1, height: 1)) {
                ProgressBar(min(1, share(gauge)), text: "", role: isTight(gauge) ? .warning : .series2).draw(&$0)
            }
            x += bar + 1
        }
        painter.text(text, x: x, y: 0, Style(isTight(gauge) ? .warning : .muted), limit: max(0, width - x))
    }

    /// Facts on one row, as many as fit.
    private func draw(_ facts: [(String, Style)], _ painter: inout Painter) {
        var x = 0
        for (index, fact) in facts.enumerated() {
            let gap = index > 0 ? 3 : 0
            let columns = TextWidth.of(TextSanitizer.clean(fact.0, glyphs: painter.glyphs))
            guard index == 0 || x + gap + columns <= painter.size.width else { break }
            if gap > 0 { x += painter.text(words.dot, x: x, y: 0, Style(.faint)) }
            x += painter.text(fact.0, x: x, y: 0, fact.1, limit: max(0, painter.size.width - x))
        }
    }
}
