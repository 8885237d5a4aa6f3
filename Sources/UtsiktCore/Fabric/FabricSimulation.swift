/// A plan carried out move by move on the ports of a leaf, which also answers for switches without a closed form.
public struct FabricSimulation: Sendable, Hashable {
    /// The ports as the plan has them; where it does not fit, as far as it goes.
    public let layout: PortLayout
    /// The most splits the leaf has room for beside uplinks and kept ports.
    public let maxSplits: Int
    /// The fewest servers that must have moved; nil when no state fits.
    public let kMin: Int?
    /// The most servers that can have moved; nil when no state fits.
    public let kMax: Int?

    /// Carries a plan out.
    /// - Complexity: O(ports x (splits + servers)).
    public init(_ plan: FabricPlan) {
        var start = PortAllocator(model: plan.model)
        start.placeFixed(plan)
        var probe = start
        maxSplits = probe.placeSplits(.max).count

        let wanted = plan.splitsAtStart
        let homes = start.placeSplits(wanted)
        // Splits without a home are the first ones: their servers must move before the plan can stand.
        let homeless = wanted - homes.count
        for server in 0..<plan.servers {
            let split = plan.split(ofServer: server)
            guard split >= homeless else { continue }
            let place = server - plan.servers(ofSplit: split).lowerBound
            for link in 0..<plan.tenGigLinks {
                start.light(
                    homes[split - homeless], lane: place * plan.tenGigLinks + link, LaneUse(server: server, link: link))
            }
        }
        let least = homeless > 0 ? plan.servers(ofSplit: homeless - 1).upperBound : 0

        var most = 0
        var shown = start
        while most < plan.servers {
            let split = plan.split(ofServer: most)
            let home = split >= homeless ? homes[split - homeless] : nil
            guard start.move(server: most, from: home, links: plan.fortyGigLinks) else { break }
            most += 1
            if most <= plan.moved { shown = start }
        }
        let fixedFits = start.layout.unplacedUplinks == 0 && start.layout.unplacedReserve == 0
        kMin = fixedFits && most >= least ? least : nil
        kMax = fixedFits && most >= least ? most : nil

        let reached = min(plan.moved, most)
        let homelessNow = (0..<max(0, homeless)).count { plan.servers(ofSplit: $0).upperBound > reached }
        shown.note(unplacedSplits: homelessNow, unplacedMoves: plan.moved - reached)
        layout = shown.layout
    }
}
