import UtsiktCore
import UtsiktScreen

/// Numbers and names of the fabric in words, the same in every view.
enum FabricWords {
    /// Metres with their unit, without an idle decimal.
    static func metres(_ length: Double) -> String {
        if let whole = Int(exactly: length) { return "\(whole) m" }
        return NumberText.fixed(length, 1) + " m"
    }

    /// `1 port`, `2 ports`.
    static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)" + (count == 1 ? "" : "s") }

    /// Names of servers; a long run is cut to its ends.
    static func names(_ servers: [Int], _ plan: FabricPlan, most: Int = 4) -> String {
        guard let first = servers.first, let last = servers.last else { return "nobody" }
        if servers.count <= most { return servers.map(plan.name(ofServer:)).joined(separator: " ") }
        return "\(plan.name(ofServer: first))-\(plan.name(ofServer: last)) (\(servers.count))"
    }

    /// A cable's plugs, medium and length, as `split DAC 2 m`.
    static func cable(_ cable: PlanCable, _ plan: FabricPlan) -> String {
        let what = "\(cable.kind.title(plan.speeds)) \(cable.medium?.title ?? "nothing reaches")"
        return what + (cable.length.map { " " + metres($0) } ?? " for " + metres(cable.metres))
    }

    /// The number of servers that can move, or that nothing fits.
    static func most(_ analysis: FabricAnalysis) -> String { analysis.simulation.kMax.map(String.init) ?? "none" }

    /// Where the facts about a switch come from.
    static func origin(_ trust: Trust) -> String {
        switch trust {
        case .verified: "data: verified"
        case .secondHand: "data: second-hand"
        case .mixed: "data: partly verified"
        case .memory: "data: from memory"
        case .design: "data: assumed"
        }
    }

    /// A ratio, or that there is no uplink.
    static func ratio(_ ratio: ExactRatio?) -> String { ratio?.text ?? "no uplink" }

    /// A number of cost units with at most one decimal.
    static func cost(_ value: Double) -> String {
        value == value.rounded() ? NumberText.fixed(value, 0) : NumberText.fixed(value, 1)
    }
}

/// What is on a port, in words.
struct PortWords {
    let analysis: FabricAnalysis
    let port: PortUse
    let leaf: Int

    /// - Parameter leaf: The leaf it is on, from 1.
    init(_ analysis: FabricAnalysis, _ port: PortUse, leaf: Int = 1) {
        self.analysis = analysis
        self.port = port
        self.leaf = leaf
    }

    private var plan: FabricPlan { analysis.plan }
    private var system: NetworkSystem { plan.model.system }

    /// The cable in the port; nil without one.
    var cable: PlanCable? { analysis.cables.first { $0.leaf == leaf && $0.port == port.number } }

    /// The interface's name in the leaf's system, or of its first lane; empty where the system names none.
    var interface: String {
        if system == .generic { return "" }
        var link = PlannedLink(port: port.number)
        if case .split = port.role { link = PlannedLink(port: port.number, lane: 0) }
        return system.name(of: link, on: plan.model)
    }

    /// The port's mode, as `4×10G`.
    var mode: String {
        switch port.role {
        case .split: "4×\(plan.speeds.laneTitle)"
        case .native where port.isAdapter: "\(plan.speeds.laneTitle) by adapter"
        case .off, .killed: "off"
        default: plan.speeds.portTitle
        }
    }

    /// `port 12 · Ethernet12/1 · 4×10G`.
    var title: String {
        ([place, interface, mode].filter { !$0.isEmpty }).joined(separator: " · ")
    }

    /// `port 12`, with two leaves `leaf-2 port 12`.
    private var place: String { (plan.leafs == 2 ? "leaf-\(leaf) " : "") + "port \(port.number)" }

    /// How far what is typed is to be trusted.
    var syntax: String {
        let trust = system.commandTrust
        return "\(FabricWords.origin(trust.mark)) (\(trust.source))"
    }

    /// What the port is used for, without its cable.
    var use: String {
        switch port.role {
        case .uplink(let spine, let link):
            return "uplink to spine s\(spine)" + (plan.linksPerSpine > 1 ? ", link \(link)" : "")
        case .reserved(let spine): return "kept for spine s\(spine)"
        case .peerLink: return "kept for the peer link"
        case .split(let lanes):
            let servers = Set(lanes.compactMap { $0?.server }).sorted()
            let dark = lanes.count { $0 == nil }
            let names = servers.isEmpty ? "no server" : FabricWords.names(servers, plan)
            return "\(mode) → \(names)" + (dark > 0 ? ", " + FabricWords.counted(dark, "unused lane") : "")
        case .native(let use): return "\(mode) → \(plan.name(ofServer: use.server))"
        case .free:
            return port.canSplit
                ? "free: 4×\(plan.speeds.laneTitle) or one \(plan.speeds.portTitle)"
                : "free: \(plan.speeds.portTitle) only"
        case .off: return "off, to stay under the logical cap"
        case .killed(let by): return "off, as port \(by) is split"
        }
    }

