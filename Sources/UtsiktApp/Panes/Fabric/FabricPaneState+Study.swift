public import UtsiktCore

// What the pane shows and does of the study. The arithmetic is the study's; here stands only what a key or a picture asks for.
extension FabricPaneState {
    /// The plan and everything that follows from it.
    public var analysis: FabricAnalysis { study.analysis }
    /// The real rack while a what-if is shown, for the ghost and the deltas; nil otherwise.
    public var real: FabricAnalysis? { study.real }
    /// The way from the real rack to the goal; nil until it was asked for.
    public var steps: StepPlan? { study.steps }
    /// The step that is shown: 0 is today, 1 the state after the first one.
    public var step: Int { study.step }
    /// The step that is looked at; nil for today.
    public var currentStep: FabricStep? { study.currentStep }
    /// Whether the state between the leaves is shown: of the selected step, what is done on one leaf and not yet on the other.
    public var isBetween: Bool { study.isBetween }
    /// All racks of the fabric; nil while they are not shown.
    public var wide: WideAnalysis? { study.wide }
    /// Racks of the fabric: those the plan says, or as many as the spines can carry.
    public var rackCount: Int { study.rackCount }
    /// The whole fabric: racks like the plan, with what was decided about single ones.
    var fabric: FabricWide { study.fabric }
    /// The plan that is shown and changed.
    public var plan: FabricPlan { study.plan }
    /// The state that is drawn: the plan's, or that of the step that is looked at.
    public var shown: FabricAnalysis { study.shown }
    /// What the drawn state is compared with: the real rack in a what-if, the state before a step; nil for neither.
    public var ghost: FabricAnalysis? { study.ghost }
    /// The real rack's plan.
    public var realPlan: FabricPlan { study.decision.real }
    /// Whether a what-if is shown.
    public var isWhatIf: Bool { study.decision.isWhatIf }
    /// Whether there is a what-if, shown or hidden.
    public var hasWhatIf: Bool { study.decision.wanted != nil }
    /// Whether a change can be taken back.
    public var canUndo: Bool { study.canUndo }
    /// Whether a change that was taken back can be made again.
    public var canRedo: Bool { study.canRedo }

    /// The ports of the leaf that is shown, as drawn.
    public var layout: PortLayout { study.layout(leaf: leaf) }
    /// The state that the shown leaf is in.
    public var leafAnalysis: FabricAnalysis { study.analysis(ofLeaf: leaf) }
    /// Ports of a leaf as drawn.
    func layout(leaf number: Int) -> PortLayout { study.layout(leaf: number) }
    /// Ports of a leaf in the state it is compared with; nil for none.
    func ghostLayout(leaf number: Int) -> PortLayout? { study.ghostLayout(leaf: number) }

    /// Changes the plan; nothing is remembered when it stays as it is.
    mutating func change(_ body: (inout FabricPlan) -> Void) { study { $0.change(body) } }
    /// Changes the plan by edits of the core.
    mutating func apply(_ edits: [PlanEdit]) { change { $0 = $0.applying(edits) } }
    /// Moves the servers of the selected rack of the fabric, or back.
    mutating func moveInRack(_ by: Int) {
        let rack = rackCursor
        study { $0.move(by, inRack: rack) }
    }
    /// Begins a what-if, shows the hidden one, or hides it.
    mutating func toggleWhatIf() { study { $0.toggleWhatIf() } }
    /// Makes the what-if the real plan.
    mutating func adopt() { study { $0.adopt() } }
    /// Puts another plan in the place of all that was decided; undo brings it back.
    mutating func replace(_ plan: FabricPlan) { study { $0.replace(plan) } }
    /// Takes the last change back.
    mutating func undo() { study { $0.undo() } }
    /// Makes the change again that was taken back last.
    mutating func redo() { study { $0.redo() } }
    /// Goes to a step; 0 is today.
    mutating func go(toStep number: Int) { study { $0.go(toStep: number) } }
    /// Goes on by what is done at one go: a step, or with two leaves the part of it on one of them.
    mutating func goOn(_ by: Int) { study { $0.goOn(by) } }
}
