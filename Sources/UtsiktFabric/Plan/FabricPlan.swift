/// What a rack is and is meant to be: leaves, uplinks, servers, and how each of them is attached.
///
/// It is the document a user keeps as a file (`PlanFile`). What it does not say the planner decides the same way every time:
/// uplinks go to ports that cannot be split, servers share splits in the roster's order, and moved servers take free ports.
/// With two leaves a server has a link to each.
public struct FabricPlan: Sendable, Hashable {
    /// The rack's name.
    public var rack: String
    /// The model of the leaves.
    public var model: SwitchModel
    /// The speeds of lanes and ports.
    public var speeds: LaneSpeeds
    /// Leaves in the rack: 1 or 2.
    public var leafs: Int { didSet { leafs = min(max(leafs, 1), 2) } }
    /// The lowest rack unit of each leaf; those that are not named are on top of the rack, the first one uppermost.
    public var leafUnits: [Int]
    /// Rack units taken by cable managers; nil for one beneath the leaves where there is room.
    public var managerUnits: [Int]?
    /// Spines.
    public var spines: Int { didSet { spines = min(max(spines, 0), FabricPlan.mostSpines) } }
    /// Links of a leaf to each spine.
    public var linksPerSpine: Int { didSet { linksPerSpine = min(max(linksPerSpine, 1), 8) } }
    /// Ports of a spine.
    public var spinePorts: Int { didSet { spinePorts = min(max(spinePorts, 1), 4096) } }
    /// Metres of cable from a leaf to a spine.
    public var uplinkMetres: Double
    /// Spines the fabric is meant to grow to.
    public var targetSpines: Int { didSet { targetSpines = min(max(targetSpines, 0), FabricPlan.mostSpines) } }
    /// Racks like this one that the spines are meant to connect.
    public var racks: Int { didSet { racks = min(max(racks, 1), 4096) } }
    /// Whether ports are kept for the uplinks of the spines still to come.
    public var keepsReserve: Bool
    /// Ports kept for the link between two leaves.
    public var peerLinks: Int { didSet { peerLinks = min(max(peerLinks, 0), 8) } }
    /// The servers, in the order in which the planner seats and moves them.
    public var roster: [PlanServer]
    /// What the user decided about ports.
    public var pins: [PortPin]
    /// What the rack shall become.
    public var goal: PlanGoal
    /// The oversubscription not to be exceeded.
    public var targetRatio: ExactRatio
    /// Rack units of the rack.
    public var rackHeight: Int { didSet { rackHeight = min(max(rackHeight, 1), FabricPlan.highestRack) } }
    /// Whether the ports of leaves and servers face opposite sides of the rack, so that cables cross its depth.
    public var facesOpposite: Bool
    /// The medium of the servers' cables where the user wants one; nil for the cheapest that reaches.
    public var medium: CableMedium?

    /// The most servers a plan may have: more than any leaf here has lanes for.
    public static let mostServers = 128
    /// The most spines.
    public static let mostSpines = 64
    /// The highest rack, in units.
    public static let highestRack = 60

    /// Makes a plan with equal servers; numbers out of range are brought into it.
    /// - Parameters:
    ///   - servers: Servers `srv01` and so on with two links at lane speed each.
    ///   - moved: How many of them have moved, the first ones.
    ///   - hasDualForty: Whether a moved server has two links at full speed.
    public init(
        rack: String = "r07", model: SwitchModel, leafs: Int = 1, spines: Int = 4, linksPerSpine: Int = 1,
        targetSpines: Int = 8, keepsReserve: Bool = false, peerLinks: Int = 0, servers: Int = 36, moved: Int = 0,
        hasDualForty: Bool = false, targetRatio: ExactRatio = ExactRatio(whole: 3), rackHeight: Int = 42,
        speeds: LaneSpeeds = .tenForty
    ) {
        let servers = min(max(servers, 0), FabricPlan.mostServers)
        let roster = (0..<servers).map { index in
            PlanServer(
                name: FabricPlan.serverName(index), portLinks: hasDualForty ? 2 : 1,
                speed: index < moved ? .port : .lane)
        }
        self.init(
            rack: rack, model: model, roster: roster, leafs: leafs, spines: spines, linksPerSpine: linksPerSpine,
            targetSpines: targetSpines, keepsReserve: keepsReserve, peerLinks: peerLinks, targetRatio: targetRatio,
            rackHeight: rackHeight, speeds: speeds)
    }

    /// Makes a plan of given servers; numbers out of range are brought into it, and servers past the most are left out.
    public init(
        rack: String, model: SwitchModel, roster: [PlanServer], leafs: Int = 1, spines: Int = 4,
        linksPerSpine: Int = 1, targetSpines: Int = 8, keepsReserve: Bool = false, peerLinks: Int = 0,
        targetRatio: ExactRatio = ExactRatio(whole: 3), rackHeight: Int = 42, speeds: LaneSpeeds = .tenForty
    ) {
        self.rack = rack
        self.model = model
        self.speeds = speeds
        self.leafs = min(max(leafs, 1), 2)
        self.leafUnits = []
        self.spines = min(max(spines, 0), FabricPlan.mostSpines)
        self.linksPerSpine = min(max(linksPerSpine, 1), 8)
        self.spinePorts = 32
        self.uplinkMetres = 15
        self.targetSpines = min(max(targetSpines, 0), FabricPlan.mostSpines)
        self.racks = 1
        self.keepsReserve = keepsReserve
        self.peerLinks = min(max(peerLinks, 0), 8)
        self.roster = Array(roster.prefix(FabricPlan.mostServers))
        self.pins = []
        self.goal = PlanGoal()
        self.targetRatio = targetRatio
        self.rackHeight = min(max(rackHeight, 1), FabricPlan.highestRack)
        self.facesOpposite = false
        self.medium = nil
    }

    /// The 2015 design in a real rack: a generic leaf of 24 ports, four spines, 36 servers of which four have moved.
    public static let example = FabricPlan(model: .generic(ports: 24), servers: 36, moved: 4)
}
