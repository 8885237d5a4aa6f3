/// Servers that share a split of a leaf, and how many lanes each needs there.
struct SplitGroup: Sendable, Hashable {
    /// The servers with their lanes, in the roster's order.
    var members: [(server: Int, lanes: Int)] = []
    /// Lanes in all, 4 at most.
    var lanes: Int { members.reduce(0) { $0 + $1.lanes } }

    static func == (left: SplitGroup, right: SplitGroup) -> Bool {
        left.members.elementsEqual(right.members) { $0 == $1 }
    }

    func hash(into hasher: inout Hasher) {
        for member in members {
            hasher.combine(member.server)
            hasher.combine(member.lanes)
        }
    }

    /// Groups servers from the roster's end, the largest needs first, so that no more splits are needed than the lanes fill;
    /// what does not fill a split is in the first group.
    static func packed(_ needs: [(server: Int, lanes: Int)]) -> [SplitGroup] {
        var groups: [SplitGroup] = []
        var open: [Int] = []
        for size in [4, 3, 2, 1] {
            for need in needs.reversed() where need.lanes == size {
                if let place = open.firstIndex(where: { groups[$0].lanes + size <= 4 }) {
                    let group = open[place]
                    groups[group].members.append(need)
                    if groups[group].lanes == 4 { open.remove(at: place) }
                } else {
                    groups.append(SplitGroup(members: [need]))
                    if size < 4 { open.append(groups.count - 1) }
                }
            }
        }
        for index in groups.indices { groups[index].members.sort { $0.server < $1.server } }
        return groups.sorted { ($0.members.first?.server ?? 0) < ($1.members.first?.server ?? 0) }
    }
}

/// A leaf with every server seated where it is today, ready for moves.
struct LeafSeating {
    /// The leaf after pins, uplinks, cables and splits.
    var allocator: PortAllocator
    /// The most splits the leaf has room for beside uplinks and kept ports.
    let maxSplits: Int
    /// Splits that found no port.
    let homeless: [SplitGroup]
    /// Splits in the roster's order.
    let groups: [SplitGroup]

    /// Seats the servers of a plan on a leaf. In a fresh plan, one that names no cable, servers that have moved are seated
    /// as well, as if they had not yet: they give their lanes up when they move, so that ports stay the same from move to move.
    init(_ plan: FabricPlan, leaf: Int) {
        var start = PortAllocator(plan: plan, leaf: leaf)
        start.placePins()
        start.placeFixed()
        start.settle()
        var probe = start
        _ = probe.placeSplits(.max)
        maxSplits = probe.splitCount
        let isFresh = plan.roster.allSatisfy { $0.links.isEmpty } && start.layout.shippedLayout == nil

        var needs: [(server: Int, lanes: Int)] = []
        for (index, server) in plan.roster.enumerated().reversed() {
            guard server.reaches(leaf: leaf, leafs: plan.leafs), isFresh || server.speed == .lane else { continue }
            let placed = server.links.count { $0.leaf == leaf }
            var missing = max(0, server.laneLinks(leafs: plan.leafs) - placed)
            missing -= start.fillSFP(server: index, from: placed, links: missing)
            if missing > 0, !isFresh {
                for offset in start.layout.ports.indices where missing > 0 {
                    guard case .split(let lanes) = start.layout.ports[offset].role, lanes.contains(where: { $0 != nil })
                    else { continue }
                    let from = server.laneLinks(leafs: plan.leafs) - missing
                    if start.fill(offset, server: index, from: from, links: missing) { missing = 0 }
                }
            }
            if missing > 0 { needs.append((index, missing)) }
        }
        needs.reverse()
        let groups = SplitGroup.packed(needs)
        self.groups = groups
        let homes = start.placeSplits(groups.count)
        var seated = groups
        var homeless: [SplitGroup] = []
        for _ in 0..<(groups.count - homes.count) {
            // Those whose servers have all moved need no home; then the first ones, which move first.
            let place =
                seated.firstIndex { $0.members.allSatisfy { plan.roster[$0.server].speed == .port } } ?? 0
            homeless.append(seated.remove(at: place))
        }
        for (home, group) in zip(homes, seated) {
            for member in group.members {
                let from = plan.roster[member.server].laneLinks(leafs: plan.leafs) - member.lanes
                _ = start.fill(home, server: member.server, from: from, links: member.lanes)
            }
        }
        allocator = start
        self.homeless = homeless
    }
}
