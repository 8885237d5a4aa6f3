/// Everything that follows from a plan. Pane, headless commands and tests read this one value.
public struct FabricAnalysis: Sendable, Hashable {
    /// The plan.
    public let plan: FabricPlan
    /// The plan carried out on the leaves' ports.
    public let simulation: FabricSimulation
    /// What the leaf can carry with every server port in use, whatever the number of servers.
    public let capacity: LeafCapacity
    /// The most servers that could move in scattered order; nil when none fits, or where partner ports, SFP ports or unequal
    /// servers make it depend on the order.
    public let kMaxScattered: Int?
    /// Ports needed by servers moved, from none to all.
    public let curve: [NeedPoint]
    /// Oversubscription of the servers as planned; nil without uplinks.
    public let ratio: ExactRatio?
    /// The same with one spine down; nil without a spine left.
    public let ratioSpineDown: ExactRatio?
    /// What the next move would need; nil when all have moved.
    public let nextStep: NextStep?
    /// What would let more servers move.
    public let alternatives: Alternatives
    /// Where everything sits in the rack.
    public let placement: RackPlacement
    /// Every cable, in the order of leaves and ports.
    public let cables: [PlanCable]
    /// The rack from top to bottom.
    public let rack: [RackRow]
    /// How large a fabric of such racks can become; nil for impossible quantities.
    public let size: FabricSize?
    /// The longest cable to a server, in metres as sold; 0 without one.
    public let longestCable: Double
    /// The findings, the worst first.
    public let checks: [FabricCheck]

    /// The ports of the first leaf.
    public var layout: PortLayout { simulation.layout }
    /// The ports of each leaf.
    public var layouts: [PortLayout] { simulation.layouts }

    /// Draws every conclusion from a plan.
    /// - Complexity: O(ports x splits + ports x servers): microseconds for a rack.
    public init(_ plan: FabricPlan) {
        self.plan = plan
        let simulation = FabricSimulation(plan)
        self.simulation = simulation
        capacity = LeafCapacity(plan)
        curve = NeedPoint.curve(plan, simulation)
        kMaxScattered = FabricAnalysis.scattered(plan, simulation)
        ratio = ExactRatio(plan.down, plan.speeds.port * plan.uplinks)
        ratioSpineDown = ExactRatio(plan.down, plan.speeds.port * (plan.uplinks - plan.linksPerSpine))
        nextStep = NextStep(plan, simulation)
        alternatives = Alternatives(plan)
        placement = RackPlacement(plan)
        cables = plan.cables(simulation.layouts, placement)
        rack = plan.rackRows(simulation.layout, placement, cables)
        size = try? FabricSize(
            spinePorts: plan.spinePorts, spines: plan.spines, linksPerSpine: plan.linksPerSpine,
            serversPerLeaf: capacity.servers)
        longestCable = cables.lazy.filter { $0.purpose == .server }.compactMap(\.length).max() ?? 0
        checks =
            PlanChecker(
                plan: plan, simulation: simulation, ratio: ratio, ratioSpineDown: ratioSpineDown,
                scattered: kMaxScattered, placement: placement, cables: cables
            ).findings
    }

    private static func scattered(_ plan: FabricPlan, _ simulation: FabricSimulation) -> Int? {
        guard simulation.kMax != nil, plan.isUniform, plan.model.limits.disables.isEmpty,
            plan.model.limits.layouts.isEmpty, plan.model.sfpLanes(plan.speeds) == 0
        else { return nil }
        let closedForm = try? Migration(
            serverPorts: max(0, plan.serverPorts), servers: plan.servers, maxSplits: simulation.maxSplits,
            tenGigLinks: plan.tenGigLinks, fortyGigLinks: plan.fortyGigLinks)
        return closedForm?.kMaxScattered
    }

    /// How many findings have a severity.
    public func count(_ severity: CheckSeverity) -> Int { checks.count { $0.severity == severity } }

    /// Oversubscription with so many spines down; nil when none is left.
    public func ratio(spinesDown: Int) -> ExactRatio? {
        let left = plan.spines - min(max(spinesDown, 0), plan.spines)
        return ExactRatio(plan.down, plan.speeds.port * plan.linksPerSpine * left)
    }

    /// What the loss of spines or leaves leaves; nil for a plan without spines.
    public func failure(spinesDown: Int, leafsDown: Int = 0) -> FailureImpact? {
        try? FailureImpact(
            spines: plan.spines, linksPerSpine: plan.linksPerSpine, spinesDown: min(spinesDown, plan.spines),
            down: plan.down, leafs: plan.leafs, leafsDown: min(leafsDown, plan.leafs), uplinkSpeed: plan.speeds.port)
    }

    /// The servers whose link drops when a port's cable is pulled: those that lose every link, and those that keep one.
    public func outage(port: Int, leaf: Int = 1) -> (cutOff: [Int], degraded: [Int]) {
        guard let cable = cables.first(where: { $0.leaf == leaf && $0.port == port && $0.purpose == .server }) else {
            return ([], [])
        }
        var elsewhere: Set<Int> = []
        for other in cables where other.leaf != leaf || other.port != port {
            for leg in other.legs { elsewhere.insert(leg.server) }
        }
        let servers = cable.servers.sorted()
        return (servers.filter { !elsewhere.contains($0) }, servers.filter(elsewhere.contains))
    }
}
