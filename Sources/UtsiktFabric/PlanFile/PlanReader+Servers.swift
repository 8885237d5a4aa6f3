import Yams

// Servers with their cables, and decisions about ports.
extension PlanReader {
    private static let serverFields = [
        "name", "unit", "height", "lanes", "ports", "speed", "want", "leaf", "links",
    ]

    mutating func readServers(_ top: FabricSection, _ plan: inout FabricPlan) {
        guard top["servers"] != nil else {
            top.missing("servers", log: &log)
            return
        }
        var names: [String: Int] = [:]
        var taken: [PlannedLink: String] = [:]
        var units = [String?](repeating: nil, count: FabricPlan.highestRack + 1)
        for (index, node) in top.list("servers", log: &log).enumerated() {
            guard plan.roster.count < FabricPlan.mostServers else {
                log.add(
                    "there are more than \(FabricPlan.mostServers) servers, the others are left out",
                    line: node.mark?.line, field: "servers")
                break
            }
            let path = "servers[\(index + 1)]"
            guard let section = FabricSection(node, path: path, log: &log) else { continue }
            section.expect(PlanReader.serverFields, log: &log)
            guard let name = section.text("name", log: &log), !name.isEmpty, name.utf8.count <= 80 else {
                if section["name"] == nil { section.missing("name", log: &log) }
                continue
            }
            if let first = names[name] {
                section.fault("name", "‘\(name)’ is there twice, first in line \(first)", nil, &log)
                continue
            }
            names[name] = section.line ?? 0
            var server = PlanServer(name: name)
            server.height = section.int("height", 1...FabricPlan.highestRack, log: &log) ?? 1
            server.unit = unit(section, server, plan, &units)
            if let lanes = section.int("lanes", 1...4, log: &log) {
                if lanes == 3 { section.fault("lanes", "must be 1, 2 or 4", nil, &log) }
                server.laneLinks = lanes
            }
            server.portLinks = section.int("ports", 1...2, log: &log) ?? 1
            server.speed = section.word("speed", PlanReader.speeds, log: &log) ?? .lane
            server.wanted = section.word("want", PlanReader.speeds, log: &log)
            if let leaf = section.int("leaf", 1...2, log: &log) {
                if leaf <= plan.leafs {
                    server.onlyLeaf = plan.leafs == 2 ? leaf : nil
                } else {
                    section.fault("leaf", "names leaf \(leaf) of \(plan.leafs)", nil, &log)
                }
            }
            server.links = links(section, server, plan, &taken)
            plan.roster.append(server)
        }
    }

    private static let speeds: [(String, ServerSpeed)] = [
        ("10g", .lane), ("25g", .lane), ("40g", .port), ("100g", .port),
    ]

    private mutating func unit(
        _ section: FabricSection, _ server: PlanServer, _ plan: FabricPlan, _ units: inout [String?]
    ) -> Int? {
        guard let unit = section.int("unit", 1...FabricPlan.highestRack, log: &log) else { return nil }
        guard unit + server.height - 1 <= plan.rackHeight else {
            let top = unit + server.height - 1
            section.fault(
                "unit", "U\(top) is outside the \(plan.rackHeight) units of the rack", nil, &log,
                remedy: "Take a unit from 1 to \(plan.rackHeight - server.height + 1)")
            return nil
        }
        let wanted = unit..<(unit + server.height)
        if let other = wanted.compactMap({ units[$0] }).first {
            section.fault("unit", "U\(unit) is taken by \(other)", nil, &log, remedy: "Take another unit")
            return nil
        }
        for place in wanted { units[place] = server.name }
        return unit
    }

    private mutating func links(
        _ section: FabricSection, _ server: PlanServer, _ plan: FabricPlan, _ taken: inout [PlannedLink: String]
    ) -> [PlannedLink] {
        var links: [PlannedLink] = []
        for text in section.texts("links", log: &log) {
            let shown = text.prefix(40)
            guard let link = PlannedLink(text: text) else {
                section.fault(
                    "links", "‘\(shown)’ is not a port", nil, &log,
                    remedy: "Write 5/2 for lane 2 of port 5, 5 for all of it")
                continue
            }
            guard link.leaf <= plan.leafs else {
                section.fault("links", "‘\(shown)’ names leaf \(link.leaf) of \(plan.leafs)", nil, &log)
                continue
            }
            guard plan.model.qsfp.contains(link.port) || plan.model.sfp.contains(link.port) else {
                section.fault(
                    "links", "port \(link.port) is not on \(plan.model.model)", nil, &log,
                    remedy: "It has \(plan.model.qsfp.text)")
                continue
            }
            if let other = PlanReader.owner(of: link, taken) {
                section.fault(
                    "links", "port \(link.text(leafs: plan.leafs)) is used twice, by \(other) as well", nil, &log)
                continue
            }
            taken[link] = server.name
            links.append(link)
        }
        // A server may still hang on the lanes it is to leave: the rules then say so.
        let most = server.speed == .lane ? max(server.laneLinks, plan.leafs) : 4
        if links.count > most {
            section.fault("links", "are \(links.count), the server has \(most)", nil, &log)
            links.removeLast(links.count - most)
        }
        return links
    }

    /// Who has a port or lane already: a whole port excludes its lanes.
    private static func owner(of link: PlannedLink, _ taken: [PlannedLink: String]) -> String? {
        func at(_ lane: Int?, _ isAdapter: Bool = false) -> String? {
            taken[PlannedLink(leaf: link.leaf, port: link.port, lane: lane, isAdapter: isAdapter)]
        }
        if let whole = at(nil) ?? at(nil, true) { return whole }
        if let lane = link.lane { return at(lane) }
        return (0..<4).lazy.compactMap { at($0) }.first
    }

    mutating func readPins(_ top: FabricSection, _ plan: inout FabricPlan) {
        var seen: Set<String> = []
        for (index, node) in top.list("ports", log: &log).enumerated() {
            guard plan.pins.count < 2 * PortSet.highest else { return }
            guard let section = FabricSection(node, path: "ports[\(index + 1)]", log: &log) else { continue }
            section.expect(["leaf", "port", "role", "spine"], log: &log)
            let roles = PortPin.Role.allCases.map { ($0.rawValue, $0) }
            guard let port = section.int("port", 0...PortSet.highest, log: &log),
                let role = section.word("role", roles, log: &log)
            else {
                if section["port"] == nil || section["role"] == nil { section.missing("port or role", log: &log) }
                continue
            }
            guard plan.model.qsfp.contains(port) else {
                section.fault(
                    "port", "\(port) is not a QSFP port of \(plan.model.model)", nil, &log,
                    remedy: "It has \(plan.model.qsfp.text)")
                continue
            }
            let leaf = section.int("leaf", 1...2, log: &log)
            if let leaf, leaf > plan.leafs {
                section.fault("leaf", "names leaf \(leaf) of \(plan.leafs)", nil, &log)
                continue
            }
            let pin = PortPin(
                leaf: plan.leafs == 1 ? nil : leaf, port: port, role: role,
                spine: section.int("spine", 1...FabricPlan.mostSpines, log: &log))
            guard seen.insert(PlanWriter.key(pin)).inserted else {
                section.fault("port", "\(port) is named twice", nil, &log)
                continue
            }
            let isCabled = plan.roster.contains { server in
                server.links.contains { $0.port == port && (pin.leaf == nil || $0.leaf == pin.leaf) }
            }
            if isCabled, pin.role != .split, pin.role != .whole {
                section.fault("port", "\(port) is used twice, by a server as well", nil, &log)
                continue
            }
            plan.pins.append(pin)
        }
    }
}
