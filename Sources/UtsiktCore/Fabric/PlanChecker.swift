/// Asks every rule about a plan.
struct PlanChecker {
    let plan: FabricPlan
    let simulation: FabricSimulation
    let ratio: ExactRatio?
    let ratioSpineDown: ExactRatio?
    let scattered: Int?
    let rack: [RackRow]

    private var layout: PortLayout { simulation.layout }

    /// The findings, the worst first, otherwise in the order of the rules.
    var findings: [FabricCheck] {
        let all: [FabricCheck?] = [
            lanes, splits, partner, moves, uplinkPlaces, reserve, oversubscription, spineFailure, leafFailure, peerLink,
            reach, rackUnits, changeCost, growth, outage,
        ]
        let found = all.compactMap { $0 }
        return [.error, .warning, .info, .ok].flatMap { severity in found.filter { $0.severity == severity } }
    }

    private var lanes: FabricCheck? {
        let kept = plan.reservedUplinks + plan.peerPorts
        let partners = plan.model.limits.disables.isEmpty ? 0 : plan.splitsNow
        let check = try? FabricCheck.lanes(
            ports: plan.model.qsfp.count, uplinks: plan.uplinks, reserved: kept + partners,
            tenGig: plan.tenGigLinks * (plan.servers - plan.moved), native40: plan.fortyGigLinks * plan.moved)
        guard let check, check.severity == .ok else { return check }
        let lit = layout.litLanes
        return FabricCheck(
            .lanes, .ok,
            "lanes \(lit)/\(4 * layout.splits), ports \(layout.ports.count - layout.free)/\(layout.ports.count)",
            figure: 0)
    }

    private var splits: FabricCheck? {
        let splittable = plan.model.splittable.count
        guard plan.splitsNow > simulation.maxSplits else {
            let limit = plan.model.limits.logicalCap.map { ", logical \(layout.logicalUsed)/\($0)" } ?? ""
            return FabricCheck(
                .splitLimit, .ok, "\(layout.splits) split, \(counted(splittable, "port")) may be\(limit)")
        }
        let over = plan.splitsNow - simulation.maxSplits
        if plan.splitsNow > splittable {
            return FabricCheck(
                .fixed, .error, ports: plan.model.fixed,
                "\(counted(plan.splitsNow, "split")) needed, only \(counted(splittable, "port")) can be split",
                suggestion: "Move \(over * plan.serversPerSplit) servers or take them out", figure: over)
        }
        return FabricCheck(
            .splitLimit, .error, ports: layout.numbers { if case .split = $0 { true } else { false } },
            "\(counted(plan.splitsNow, "split")) needed, room for \(simulation.maxSplits)",
            suggestion: "Take \(over * plan.serversPerSplit) servers out or add a leaf", figure: over)
    }

    private var partner: FabricCheck? {
        guard !plan.model.limits.disables.isEmpty else { return nil }
        let killed = layout.numbers { if case .killed = $0 { true } else { false } }
        return FabricCheck(
            .partner, .info, ports: killed, "every split kills its partner port: \(killed.count) are lost")
    }

    private var moves: FabricCheck? {
        guard layout.unplacedMoves > 0, simulation.kMax != nil else { return nil }
        return FabricCheck(
            .growth, .error,
            "\(plan.moved) servers cannot have moved: the leaf has room for \(plan.moved - layout.unplacedMoves)",
            suggestion: plan.leafs == 1 ? "Add leaf 2" : "Take servers out", figure: layout.unplacedMoves)
    }

    private var uplinkPlaces: FabricCheck? {
        guard !plan.model.fixed.isEmpty else { return nil }
        let wrong = layout.ports.filter { port in
            if case .uplink = port.role { port.canSplit } else { false }
        }
        let better = layout.ports.filter { !$0.canSplit && $0.role == .free }
        if !wrong.isEmpty, !better.isEmpty {
            return FabricCheck(
                .uplinkOnSplittable, .warning, ports: wrong.map(\.number),
                "\(counted(wrong.count, "uplink")) on ports that could be split",
                suggestion: "Port \(better[0].number) cannot be split and is free")
        }
        return FabricCheck(
            .uplinkOnSplittable, .ok,
            wrong.isEmpty
                ? "uplinks on fixed ports" : "uplinks on fixed ports first")
    }

