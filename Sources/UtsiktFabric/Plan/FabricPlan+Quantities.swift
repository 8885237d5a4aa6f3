// The quantities of the arithmetic, read off a plan.
extension FabricPlan {
    /// Servers in the rack (N). Setting it adds equal servers at the end or takes the last ones out.
    public var servers: Int {
        get { roster.count }
        set {
            let wanted = min(max(newValue, 0), FabricPlan.mostServers)
            if wanted < roster.count { roster.removeLast(roster.count - wanted) }
            var taken = Set(roster.map(\.name))
            var number = roster.count
            while roster.count < wanted {
                var name = FabricPlan.serverName(number)
                while taken.contains(name) {
                    number += 1
                    name = FabricPlan.serverName(number)
                }
                taken.insert(name)
                let like = roster.last
                roster.append(
                    PlanServer(
                        name: name, height: like?.height ?? 1, laneLinks: like?.laneLinks ?? 2,
                        portLinks: like?.portLinks ?? 1))
            }
        }
    }

    /// Servers that have moved to full speed (k). Setting it moves the next ones of the roster, or the last moved ones back.
    public var moved: Int {
        get { roster.count { $0.speed == .port } }
        set {
            var missing = min(max(newValue, 0), roster.count) - moved
            for index in roster.indices where missing > 0 && roster[index].speed == .lane {
                setSpeed(.port, ofServer: index)
                missing -= 1
            }
            for index in roster.indices.reversed() where missing < 0 && roster[index].speed == .port {
                setSpeed(.lane, ofServer: index)
                missing += 1
            }
        }
    }

    /// Whether a moved server has two links at full speed to a single leaf; setting it sets every server.
    public var hasDualForty: Bool {
        get { !roster.isEmpty && roster.allSatisfy { $0.portLinks == 2 } }
        set {
            for index in roster.indices where (roster[index].portLinks == 2) != newValue {
                roster[index].portLinks = newValue ? 2 : 1
                if roster[index].speed == .port { roster[index].links = [] }
            }
        }
    }

    /// Attaches a server otherwise; its old cables are forgotten, as they fit no more.
    mutating func setSpeed(_ speed: ServerSpeed, ofServer index: Int) {
        guard roster.indices.contains(index), roster[index].speed != speed else { return }
        roster[index].speed = speed
        roster[index].links = []
    }

    /// Uplinks of a leaf (U).
    public var uplinks: Int { spines * linksPerSpine }
    /// Ports kept for growth.
    public var reservedUplinks: Int {
        let pinned = Set(pins.lazy.filter { $0.role == .reserved }.map(\.port)).count
        return max(pinned, keepsReserve ? max(0, targetSpines * linksPerSpine - uplinks) : 0)
    }
    /// Ports kept for the link between two leaves.
    public var peerPorts: Int { leafs == 2 ? peerLinks : 0 }
    /// Server ports of a leaf (D); negative when uplinks do not fit.
    public var serverPorts: Int { model.qsfp.count - uplinks - reservedUplinks - peerPorts }
    /// Links at lane speed of the first server to one leaf (l10); of a usual one where there is none.
    public var tenGigLinks: Int { roster.first?.laneLinks(leafs: leafs) ?? (leafs == 2 ? 1 : 2) }
    /// Links at full speed of the first server to one leaf once it has moved (l40); of a usual one where there is none.
    public var fortyGigLinks: Int { roster.first?.portLinks(leafs: leafs) ?? 1 }
    /// Whether all servers have the same links, which the closed forms suppose.
    public var isUniform: Bool {
        guard let first = roster.first else { return true }
        return roster.allSatisfy {
            $0.laneLinks == first.laneLinks && $0.portLinks == first.portLinks && $0.onlyLeaf == nil
        }
    }
    /// Servers whose lanes share one split of a leaf.
    public var serversPerSplit: Int { max(1, 4 / tenGigLinks) }
    /// Lanes wanted on the fuller leaf before any move.
    var lanesAtStart: Int { (1...leafs).map { lanes(leaf: $0) { _ in true } }.max() ?? 0 }
    /// Splits needed before any move.
    public var splitsAtStart: Int { splits(lanes: lanesAtStart) }
    /// Splits needed now, the servers of a split moving together.
    public var splitsNow: Int {
        splits(lanes: (1...leafs).map { lanes(leaf: $0) { $0.speed == .lane } }.max() ?? 0)
    }

    /// Splits needed for lanes, after the leaf's own SFP ports have taken theirs.
    func splits(lanes: Int) -> Int {
        FabricBounds.ceilDivide(max(0, lanes - model.sfpLanes(speeds)), 4)
    }

    /// Lanes that servers want of a leaf.
    func lanes(leaf: Int, where test: (PlanServer) -> Bool) -> Int {
        roster.reduce(0) {
            $0 + (test($1) && $1.reaches(leaf: leaf, leafs: leafs) ? $1.laneLinks(leafs: leafs) : 0)
        }
    }

    /// Bandwidth towards servers in Gbit/s of the fuller leaf as planned.
    public var down: Int {
        (1...leafs).map { leaf in
            roster.reduce(0) { sum, server in
                guard server.reaches(leaf: leaf, leafs: leafs) else { return sum }
                return sum + bandwidth(of: server, at: server.speed)
            }
        }.max() ?? 0
    }

    /// Bandwidth of a server's links to one leaf, in Gbit/s.
    func bandwidth(of server: PlanServer, at speed: ServerSpeed) -> Int {
        speed == .lane
            ? speeds.lane * server.laneLinks(leafs: leafs) : speeds.port * server.portLinks(leafs: leafs)
    }

    /// A server's usual name, counted from 1.
    public static func serverName(_ server: Int) -> String { "srv" + (server < 9 ? "0" : "") + "\(server + 1)" }

    /// The name of a server of the roster; its usual name when there is no such server.
    public func name(ofServer server: Int) -> String {
        roster.indices.contains(server) ? roster[server].name : FabricPlan.serverName(server)
    }

    /// The plan's own decision about a port of a leaf.
    public func pin(port: Int, leaf: Int = 1) -> PortPin? {
        pins.last { $0.port == port && ($0.leaf == nil || $0.leaf == leaf) }
    }
}
