import UtsiktCore
public import UtsiktScreen

/// The rack's breakout planner: front panel, rack, checks, what-if, steps, cut sheet, bill and the whole fabric.
public enum FabricPane: Pane {
    /// The fabric pane.
    public static let id = PaneID.fabric
    /// The title.
    public static let title = "Fabric"
    /// A plan needs no world.
    public static let needsWorld = false
    /// The example rack.
    public static let initial = FabricPaneState()

    /// Rack, switch model and spines, and what is looked at.
    public static func caption(_ state: AppState) -> String {
        let glyphs = FabricGlyphs(state.glyphs)
        let fabric = state.fabric
        let plan = fabric.shown.plan
        var parts = [plan.rack, plan.model.model, FabricWords.counted(plan.spines, "spine")]
        if fabric.view != .plan { parts.append(fabric.view.title) }
        if fabric.shown.layouts.count > 1 { parts.append("leaf-\(fabric.leaf)") }
        if fabric.step > 0, let steps = fabric.steps {
            parts.append("step \(fabric.step) of \(steps.steps.count)" + (fabric.isBetween ? ", half done" : ""))
        }
        if fabric.isWhatIf { parts.append("what if") }
        return glyphs.text(parts.joined(separator: " · "))
    }

    /// The view in whatever room there is.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        let view = FabricView(app: context.state, glyphs: FabricGlyphs(painter.glyphs))
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        guard size.width >= 16, size.height >= 3 else {
            view.drawSmall(&painter)
            return
        }
        switch view.state.view {
        case .plan: view.drawPlan(&painter)
        case .steps: view.drawSteps(&painter)
        case .checks: view.drawChecksView(&painter)
        case .sheet: view.drawSheet(&painter)
        case .bill: view.drawBill(&painter)
        case .fabric: WideView(view: view).draw(&painter)
        }
    }
}

extension PaneID {
    /// The rack's breakout plan.
    public static let fabric = PaneID("fabric")
}

extension AppState {
    /// The fabric pane's part.
    public var fabric: FabricPaneState {
        get { self[FabricPane.self] }
        _modify { yield &self[FabricPane.self] }
    }
}
