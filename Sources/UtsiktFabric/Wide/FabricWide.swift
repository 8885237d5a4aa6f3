/// A whole fabric: racks that share the spines. A change of all of them is answered at once, in figures; the rack one looks
/// at gets its full analysis besides.
public struct FabricWide: Sendable, Hashable {
    /// The racks.
    public var racks: [FabricPlan]

    /// The most racks.
    public static let mostRacks = 4096

    /// Makes a fabric of given racks; those past the most are left out.
    public init(racks: [FabricPlan]) { self.racks = Array(racks.prefix(FabricWide.mostRacks)) }

    /// Makes a fabric of so many racks like one, named `r001` and so on.
    public init(like plan: FabricPlan, count: Int) {
        racks = (1...max(1, min(count, FabricWide.mostRacks))).map { number in
            var rack = plan
            rack.rack = "r" + (number < 10 ? "00" : number < 100 ? "0" : "") + "\(number)"
            rack.racks = 1
            return rack
        }
    }

    /// Changes every rack.
    public mutating func applyToAll(_ edit: PlanEdit) {
        for index in racks.indices { racks[index].apply(edit) }
    }

    /// Changes one rack.
    public mutating func apply(_ edit: PlanEdit, rack: Int) {
        if racks.indices.contains(rack) { racks[rack].apply(edit) }
    }

    /// Leaves of all racks.
    public var leafs: Int { racks.reduce(0) { $0 + $1.leafs } }
    /// Servers of all racks.
    public var servers: Int { racks.reduce(0) { $0 + $1.servers } }
}

/// What a table of racks shows of one: exact figures without a picture.
public struct RackFigures: Sendable, Hashable, Encodable {
    /// The rack's name.
    public let rack: String
    /// Leaves.
    public let leafs: Int
    /// Servers.
    public let servers: Int
    /// Servers at full speed.
    public let moved: Int
    /// QSFP ports of a leaf.
    public let ports: Int
    /// QSFP ports of the fuller leaf that are needed.
    public let portsNeeded: Int
    /// Ports at lane speed of a full leaf.
    public let laneCapacity: Int
    /// Oversubscription of the fuller leaf; nil without uplinks.
    public let ratio: ExactRatio?
    /// The same with one spine down; nil without a spine left.
    public let ratioSpineDown: ExactRatio?
    /// The fewest servers that must have moved; nil when no state fits.
    public let kMin: Int?
    /// The most servers that can have moved; nil when no state fits.
    public let kMax: Int?
    /// Whether everything finds a port.
    public let fits: Bool
    /// Ports short; 0 where it fits.
    public var short: Int { max(0, portsNeeded - ports) }

    /// The figures of a rack: by the closed forms where the rack is plain, by carrying it out otherwise. Both agree.
    public init(_ plan: FabricPlan) {
        var lanes = LaneMemo()
        self.init(plan, &lanes)
    }

    fileprivate init(_ plan: FabricPlan, _ lanes: inout LaneMemo) {
        rack = plan.rack
        leafs = plan.leafs
        servers = plan.servers
        ports = plan.model.qsfp.count
        let up = plan.speeds.port * plan.uplinks
        let down = plan.down
        ratio = ExactRatio(down, up)
        ratioSpineDown = ExactRatio(down, up - plan.speeds.port * plan.linksPerSpine)
        moved = plan.moved
        if let plain = PlainRack(plan) {
            laneCapacity = 4 * plain.splits
            kMin = plain.migration.kMin
            kMax = plain.migration.kMaxPacked
            portsNeeded = plain.needed
            fits = (kMin ?? .max) <= moved && moved <= (kMax ?? -1)
        } else {
            let simulation = FabricSimulation(plan)
            laneCapacity = lanes.lanes(of: plan) + plan.model.sfpLanes(plan.speeds)
            kMin = simulation.kMin
            kMax = simulation.kMax
            let pairs = plan.model.limits.disables.isEmpty ? 1 : 2
            let natives =
                (1...plan.leafs).map { leaf in
                    plan.roster.reduce(0) {
                        let counts = $1.speed == .port && $1.reaches(leaf: leaf, leafs: plan.leafs)
                        return $0 + (counts ? $1.portLinks(leafs: plan.leafs) : 0)
                    }
                }.max() ?? 0
            portsNeeded =
                plan.uplinks + plan.reservedUplinks + plan.peerPorts + pairs * plan.splitsNow + natives
            fits = simulation.layouts.allSatisfy(\.isComplete)
        }
    }

    fileprivate init(_ other: RackFigures, named name: String) {
        rack = name
        leafs = other.leafs
        servers = other.servers
        moved = other.moved
        ports = other.ports
        portsNeeded = other.portsNeeded
        laneCapacity = other.laneCapacity
        ratio = other.ratio
        ratioSpineDown = other.ratioSpineDown
        kMin = other.kMin
        kMax = other.kMax
        fits = other.fits
    }
}

/// The lanes of a full leaf, which racks that differ in nothing but their servers have in common.
private struct LaneMemo {
    private var last: (bare: FabricPlan, lanes: Int)?

