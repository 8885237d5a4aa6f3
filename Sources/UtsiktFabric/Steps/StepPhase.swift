/// The part of a step that is done on one leaf, while the other leaf carries on with what it has at that moment.
///
/// Work on two leaves is never at the same time: between the phases of a step stands a state in which one leaf is already
/// as it shall be and the other still as it was. Who loses what is counted on exactly these states.
public struct StepPhase: Sendable, Hashable {
    /// The leaf that is worked on, from 1.
    public let leaf: Int
    /// Cables of the leaf that are pulled.
    public let cablesOut: [PlanCable]
    /// Cables of the leaf that are plugged.
    public let cablesIn: [PlanCable]
    /// What is typed on the leaf.
    public let commands: [String]
    /// What is typed on it to undo the phase.
    public let undo: [String]
    /// Servers without any link while it is done, from 0.
    public let cutOff: [Int]
    /// Servers that lose a link while it is done and keep another one.
    public let degraded: [Int]
    /// The leaves' ports before it.
    public let before: [PortLayout]
    /// The leaves' ports once it is done.
    public let layouts: [PortLayout]
}

/// Counts who keeps a link while a leaf is worked on.
struct PhaseOutage {
    /// The leaves' ports before the phase.
    let now: [PortLayout]
    /// The ports of the leaf that is worked on, afterwards.
    let next: PortLayout
    /// That leaf, as a place in `now`.
    let leaf: Int
    /// Whether the whole leaf goes down meanwhile.
    let isDown: Bool
    /// Lanes that a server has more after the whole step than before it: those come with network ports of their own.
    let gained: [Int: Int]

    /// Lanes that servers have more on the last leaves than on the first ones.
    static func gained(from first: [PortLayout], to last: [PortLayout]) -> [Int: Int] {
        var gained: [Int: Int] = [:]
        for (layouts, sign) in [(first, -1), (last, 1)] {
            for layout in layouts {
                for (server, places) in links(layout) { gained[server, default: 0] += sign * lanes(places) }
            }
        }
        return gained
    }

    private struct Place: Hashable {
        let port: Int
        let lane: Int?
    }

    /// Links of every server on a layout, by where they end; a server at full speed has whole ports.
    private static func links(_ layout: PortLayout) -> [Int: Set<Place>] {
        var links: [Int: Set<Place>] = [:]
        for port in layout.ports {
            switch port.role {
            case .split(let lanes):
                for (lane, use) in lanes.enumerated() {
                    if let use { links[use.server, default: []].insert(Place(port: port.number, lane: lane)) }
                }
            case .native(let use): links[use.server, default: []].insert(Place(port: port.number, lane: nil))
            default: break
            }
        }
        for place in layout.sfp {
            if let use = place.use { links[use.server, default: []].insert(Place(port: place.number, lane: -1)) }
        }
        return links
    }

    /// The servers that lose every link, and those that lose one and keep another.
    var result: (cutOff: [Int], degraded: [Int]) {
        let here = leaf < now.count ? PhaseOutage.links(now[leaf]) : [:]
        let then = PhaseOutage.links(next)
        let elsewhere = now.indices.filter { $0 != leaf }.map { PhaseOutage.links(now[$0]) }
        var (cutOff, degraded): ([Int], [Int]) = ([], [])
        for server in Set(here.keys).union(then.keys).sorted() {
            let old = here[server] ?? []
            let new = then[server] ?? []
            let other = elsewhere.reduce(0) { $0 + ($1[server]?.count ?? 0) }
            let kept = isDown ? 0 : old.intersection(new).count
            // A lane that is new here takes a network port from another leaf, unless the server has one more in the end.
            let wanted = PhaseOutage.lanes(new) - PhaseOutage.lanes(old) - max(0, gained[server] ?? 0)
            let borrowed = min(other, max(0, wanted))
            let alive = kept + other - borrowed
            let had = old.count + other
            if had == 0 || alive >= had { continue }
            if alive <= 0 { cutOff.append(server) } else { degraded.append(server) }
        }
        return (cutOff, degraded)
    }

    private static func lanes(_ places: Set<Place>) -> Int { places.count { $0.lane != nil } }
}
