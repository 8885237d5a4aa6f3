// The rules about uplinks, spines and failures.
extension PlanChecker {
    var uplinkPlaces: FabricCheck? {
        guard !plan.model.fixed.isEmpty else { return nil }
        let wrong = layout.ports.filter { port in
            if case .uplink = port.role { port.canSplit } else { false }
        }
        let better = layout.ports.filter { !$0.canSplit && $0.role == .free }
        if let first = wrong.first, let free = better.first {
            return FabricCheck(
                .uplinkOnSplittable, .warning, ports: wrong.map(\.number),
                "\(counted(wrong.count, "uplink")) on ports that could be split",
                suggestion: "Port \(free.number) cannot be split and is free", figure: wrong.count,
                fix: FabricFix(
                    "move an uplink from port \(first.number) to \(free.number)",
                    [.clearPort(first.number), .pin(PortPin(port: free.number, role: .uplink))]))
        }
        return FabricCheck(
            .uplinkOnSplittable, .ok, wrong.isEmpty ? "uplinks on fixed ports" : "uplinks on fixed ports first")
    }

    var reserve: FabricCheck? {
        let used = layout.ports.count - layout.uplinks - layout.reserved - layout.free
        let wanted = plan.targetSpines * plan.linksPerSpine
        let missing = max(0, wanted - (layout.ports.count - used))
        guard plan.targetSpines > plan.spines else {
            return FabricCheck(.uplinkReserve, .ok, "\(counted(plan.spines, "spine")): all planned ones", figure: 0)
        }
        let path = "spines \(plan.spines)→\(plan.targetSpines)"
        guard missing > 0 else {
            return FabricCheck(.uplinkReserve, .ok, "\(path): ports kept or free", figure: 0)
        }
        if wanted > plan.model.qsfp.count {
            return FabricCheck(
                .uplinkReserve, .warning,
                "\(path): \(counted(missing, "port")) short, \(plan.model.qsfp.count) QSFP ports can never be enough",
                suggestion: "A switch with more QSFP ports", figure: missing)
        }
        let onUplinks = max(0, missing - max(0, layout.reserved))
        return FabricCheck(
            .uplinkReserve, .warning, "\(path): \(counted(missing, "port")) short",
            suggestion: "Keep uplink ports free of servers", figure: missing,
            fix: firstFix([
                FabricFix("keep ports for the spines to come", [.reserve(true)]),
                FabricFix("add leaf 2 and keep the ports", [.leafs(2), .reserve(true)]),
                FabricFix(
                    "take \(counted(onUplinks * plan.serversPerSplit, "server")) out and keep the ports",
                    [.servers(plan.servers - onUplinks * plan.serversPerSplit), .reserve(true)]),
            ]))
    }

    var oversubscription: FabricCheck? {
        guard let ratio else {
            return FabricCheck(
                .oversubscription, .error, "no uplink: nothing leaves the rack", suggestion: "Add spines",
                fix: firstFix([4, 2, 1].map { FabricFix("add \(counted($0, "spine"))", [.spines($0)]) }))
        }
        let wanted = "wanted \(plan.targetRatio.text)"
        guard ratio > plan.targetRatio else {
            return FabricCheck(.oversubscription, .ok, "uplinks \(ratio.text), \(wanted)")
        }
        return FabricCheck(
            .oversubscription, .warning, "uplinks \(ratio.text), \(wanted)",
            suggestion: "More spines or fewer servers", fix: firstFix(ratioFixes))
    }

    /// What brings the oversubscription to its target, the gentlest first: more spines, a second leaf, both.
    private var ratioFixes: [FabricFix] {
        var fixes: [FabricFix] = []
        for leafs in plan.leafs...2 {
            for spines in plan.spines...FabricPlan.mostSpines {
                guard leafs > plan.leafs || spines > plan.spines else { continue }
                var other = plan
                other.leafs = leafs
                other.spines = spines
                guard let ratio = ExactRatio(other.down, other.speeds.port * other.uplinks), ratio <= plan.targetRatio
                else { continue }
                let parts = [
                    spines > plan.spines ? counted(spines, "spine") : nil, leafs > plan.leafs ? "leaf 2" : nil,
                ].compactMap { $0 }
                fixes.append(
                    FabricFix(
                        parts.joined(separator: " and "),
                        (spines > plan.spines ? [.spines(spines)] : []) + (leafs > plan.leafs ? [.leafs(leafs)] : [])))
                break
            }
        }
        return fixes
    }

    var spineFailure: FabricCheck? {
        guard plan.spines > 0 else { return nil }
        guard let after = ratioSpineDown else {
            return FabricCheck(
                .failSpine, .warning, "one spine: its loss cuts the rack off", suggestion: "Add spines",
                fix: firstFix([FabricFix("a second spine", [.spines(2)])]))
        }
        let severity: CheckSeverity = after > plan.targetRatio ? .warning : .ok
        return FabricCheck(.failSpine, severity, "one spine down: \(after.text)")
    }

