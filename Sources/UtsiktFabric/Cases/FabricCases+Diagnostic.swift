// The kind of cases that judge a small plan: which rule is asked follows from the inputs there are.
extension FabricCases {
    static func diagnostic(
        _ input: FabricInputs, _ catalogue: SwitchCatalogue
    ) throws(FabricInputError) -> [String: FabricValue] {
        let check = try judged(input, catalogue)
        var result: [String: FabricValue] = [
            "severity": .string(check.severity.rawValue), "code": .string(check.code.rawValue),
        ]
        if let figure = check.figure {
            switch check.code {
            case .lanes: result["short_by_ports"] = .int(figure)
            case .uplinkReserve: result["missing"] = .int(figure)
            default: result["figure"] = .int(figure)
            }
        }
        if !check.ports.isEmpty { result["ports"] = .list(check.ports) }
        if let medium = check.medium { result["suggest"] = .string(medium.rawValue) }
        return result
    }

    private static func judged(
        _ input: FabricInputs, _ catalogue: SwitchCatalogue
    ) throws(FabricInputError) -> FabricCheck {
        if input.has("medium") {
            let name = try input.string("medium")
            guard let medium = CableMedium(rawValue: name) else {
                throw FabricInputError(field: "medium", "unknown medium ‘\(name.prefix(40))’")
            }
            return FabricCheck.reach(
                metres: try input.double("metres", default: 0), medium: medium, split: try input.bool("split"))
        }
        if input.has("target_spines") {
            return try FabricCheck.uplinkReserve(
                ports: try input.int("P"), usedForServers: try input.int("used_for_servers", default: 0),
                uplinks: try input.int("U_now", default: 0), targetSpines: try input.int("target_spines"),
                linksPerSpine: try input.int("links_per_spine", default: 1))
        }
        if input.has("ten_g_wanted") || input.has("forty_g_wanted") {
            return try FabricCheck.lanes(
                ports: try input.int("P"), uplinks: try input.int("U", default: 0),
                reserved: try input.int("X", default: 0), tenGig: try input.int("ten_g_wanted", default: 0),
                native40: try input.int("forty_g_wanted", default: 0))
        }
        if input.has("model"), input.has("split") { return try splitCheck(input, catalogue) }
        if input.has("spine_ports") { return try spineCheck(input) }
        if input.has("down_gbps") { return try ratioCheck(input) }
        if input.has("unit") { return try unitCheck(input) }
        throw FabricInputError("no rule judges these inputs")
    }

    /// Splits of a model's ports, with the ports that are in use otherwise.
    private static func splitCheck(
        _ input: FabricInputs, _ catalogue: SwitchCatalogue
    ) throws(FabricInputError) -> FabricCheck {
        let name = try input.string("model")
        guard let model = catalogue.find(name, system: try input.optionalString("nos")) else {
            throw FabricInputError(field: "model", "unknown switch ‘\(name.prefix(40))’")
        }
        var plan = FabricPlan(rack: "", model: model, roster: [], spines: 0, targetSpines: 0)
        for port in try input.ints("split") { plan.apply(.pin(PortPin(port: port, role: .split))) }
        if input.has("used") {
            for port in try input.ints("used") {
                plan.roster.append(PlanServer(name: "u\(port)", speed: .port, links: [PlannedLink(port: port)]))
            }
        }
        var allocator = PortAllocator(plan: plan)
        allocator.placePins()
        allocator.settle()
        let broken = LayoutRules(plan: plan, layout: allocator.layout, leaf: 1).broken
        return broken.first ?? FabricCheck(.splitLimit, .ok, "the splits can be built", figure: 0)
    }

    private static func spineCheck(_ input: FabricInputs) throws(FabricInputError) -> FabricCheck {
        let links = try input.int("links_per_spine", default: 1)
        let size = try FabricSize(
            spinePorts: try input.int("spine_ports"), spines: try input.int("spines", default: 1),
            linksPerSpine: links, serversPerLeaf: 0)
        let leafs = try input.int("leafs")
        try FabricBounds.check(leafs, "leafs")
        let short = max(0, leafs * links - (try input.int("spine_ports")))
        return FabricCheck(
            .spinePorts, short > 0 ? .error : .ok, "the spines have ports for \(size.maxLeafs) leaves", figure: short)
    }

    private static func ratioCheck(_ input: FabricInputs) throws(FabricInputError) -> FabricCheck {
        let now = try Oversubscription(down: try input.int("down_gbps"), up: try input.int("up_gbps"))
        guard let ratio = now.ratio else { return FabricCheck(.oversubscription, .error, "no uplink") }
        let target = try input.int("target", default: 3)
        try FabricBounds.check(target, "target")
        return FabricCheck(
            .oversubscription, ratio > ExactRatio(whole: target) ? .warning : .ok, "oversub \(ratio.text)")
    }

    private static func unitCheck(_ input: FabricInputs) throws(FabricInputError) -> FabricCheck {
        let unit = try input.int("unit")
        let (height, size) = (try input.int("rack_units", default: 42), try input.int("height", default: 1))
        try FabricBounds.check(unit, "unit", in: -FabricBounds.count...FabricBounds.count)
        try FabricBounds.check(height, "rack_units")
        try FabricBounds.check(size, "height")
        let isInside = unit >= 1 && unit + size - 1 <= height
        return FabricCheck(.rackUnits, isInside ? .ok : .error, "U\(unit) of \(height)")
    }
}
