// Plans as states: today's cabling written down, and the plan that the goal describes.
extension FabricPlan {
    /// The same plan with every cable, uplink and kept port written down, so that a later change moves nothing else.
    public func frozen() -> FabricPlan { frozen(FabricSimulation(self).layouts) }

    /// The same plan with the ports of given layouts written down.
    func frozen(_ layouts: [PortLayout]) -> FabricPlan {
        var plan = self
        plan.pins.removeAll { $0.role != .whole && $0.role != .split && $0.role != .off }
        let isMirror = leafs == 2 && layouts.count == 2 && FabricPlan.samePlaces(layouts[0], layouts[1])
        for index in plan.roster.indices { plan.roster[index].links = [] }
        for (index, layout) in layouts.enumerated() {
            let leaf = index + 1
            func pin(_ port: PortUse, _ role: PortPin.Role, spine: Int? = nil) {
                if isMirror, leaf == 2 { return }
                // What a port is says more than that it should not be split.
                plan.pins.removeAll { $0.port == port.number && $0.role == .whole && $0.leaf == nil }
                plan.pins.append(
                    PortPin(leaf: leafs == 1 || isMirror ? nil : leaf, port: port.number, role: role, spine: spine))
            }
            var links: [Int: [(link: Int, place: PlannedLink)]] = [:]
            func add(_ use: LaneUse, _ place: PlannedLink) { links[use.server, default: []].append((use.link, place)) }
            for place in layout.sfp {
                if let use = place.use { add(use, PlannedLink(leaf: leaf, port: place.number)) }
            }
            for port in layout.ports {
                switch port.role {
                case .uplink(let spine, _): pin(port, .uplink, spine: spine)
                case .reserved(let spine): pin(port, .reserved, spine: spine)
                case .peerLink: pin(port, .peer)
                case .split(let lanes):
                    for (lane, use) in lanes.enumerated() {
                        // A server whose move found no port has no cable worth writing down.
                        guard let use, roster.indices.contains(use.server), roster[use.server].speed == .lane else {
                            continue
                        }
                        add(use, PlannedLink(leaf: leaf, port: port.number, lane: lane))
                    }
                case .native(let use):
                    add(use, PlannedLink(leaf: leaf, port: port.number, isAdapter: port.isAdapter))
                // Ports that are off to keep a limit are switched off again, or on when there is room.
                case .free, .killed, .off: break
                }
            }
            for (server, places) in links where plan.roster.indices.contains(server) {
                plan.roster[server].links += places.sorted { $0.link < $1.link }.map(\.place)
            }
        }
        return plan
    }

    /// Whether two leaves use the same ports for the same things.
    private static func samePlaces(_ one: PortLayout, _ other: PortLayout) -> Bool {
        one.ports == other.ports && one.sfp == other.sfp
    }

    /// Whether the goal asks for anything.
    public var hasGoal: Bool {
        goal != PlanGoal() || roster.contains { $0.wanted != nil && $0.wanted != $0.speed }
    }
}
