// The rules about cables and rack units.
extension PlanChecker {
    var reach: FabricCheck? {
        let own = cables.filter { $0.purpose == .server }
        guard let worst = own.max(by: { $0.metres < $1.metres }) else { return nil }
        guard let medium = worst.medium, let length = worst.length else {
            let next = worst.kind.choose(metres: worst.metres).medium
            return FabricCheck(
                .reach, .error, ports: [worst.port],
                "\(FabricCheck.length(worst.metres)) m to \(names(worst)) is more than "
                    + "\(worst.medium.map { "any \($0.title) sold" } ?? "any cable")",
                suggestion: next.map { "Use \($0.title)" } ?? "Put the leaf nearer", medium: next,
                fix: next == nil || plan.medium == nil ? nil : FabricFix("let the length decide", [.medium(nil)]))
        }
        let text = "longest cable \(FabricCheck.length(length)) m, \(medium.title)"
        let judged = FabricCheck.reach(metres: length, medium: medium)
        if judged.severity > .ok {
            return FabricCheck(
                .reach, judged.severity, ports: own.filter { $0.length == length }.map(\.port), judged.reason,
                suggestion: judged.suggestion, medium: judged.medium,
                fix: plan.medium == nil ? nil : FabricFix("let the length decide", [.medium(nil)]))
        }
        if medium == .passiveDAC || plan.medium != nil { return FabricCheck(.reach, .ok, text, medium: medium) }
        return FabricCheck(
            .reach, .warning, ports: [worst.port], text, suggestion: "Put the leaf nearer", medium: medium,
            fix: middle)
    }

    /// The leaves in the middle of the rack, where cables are shortest.
    private var middle: FabricFix? {
        let unit = plan.rackHeight / 2
        guard plan.leafUnits.isEmpty, plan.roster.allSatisfy({ $0.unit == nil }), unit > plan.model.rackUnits else {
            return nil
        }
        let units = (0..<plan.leafs).map { unit - $0 * plan.model.rackUnits }
        return FabricFix("put the leaf into the middle of the rack", [.leafUnits(units)])
    }

    private func names(_ cable: PlanCable) -> String {
        cable.servers.map(plan.name(ofServer:)).joined(separator: ", ")
    }

    var opticSplit: FabricCheck? {
        let wrong = cables.filter { $0.kind == .split && $0.medium.map { !$0.canSplit } ?? false }
        guard let medium = wrong.first?.medium else { return nil }
        return FabricCheck(
            .opticSplit, .error, ports: wrong.map(\.port),
            "\(medium.title) carries four wavelengths on one fibre and cannot be split",
            suggestion: "Use \(CableMedium.parallelSingleMode.title)", medium: .parallelSingleMode,
            fix: FabricFix("use \(CableMedium.parallelSingleMode.title)", [.medium(.parallelSingleMode)]))
    }

    var rackUnits: [FabricCheck] {
        var found: [FabricCheck] = []
        let homeless = placement.conflicts.filter { $0.unit == nil }
        if !homeless.isEmpty {
            found.append(
                FabricCheck(
                    .rackUnits, .error,
                    "\(counted(homeless.count, "server")) have no room in the rack's \(plan.rackHeight)U",
                    suggestion: "A second rack or flatter servers", figure: homeless.count,
                    fix: FabricFix(
                        "take \(counted(homeless.count, "server")) out", [.servers(plan.servers - homeless.count)])))
        }
        for conflict in placement.conflicts {
            guard let unit = conflict.unit else { continue }
            let reason =
                conflict.other.map { "\(conflict.what) at U\(unit) meets \($0)" }
                ?? "\(conflict.what) at U\(unit) is outside the \(plan.rackHeight) units of the rack"
            found.append(
                FabricCheck(
                    .rackUnits, .error, reason, suggestion: "Another unit", figure: unit,
                    fix: conflict.server != nil
                        ? FabricFix(
                            "let the planner seat \(conflict.what)", [.unit(server: conflict.what, nil)])
                        : plan.leafUnits.isEmpty ? nil : FabricFix("put the leaves on top", [.leafUnits([])])))
        }
        return found
    }
}
