/// What a leaf can carry when every server port that can be split is split.
public struct LeafCapacity: Sendable, Hashable {
    /// Ports for servers (D), not below 0.
    public let serverPorts: Int
    /// Splits.
    public let splits: Int
    /// Ports at lane speed made by splits.
    public var tenGig: Int { 4 * splits }
    /// The leaf's own SFP ports.
    public let sfp: Int
    /// Ports left at full speed.
    public let native40: Int
    /// Ports off or killed.
    public let lost: Int
    /// Logical ports used by QSFP ports.
    public let logicalUsed: Int
    /// Servers with the plan's lane links to this leaf.
    public let servers: Int
    /// Oversubscription with all of that in use; nil without uplinks.
    public let ratio: ExactRatio?

    /// Fills a leaf with splits.
    public init(_ plan: FabricPlan) {
        var bare = plan
        bare.roster = []
        var allocator = PortAllocator(plan: bare)
        allocator.placePins(splits: .max)
        allocator.placeFixed()
        _ = allocator.placeSplits(.max)
        let layout = allocator.layout
        serverPorts = max(0, plan.serverPorts)
        splits = layout.splits
        sfp = plan.model.sfpLanes(plan.speeds)
        native40 = layout.free
        lost = layout.lost
        logicalUsed = layout.logicalUsed
        servers = (4 * layout.splits + sfp) / plan.tenGigLinks
        ratio = ExactRatio(
            plan.speeds.port * (layout.splits + layout.free) + plan.speeds.lane * sfp,
            plan.speeds.port * plan.uplinks)
    }
}

/// A point of the need curve.
public struct NeedPoint: Sendable, Hashable {
    /// Servers moved (k).
    public let moved: Int
    /// Ports split.
    public let splits: Int
    /// Ports at full speed.
    public let natives: Int
    /// Whether a split costs its partner as well.
    public let pairs: Bool
    /// Whether the leaf has room for it.
    public let fits: Bool
    /// Server ports needed.
    public var ports: Int { splits * (pairs ? 2 : 1) + natives }

    /// Ports needed by servers moved, from none to all: those of the plan first, then in the roster's order. With two
    /// leaves the fuller one counts.
    static func curve(_ plan: FabricPlan, _ simulation: FabricSimulation) -> [NeedPoint] {
        let pairs = !plan.model.limits.disables.isEmpty
        let order =
            plan.roster.indices.filter { plan.roster[$0].speed == .port }
            + plan.roster.indices.filter { plan.roster[$0].speed == .lane }
        var lanes = (1...plan.leafs).map { plan.lanes(leaf: $0) { _ in true } }
        var natives = Array(repeating: 0, count: plan.leafs)
        return (0...plan.servers).map { moved in
            if moved > 0 {
                let server = plan.roster[order[moved - 1]]
                for leaf in 1...plan.leafs where server.reaches(leaf: leaf, leafs: plan.leafs) {
                    lanes[leaf - 1] -= server.laneLinks(leafs: plan.leafs)
                    natives[leaf - 1] += server.portLinks(leafs: plan.leafs)
                }
            }
            let fullest =
                lanes.indices.max {
                    plan.splits(lanes: lanes[$0]) + natives[$0] < plan.splits(lanes: lanes[$1]) + natives[$1]
                } ?? 0
            return NeedPoint(
                moved: moved, splits: plan.splits(lanes: lanes[fullest]), natives: natives[fullest], pairs: pairs,
                fits: (simulation.kMin ?? .max) <= moved && moved <= (simulation.kMax ?? -1))
        }
    }
}

/// What moving the next servers needs: those of a split together.
public struct NextStep: Sendable, Hashable {
    /// The servers, from 0.
    public let servers: [Int]
    /// Their names.
    public let names: [String]
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
        guard let next = plan.roster.firstIndex(where: { $0.speed == .lane }) else { return nil }
        let leaf = plan.roster[next].onlyLeaf == 2 && plan.leafs == 2 ? 2 : 1
        let layout = simulation.layouts[min(leaf, simulation.layouts.count) - 1]
        var port: Int?
        var together = [next]
        for use in layout.ports {
            guard case .split(let lanes) = use.role, lanes.contains(where: { $0?.server == next }) else { continue }
            port = use.number
            together = Set(lanes.compactMap { $0?.server }).union([next]).sorted()
        }
        if port == nil {
            // Servers without a port would have shared a split with the next ones without.
            let placed = Set(layout.ports.flatMap { $0.role.servers } + layout.sfp.compactMap { $0.use?.server })
            var lanes = plan.roster[next].laneLinks(leafs: plan.leafs)
            for index in plan.roster.indices where index > next && !placed.contains(index) {
                guard plan.roster[index].speed == .lane else { continue }
                lanes += plan.roster[index].laneLinks(leafs: plan.leafs)
                if lanes > 4 { break }
                together.append(index)
            }
        }
        servers = together
        names = together.map(plan.name(ofServer:))
        self.port = port
        frees = port == nil ? 0 : 1
        needs = together.reduce(0) { $0 + plan.roster[$1].portLinks(leafs: plan.leafs) }
        free = layout.free
        let most = simulation.kMax ?? -1
        fits = plan.moved + together.count <= most
        firstFits = plan.moved < most
    }

    /// What it takes, in one sentence.
    public var explanation: String {
        let who =
            names.count > 2 ? "\(names[0])-\(names[names.count - 1])" : names.joined(separator: " and ")
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
    /// With one link at full speed instead of two.
    public let singleForty: Int?
    /// Without the ports kept for growth.
    public let withoutReserve: Int?

    /// Tries the alternatives of a plan.
    public init(_ plan: FabricPlan) {
        func most(_ edits: [PlanEdit]) -> Int? {
            let other = plan.applying(edits)
            return other == plan ? nil : FabricSimulation(other).kMax
        }
        twoLeafs = most([.leafs(2)])
        twoLeafsWithPeerLink = plan.leafs == 2 ? nil : most([.leafs(2), .peerLinks(2)])
        oneServerLess = most([.servers(plan.servers - 1)])
        singleForty = most([.dualForty(false)])
        withoutReserve = most([.reserve(false)])
    }
}
