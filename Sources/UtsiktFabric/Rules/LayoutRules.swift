/// The rules that a layout of ports itself can break, whoever made it: the planner, a user's file or a step.
///
/// They look at the ports as they are and not at how they came to be, so that they judge the planner too.
struct LayoutRules {
    let plan: FabricPlan
    let layout: PortLayout
    let leaf: Int

    private var model: SwitchModel { plan.model }
    private var onLeaf: String { plan.leafs == 2 ? " on leaf-\(leaf)" : "" }

    /// What is broken; empty when the layout can be built.
    var broken: [FabricCheck] {
        [conflicts, fixed, limits, pipes, tenGig, shipped, portMode, partner, shared, speeds, speedGroups].flatMap {
            $0
        }
    }

    /// The split ports, ascending.
    private var splits: [Int] { layout.numbers { if case .split = $0 { true } else { false } } }

    private var conflicts: [FabricCheck] {
        layout.conflicts.map { conflict in
            let name = plan.name(ofServer: conflict.server)
            let place = conflict.link.text(leafs: plan.leafs)
            if case .killed(let by) = layout.port(conflict.link.port)?.role {
                return FabricCheck(
                    .partner, .error, ports: [by, conflict.link.port],
                    "\(name) is cabled to \(place), which is off as port \(by) is split",
                    suggestion: "Join port \(by), or let the planner choose the port", figure: 1,
                    fix: FabricFix("let the planner choose the port of \(name)", [.links(server: name, [])]))
            }
            let problem = conflict.reason == .noPort ? "which the switch does not have" : "which is taken already"
            return FabricCheck(
                .lanes, .error, ports: [conflict.link.port], "\(name) is cabled to \(place), \(problem)",
                suggestion: "Let the planner choose its port",
                fix: FabricFix("let the planner choose the port of \(name)", [.links(server: name, [])]))
        }
    }

    private var fixed: [FabricCheck] {
        let allowed = model.limits.layouts.first { $0.name == layout.shippedLayout }?.split
        let wrong = splits.filter { !(model.splittable(plan.speeds).contains($0) || allowed?.contains($0) == true) }
        guard !wrong.isEmpty else { return [] }
        return [
            FabricCheck(
                .fixed, .error, ports: wrong,
                "\(wrong.count == 1 ? "port" : "ports") \(PortSet(wrong).text)\(onLeaf) cannot be split",
                suggestion: "Of \(model.model) only \(model.splittable(plan.speeds).text) can be", figure: wrong.count,
                fix: FabricFix("join port \(wrong[0])", [.clearPort(wrong[0])]))
        ]
    }

    private var limits: [FabricCheck] {
        guard let cap = model.logicalForQSFP, layout.logicalUsed > cap else { return [] }
        let own = model.ownSFP.count
        let over = layout.logicalUsed - cap
        return [
            FabricCheck(
                .splitLimit, .error, ports: splits,
                "\(layout.logicalUsed + own) logical ports\(onLeaf), the limit is \(cap + own)",
                suggestion: "\(counted(FabricBounds.ceilDivide(over, 3), "split")) less", figure: over)
        ]
    }

    private var pipes: [FabricCheck] {
        model.limits.pipes.compactMap { pipe in
            let used = layout.ports.reduce(0) { $0 + (pipe.range.contains($1.number) ? $1.logical : 0) }
            guard used > pipe.logical else { return nil }
            return FabricCheck(
                .splitLimit, .error, ports: splits.filter(pipe.range.contains),
                "\(used) logical ports in the pipe of ports \(pipe.range.text)\(onLeaf), its limit is \(pipe.logical)",
                suggestion: model.limits.mayDisable ? "Switch ports of the pipe off" : "Split fewer of its ports",
                figure: used - pipe.logical)
        }
    }

    private var tenGig: [FabricCheck] {
        guard let cap = model.limits.tenGig, 4 * splits.count > cap else { return [] }
        let lane = plan.speeds.laneTitle
        return [
            FabricCheck(
                .splitLimit, .error, ports: splits,
                "\(4 * splits.count) ports of \(lane)bE\(onLeaf), the limit is \(cap)",
                suggestion: "Split \(FabricBounds.ceilDivide(4 * splits.count - cap, 4)) less",
                figure: 4 * splits.count - cap)
        ]
    }

    private var shipped: [FabricCheck] {
        guard !model.limits.layouts.isEmpty, !model.limits.layouts.contains(where: { $0.split.numbers == splits })
        else { return [] }
        let names = model.limits.layouts.map(\.name).joined(separator: ", ")
        return [
            FabricCheck(
                .splitLimit, .error, ports: splits,
                "the maker ships no layout that splits ports \(PortSet(splits).text)\(onLeaf)",
                suggestion: "It ships \(names)")
        ]
    }

