/// A fabric that somebody thinks about: what was decided, every conclusion from it, the what-if beside the real rack, and the
/// way to the goal in steps. It knows no screen; a pane adds a cursor and a view, a command could as well do without.
///
/// All arithmetic happens when something is decided; reading `analysis`, `shown`, `real`, `steps` and `wide` costs nothing.
package struct FabricStudy: Sendable {
    /// What is worked out beyond the plan's own analysis, because somebody looks at it.
    package struct Extras: OptionSet, Sendable, Hashable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        /// The way in steps.
        package static let steps = Extras(rawValue: 1)
        /// All racks of the fabric.
        package static let wide = Extras(rawValue: 2)
    }

    /// The plan and everything that follows from it.
    package private(set) var analysis: FabricAnalysis
    /// The real rack while a what-if is shown, for the ghost and the deltas; nil otherwise.
    package private(set) var real: FabricAnalysis?
    /// The way from the real rack to the goal; nil until it was asked for.
    package internal(set) var steps: StepPlan?
    /// The step that is looked at: 0 is today, 1 the state after the first one.
    package internal(set) var step = 0
    /// Whether the state between the leaves is looked at: of the step, what is done on one leaf and not yet on the other.
    package internal(set) var isBetween = false
    /// The state after the step; nil for today.
    var stepAnalysis: FabricAnalysis?
    /// The state before the step; nil for today.
    var stepBefore: FabricAnalysis?
    /// All racks of the fabric; nil while they are not asked for.
    package private(set) var wide: WideAnalysis?
    /// The racks that `wide` was worked out from, so that only those that changed are worked out again.
    private var wideFabric: FabricWide?
    /// What is asked for.
    private var extras: Extras = []
    private var history: FabricHistory

    /// Begins with a plan.
    package init(_ plan: FabricPlan) {
        history = FabricHistory(FabricDecision(real: plan))
        analysis = FabricAnalysis(plan)
    }

    /// The plan that is shown and changed.
    package var plan: FabricPlan { analysis.plan }
    /// The state that is looked at: the plan's, or that of the step.
    package var shown: FabricAnalysis { stepAnalysis ?? analysis }
    /// What that state is compared with: the real rack in a what-if, the state before a step; nil for neither.
    package var ghost: FabricAnalysis? { stepBefore ?? real }
    /// What was decided.
    package var decision: FabricDecision { history.now }
    /// Whether a change can be taken back.
    package var canUndo: Bool { history.canUndo }
    /// Whether a change that was taken back can be made again.
    package var canRedo: Bool { history.canRedo }

    // MARK: - Decisions

    /// Changes the plan; nothing is remembered when it stays as it is.
    package mutating func change(_ body: (inout FabricPlan) -> Void) {
        var next = history.now
        body(&next.plan)
        decide(next)
    }

    /// Moves servers of one rack of the whole fabric, or back.
    package mutating func move(_ by: Int, inRack rack: Int) {
        guard let racks = wide?.racks, racks.indices.contains(rack) else { return }
        var next = history.now
        let moved = min(max(0, racks[rack].moved + by), racks[rack].servers)
        next.movedByRack[rack] = moved == plan.moved ? nil : moved
        decide(next)
    }

    /// Begins a what-if, shows the hidden one, or hides it.
    package mutating func toggleWhatIf() {
        var next = history.now
        if next.wanted == nil { next.wanted = next.real }
        next.isWhatIf.toggle()
        decide(next)
    }

    /// Makes the what-if the real plan.
    package mutating func adopt() {
        var next = history.now
        guard let wanted = next.wanted else { return }
        (next.real, next.wanted, next.isWhatIf) = (wanted, nil, false)
        decide(next)
    }

    /// Puts another plan in the place of all that was decided; undo brings it back.
    package mutating func replace(_ plan: FabricPlan) { decide(FabricDecision(real: plan)) }

    /// Takes the last change back.
    package mutating func undo() { if history.undo() { settle() } }

    /// Makes the change again that was taken back last.
    package mutating func redo() { if history.redo() { settle() } }

    private mutating func decide(_ next: FabricDecision) {
        var history = history
        guard history.decide(next) else { return }
        self.history = history
        settle()
    }

    // MARK: - Conclusions

    /// Works out what is asked for and not there; all racks are forgotten when nobody asks for them.
    package mutating func ask(for extras: Extras) {
        self.extras = extras
        fill()
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
        forgetSteps()
        fill()
    }

    private mutating func fill() {
        if extras.contains(.steps) { planSteps() }
        guard extras.contains(.wide) else {
            (wide, wideFabric) = (nil, nil)
            return
        }
        let next = fabric
        var last: (fabric: FabricWide, analysis: WideAnalysis)?
        if let wide, let wideFabric { last = (wideFabric, wide) }
        wide = WideAnalysis(next, after: last)
        wideFabric = next
    }

    /// Racks of the fabric: those the plan says, or as many as the spines can carry.
    package var rackCount: Int {
        if plan.racks > 1 { return min(plan.racks, FabricWide.mostRacks) }
        return min(max(1, plan.spinePorts / max(1, plan.linksPerSpine * plan.leafs)), FabricWide.mostRacks)
    }

    /// The whole fabric: racks like the plan, with what was decided about single ones.
    package var fabric: FabricWide {
        var fabric = FabricWide(like: plan, count: rackCount)
        for (rack, moved) in history.now.movedByRack { fabric.apply(.moved(moved), rack: rack) }
        return fabric
    }
}