    private var reserve: FabricCheck? {
        let used = layout.ports.count - layout.uplinks - layout.reserved - layout.free
        let missing = max(0, plan.targetSpines * plan.linksPerSpine - (layout.ports.count - used))
        guard plan.targetSpines > plan.spines else {
            return FabricCheck(.uplinkReserve, .ok, "\(counted(plan.spines, "spine")): all planned ones", figure: 0)
        }
        let path = "spines \(plan.spines)→\(plan.targetSpines)"
        guard missing > 0 else {
            return FabricCheck(.uplinkReserve, .ok, "\(path): ports kept or free", figure: 0)
        }
        return FabricCheck(
            .uplinkReserve, .warning, "\(path): \(counted(missing, "port")) short",
            suggestion: "Keep uplink ports free of servers", figure: missing)
    }

    private var oversubscription: FabricCheck? {
        guard let ratio else {
            return FabricCheck(
                .oversubscription, .error, "no uplink: nothing leaves the rack", suggestion: "Add spines")
        }
        let wanted = "wanted \(plan.targetRatio.text)"
        if ratio > plan.targetRatio {
            return FabricCheck(
                .oversubscription, .warning, "oversub \(ratio.text), \(wanted)",
                suggestion: "More spines or fewer servers")
        }
        return FabricCheck(.oversubscription, .ok, "oversub \(ratio.text), \(wanted)")
    }

    private var spineFailure: FabricCheck? {
        guard plan.spines > 0 else { return nil }
        guard let after = ratioSpineDown else {
            return FabricCheck(.failSpine, .warning, "one spine: its loss cuts the rack off", suggestion: "Add spines")
        }
        let severity: CheckSeverity = after > plan.targetRatio ? .warning : .ok
        return FabricCheck(.failSpine, severity, "one spine down: \(after.text)")
    }

    private var leafFailure: FabricCheck? {
        guard plan.servers > 0 else { return nil }
        if plan.leafs == 1 {
            return FabricCheck(
                .singleLeaf, .warning, "leaf loss cuts \(plan.servers) of \(plan.servers)",
                suggestion: "Two leafs, one link to each")
        }
        return FabricCheck(.singleLeaf, .ok, "leaf loss leaves all a half")
    }

    private var peerLink: FabricCheck? {
        guard plan.leafs == 2, plan.peerLinks == 0 else { return nil }
        return FabricCheck(.mlag, .info, "no port kept for a peer link between the leafs")
    }

    private var reach: FabricCheck? {
        let worst = rack.filter { $0.length != nil }.max { ($0.length ?? 0) < ($1.length ?? 0) }
        guard let worst, let length = worst.length, let medium = worst.medium else { return nil }
        let text = "longest cable \(FabricCheck.length(length)) m, \(medium.title)"
        if medium == .passiveDAC { return FabricCheck(.reach, .ok, text) }
        return FabricCheck(
            .reach, .warning, ports: worst.ports, text, suggestion: "Put the leaf nearer", medium: medium)
    }

    private var rackUnits: FabricCheck? {
        let outside = (0..<plan.servers).count { plan.unit(ofServer: $0) == nil }
        guard outside > 0 else { return nil }
        return FabricCheck(
            .rackUnits, .error, "\(counted(outside, "server")) without room in \(plan.rackHeight)U",
            suggestion: "A second rack or flatter servers", figure: outside)
    }

    private var changeCost: FabricCheck? {
        switch plan.model.change {
        case .reload: FabricCheck(.changeCost, .warning, "a port's mode changes with a reload only: batch the steps")
        case .restart: FabricCheck(.changeCost, .warning, "a port's mode changes with a restart that stops traffic")
        case .flap: FabricCheck(.changeCost, .info, "a port's mode change takes its link down and up")
        case .none, .unknown: nil
        }
    }

    private var growth: FabricCheck? {
        guard let most = simulation.kMax else {
            return FabricCheck(
                .growth, .error, "\(counted(plan.servers, "server")) fit in no state",
                suggestion: "Fewer servers, a second leaf or a larger switch")
        }
        var text = "\(most) can move"
        if let scattered, scattered != most { text += ", scattered \(scattered)" }
        if layout.darkLanes > 0 { text += ", \(counted(layout.darkLanes, "dark lane"))" }
        if let least = simulation.kMin, least > 0 { text += ", at least \(least) must" }
        return FabricCheck(.growth, .info, text)
    }

    private var outage: FabricCheck? {
        let splits = layout.numbers { if case .split = $0 { true } else { false } }
        guard !splits.isEmpty else { return nil }
        let text =
            plan.leafs == 1
            ? "pulled split cuts \(plan.serversPerSplit)"
            : "pulled split cuts nobody"
        return FabricCheck(.outageSet, .info, ports: splits, text)
    }
}
