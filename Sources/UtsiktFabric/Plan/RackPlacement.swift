/// Where everything of a plan sits in the rack.
public struct RackPlacement: Sendable, Hashable {
    /// What cannot sit where the plan says.
    public struct Conflict: Sendable, Hashable {
        /// What it is, as `srv07`.
        public let what: String
        /// The server, from 0; nil for a leaf or a cable manager.
        public let server: Int?
        /// The lowest unit wanted; nil where none is left.
        public let unit: Int?
        /// What sits there already; nil when the unit is outside the rack or none is left.
        public let other: String?
    }

    /// The lowest unit of each leaf; nil where the rack has no room for it.
    public let leafs: [Int?]
    /// The lowest unit kept for a second leaf; nil where there are two, or no room.
    public let plannedLeaf: Int?
    /// Units of cable managers.
    public let managers: [Int]
    /// The lowest unit of each server; nil where the rack has no room for it.
    public let servers: [Int?]
    /// Runs of empty units from the top: the topmost unit and how many there are.
    public let empty: [(top: Int, count: Int)]
    /// What cannot sit where the plan says.
    public let conflicts: [Conflict]

    /// Seats the things that have a unit first, then the leaves and servers without one from the top.
    /// - Complexity: O(servers x rack units).
    public init(_ plan: FabricPlan) {
        var rack = Units(height: plan.rackHeight)
        let size = plan.model.rackUnits
        let top = plan.rackHeight - size + 1
        var leafs: [Int?] = []
        for leaf in 0..<plan.leafs {
            let wanted = plan.leafUnits.indices.contains(leaf) ? plan.leafUnits[leaf] : top - leaf * size
            leafs.append(rack.take(wanted, size, "leaf-\(leaf + 1)") ? wanted : nil)
        }
        var managers = (plan.managerUnits ?? []).filter { rack.take($0, 1, "cable manager") }

        var servers = [Int?](repeating: nil, count: plan.roster.count)
        var waiting = 0
        for (index, server) in plan.roster.enumerated() {
            guard let unit = server.unit else {
                waiting += server.height
                continue
            }
            if rack.take(unit, server.height, server.name, server: index) { servers[index] = unit }
        }
        // The second leaf's place beneath the first is kept as long as the servers leave it, then one for a cable manager.
        var plannedLeaf: Int?
        if plan.leafs == 1 {
            let place = (leafs[0] ?? top) - size
            if rack.isFree(place, size), waiting <= rack.free - size {
                plannedLeaf = place
                rack.keep(place, size, "leaf-2")
            }
        }
        if plan.managerUnits == nil {
            let lowest = (leafs.compactMap { $0 } + [plannedLeaf].compactMap { $0 }).min() ?? top
            if rack.isFree(lowest - 1, 1), waiting < rack.free {
                managers.append(lowest - 1)
                rack.keep(lowest - 1, 1, "cable manager")
            }
        }
        for (index, server) in plan.roster.enumerated() where server.unit == nil {
            servers[index] = rack.takeNext(server.height, server.name, server: index)
        }
        self.leafs = leafs
        self.plannedLeaf = plannedLeaf
        self.managers = managers
        self.servers = servers
        empty = rack.emptyRuns
        conflicts = rack.conflicts
    }

    /// By what sits where.
    public static func == (left: RackPlacement, right: RackPlacement) -> Bool {
        left.leafs == right.leafs && left.plannedLeaf == right.plannedLeaf && left.managers == right.managers
            && left.servers == right.servers && left.conflicts == right.conflicts
    }

    /// By what sits where.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(leafs)
        hasher.combine(managers)
        hasher.combine(servers)
    }
}

/// The units of a rack and what takes them.
private struct Units {
    private var owners: [String?]
    private(set) var conflicts: [RackPlacement.Conflict] = []
    private var next: Int

    init(height: Int) {
        owners = Array(repeating: nil, count: height + 1)
        next = height
    }

    /// How many units are free.
    var free: Int { owners.dropFirst().count { $0 == nil } }

    func isFree(_ unit: Int, _ size: Int) -> Bool {
        guard unit >= 1, size >= 1, unit < owners.count, size <= owners.count - unit else { return false }
        return owners[unit..<(unit + size)].allSatisfy { $0 == nil }
    }

    mutating func keep(_ unit: Int, _ size: Int, _ name: String) {
        for place in unit..<(unit + size) { owners[place] = name }
    }

    mutating func take(_ unit: Int, _ size: Int, _ name: String, server: Int? = nil) -> Bool {
        if isFree(unit, size) {
            keep(unit, size, name)
            return true
        }
        let isInside = unit >= 1 && unit < owners.count && size <= owners.count - unit
        let other = isInside ? owners[unit..<(unit + size)].compactMap { $0 }.first : nil
        conflicts.append(.init(what: name, server: server, unit: unit, other: other))
        return false
    }

    mutating func takeNext(_ size: Int, _ name: String, server: Int) -> Int? {
        var unit = owners.count - size
        while unit >= 1 {
            if isFree(unit, size) {
                keep(unit, size, name)
                return unit
            }
            unit -= 1
        }
        conflicts.append(.init(what: name, server: server, unit: nil, other: nil))
        return nil
    }

    var emptyRuns: [(top: Int, count: Int)] {
        var runs: [(top: Int, count: Int)] = []
        for unit in stride(from: owners.count - 1, through: 1, by: -1) where owners[unit] == nil {
            if let last = runs.last, last.top - last.count == unit {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((unit, 1))
            }
        }
        return runs
    }
}

extension FabricPlan {
    /// The lowest unit of a server; nil when the rack has no room for it.
    /// - Complexity: that of `RackPlacement`, which callers with many questions should ask themselves.
    public func unit(ofServer server: Int) -> Int? {
        let placement = RackPlacement(self)
        return placement.servers.indices.contains(server) ? placement.servers[server] : nil
    }
}