    var leafFailure: FabricCheck? {
        guard plan.servers > 0 else { return nil }
        if plan.leafs == 1 {
            return FabricCheck(
                .singleLeaf, .warning, "leaf failure cuts all \(plan.servers)",
                suggestion: "Two leaves, one link to each", figure: plan.servers,
                fix: firstFix([FabricFix("add leaf 2", [.leafs(2)])]))
        }
        let single = plan.roster.filter { $0.onlyLeaf != nil }
        guard let first = single.first else {
            return FabricCheck(.singleLeaf, .ok, "leaf failure: all keep half")
        }
        return FabricCheck(
            .failLeaf, .warning, "leaf failure cuts \(counted(single.count, "server")) linked to it alone",
            suggestion: "A link to each leaf", figure: single.count,
            fix: firstFix([
                FabricFix("cable all to both leaves", single.map { .onlyLeaf(server: $0.name, nil) }),
                FabricFix("cable \(first.name) to both leaves", [.onlyLeaf(server: first.name, nil)]),
            ]))
    }

    var peerLink: FabricCheck? {
        guard plan.leafs == 2, plan.peerLinks == 0,
            !layout.ports.contains(where: { if case .peerLink = $0.role { true } else { false } })
        else { return nil }
        return FabricCheck(
            .mlag, .warning, "no port kept for a peer link between the leaves",
            suggestion: "Two ports of each leaf, unless the leaves need none",
            fix: firstFix([
                FabricFix("keep two ports for a peer link", [.peerLinks(2)]),
                FabricFix("keep a port for a peer link", [.peerLinks(1)]),
            ]))
    }

    /// What the two leaves of a rack must have in common.
    var sides: [FabricCheck] {
        guard plan.leafs == 2 else { return [] }
        var found: [FabricCheck] = []
        for server in plan.roster where server.onlyLeaf == nil && server.links.count >= 2 {
            let leafs = Set(server.links.map(\.leaf))
            guard leafs.count == 1, let leaf = leafs.first else { continue }
            found.append(
                FabricCheck(
                    .mlag, .error, ports: server.links.map(\.port).sorted(),
                    "all links of \(server.name) go to leaf-\(leaf)", suggestion: "One link to each leaf",
                    fix: FabricFix("let the planner cable \(server.name)", [.links(server: server.name, [])])))
        }
        func splits(_ layout: PortLayout) -> [Int] { layout.numbers { if case .split = $0 { true } else { false } } }
        guard simulation.layouts.count == 2 else { return found }
        let (first, second) = (splits(simulation.layouts[0]), splits(simulation.layouts[1]))
        if first != second {
            let different = Set(first).symmetricDifference(second).sorted()
            found.append(
                FabricCheck(
                    .mlag, .warning, ports: different,
                    "the leaves' splits are not mirror images: ports \(PortSet(different).text) differ",
                    suggestion: "Split the same ports of both", figure: different.count,
                    fix: firstFix([FabricFix("let the planner choose all ports", [.forgetCables])])))
        }
        return found
    }

    var spinePorts: FabricCheck? {
        guard plan.spines > 0 else { return nil }
        let leafs = plan.racks * plan.leafs
        let needed = leafs * plan.linksPerSpine
        guard needed > plan.spinePorts else {
            guard plan.racks > 1 else { return nil }
            let most = plan.spinePorts / plan.linksPerSpine
            return FabricCheck(.spinePorts, .ok, "\(leafs) of \(counted(most, "leaf")) the spines have ports for")
        }
        let short = needed - plan.spinePorts
        return FabricCheck(
            .spinePorts, .error,
            "\(counted(leafs, "leaf")) with \(counted(plan.linksPerSpine, "link")) need \(needed) ports of a spine, "
                + "it has \(plan.spinePorts)",
            suggestion: "Fewer racks, larger spines, or one link to each of more spines", figure: short,
            fix: plan.linksPerSpine > 1 && leafs <= plan.spinePorts
                ? FabricFix(
                    "one link to each of \(plan.uplinks) spines", [.linksPerSpine(1), .spines(plan.uplinks)])
                : FabricFix(
                    "\(max(1, plan.spinePorts / (plan.linksPerSpine * plan.leafs))) racks",
                    [.racks(plan.spinePorts / (plan.linksPerSpine * plan.leafs))]))
    }

    var racks: FabricCheck? {
        guard plan.racks > 1 else { return nil }
        let units = plan.leafs * plan.model.rackUnits + placement.managers.count
        return FabricCheck(
            .racks, .info,
            "\(plan.racks) racks are \(plan.racks * plan.leafs) leaves; leaves and cable managers take \(units)U of each",
            figure: plan.racks * plan.leafs)
    }
}
