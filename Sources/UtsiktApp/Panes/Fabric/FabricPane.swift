import UtsiktCore
public import UtsiktScreen

/// The rack's breakout plan: front panel, rack, checks, capacity, and how far the move to 40GbE can go.
public enum FabricPane: Pane {
    /// The fabric pane.
    public static let id = PaneID.fabric

    /// Rack, switch model and spines.
    public static func caption(_ state: AppState) -> String {
        let glyphs = FabricGlyphs(state.glyphs)
        let plan = state.fabric.plan
        return glyphs.text("\(plan.rack) · \(plan.model.model) · ") + "\(plan.spines) spines"
    }

    /// The ladder: full screen, 80 columns, tile, panel alone, a line of roles, the capacity, the ratio.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        let view = FabricView(state: context.state.fabric, glyphs: FabricGlyphs(painter.glyphs))
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        if size.width >= 96, size.height >= 28 {
            view.drawFull(&painter)
        } else if size.width >= 70, size.height >= 14 {
            view.drawMedium(&painter)
        } else if size.height >= 7, view.cell(room: size.width) != nil {
            view.drawTile(&painter)
        } else {
            view.drawSmall(&painter)
        }
    }
}

/// The pane's state made ready for drawing.
struct FabricView {
    let state: FabricPaneState
    let glyphs: FabricGlyphs

    var analysis: FabricAnalysis { state.analysis }
    var plan: FabricPlan { state.plan }

    /// The width of the panel's cells in so much room; nil when the panel does not fit.
    func cell(room: Int) -> Int? { FrontPanelView.cellWidth(ports: analysis.layout.ports.count, room: room) }

    var panel: FrontPanelView {
        FrontPanelView(ports: analysis.layout.ports, cursor: state.cursor, glyphs: glyphs)
    }
    var rack: RackView {
        RackView(
            analysis: analysis, selectedPort: state.selected?.number, offset: state.rackOffset, glyphs: glyphs)
    }
    var checks: CheckListView { CheckListView(checks: analysis.checks, glyphs: glyphs) }
    var legend: LegendView { LegendView(layout: analysis.layout, glyphs: glyphs) }
    var curve: NeedCurveView { NeedCurveView(analysis: analysis, glyphs: glyphs) }
    var settings: SettingsView { SettingsView(analysis: analysis, glyphs: glyphs) }
    var step: NextStepView { NextStepView(analysis: analysis, glyphs: glyphs) }
    var detail: PortDetailView? {
        state.selected.map { PortDetailView(analysis: analysis, port: $0, glyphs: glyphs) }
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

    /// Counts of findings, as `0 E 4 W`.
    func counts(_ painter: inout Painter, maxX: Int, y: Int) {
        let errors = analysis.count(.error)
        let warnings = analysis.count(.warning)
        let text = "\(errors) E  \(warnings) W"
        let start = maxX - text.count
        painter.text("\(errors) E", x: start, y: y, errors > 0 ? Style(.bad, .bold) : Style(.muted))
        painter.textRight("\(warnings) W", maxX: maxX, y: y, warnings > 0 ? Style(.warning) : Style(.muted))
    }

    /// A horizontal rule with a title.
    func rule(_ title: String, _ painter: inout Painter, x: Int, y: Int, width: Int) {
        for column in 0..<max(0, width) { painter.put(glyphs.line, x: x + column, y: y, Style(.border)) }
        guard !title.isEmpty, width > 6 else { return }
        painter.text(" " + glyphs.text(title) + " ", x: x + 1, y: y, Style(.title), limit: max(0, width - 2))
    }
}
