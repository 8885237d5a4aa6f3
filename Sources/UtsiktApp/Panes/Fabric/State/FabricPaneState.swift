public import UtsiktCore
import UtsiktScreen

/// What the fabric pane remembers: the plan with all that follows from it, the cursor, the view, and the way back.
///
/// All arithmetic happens when something is decided; drawing only reads `analysis`, `shown`, `real`, `steps` and `wide`.
public struct FabricPaneState: Sendable {
    /// The plan and everything that follows from it.
    public private(set) var analysis: FabricAnalysis
    /// The real rack while a what-if is shown, for the ghost and the deltas; nil otherwise.
    public private(set) var real: FabricAnalysis?
    /// The way from the real rack to the goal; nil until it was asked for.
    public private(set) var steps: StepPlan?
    /// The step that is shown: 0 is today, 1 the state after the first one.
    public private(set) var step = 0
    /// The state after that step; nil for today.
    private var stepAnalysis: FabricAnalysis?
    /// The state before that step; nil for today.
    private var stepBefore: FabricAnalysis?
    /// All racks of the fabric; nil while they are not shown.
    public private(set) var wide: WideAnalysis?
    /// The racks that `wide` was worked out from, so that only those that changed are worked out again.
    private var wideFabric: FabricWide?
    /// What is shown.
    public private(set) var view = FabricPaneView.plan
    /// The leaf whose front panel is shown, from 1.
    public private(set) var leaf = 1
    /// Whether the state between the leafs is shown: of the selected step, what is done on one leaf and not yet on the other.
    public private(set) var isBetween = false
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
    private var history: FabricHistory

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
        history = FabricHistory(FabricDecision(real: plan))
        analysis = FabricAnalysis(plan)
        cursor = FabricPaneState.firstSplit(analysis.layout)
    }

    /// The plan that is shown and changed.
    public var plan: FabricPlan { analysis.plan }
    /// The state that is drawn: the plan's, or that of the step that is looked at.
    public var shown: FabricAnalysis { stepAnalysis ?? analysis }
    /// What the drawn state is compared with: the real rack in a what-if, the state before a step; nil for neither.
    public var ghost: FabricAnalysis? { stepBefore ?? real }
    /// The real rack's plan.
    public var realPlan: FabricPlan { history.now.real }
    /// Whether a what-if is shown.
    public var isWhatIf: Bool { history.now.isWhatIf }
    /// Whether there is a what-if, shown or put aside.
    public var hasWhatIf: Bool { history.now.wanted != nil }
    /// Whether a change can be taken back.
    public var canUndo: Bool { history.canUndo }
    /// Whether a change that was taken back can be made again.
    public var canRedo: Bool { history.canRedo }
    /// Whether the plan differs from its file.
    public var isDirty: Bool { document.map { $0.plan != realPlan } ?? (realPlan != origin) }
    /// The step that is looked at; nil for today.
    public var currentStep: FabricStep? {
        guard let steps, step >= 1, step <= steps.steps.count else { return nil }
        return steps.steps[step - 1]
    }
    /// The selected port; nil for a switch without ports.
    public var selected: PortUse? {
        let ports = layout.ports
        return ports.indices.contains(cursor) ? ports[cursor] : nil
    }
    /// The ports of the leaf that is shown, as drawn.
    public var layout: PortLayout { layout(leaf: leaf) }
    /// The state that the shown leaf is in: between the leafs of a step, the one whose turn has not come is as it was before.
    public var leafAnalysis: FabricAnalysis {
        guard isBetween, let step = currentStep, step.phases.count > 1, step.phases[0].leaf != leaf else {
            return shown
        }
        return stepBefore ?? shown
    }
    /// Ports of a leaf as drawn.
    func layout(leaf number: Int) -> PortLayout {
        if isBetween, let step = currentStep, step.phases.count > 1 {
            return FabricPaneState.layout(step.layouts(after: 1), number) ?? shown.layout
        }
        return FabricPaneState.layout(shown.layouts, number) ?? shown.layout
    }
    /// Ports of a leaf in the state it is compared with; nil for none.
    func ghostLayout(leaf number: Int) -> PortLayout? { ghost.flatMap { FabricPaneState.layout($0.layouts, number) } }
    private static func layout(_ layouts: [PortLayout], _ leaf: Int) -> PortLayout? {
        layouts.indices.contains(leaf - 1) ? layouts[leaf - 1] : nil
    }
    /// The selected finding; nil for none.
    public var selectedCheck: FabricCheck? {
        guard let checkCursor, shown.checks.indices.contains(checkCursor) else { return nil }
        return shown.checks[checkCursor]
    }

    // MARK: - Decisions

    /// Changes the plan; nothing is remembered when it stays as it is.
    mutating func change(_ body: (inout FabricPlan) -> Void) {
        var next = history.now
        body(&next.plan)
        decide(next)
    }

    /// Changes the plan by edits of the core.
    mutating func apply(_ edits: [PlanEdit]) { change { $0 = $0.applying(edits) } }

    /// Moves the servers of the selected rack of the fabric, or back.
    mutating func moveInRack(_ by: Int) {
        guard let rack = wide?.racks, rack.indices.contains(rackCursor) else { return }
        var next = history.now
        let moved = min(max(0, rack[rackCursor].moved + by), rack[rackCursor].servers)
        next.movedByRack[rackCursor] = moved == plan.moved ? nil : moved
        decide(next)
    }

    /// Begins a what-if, shows the one that was put aside, or puts it aside.
    mutating func toggleWhatIf() {
        var next = history.now
        if next.wanted == nil { next.wanted = next.real }
        next.isWhatIf.toggle()
        decide(next)
    }

    /// Makes the what-if the real plan.
    mutating func adopt() {
        var next = history.now
        guard let wanted = next.wanted else { return }
        (next.real, next.wanted, next.isWhatIf) = (wanted, nil, false)
        decide(next)
    }

    /// Puts another plan in the place of all that was decided; undo brings it back.
    mutating func replace(_ plan: FabricPlan) { decide(FabricDecision(real: plan)) }

    /// Takes the last change back.
    mutating func undo() { if history.undo() { settle() } }

    /// Makes the change again that was taken back last.
    mutating func redo() { if history.redo() { settle() } }

    private mutating func decide(_ next: FabricDecision) {
        var history = history
        guard history.decide(next) else { return }
        self.history = history
        settle()
    }

    /// Draws every conclusion from what counts now.
    private mutating func settle() {
        let now = history.now
        if analysis.plan != now.plan { analysis = FabricAnalysis(now.plan) }
        if !now.isWhatIf {
            real = nil
        } else if real?.plan != now.real {
            real = FabricAnalysis(now.real)
        }
        steps = nil
        step = 0
        stepAnalysis = nil
        stepBefore = nil
        fill()
        clampCursors()
    }

    /// Works out what the view needs and is not there.
    private mutating func fill() {
        if view == .steps, steps == nil { planSteps() }
        guard view == .fabric else {
            (wide, wideFabric) = (nil, nil)
            return
        }
        let next = fabric
        var last: (fabric: FabricWide, analysis: WideAnalysis)?
        if let wide, let wideFabric { last = (wideFabric, wide) }
        wide = WideAnalysis(next, after: last)
        wideFabric = next
    }

    private mutating func planSteps() {
        let now = history.now
        if now.isWhatIf, let wanted = now.wanted, wanted != now.real {
            steps = StepPlan(from: now.real, to: wanted)
        } else {
            steps = StepPlan(now.plan)
        }
    }

    private mutating func clampCursors() {
        leaf = min(leaf, shown.layouts.count)
        if (currentStep?.phases.count ?? 0) < 2 { isBetween = false }
        cursor = min(cursor, max(0, layout.ports.count - 1))
        offset = min(offset, max(0, mostLines - 1))
        if let check = checkCursor { checkCursor = shown.checks.isEmpty ? nil : min(check, shown.checks.count - 1) }
        rackCursor = min(rackCursor, max(0, rackCount - 1))
    }

    // MARK: - Views and steps

    /// Shows a view from the start, as for a picture without a terminal.
    public mutating func open(_ view: FabricPaneView) { show(view) }

    /// Shows something else.
    mutating func show(_ other: FabricPaneView) {
        guard other != view else { return }
        view = other
        offset = 0
        fill()
    }

    /// Goes to a step; 0 is today.
    mutating func go(toStep number: Int) {
        if steps == nil { planSteps() }
        step = min(max(0, number), steps?.steps.count ?? 0)
        isBetween = false
        stepAnalysis = currentStep.map { FabricAnalysis($0.after) }
        stepBefore = currentStep.map { FabricAnalysis($0.before) }
        clampCursors()
    }

    /// Shows a leaf's front panel.
    mutating func show(leaf number: Int) {
        leaf = min(max(1, number), shown.layouts.count)
        clampCursors()
    }

    /// Goes on by what is done at one go: a step, or with two leafs the part of it on one of them.
    mutating func goOn(_ by: Int) {
        if steps == nil { planSteps() }
        let isHalved = (currentStep?.phases.count ?? 0) > 1
        if by > 0, isBetween {
            isBetween = false
        } else if by < 0, isHalved, !isBetween {
            isBetween = true
        } else {
            go(toStep: step + by)
            if by > 0, (currentStep?.phases.count ?? 0) > 1 { isBetween = true }
        }
    }

    /// Racks of the fabric: those the plan says, or as many as the spines can carry.
    public var rackCount: Int {
        if plan.racks > 1 { return min(plan.racks, FabricWide.mostRacks) }
        return min(max(1, plan.spinePorts / max(1, plan.linksPerSpine * plan.leafs)), FabricWide.mostRacks)
    }

    /// The whole fabric: racks like the plan, with what was decided about single ones.
    var fabric: FabricWide {
        var fabric = FabricWide(like: plan, count: rackCount)
        for (rack, moved) in history.now.movedByRack { fabric.apply(.moved(moved), rack: rack) }
        return fabric
    }

    private static func firstSplit(_ layout: PortLayout) -> Int {
        layout.ports.firstIndex { if case .split = $0.role { true } else { false } } ?? 0
    }
}