    private var portMode: [FabricCheck] {
        guard !model.limits.portModes.isEmpty, model.portMode(splits: splits.count) == nil else { return [] }
        return [
            FabricCheck(
                .splitLimit, .error, ports: splits,
                "no mode of the box has \(counted(splits.count, "split"))\(onLeaf)",
                suggestion: "Its modes are \(model.limits.portModes.joined(separator: ", "))")
        ]
    }

    private var partner: [FabricCheck] {
        let wrong = splits.filter { port in
            guard let partner = model.limits.disables[port], let use = layout.port(partner) else { return false }
            switch use.role {
            case .killed, .off, .free: return false
            default: return true
            }
        }
        return wrong.map { port in
            let partner = model.limits.disables[port] ?? 0
            return FabricCheck(
                .partner, .error, ports: [port, partner].sorted(),
                "the split of port \(port)\(onLeaf) kills port \(partner), which is in use",
                suggestion: "Free port \(partner) or join port \(port)",
                fix: FabricFix("join port \(port)", [.clearPort(port)]))
        }
    }

    private var shared: [FabricCheck] {
        model.limits.shared.compactMap { group in
            let used = layout.sfp.filter { $0.use != nil && group.sfp.contains($0.number) }
            guard !used.isEmpty, let port = layout.port(group.qsfp), port.role != .free, port.role != .off else {
                return nil
            }
            return FabricCheck(
                .shared, .error, ports: used.map(\.number) + [group.qsfp],
                "SFP ports \(group.sfp.text) and QSFP port \(group.qsfp)\(onLeaf) share lanes, and both are used",
                suggestion: "Use either of them")
        }
    }

    /// Ports and servers of different speeds that face each other.
    private var speeds: [FabricCheck] {
        var result: [FabricCheck] = []
        func add(_ port: PortUse, _ server: Int, _ what: String) {
            let name = plan.name(ofServer: server)
            result.append(
                FabricCheck(
                    .mixedSpeed, .error, ports: [port.number], what,
                    suggestion: "Split the port, use an adapter, or let the planner choose",
                    fix: FabricFix("let the planner choose the port of \(name)", [.links(server: name, [])])))
        }
        for port in layout.ports {
            switch port.role {
            case .native(let use) where plan.roster.indices.contains(use.server):
                let isLane = plan.roster[use.server].speed == .lane
                guard isLane != port.isAdapter else { continue }
                let name = plan.name(ofServer: use.server)
                add(
                    port, use.server,
                    isLane
                        ? "port \(port.number)\(onLeaf) at \(plan.speeds.portTitle) faces \(name) at \(plan.speeds.laneTitle)"
                        : "port \(port.number)\(onLeaf) has an adapter but \(name) is at \(plan.speeds.portTitle)")
            case .split(let lanes):
                // A move that found no port leaves its server on its lanes: that is another rule's business.
                let wrong = lanes.compactMap { $0?.server }.first { server in
                    guard plan.roster.indices.contains(server), plan.roster[server].speed == .port else { return false }
                    return plan.roster[server].links.contains { $0.lane != nil }
                }
                guard let wrong else { continue }
                add(
                    port, wrong,
                    "a lane of port \(port.number)\(onLeaf) faces \(plan.name(ofServer: wrong)) at \(plan.speeds.portTitle)"
                )
            default: break
            }
        }
        return result
    }

    private var speedGroups: [FabricCheck] {
        model.limits.speedGroups.compactMap { group in
            let used = layout.ports.filter { port in
                guard group.contains(port.number) else { return false }
                switch port.role {
                case .uplink, .native, .split: return true
                default: return false
                }
            }
            let adapters = used.filter(\.isAdapter)
            guard !adapters.isEmpty, adapters.count < used.count else { return nil }
            return FabricCheck(
                .mixedSpeed, .error, ports: used.map(\.number),
                "ports \(group.text)\(onLeaf) must run at one speed, \(PortSet(adapters.map(\.number)).text) "
                    + "\(adapters.count == 1 ? "has an adapter" : "have adapters")",
                suggestion: "Put adapters into all of them or into none", figure: adapters.count)
        }
    }
}

extension SwitchModel {
    /// The mode of the whole box for so many splits, as `56x10g+2x40g`; nil where there is none or the box has no modes.
    func portMode(splits: Int) -> String? {
        limits.portModes.first { mode in
            let parts = mode.lowercased().split(separator: "+")
            var lanes = 0
            for part in parts {
                let pair = part.split(separator: "x")
                guard pair.count == 2, pair[1] == "10g", let count = Int(pair[0]) else { continue }
                lanes = count
            }
            return lanes == sfp.count + 4 * splits
        }
    }
}
