/// The way from a rack as it is to a rack as it shall be, in steps that each leave a rack that works.
///
/// Whole splits whose servers all move come first, the largest before the others; then servers one by one. Where dark lanes
/// would block the last moves, half-dark splits are merged. Steps that need a reload or a restart are batched.
public struct StepPlan: Sendable, Hashable {
    /// Today's state with every cable written down.
    public let start: FabricPlan
    /// The state the goal asks for; servers that only its number asks for are those the planner chose.
    public let goal: FabricPlan
    /// The steps; none when the goal is out of reach.
    public let steps: [FabricStep]
    /// Whether the goal can be reached.
    public let verdict: StepVerdict
    /// Sums over the steps.
    public let totals: Totals

    /// Sums over the steps.
    public struct Totals: Sendable, Hashable {
        /// Servers that reach full speed.
        public var moved = 0
        /// Times a server loses every link.
        public var cutOff = 0
        /// Cables pulled.
        public var cablesOut = 0
        /// Cables plugged.
        public var cablesIn = 0
        /// Steps with a reload or a restart.
        public var interruptions = 0
        /// Dark lanes at the end.
        public var darkLanes = 0
    }

    /// The states from today's to the last one.
    public var states: [FabricPlan] { [start] + steps.map(\.after) }

    /// Plans the way to a plan's own goal; without a goal, to as many moved servers as there is room for.
    public init(_ plan: FabricPlan) {
        let analysis = FabricAnalysis(plan)
        let frozen = plan.frozen(analysis.layouts)
        start = frozen
        let errors = analysis.checks.filter { $0.severity == .error }
        guard errors.isEmpty else {
            (goal, steps, verdict, totals) = (frozen, [], .startBroken(errors), Totals())
            return
        }
        var planner = StepPlanner(frozen)
        let outcome = planner.run()
        goal = outcome.goal
        switch outcome.result {
        case .success:
            steps = planner.steps
            verdict = planner.steps.isEmpty ? .nothingToDo : .reached
        case .failure(let shortfall):
            steps = []
            verdict = .outOfReach(shortfall.shortfall)
        }
        var totals = Totals()
        for step in steps {
            totals.moved += step.after.moved - step.before.moved
            totals.cutOff += step.cutOff.count
            totals.cablesOut += step.cablesOut.count
            totals.cablesIn += step.cablesIn.count
            if step.cost == .reload || step.cost == .restart { totals.interruptions += 1 }
        }
        totals.darkLanes = steps.last?.darkLanes ?? analysis.layout.darkLanes
        self.totals = totals
    }

    /// Plans the way from one plan to another with the same servers: its speeds, leaves and spines become the goal.
    public init(from plan: FabricPlan, to other: FabricPlan) {
        var wanted = plan
        wanted.goal = PlanGoal(leafs: other.leafs, spines: other.spines)
        wanted.peerLinks = other.peerLinks
        wanted.keepsReserve = other.keepsReserve
        for index in wanted.roster.indices {
            wanted.roster[index].wanted = other.roster.first { $0.name == wanted.roster[index].name }?.speed
        }
        self.init(wanted)
    }
}

/// A goal that cannot be reached.
struct Unreachable: Error {
    let shortfall: StepShortfall
}
