/// A plan carried out move by move on the ports of its leaves, which also answers for switches without a closed form.
public struct FabricSimulation: Sendable, Hashable {
    /// The ports of each leaf as the plan has them; where it does not fit, as far as it goes.
    public let layouts: [PortLayout]
    /// The most splits the first leaf has room for beside uplinks and kept ports.
    public let maxSplits: Int
    /// The fewest servers that must have moved; nil when no state fits.
    public let kMin: Int?
    /// The most servers that can have moved, those of the plan first, then in the roster's order; nil when no state fits.
    public let kMax: Int?

    /// The ports of the first leaf.
    public var layout: PortLayout { layouts[0] }

    /// Carries a plan out.
    /// - Complexity: O(ports x (splits + servers)).
    public init(_ plan: FabricPlan) {
        let isMirror = plan.leafs == 1 || plan.leafsAreMirrors
        var seatings = (1...(isMirror ? 1 : plan.leafs)).map { LeafSeating(plan, leaf: $0) }
        maxSplits = seatings[0].maxSplits

        let isShipped = seatings[0].allocator.layout.shippedLayout != nil
        let isFresh = plan.roster.allSatisfy { $0.links.isEmpty } && !isShipped
        // Moves of the plan, again and again as long as one of them finds room.
        var waiting = plan.roster.indices.filter { plan.roster[$0].speed == .port }
        var hasMoved = true
        while hasMoved, !waiting.isEmpty {
            let before = waiting.count
            waiting = waiting.filter { server in
                plan.roster[server].links.isEmpty ? !FabricSimulation.move(server, plan, &seatings) : false
            }
            hasMoved = waiting.count < before
        }
        var shown = seatings.map(\.allocator)
        for index in seatings.indices {
            let moved = Set(waiting)
            let homeless = seatings[index].homeless.count { group in
                group.members.contains { plan.roster[$0.server].speed == .lane || moved.contains($0.server) }
            }
            shown[index].note(unplacedSplits: homeless, unplacedMoves: waiting.count)
        }
        layouts = isMirror && plan.leafs == 2 ? [shown[0].layout, shown[0].layout] : shown.map(\.layout)

        let least = FabricSimulation.fewestMoved(plan, seatings, isFresh: isFresh)
        let fixedFits = shown.allSatisfy {
            $0.layout.unplacedUplinks == 0 && $0.layout.unplacedReserve == 0 && $0.layout.conflicts.isEmpty
        }
        var most = plan.moved - waiting.count
        if waiting.isEmpty {
            if isShipped {
                most = FabricSimulation.mostMovedByTrial(plan, isComplete: shown.allSatisfy(\.layout.isComplete))
            } else {
                for server in plan.roster.indices where plan.roster[server].speed == .lane {
                    guard FabricSimulation.move(server, plan, &seatings) else { break }
                    most += 1
                }
            }
        }
        kMin = fixedFits && most >= least ? least : nil
        kMax = fixedFits && most >= least ? most : nil
    }

    private static func move(_ server: Int, _ plan: FabricPlan, _ seatings: inout [LeafSeating]) -> Bool {
        let planned = plan.roster[server]
        let links = planned.portLinks(leafs: plan.leafs)
        let concerned = seatings.indices.filter { planned.reaches(leaf: $0 + 1, leafs: plan.leafs) }
        let saved = concerned.count > 1 ? seatings : []
        for index in concerned where !seatings[index].allocator.move(server: server, links: links) {
            if concerned.count > 1 { seatings = saved }
            return false
        }
        return true
    }

    /// How many servers must have moved because the splits hold no more.
    private static func fewestMoved(_ plan: FabricPlan, _ seatings: [LeafSeating], isFresh: Bool) -> Int {
        seatings.map { seating in
            let count = seating.homeless.count
            guard count > 0 else { return 0 }
            if isFresh { return seating.groups.prefix(count).reduce(0) { $0 + $1.members.count } }
            return plan.moved + seating.homeless.reduce(0) { $0 + $1.members.count }
        }.max() ?? 0
    }

    /// The most that can move where another layout of the maker would be loaded: each number is tried.
    private static func mostMovedByTrial(_ plan: FabricPlan, isComplete: Bool) -> Int {
        guard isComplete else { return -1 }
        var trial = plan
        var most = plan.moved
        for server in plan.roster.indices where plan.roster[server].speed == .lane {
            trial.setSpeed(.port, ofServer: server)
            var seating = LeafSeating(trial, leaf: 1)
            guard seating.homeless.isEmpty else { break }
            let natives = trial.roster.indices.filter {
                trial.roster[$0].speed == .port && trial.roster[$0].links.isEmpty
            }
            let fits = natives.allSatisfy {
                seating.allocator.move(server: $0, links: trial.roster[$0].portLinks(leafs: trial.leafs))
            }
            guard fits else { break }
            most += 1
        }
        return most
    }
}

extension FabricPlan {
    /// Whether nothing tells one leaf from the other.
    public var leafsAreMirrors: Bool {
        guard leafs == 2 else { return true }
        return pins.allSatisfy { $0.leaf == nil } && roster.allSatisfy { $0.onlyLeaf == nil && $0.links.isEmpty }
            || linksMirror
    }

    private var linksMirror: Bool {
        guard pins.allSatisfy({ $0.leaf == nil }), roster.allSatisfy({ $0.onlyLeaf == nil }) else { return false }
        return roster.allSatisfy { server in
            func places(_ leaf: Int) -> [PlannedLink] {
                server.links.filter { $0.leaf == leaf }.map {
                    var link = $0
                    link.leaf = 1
                    return link
                }
            }
            return places(1) == places(2)
        }
    }
}
