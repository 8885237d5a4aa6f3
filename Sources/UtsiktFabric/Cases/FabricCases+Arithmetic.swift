// The kinds of cases that are arithmetic on quantities.
extension FabricCases {
    static func capacity(_ input: FabricInputs) throws(FabricInputError) -> [String: FabricValue] {
        let rule = try input.optionalString("rule") ?? "none"
        // A partner map takes one port for each split, as pairs do.
        guard ["none", "pair", "map"].contains(rule) else {
            throw FabricInputError(field: "rule", "rule must be none, pair or map")
        }
        let leaf = Capacity.Leaf(
            ports: try input.int("P"), uplinks: try input.int("U"), reserved: try input.int("X", default: 0),
            splittable: try input.int("B"), logicalCap: try input.optionalInt("L"), pairRule: rule != "none",
            mayDisable: try input.bool("disable"))
        let capacity = try Capacity(of: leaf)
        return [
            "server_ports": .int(capacity.serverPorts), "broken": .int(capacity.splits),
            "ten_g": .int(capacity.tenGig), "native_40g": .int(capacity.native40), "off": .int(capacity.off),
            "killed": .int(capacity.killed), "logical_used": .int(capacity.logicalUsed),
            "dual_homed_on_this_leaf": .int(capacity.dualHomed),
            "oversub_full": .ratio(capacity.fullOversubscription),
        ]
    }

    static func migrate(_ input: FabricInputs) throws(FabricInputError) -> [String: FabricValue] {
        let migration = try Migration(
            serverPorts: try input.int("D"), servers: try input.int("N"), maxSplits: try input.optionalInt("bmax"),
            tenGigLinks: try input.int("l10"), fortyGigLinks: try input.int("l40"))
        return [
            "k_min": .optional(migration.kMin), "k_max_packed": .optional(migration.kMaxPacked),
            "k_max_scattered": .optional(migration.kMaxScattered),
            "ports_used_at_k_max": .optional(migration.portsUsedAtMax),
            "lanes_dark_at_k_max": .optional(migration.darkLanesAtMax),
        ]
    }

    static func curve(_ input: FabricInputs) throws(FabricInputError) -> [String: FabricValue] {
        let point = try CurvePoint(
            moved: try input.int("k"), serverPorts: try input.int("D"), maxSplits: try input.optionalInt("bmax"),
            tenGigLinks: try input.int("l10"), fortyGigLinks: try input.int("l40"))
        return ["s10_max": .optional(point.tenGigServers), "total": .optional(point.total)]
    }

    static func oversubscription(_ input: FabricInputs) throws(FabricInputError) -> [String: FabricValue] {
        let result = try Oversubscription(down: try input.int("down_gbps"), up: try input.int("up_gbps"))
        return ["ratio": .ratio(result.ratio), "text": result.ratio.map { .string($0.text) } ?? .null]
    }

    static func failure(_ input: FabricInputs) throws(FabricInputError) -> [String: FabricValue] {
        let impact = try FailureImpact(
            spines: try input.int("spines"), linksPerSpine: try input.int("links_per_spine", default: 1),
            spinesDown: try input.int("spines_down", default: 0), down: try input.int("down_gbps"),
            leafs: try input.int("leafs", default: 1), leafsDown: try input.int("leafs_down", default: 0),
            uplinkSpeed: try input.int("uplink_gbps", default: 40))
        return [
            "uplink_left": .ratio(impact.uplinkLeft), "up_gbps_left": .int(impact.upLeft),
            "ratio_after": .ratio(impact.ratioAfter), "dual_homed_server_left": .ratio(impact.dualHomedLeft),
            "single_homed_servers_cut": .ratio(impact.singleHomedCut),
        ]
    }

    static func fabric(_ input: FabricInputs) throws(FabricInputError) -> [String: FabricValue] {
        let size = try FabricSize(
            spinePorts: try input.int("spine_ports"), spines: try input.int("spines"),
            linksPerSpine: try input.int("links_per_spine"), serversPerLeaf: try input.int("servers_per_leaf"))
        return [
            "leaf_uplinks": .int(size.leafUplinks), "max_leafs": .int(size.maxLeafs),
            "max_servers": .int(size.maxServers),
        ]
    }

    static func cableLength(_ input: FabricInputs) throws(FabricInputError) -> [String: FabricValue] {
        let otherSide = try input.bool("other_side")
        let length = try CableLength(
            switchUnit: try input.int("u_switch"), serverUnit: try input.int("u_server"),
            manager: try input.double("h", default: 0.5), slack: try input.double("slack", default: 0.3),
            depth: otherSide ? try input.double("depth", default: 1) : 0)
        return ["metres": .double(length.rounded), "sku": length.sku.map { metres($0) } ?? .null]
    }

    /// A length sold, as a whole number where it is one.
    private static func metres(_ value: Double) -> FabricValue {
        Int(exactly: value).map { .int($0) } ?? .double(value)
    }
}
