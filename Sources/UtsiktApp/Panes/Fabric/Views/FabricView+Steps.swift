import UtsiktCore
import UtsiktScreen

// The way in steps: the list, the panel as it is then, and what is done in the selected one.
extension FabricView {
    func drawSteps(_ painter: inout Painter) {
        let size = painter.size
        guard let steps = state.steps else { return }
        if size.width >= 96, size.height >= 26 {
            let (left, right) = painter.bounds.splitLeft(min(52, size.width * 38 / 100))
            box("steps", verdictShort(steps), &painter, left) { stepList(steps, &$0, in: $0.bounds) }
            let (top, below) = right.splitTop(9)
            panelBox(&painter, top)
            box(stepTitle(steps), "", &painter, below) { stepDetail(steps, &$0, in: $0.bounds) }
        } else if size.width >= 60, size.height >= 16 {
            let cell = cell(room: size.width - 12) ?? 1
            panel.draw(&painter, x: 0, y: 0, cell: cell)
            let taken = FrontPanelView.width(ports: analysis.layout.ports.count, cell: cell)
            if size.width - taken >= 11 {
                legend.draw(
                    &painter, in: Rect(x: taken + 1, y: 0, width: size.width - taken - 1, height: FrontPanelView.rows))
            }
            let (_, below) = painter.bounds.splitTop(6)
            let (left, right) = below.splitLeft(size.width * 42 / 100)
            rule("steps", &painter, x: 0, y: 5, width: left.width)
            rule(stepTitle(steps), &painter, x: left.width, y: 5, width: right.width)
            stepList(steps, &painter, in: Rect(x: 0, y: 6, width: left.width - 1, height: left.height))
            for y in below.y..<below.maxY { painter.put(glyphs.bar, x: left.width, y: y, Style(.border)) }
            stepDetail(
                steps, &painter, in: Rect(x: right.x + 2, y: 6, width: right.width - 2, height: right.height))
        } else {
            let rows = max(1, min(steps.steps.count + 1, size.height / 2))
            let (list, rest) = painter.bounds.splitTop(size.height <= 4 ? size.height : rows)
            stepList(steps, &painter, in: list)
            guard rest.height >= 2 else { return }
            rule(stepTitle(steps), &painter, x: 0, y: rest.y, width: rest.width)
            stepDetail(
                steps, &painter, in: Rect(x: 0, y: rest.y + 1, width: rest.width, height: rest.height - 1))
        }
    }

    private func verdictShort(_ steps: StepPlan) -> String {
        switch steps.verdict {
        case .reached:
            let totals = steps.totals
            return "\(totals.cablesOut) cables out, \(totals.cablesIn) in"
        case .nothingToDo: return "nothing to do"
        case .outOfReach(let shortfall): return "\(FabricWords.counted(shortfall.ports, "port")) short"
        case .startBroken: return "today's rack is broken"
        }
    }

    private func stepTitle(_ steps: StepPlan) -> String {
        guard let step = state.currentStep else { return "today" }
        return StepWords.title(step, of: steps.steps.count, isBetween: state.isBetween)
    }

    private func stepList(_ steps: StepPlan, _ painter: inout Painter, in rect: Rect) {
        guard rect.width > 6, rect.height > 0 else { return }
        let count = steps.steps.count + 1
        let first = BarList.offset(showing: state.step, count: count, height: rect.height, current: 0)
        for (row, index) in (first..<min(count, first + rect.height)).enumerated() {
            let y = rect.y + row
            let isSelected = index == state.step
            let own = isSelected ? Style(.selection, .bold) : Style(.text)
            if isSelected { painter.put(glyphs.pointer, x: rect.x, y: y, own) }
            painter.hit(
                Rect(x: rect.x, y: y, width: rect.width, height: 1), action: "fabric.step", pane: "fabric",
                item: "\(index)")
            guard index > 0 else {
                painter.text(
                    "0  today: \(steps.start.moved) of \(steps.start.servers) moved", x: rect.x + 3, y: y, own,
                    limit: rect.width - 3)
                continue
            }
            let step = steps.steps[index - 1]
            let number = "\(index)"
            painter.textRight(number, maxX: rect.x + 4, y: y, isSelected ? own : Style(.muted))
            let cut = step.cutOff.isEmpty ? "0 cut" : "\(step.cutOff.count) cut"
            let hasCut = rect.width >= 30
            if hasCut {
                painter.textRight(cut, maxX: rect.maxX, y: y, Style(step.cutOff.isEmpty ? .good : .warning))
            }
            let cost = step.cost == .reload || step.cost == .restart ? "! " : ""
            painter.text(
                glyphs.text(cost + step.title), x: rect.x + 6, y: y, own,
                limit: max(0, rect.width - 6 - (hasCut ? 7 : 0)))
        }
    }

