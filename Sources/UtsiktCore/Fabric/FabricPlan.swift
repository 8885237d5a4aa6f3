/// What a rack is meant to be: leafs, uplinks, servers and how many of them have moved to 40GbE.
///
/// A server has two 10GbE links: both to the only leaf, or one to each of two leafs, which are then mirror images. A moved
/// server has one or two 40GbE links to the only leaf, or one to each of two.
public struct FabricPlan: Sendable, Hashable {
    /// The rack's name.
    public var rack: String
    /// The model of the leafs.
    public var model: SwitchModel
    /// Leafs in the rack: 1 or 2.
    public var leafs: Int { didSet { leafs = min(max(leafs, 1), 2) } }
    /// Spines.
    public var spines: Int { didSet { spines = min(max(spines, 0), 64) } }
    /// 40GbE links of a leaf to each spine.
    public var linksPerSpine: Int { didSet { linksPerSpine = min(max(linksPerSpine, 1), 8) } }
    /// Spines the fabric is meant to grow to.
    public var targetSpines: Int { didSet { targetSpines = min(max(targetSpines, 0), 64) } }
    /// Whether ports are kept for the uplinks of the spines still to come.
    public var keepsReserve: Bool
    /// Ports kept for the link between two leafs.
    public var peerLinks: Int { didSet { peerLinks = min(max(peerLinks, 0), 8) } }
    /// Servers in the rack.
    public var servers: Int {
        didSet {
            servers = min(max(servers, 0), FabricPlan.mostServers)
            moved = min(moved, servers)
        }
    }
    /// Servers that have moved to 40GbE; the first ones of the rack.
    public var moved: Int { didSet { moved = min(max(moved, 0), servers) } }
    /// Whether a moved server has two 40GbE links to a single leaf.
    public var hasDualForty: Bool
    /// The oversubscription not to be exceeded.
    public var targetRatio: ExactRatio
    /// Rack units of the rack.
    public var rackHeight: Int { didSet { rackHeight = min(max(rackHeight, 1), 60) } }

    /// The most servers a plan may have: more than any leaf here has lanes for.
    public static let mostServers = 128

    /// Makes a plan; numbers out of range are brought into it.
    public init(
        rack: String = "r07", model: SwitchModel, leafs: Int = 1, spines: Int = 4, linksPerSpine: Int = 1,
        targetSpines: Int = 8, keepsReserve: Bool = false, peerLinks: Int = 0, servers: Int = 36, moved: Int = 0,
        hasDualForty: Bool = false, targetRatio: ExactRatio = ExactRatio(whole: 3), rackHeight: Int = 42
    ) {
        self.rack = rack
        self.model = model
        self.leafs = min(max(leafs, 1), 2)
        self.spines = min(max(spines, 0), 64)
        self.linksPerSpine = min(max(linksPerSpine, 1), 8)
        self.targetSpines = min(max(targetSpines, 0), 64)
        self.keepsReserve = keepsReserve
        self.peerLinks = min(max(peerLinks, 0), 8)
        self.servers = min(max(servers, 0), FabricPlan.mostServers)
        self.moved = min(max(moved, 0), self.servers)
        self.hasDualForty = hasDualForty
        self.targetRatio = targetRatio
        self.rackHeight = min(max(rackHeight, 1), 60)
    }

    /// The 2015 design in a real rack: a generic leaf of 24 ports, four spines, 36 servers of which four have moved.
    public static let example = FabricPlan(model: .generic(ports: 24), servers: 36, moved: 4)

    /// Uplinks of a leaf.
    public var uplinks: Int { spines * linksPerSpine }
    /// Ports kept for growth.
    public var reservedUplinks: Int { keepsReserve ? max(0, targetSpines * linksPerSpine - uplinks) : 0 }
    /// Ports kept for the link between two leafs.
    public var peerPorts: Int { leafs == 2 ? peerLinks : 0 }
    /// Server ports of a leaf (D); negative when uplinks do not fit.
    public var serverPorts: Int { model.qsfp.count - uplinks - reservedUplinks - peerPorts }
    /// 10GbE links of a server to one leaf.
    public var tenGigLinks: Int { leafs == 2 ? 1 : 2 }
    /// 40GbE links of a moved server to one leaf.
    public var fortyGigLinks: Int { leafs == 1 && hasDualForty ? 2 : 1 }
    /// Servers whose lanes share one split of a leaf.
    public var serversPerSplit: Int { 4 / tenGigLinks }
    /// Splits needed before any move.
    public var splitsAtStart: Int { FabricBounds.ceilDivide(tenGigLinks * servers, 4) }
    /// Splits needed now, the servers of a split moving together.
    public var splitsNow: Int { FabricBounds.ceilDivide(tenGigLinks * (servers - moved), 4) }

    /// The split, from 0, on which a server's lanes are; the first one holds what does not fill a split, so that packed
    /// moves in the servers' order need no more ports than the closed form says.
    public func split(ofServer server: Int) -> Int {
        splitsAtStart - 1 - (servers - 1 - server) / serversPerSplit
    }

    /// The servers of a split, ascending.
    public func servers(ofSplit split: Int) -> Range<Int> {
        let end = servers - (splitsAtStart - 1 - split) * serversPerSplit
        return max(0, end - serversPerSplit)..<max(0, end)
    }

    /// Bandwidth towards servers in Gbit/s with so many moved.
    public func down(moved: Int) -> Int {
        10 * tenGigLinks * (servers - moved) + 40 * fortyGigLinks * moved
    }

    /// A server's name, counted from 1.
    public static func serverName(_ server: Int) -> String { "srv" + (server < 9 ? "0" : "") + "\(server + 1)" }
}
