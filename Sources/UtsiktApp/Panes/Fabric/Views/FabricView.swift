import UtsiktCore
import UtsiktScreen

/// The pane's state made ready for drawing.
struct FabricView {
    let app: AppState
    let glyphs: FabricGlyphs

    var state: FabricPaneState { app.fabric }
    /// The state that is drawn: the plan's, or that of a step.
    var analysis: FabricAnalysis { state.shown }
    var plan: FabricPlan { analysis.plan }

    /// The width of the panel's cells in so much room; nil when the panel does not fit.
    func cell(room: Int) -> Int? { FrontPanelView.cellWidth(ports: analysis.layout.ports.count, room: room) }

    /// The first key of an action, without `fabric.` before it.
    func key(_ id: String) -> String {
        KeyNames.first("fabric." + id, app)
    }

    var panel: FrontPanelView {
        panel(leaf: state.leaf)
    }
    /// The front panel of a leaf; the cursor is on the selected one.
    func panel(leaf: Int) -> FrontPanelView {
        FrontPanelView(
            ports: state.layout(leaf: leaf).ports, cursor: leaf == state.leaf ? state.cursor : -1, glyphs: glyphs,
            ghost: state.ghostLayout(leaf: leaf)?.ports, marked: Set(state.selectedCheck?.ports ?? []),
            speeds: plan.speeds, leaf: leaf == state.leaf ? nil : leaf)
    }
    var rack: RackView {
        RackView(
            analysis: analysis, selectedPort: state.leaf == 1 || plan.leafsAreMirrors ? state.selected?.number : nil,
            offset: state.offset, glyphs: glyphs,
            ghost: state.ghost, keys: (key("rack.up"), key("rack.down"), key("leafs")))
    }
    var checks: CheckListView {
        CheckListView(checks: analysis.checks, glyphs: glyphs, selected: state.checkCursor, fixKey: key("fix"))
    }
    var legend: LegendView { LegendView(layout: state.layout, speeds: plan.speeds, glyphs: glyphs) }
    var curve: NeedCurveView {
        NeedCurveView(analysis: analysis, glyphs: glyphs, ghost: state.step == 0 ? state.real : nil)
    }
    var settings: SettingsView {
        SettingsView(analysis: state.analysis, glyphs: glyphs, ghost: state.real, key: key)
    }
    var next: NextStepView { NextStepView(analysis: analysis, glyphs: glyphs, key: key) }
    var detail: PortDetailView? {
        state.selected.map { PortDetailView(analysis: state.leafAnalysis, port: $0, leaf: state.leaf, glyphs: glyphs) }
    }
    var delta: DeltaView? {
        guard let real = state.real, state.step == 0 else { return nil }
        return DeltaView(before: real, after: state.analysis, prices: state.prices, glyphs: glyphs)
    }

    /// The title of what comes next: a step, the what-if's figures, or the next move.
    var nextTitle: String {
        if let step = state.currentStep, let steps = state.steps {
            return StepWords.title(step, of: steps.steps.count, isBetween: state.isBetween)
        }
        return delta == nil ? "next move" : "what if: today \(glyphs.arrow) wanted"
    }

    /// What comes next: the step that is looked at, the what-if's figures, or the next move.
    func drawNext(_ painter: inout Painter, in rect: Rect) {
        if let step = state.currentStep {
            LabelledLines(lines: StepWords.lines(step), glyphs: glyphs).draw(&painter, in: rect)
        } else if let delta {
            delta.draw(&painter, in: rect)
        } else {
            next.draw(&painter, in: rect)
        }
    }

    /// The plan's view at every size: full screen, 80 columns, tile, panel alone, a line of roles, the capacity, the ratio.
    func drawPlan(_ painter: inout Painter) {
        let size = painter.size
        if size.width >= 96, size.height >= 28 {
            drawFull(&painter)
        } else if size.width >= 70, size.height >= 14 {
            drawMedium(&painter)
        } else if size.height >= 7, cell(room: size.width) != nil {
            drawTile(&painter)
        } else {
            drawSmall(&painter)
        }
    }

    /// The capacity on one row, parts left out from the end where there is no room; the ratio in the accent.
    func capacity(_ painter: inout Painter, x: Int, y: Int, limit: Int) {
        var column = x
        for (index, part) in SettingsView.capacity(analysis, glyphs).enumerated() {
            let separator = index == 0 ? "" : " \(glyphs.dot) "
            guard column + separator.count + part.count <= x + limit else { return }
            column += painter.text(separator, x: column, y: y, Style(.faint))
            column += painter.text(part, x: column, y: y, index == 1 ? Style(.accent, .bold) : Style(.text))
        }
    }

