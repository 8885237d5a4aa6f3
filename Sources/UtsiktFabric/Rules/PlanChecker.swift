/// Asks every rule about a plan.
struct PlanChecker {
    let plan: FabricPlan
    let simulation: FabricSimulation
    let ratio: ExactRatio?
    let ratioSpineDown: ExactRatio?
    let scattered: Int?
    let placement: RackPlacement
    let cables: [PlanCable]

    var layout: PortLayout { simulation.layout }

    /// The findings, the worst first, otherwise in the order of the rules.
    var findings: [FabricCheck] {
        var broken: [FabricCheck] = []
        for (index, layout) in simulation.layouts.enumerated() {
            let found = LayoutRules(plan: plan, layout: layout, leaf: index + 1).broken
            // Mirror images break the same rules: once is enough.
            broken += found.filter { check in !broken.contains { $0.code == check.code && $0.ports == check.ports } }
        }
        let single: [FabricCheck?] = [
            lanes, splits, partner, generation, moves, uplinkPlaces, reserve, oversubscription, spineFailure,
            leafFailure, peerLink,
        ]
        let rest: [FabricCheck?] = [reach, opticSplit, spinePorts, racks, changeCost, growth, outage]
        let all = broken + single.compactMap { $0 } + sides + rest.compactMap { $0 } + rackUnits
        return [.error, .warning, .info, .ok].flatMap { severity in all.filter { $0.severity == severity } }
    }

    /// The first of some fixes whose changes let everything find a port.
    func firstFix(_ fixes: [FabricFix]) -> FabricFix? {
        fixes.first { fix in
            let other = plan.applying(fix)
            return other != plan && FabricSimulation(other).layouts.allSatisfy(\.isComplete)
        }
    }

    /// What makes room, the gentlest first.
    private var roomFixes: [FabricFix] {
        var fixes: [FabricFix] = []
        if plan.keepsReserve { fixes.append(FabricFix("give the kept ports up", [.reserve(false)])) }
        if plan.hasDualForty, plan.leafs == 1 {
            fixes.append(FabricFix("one link at full speed a server", [.dualForty(false)]))
        }
        if let most = simulation.kMax, most < plan.moved {
            fixes.append(FabricFix("move \(most) only", [.moved(most)]))
        }
        if plan.leafs == 1 { fixes.append(FabricFix("add leaf 2", [.leafs(2)])) }
        for count in [1, 2, 4, 8, 16, 32] where count < plan.servers {
            fixes.append(
                FabricFix("take \(counted(count, "server")) out", [.servers(plan.servers - count)]))
        }
        return fixes
    }

    private var lanes: FabricCheck? {
        let kept = plan.reservedUplinks + plan.peerPorts
        let pairs = plan.model.limits.disables.isEmpty ? 0 : plan.splitsNow
        let lanes = (1...plan.leafs).map { leaf in plan.lanes(leaf: leaf) { $0.speed == .lane } }.max() ?? 0
        let natives =
            (1...plan.leafs).map { leaf in
                plan.roster.reduce(0) {
                    let counts = $1.speed == .port && $1.reaches(leaf: leaf, leafs: plan.leafs)
                    return $0 + (counts ? $1.portLinks(leafs: plan.leafs) : 0)
                }
            }.max() ?? 0
        let onQSFP = max(0, lanes - plan.model.sfpLanes(plan.speeds))
        let check = try? FabricCheck.lanes(
            ports: plan.model.qsfp.count, uplinks: plan.uplinks, reserved: kept + pairs, tenGig: onQSFP,
            native40: natives)
        guard let check else { return nil }
        guard check.severity == .ok else {
            return FabricCheck(
                .lanes, .error, check.reason, suggestion: check.suggestion, figure: check.figure,
                fix: firstFix(roomFixes))
        }
        let lit = layout.litLanes
        return FabricCheck(
            .lanes, .ok,
            "lanes \(lit)/\(4 * layout.splits), ports \(layout.ports.count - layout.free)/\(layout.ports.count) used",
            figure: 0)
    }