    mutating func lanes(of plan: FabricPlan) -> Int {
        var bare = plan
        bare.roster = []
        bare.rack = ""
        if let last, last.bare == bare { return last.lanes }
        let lanes = LeafCapacity(plan).tenGig
        last = (bare, lanes)
        return lanes
    }
}

/// A rack that the closed forms describe: equal servers, nothing pinned, and no limit but a number of logical ports.
private struct PlainRack {
    let migration: Migration
    let splits: Int
    let needed: Int

    init?(_ plan: FabricPlan) {
        let (model, limits) = (plan.model, plan.model.limits)
        guard plan.pins.isEmpty, limits.disables.isEmpty, limits.pipes.isEmpty, limits.layouts.isEmpty,
            !limits.mayDisable, model.sfpLanes(plan.speeds) == 0, plan.serverPorts >= 0, plan.isUniform,
            plan.roster.allSatisfy({ $0.links.isEmpty })
        else { return nil }
        let ports = model.qsfp.count
        var most = min(model.splittable(plan.speeds).count, plan.serverPorts)
        if let cap = model.logicalForQSFP {
            guard cap >= ports else { return nil }
            most = min(most, (cap - ports) / 3)
        }
        if let cap = limits.tenGig { most = min(most, cap / 4) }
        let (lane, port) = (plan.tenGigLinks, plan.fortyGigLinks)
        guard
            let migration = try? Migration(
                serverPorts: plan.serverPorts, servers: plan.servers, maxSplits: most, tenGigLinks: lane,
                fortyGigLinks: port)
        else { return nil }
        self.migration = migration
        splits = most
        let moved = plan.moved
        needed = ports - plan.serverPorts + FabricBounds.ceilDivide(lane * (plan.servers - moved), 4) + port * moved
    }
}

/// What follows from a whole fabric.
public struct WideAnalysis: Sendable, Hashable, Encodable {
    /// The racks in their order.
    public let racks: [RackFigures]
    /// Leaves.
    public let leafs: Int
    /// Servers.
    public let servers: Int
    /// Servers at full speed.
    public let moved: Int
    /// The most servers that can be at full speed, racks that do not fit left out.
    public let movable: Int
    /// Racks in which something finds no port.
    public let unfit: Int
    /// Ports of a spine that are needed.
    public let spinePortsNeeded: Int
    /// Ports of a spine.
    public let spinePorts: Int
    /// Spines, as many as the rack with the most uplinks has.
    public let spines: Int
    /// The worst oversubscription; nil when a rack has no uplink.
    public let worstRatio: ExactRatio?
    /// The worst oversubscription with one spine down; nil when a rack is cut off then.
    public let worstRatioSpineDown: ExactRatio?

    /// Whether the spines have ports for every leaf.
    public var spinesSuffice: Bool { spinePortsNeeded <= spinePorts }

    /// Draws the conclusions. Racks that are alike are worked out once.
    /// - Parameters:
    ///   - fabric: The fabric.
    ///   - last: The fabric before a change and what followed from it: racks that are as they were are not worked out again.
    /// - Complexity: O(racks x servers) for plain racks.
    public init(_ fabric: FabricWide, after last: (fabric: FabricWide, analysis: WideAnalysis)? = nil) {
        var racks: [RackFigures] = []
        racks.reserveCapacity(fabric.racks.count)
        // Racks worked out so far, by their moved servers.
        var seen: [Int: [Int]] = [:]
        var lanes = LaneMemo()
        for (index, plan) in fabric.racks.enumerated() {
            if let last, last.fabric.racks.indices.contains(index), last.fabric.racks[index] == plan,
                last.analysis.racks.indices.contains(index)
            {
                racks.append(last.analysis.racks[index])
                continue
            }
            // Racks with as many moved servers are mostly alike in all the rest; a few looks are enough.
            let moved = plan.moved
            if let twin = seen[moved]?.suffix(2).first(where: { WideAnalysis.alike(plan, fabric.racks[$0]) }) {
                racks.append(RackFigures(racks[twin], named: plan.rack))
            } else {
                seen[moved, default: []].append(index)
                racks.append(RackFigures(plan, &lanes))
            }
        }
        self.racks = racks
        leafs = fabric.leafs
        servers = racks.reduce(0) { $0 + $1.servers }
        moved = racks.reduce(0) { $0 + $1.moved }
        movable = racks.reduce(0) { $0 + ($1.kMax ?? 0) }
        unfit = racks.count { !$0.fits }
        spinePortsNeeded = fabric.racks.reduce(0) { $0 + $1.leafs * $1.linksPerSpine }
        spinePorts = fabric.racks.map(\.spinePorts).min() ?? 0
        spines = fabric.racks.map(\.spines).max() ?? 0
        worstRatio = racks.contains { $0.ratio == nil } ? nil : racks.compactMap(\.ratio).max()
        worstRatioSpineDown =
            racks.contains { $0.ratioSpineDown == nil } ? nil : racks.compactMap(\.ratioSpineDown).max()
    }

    /// Whether two racks differ in nothing but their names.
    private static func alike(_ one: FabricPlan, _ other: FabricPlan) -> Bool {
        guard one.roster == other.roster, one.spines == other.spines, one.leafs == other.leafs else { return false }
        var same = one
        same.rack = other.rack
        return same == other
    }
}