    /// Counts of findings, as `0 errors, 4 warnings`; where that has no room, as `0 E  4 W`.
    func counts(_ painter: inout Painter, maxX: Int, y: Int, inWords: Bool) {
        let (errors, warnings) = (analysis.count(.error), analysis.count(.warning))
        let first = inWords ? FabricWords.counted(errors, "error") + ", " : "\(errors) E  "
        let second = inWords ? FabricWords.counted(warnings, "warning") : "\(warnings) W"
        let start = maxX - first.count - second.count
        painter.text(first, x: start, y: y, errors > 0 ? Style(.bad, .bold) : Style(.muted))
        painter.textRight(second, maxX: maxX, y: y, warnings > 0 ? Style(.warning) : Style(.muted))
    }

    /// A horizontal rule with a title.
    func rule(_ title: String, _ painter: inout Painter, x: Int, y: Int, width: Int) {
        for column in 0..<max(0, width) { painter.put(glyphs.line, x: x + column, y: y, Style(.border)) }
        guard !title.isEmpty, width > 6 else { return }
        painter.text(" " + glyphs.text(title) + " ", x: x + 1, y: y, Style(.title), limit: max(0, width - 2))
    }

    /// A frame with a title and what is in it.
    func box(
        _ title: String, _ caption: String = "", _ painter: inout Painter, _ rect: Rect,
        _ body: (inout Painter) -> Void
    ) {
        let inner = Box(title: glyphs.text(title), caption: glyphs.text(caption)).draw(&painter, in: rect)
        painter.inside(inner) { body(&$0) }
    }

    /// The panel in a frame, the legend next to it, and the figures beneath.
    func panelBox(_ painter: inout Painter, _ rect: Rect) { panelBox(leaf: state.leaf, &painter, rect) }

    /// The panel of a leaf in a frame; with two leaves the title says what the other one is reached by.
    func panelBox(leaf: Int, isAlone: Bool = true, _ painter: inout Painter, _ rect: Rect) {
        let model = plan.model
        let system = model.system == .generic ? "" : " · \(model.system.title)"
        let mark = isAlone || leaf != state.leaf ? "" : "\(glyphs.pointer) "
        let title = "\(mark)leaf-\(leaf) front panel\(leafState(leaf)) · \(model.title)\(system)"
        var other = ""
        if analysis.layouts.count > 1, rect.width >= 80 {
            other = leaf != state.leaf ? "\(key("leaf")) · " : (isAlone ? "\(key("leaf")): leaf-\(3 - leaf) · " : "")
        }
        box(title, "\(other)\(FabricWords.origin(model.trust))", &painter, rect) {
            panelBody(leaf, &$0)
        }
    }

    /// Whether a leaf's turn has come in the step that is shown half done.
    private func leafState(_ leaf: Int) -> String {
        guard state.isBetween, let first = state.currentStep?.phases.first else { return "" }
        return first.leaf == leaf ? " (done)" : " (as before)"
    }

    private func panelBody(_ leaf: Int, _ painter: inout Painter) {
        let width = painter.size.width
        let layout = state.layout(leaf: leaf)
        guard let cell = cell(room: width) else {
            drawSmall(&painter)
            return
        }
        let taken = FrontPanelView.width(ports: layout.ports.count, cell: cell)
        panel(leaf: leaf).draw(&painter, x: 0, y: 0, cell: cell)
        if width - taken >= 12 {
            LegendView(layout: layout, speeds: plan.speeds, glyphs: glyphs).draw(
                &painter, in: Rect(x: taken + 2, y: 0, width: width - taken - 2, height: FrontPanelView.rows))
        }
        capacity(&painter, x: 0, y: 5, limit: width)
        let now = "now " + FabricWords.ratio(analysis.ratio)
        let cap = plan.model.limits.logicalCap.map { " of \($0)" } ?? ""
        let lanes = "\(layout.litLanes) of \(4 * layout.splits) lanes used"
        let parts = [SettingsView.migration(analysis), now, lanes, "logical \(layout.logicalUsed)\(cap)"]
        painter.text(glyphs.text(parts.joined(separator: " · ")), x: 0, y: 6, Style(.muted), limit: width)
    }
}