    /// One line: the port, what is on it, and its cable.
    var line: String {
        let cable = cable.map { ", \(FabricWords.cable($0, plan))" } ?? ""
        return "\(place): \(use)\(cable)"
    }

    /// Who loses a link when the cable is pulled.
    var outage: String {
        let (cutOff, degraded) = analysis.outage(port: port.number, leaf: leaf)
        if cutOff.isEmpty, degraded.isEmpty { return "" }
        if cutOff.isEmpty {
            return "unplugging it cuts nobody off: \(FabricWords.names(degraded, plan, most: 2)) keep the other leaf"
        }
        return "unplugging it cuts \(FabricWords.counted(cutOff.count, "server")) off"
    }

    /// Whether it can be split, and how far that is to be trusted.
    var trust: String {
        let model = plan.model
        let can = port.canSplit ? "can be split" : "cannot be split"
        return "\(can) (\(FabricWords.origin(model.trust)))"
    }

    /// What is typed to bring the port into its mode.
    var commands: [String] {
        switch port.role {
        case .split: system.split(panelPort: port.number, on: plan.model, speeds: plan.speeds)
        default: []
        }
    }
}

/// The way in steps, in words.
enum StepWords {
    /// Whether the goal can be reached, in a line.
    static func verdict(_ steps: StepPlan) -> String {
        switch steps.verdict {
        case .reached:
            let totals = steps.totals
            let cut = totals.cutOff == 0 ? "nobody cut off" : "\(totals.cutOff) times a server cut off"
            return "\(FabricWords.counted(steps.steps.count, "step")), \(totals.moved) moved, \(cut)"
        case .nothingToDo: return "nothing to do: the rack is as the goal wants it"
        case .outOfReach(let shortfall): return "out of reach: \(shortfall.reason)"
        case .startBroken(let checks): return "today's rack breaks a rule: \(checks.first?.reason ?? "")"
        }
    }

    /// `step 2 of 7: move srv05`, and which leaf of it is done where only one is.
    static func title(_ step: FabricStep, of count: Int, isBetween: Bool) -> String {
        let half = isBetween && step.phases.count > 1 ? ", leaf-\(step.phases[0].leaf) done" : ""
        return "step \(step.number) of \(count)\(half): \(step.title)"
    }

    /// A line for each cable of a step, pulled ones first.
    static func cables(_ step: FabricStep) -> [(label: String, text: String)] {
        func line(_ cable: PlanCable, _ plan: FabricPlan) -> String {
            let end: String
            switch cable.purpose {
            case .uplink: end = "spine s\(cable.spine ?? 0)"
            case .peer: end = "leaf-2 p\(cable.port)"
            case .server:
                end = cable.legs.map { "\(plan.name(ofServer: $0.server)) \($0.nic)" }.joined(separator: ", ")
            }
            let leaf = plan.leafs == 2 ? "leaf-\(cable.leaf) " : ""
            return "\(leaf)p\(cable.port) → \(end) · \(FabricWords.cable(cable, plan))"
        }
        return step.cablesOut.map { ("out", line($0, step.before)) }
            + step.cablesIn.map { ("in", line($0, step.after)) }
    }

    /// The step in labelled lines, the most important first.
    static func lines(_ step: FabricStep) -> [(label: String, text: String)] {
        var lines: [(String, String)] = []
        lines.append(("cut off", FabricWords.names(step.cutOff, step.before)))
        if !step.degraded.isEmpty, step.phases.count < 2 {
            lines.append(("one link", FabricWords.names(step.degraded, step.before)))
        }
        if step.phases.count > 1 {
            for (index, phase) in step.phases.enumerated() {
                lines.append((index == 0 ? "first" : "then", step.text(of: phase)))
            }
        }
        if !step.servers.isEmpty {
            lines.append(("ports", "frees \(step.frees), needs \(step.needs); unused lanes then \(step.darkLanes)"))
        }
        lines += cables(step)
        for command in step.commands { lines.append(("type", command)) }
        for command in step.undo { lines.append(("undo", command)) }
        if step.cost == .reload || step.cost == .restart {
            lines.append(("cost", "a \(step.cost.rawValue) of the leaf"))
        }
        for note in step.notes { lines.append(("note", note)) }
        return lines
    }
}
