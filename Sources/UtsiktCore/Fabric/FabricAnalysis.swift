/// Everything that follows from a plan. Pane, headless commands and tests read this one value.
public struct FabricAnalysis: Sendable, Hashable {
    /// The plan.
    public let plan: FabricPlan
    /// The plan carried out on a leaf's ports.
    public let simulation: FabricSimulation
    /// What the leaf can carry with every server port in use, whatever the number of servers.
    public let capacity: LeafCapacity
    /// The most servers that could move in scattered order; nil when none fits or partner ports make it depend on the order.
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
    /// The rack from top to bottom.
    public let rack: [RackRow]
    /// The longest cable in the rack, in metres as sold; 0 without one.
    public let longestCable: Double
    /// The findings, the worst first.
    public let checks: [FabricCheck]

    /// The ports of a leaf.
    public var layout: PortLayout { simulation.layout }

    /// Draws every conclusion from a plan.
    /// - Complexity: O(ports x splits + ports x servers): microseconds for a rack.
    public init(_ plan: FabricPlan) {
        self.plan = plan
        let simulation = FabricSimulation(plan)
        self.simulation = simulation
        capacity = LeafCapacity(plan)
        curve = (0...plan.servers).map { moved in
            NeedPoint(
                moved: moved, splits: FabricBounds.ceilDivide(plan.tenGigLinks * (plan.servers - moved), 4),
                natives: plan.fortyGigLinks * moved, pairs: !plan.model.limits.disables.isEmpty,
                fits: (simulation.kMin ?? .max) <= moved && moved <= (simulation.kMax ?? -1))
        }
        let closedForm = try? Migration(
            serverPorts: max(0, plan.serverPorts), servers: plan.servers, maxSplits: simulation.maxSplits,
            tenGigLinks: plan.tenGigLinks, fortyGigLinks: plan.fortyGigLinks)
        kMaxScattered =
            simulation.kMax == nil || !plan.model.limits.disables.isEmpty ? nil : closedForm?.kMaxScattered
        ratio = ExactRatio(plan.down(moved: plan.moved), 40 * plan.uplinks)
        ratioSpineDown = ExactRatio(plan.down(moved: plan.moved), 40 * (plan.uplinks - plan.linksPerSpine))
        nextStep = NextStep(plan, simulation)
        alternatives = Alternatives(plan)
        rack = plan.rackRows(simulation.layout)
        longestCable = rack.compactMap(\.length).max() ?? 0
        checks =
            PlanChecker(
                plan: plan, simulation: simulation, ratio: ratio, ratioSpineDown: ratioSpineDown,
                scattered: kMaxScattered, rack: rack
            ).findings
    }

    /// How many findings have a severity.
    public func count(_ severity: CheckSeverity) -> Int { checks.count { $0.severity == severity } }
}

/// What a leaf can carry when every server port that can be split is split.
public struct LeafCapacity: Sendable, Hashable {
    /// Ports for servers (D), not below 0.
    public let serverPorts: Int
    /// Splits.
    public let splits: Int
    /// 10GbE ports.
    public var tenGig: Int { 4 * splits }
    /// Ports left at 40GbE.
    public let native40: Int
    /// Ports off or killed.
    public let lost: Int
    /// Logical ports used.
    public let logicalUsed: Int
    /// Servers with two 10GbE links to this leaf, or one with two leafs.
    public let servers: Int
    /// Oversubscription with all of that in use; nil without uplinks.
    public let ratio: ExactRatio?

    /// Fills a leaf with splits.
    public init(_ plan: FabricPlan) {
        var allocator = PortAllocator(model: plan.model)
        allocator.placeFixed(plan)
        _ = allocator.placeSplits(.max)
        let layout = allocator.layout
        serverPorts = max(0, plan.serverPorts)
        splits = layout.splits
        native40 = layout.free
        lost = layout.lost
        logicalUsed = layout.logicalUsed
        servers = 4 * layout.splits / plan.tenGigLinks
        ratio = ExactRatio(40 * (layout.splits + layout.free), 40 * plan.uplinks)
    }
}

/// A point of the need curve.
public struct NeedPoint: Sendable, Hashable {
    /// Servers moved (k).
    public let moved: Int
    /// Ports split.
    public let splits: Int
    /// Ports at 40GbE.
    public let natives: Int
    /// Whether a split costs its partner as well.
    public let pairs: Bool
    /// Whether the leaf has room for it.
    public let fits: Bool
    /// Server ports needed.
    public var ports: Int { splits * (pairs ? 2 : 1) + natives }
}

/// What moving the next servers needs: those of a split together.
public struct NextStep: Sendable, Hashable {
    /// The servers, from 0.
    public let servers: [Int]
    /// The port of their split; nil when they have none.
    public let port: Int?
    /// Ports that become free.
    public let frees: Int
    /// Ports that are needed.
    public let needs: Int
    /// Ports that are free before.
    public let free: Int
    /// Whether all of them can move.
    public let fits: Bool
    /// Whether at least the first of them can.
    public let firstFits: Bool

    /// The next step of a plan; nil when all have moved.
    public init?(_ plan: FabricPlan, _ simulation: FabricSimulation) {
        guard plan.moved < plan.servers else { return nil }
        let split = plan.split(ofServer: plan.moved)
        let together = plan.servers(ofSplit: split).filter { $0 >= plan.moved }
        servers = Array(together)
        var port: Int?
        for use in simulation.layout.ports {
            guard case .split(let lanes) = use.role, lanes.contains(where: { $0?.server == plan.moved }) else {
                continue
            }
            port = use.number
        }
        self.port = port
        frees = port == nil ? 0 : 1
        needs = together.count * plan.fortyGigLinks
        free = simulation.layout.free
        let most = simulation.kMax ?? -1
        fits = plan.moved + together.count <= most
        firstFits = plan.moved < most
    }

    /// What it takes, in one sentence.
    public var explanation: String {
        let names = servers.map(FabricPlan.serverName)
        let who = names.count > 2 ? "\(names[0])-\(names[names.count - 1])" : names.joined(separator: " and ")
        let place =
            port.map { (names.count > 1 ? " share p\($0)" : " is on p\($0)") }
            ?? (names.count > 1 ? " have no port" : " has no port")
        let moving = names.count == 1 ? "moving it" : (names.count == 2 ? "moving both" : "moving all")
        return "\(who)\(place): \(moving) frees \(counted(frees, "port")) and needs \(needs); free ports: \(free)"
    }
}

/// How many servers could move if the plan were a little different; nil where no state fits or the change is none.
public struct Alternatives: Sendable, Hashable {
    /// With a second leaf.
    public let twoLeafs: Int?
    /// With a second leaf and a peer link of two ports.
    public let twoLeafsWithPeerLink: Int?
    /// With one server less.
    public let oneServerLess: Int?
    /// With one 40GbE link instead of two.
    public let singleForty: Int?
    /// Without the ports kept for growth.
    public let withoutReserve: Int?

    /// Tries the alternatives of a plan.
    public init(_ plan: FabricPlan) {
        func most(_ change: (inout FabricPlan) -> Void) -> Int? {
            var other = plan
            change(&other)
            return other == plan ? nil : FabricSimulation(other).kMax
        }
        twoLeafs = most { $0.leafs = 2 }
        twoLeafsWithPeerLink = plan.leafs == 2 ? nil : most { ($0.leafs, $0.peerLinks) = (2, 2) }
        oneServerLess = most { $0.servers -= 1 }
        singleForty = most { $0.hasDualForty = false }
        withoutReserve = most { $0.keepsReserve = false }
    }
}