    private func stepDetail(_ steps: StepPlan, _ painter: inout Painter, in rect: Rect) {
        if let step = state.currentStep {
            LabelledLines(lines: StepWords.lines(step), glyphs: glyphs, offset: state.offset).draw(&painter, in: rect)
            return
        }
        var lines = [("verdict", StepWords.verdict(steps))]
        if case .outOfReach(let shortfall) = steps.verdict {
            lines.append(("can move", "\(shortfall.most) of \(steps.start.servers) servers as things are"))
            for way in shortfall.waysOut { lines.append(("way out", "\(way.title): \(way.moved) can move")) }
        }
        if case .startBroken(let checks) = steps.verdict {
            for check in checks { lines.append(("fix first", check.reason)) }
        }
        if case .reached = steps.verdict {
            lines.append(("key", "\(key("step.next")) goes to the next step, \(key("step.previous")) back"))
            lines.append(("goal", "\(steps.goal.moved) of \(steps.goal.servers) moved"))
            let totals = steps.totals
            lines.append(("cables", "\(totals.cablesOut) out, \(totals.cablesIn) in"))
            lines.append(("cost", FabricWords.counted(totals.interruptions, "interruption") + " of the leaf"))
            lines.append(("unused", FabricWords.counted(totals.darkLanes, "lane") + " at the end"))
        }
        LabelledLines(lines: lines, glyphs: glyphs).draw(&painter, in: rect)
    }

    /// All findings with the reason, ports and fix of the selected one.
    func drawChecksView(_ painter: inout Painter) {
        let size = painter.size
        var list = checks
        if list.selected == nil, !list.checks.isEmpty { list.selected = 0 }
        list.fixKey = ""
        let lines = checkLines(list.selected ?? 0)
        if size.width >= 90 {
            let (left, right) = painter.bounds.splitLeft(size.width / 2)
            list.draw(&painter, in: Rect(x: 0, y: 0, width: left.width - 2, height: left.height))
            for y in 0..<size.height { painter.put(glyphs.bar, x: left.width - 1, y: y, Style(.border)) }
            LabelledLines(lines: lines, glyphs: glyphs).draw(
                &painter, in: Rect(x: right.x + 1, y: 0, width: right.width - 1, height: right.height))
            return
        }
        let rows = min(analysis.checks.count, max(1, size.height * 3 / 5))
        let (top, rest) = painter.bounds.splitTop(size.height < 8 ? size.height : rows)
        list.draw(&painter, in: top)
        guard rest.height >= 2 else { return }
        rule("finding", &painter, x: 0, y: rest.y, width: rest.width)
        LabelledLines(lines: lines, glyphs: glyphs).draw(
            &painter, in: Rect(x: 0, y: rest.y + 1, width: rest.width, height: rest.height - 1))
    }

    private func checkLines(_ index: Int) -> [(label: String, text: String)] {
        guard analysis.checks.indices.contains(index) else { return [("finding", "nothing to say")] }
        let check = analysis.checks[index]
        var lines = [("rule", check.code.rawValue), ("finding", check.reason)]
        if !check.ports.isEmpty {
            lines.append(("ports", check.ports.map { "p\($0)" }.joined(separator: " ")))
            lines.append(("key", "\(key("open.selected")) goes to the port"))
        }
        if !check.suggestion.isEmpty { lines.append(("advice", check.suggestion)) }
        if let fix = check.fix { lines.append(("fix", "\(key("fix")): \(fix.title)")) }
        let model = plan.model
        lines.append(("relies on", "\(model.title), \(FabricWords.origin(model.trust))"))
        return lines
    }
}
