public import UtsiktCore
import UtsiktScreen

/// What the fabric pane remembers: the study of the plan, and what is the pane's own, the cursors, the view and the file.
///
/// All arithmetic happens when something is decided; drawing only reads.
public struct FabricPaneState: Sendable {
    /// The plan, what was decided about it and what follows.
    private(set) var study: FabricStudy
    /// What is shown.
    public private(set) var view = FabricPaneView.plan
    /// The leaf whose front panel is shown, from 1.
    public private(set) var leaf = 1
    /// The selected port, as a place in the layout's ports.
    public internal(set) var cursor = 0
    /// The selected finding, as a place in the checks; nil for none.
    public internal(set) var checkCursor: Int?
    /// The selected rack of the fabric.
    public internal(set) var rackCursor = 0
    /// How far the rack or the list is scrolled, in lines.
    public internal(set) var offset = 0
    /// The room the pane has, for arrows that go by columns.
    var room = Size(width: 80, height: 24)
    /// The file that the plan was read from or written to last; nil for none.
    public internal(set) var path: String?
    /// The plan as the file has it, with the comments of the file; nil without a file.
    var document: PlanDocument?
    /// What was wrong with the file read last.
    public internal(set) var faults: [FabricFault] = []
    /// The models that can be chosen, in order.
    public let models: [SwitchModel]
    /// Prices for the bill; nil where there are none.
    public let prices: PriceList?
    /// The plan that the start shows.
    public let origin: FabricPlan

    /// Makes the state.
    /// - Parameters:
    ///   - plan: The plan to begin with.
    ///   - models: The models that can be chosen; those without a QSFP port are left out.
    ///   - prices: Prices for the bill of materials; nil where there are none.
    public init(
        plan: FabricPlan = .example, models: [SwitchModel] = SwitchModel.builtIn, prices: PriceList? = nil
    ) {
        origin = plan
        self.models = models.filter { !$0.qsfp.isEmpty }
        self.prices = prices
        study = FabricStudy(plan)
        cursor = FabricPaneState.firstSplit(analysis.layout)
    }

    /// Whether the plan differs from its file.
    public var isDirty: Bool { document.map { $0.plan != realPlan } ?? (realPlan != origin) }
    /// The selected port; nil for a switch without ports.
    public var selected: PortUse? {
        let ports = layout.ports
        return ports.indices.contains(cursor) ? ports[cursor] : nil
    }
    /// The selected finding; nil for none.
    public var selectedCheck: FabricCheck? {
        guard let checkCursor, shown.checks.indices.contains(checkCursor) else { return nil }
        return shown.checks[checkCursor]
    }

    /// Changes the study; the cursors stay on what is there.
    mutating func study(_ body: (inout FabricStudy) -> Void) {
        body(&study)
        clampCursors()
    }

    private mutating func clampCursors() {
        leaf = min(leaf, shown.layouts.count)
        cursor = min(cursor, max(0, layout.ports.count - 1))
        offset = min(offset, max(0, mostLines - 1))
        if let check = checkCursor { checkCursor = shown.checks.isEmpty ? nil : min(check, shown.checks.count - 1) }
        rackCursor = min(rackCursor, max(0, rackCount - 1))
    }

    // MARK: - Views

    /// Shows a view from the start, as for a picture without a terminal.
    public mutating func open(_ view: FabricPaneView) { show(view) }

    /// Shows something else.
    mutating func show(_ other: FabricPaneView) {
        guard other != view else { return }
        view = other
        offset = 0
        study.ask(for: other.extras)
    }

    /// Shows a leaf's front panel.
    mutating func show(leaf number: Int) {
        leaf = min(max(1, number), shown.layouts.count)
        clampCursors()
    }

    private static func firstSplit(_ layout: PortLayout) -> Int {
        layout.ports.firstIndex { if case .split = $0.role { true } else { false } } ?? 0
    }
}

extension FabricPaneView {
    /// What the view shows beyond the plan's own analysis.
    fileprivate var extras: FabricStudy.Extras {
        switch self {
        case .steps: .steps
        case .fabric: .wide
        case .plan, .checks, .sheet, .bill: []
        }
    }
}