    private var splits: FabricCheck? {
        let splittable = plan.model.splittable(plan.speeds).count
        guard plan.splitsNow > simulation.maxSplits else {
            let limit = plan.model.limits.logicalCap.map { ", logical \(layout.logicalUsed)/\($0)" } ?? ""
            return FabricCheck(
                .splitLimit, .ok, "\(layout.splits) of \(counted(splittable, "splittable port")) split\(limit)")
        }
        let over = plan.splitsNow - simulation.maxSplits
        if plan.splitsNow > splittable {
            return FabricCheck(
                .fixed, .error, ports: plan.model.fixed,
                "\(counted(plan.splitsNow, "split")) needed, only \(counted(splittable, "port")) can be split",
                suggestion: "Move \(over * plan.serversPerSplit) servers or take them out", figure: over,
                fix: firstFix(roomFixes))
        }
        return FabricCheck(
            .splitLimit, .error, ports: layout.numbers { if case .split = $0 { true } else { false } },
            "\(counted(plan.splitsNow, "split")) needed, room for \(simulation.maxSplits)",
            suggestion: "Take \(over * plan.serversPerSplit) servers out or add a leaf", figure: over,
            fix: firstFix(roomFixes))
    }

    private var partner: FabricCheck? {
        guard !plan.model.limits.disables.isEmpty else { return nil }
        let killed = layout.numbers { if case .killed = $0 { true } else { false } }
        return FabricCheck(
            .partner, .info, ports: killed, "every split disables its partner port: \(killed.count) are lost")
    }

    private var generation: FabricCheck? {
        guard !plan.model.supports(plan.speeds) else { return nil }
        return FabricCheck(
            .mixedSpeed, .error, "\(plan.model.qsfpKind.title) ports do not run at \(plan.speeds.portTitle)",
            suggestion: "Plan 10/40 or take another switch",
            fix: FabricFix("plan 10/40", [.speeds(.tenForty)]))
    }

    private var moves: FabricCheck? {
        guard layout.unplacedMoves > 0, simulation.kMax != nil else { return nil }
        return FabricCheck(
            .growth, .error,
            "\(plan.moved) servers cannot have moved: the leaf has room for \(plan.moved - layout.unplacedMoves)",
            suggestion: plan.leafs == 1 ? "Add leaf 2" : "Take servers out", figure: layout.unplacedMoves,
            fix: firstFix(roomFixes))
    }

    private var growth: FabricCheck? {
        guard let most = simulation.kMax else {
            return FabricCheck(
                .growth, .error, "no state has room for \(counted(plan.servers, "server"))",
                suggestion: "Fewer servers, a second leaf or a larger switch", fix: firstFix(roomFixes))
        }
        var text = "\(most) can move"
        if let scattered, scattered != most { text += ", \(scattered) one by one" }
        if layout.darkLanes > 0 { text += ", \(counted(layout.darkLanes, "unused lane"))" }
        if let least = simulation.kMin, least > 0 { text += ", at least \(least) must" }
        return FabricCheck(
            .growth, .info, text,
            suggestion: plan.leafs == 1 && most < plan.servers ? "Move \(most + 1) needs leaf 2" : "", figure: most)
    }

    private var outage: FabricCheck? {
        let splits = layout.numbers { if case .split = $0 { true } else { false } }
        guard !splits.isEmpty else { return nil }
        let text = "unplugged split cuts " + (plan.leafs == 1 ? "\(plan.serversPerSplit)" : "none")
        return FabricCheck(.outageSet, .info, ports: splits, text, figure: plan.leafs == 1 ? plan.serversPerSplit : 0)
    }

    private var changeCost: FabricCheck? {
        switch plan.model.change {
        case .reload:
            FabricCheck(
                .changeCost, .warning,
                plan.model.system == .os9S6000
                    ? "a port's mode changes with a reload that wipes its configuration: batch the steps"
                    : "a port's mode changes with a reload only: batch the steps")
        case .restart: FabricCheck(.changeCost, .warning, "a port's mode changes with a restart that stops traffic")
        case .flap: FabricCheck(.changeCost, .info, "a port's mode change takes its link down and up")
        case .none, .unknown: nil
        }
    }
}
