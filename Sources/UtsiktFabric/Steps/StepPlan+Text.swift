// A way in steps as text and for other programs.
extension StepPlan {
    /// Every step with its servers, cables, commands, check and undo, and the totals.
    public var text: String {
        switch verdict {
        case .nothingToDo: return "nothing to do: the rack is as the goal wants it\n"
        case .startBroken(let checks):
            let reasons = checks.map { "  E \($0.code.rawValue): \($0.reason)\n" }.joined()
            return "today's state breaks rules; correct it first\n" + reasons
        case .outOfReach(let shortfall):
            var text = "out of reach: \(shortfall.reason)\n"
            for way in shortfall.waysOut { text += "  way out: \(way.title): \(way.moved) can move\n" }
            if shortfall.waysOut.isEmpty { text += "  no way out but a larger switch or fewer servers\n" }
            return text
        case .reached: break
        }
        var text = ""
        for step in steps { text += step.text(of: steps.count) }
        if steps.contains(where: { !$0.commands.isEmpty }) {
            let trust = start.model.system.commandTrust
            text += "commands: \(trust.mark.rawValue), from \(trust.source)\n"
        }
        text += "in all: \(counted(totals.moved, "server")) moved, \(counted(totals.cablesOut, "cable")) out, "
        text += "\(totals.cablesIn) in, \(totals.cutOff == 0 ? "nobody" : counted(totals.cutOff, "server")) cut off, "
        return text
            + "\(counted(totals.interruptions, "interruption")), \(counted(totals.darkLanes, "unused lane")) at the end\n"
    }
}

extension FabricStep {
    /// The step in lines.
    func text(of count: Int) -> String {
        var lines = ["step \(number) of \(count)  \(title)"]
        if !servers.isEmpty {
            lines.append("  ports     frees \(frees), needs \(needs), unused lanes then \(darkLanes)")
        }
        lines.append("  cut off   " + (cutOff.isEmpty ? "nobody" : names(cutOff)))
        if !degraded.isEmpty { lines.append("  one link  " + names(degraded)) }
        if phases.count > 1 {
            for (index, phase) in phases.enumerated() {
                lines.append((index == 0 ? "  order     " : "            ") + text(of: phase))
            }
        }
        for cable in cablesOut { lines.append("  out       " + FabricStep.describe(cable, before)) }
        for cable in cablesIn { lines.append("  in        " + FabricStep.describe(cable, after)) }
        for note in notes { lines.append("  note      " + note) }
        for (index, command) in commands.enumerated() {
            lines.append((index == 0 ? "  type      " : "            ") + command)
        }
        for (index, command) in undo.enumerated() {
            lines.append((index == 0 ? "  undo      " : "            ") + command)
        }
        if cost == .reload || cost == .restart { lines.append("  cost      a \(cost.rawValue) of the leaf") }
        return lines.joined(separator: "\n") + "\n\n"
    }

    /// What a phase takes from whom: `leaf-1: nobody cut off, srv01, srv02 keep a link`.
    public func text(of phase: StepPhase) -> String {
        let cut = phase.cutOff.isEmpty ? "nobody cut off" : "\(names(phase.cutOff)) cut off"
        let kept = phase.degraded.isEmpty ? "" : ", \(names(phase.degraded)) keep a link"
        return "leaf-\(phase.leaf): \(cut)\(kept)"
    }

    /// A cable in words: plugs, medium, length and both ends.
    static func describe(_ cable: PlanCable, _ plan: FabricPlan) -> String {
        let length = cable.length.map { "\(FabricCheck.length($0)) m" } ?? "too long"
        let what = "\(cable.kind.title(plan.speeds)) \(cable.medium?.title ?? "no medium") \(length)"
        let leaf = plan.leafs == 2 ? "leaf-\(cable.leaf) " : ""
        switch cable.purpose {
        case .uplink: return "\(what), \(leaf)p\(cable.port) to spine s\(cable.spine ?? 0)"
        case .peer: return "\(what), leaf-1 p\(cable.port) to leaf-2 p\(cable.port)"
        case .server:
            let legs = cable.legs.map { "\(plan.name(ofServer: $0.server)) \($0.nic)" }.joined(separator: ", ")
            return "\(what), \(leaf)p\(cable.port) to \(legs)"
        }
    }
}

/// A way in steps for other programs.
public struct StepReport: Sendable, Hashable, Encodable {
    /// A step.
    public struct Step: Sendable, Hashable, Encodable {
        /// Its number, from 1.
        public let number: Int
        /// What it does.
        public let title: String
        /// Names of the servers concerned.
        public let servers: [String]
        /// Names of servers that lose every link.
        public let cutOff: [String]
        /// Names of servers that keep one link.
        public let degraded: [String]
        /// Ports of the first leaf that become free.
        public let frees: Int
        /// Ports of the first leaf that are taken.
        public let needs: Int
        /// Dark lanes afterwards.
        public let darkLanes: Int
        /// Cables pulled.
        public let cablesOut: [String]
        /// Cables plugged.
        public let cablesIn: [String]
        /// What is typed.
        public let commands: [String]
        /// What undoes it.
        public let undo: [String]
        /// The work leaf by leaf, in its order.
        public let phases: [Phase]
        /// What the change of port modes costs.
        public let cost: String
        /// Remarks.
        public let notes: [String]
    }

    /// The part of a step on one leaf.
    public struct Phase: Sendable, Hashable, Encodable {
        /// The leaf, from 1.
        public let leaf: Int
        /// Names of servers without any link meanwhile.
        public let cutOff: [String]
        /// Names of servers that lose a link and keep another one meanwhile.
        public let degraded: [String]
    }

    /// `reached`, `nothing-to-do`, `out-of-reach` or `start-broken`.
    public let verdict: String
    /// Why it is out of reach or broken; nil otherwise.
    public let reason: String?
    /// Ports short; nil where it is not out of reach.
    public let shortByPorts: Int?
    /// What would bring an unreachable goal nearer.
    public let waysOut: [Way]
    /// The steps.
    public let steps: [Step]
    /// Servers at full speed before.
    public let movedBefore: Int
    /// Servers at full speed afterwards.
    public let movedAfter: Int

    /// A way out.
    public struct Way: Sendable, Hashable, Encodable {
        /// What it is.
        public let title: String
        /// How many servers could then be at full speed.
        public let moved: Int
    }

    /// The report of a way.
    public init(_ plan: StepPlan) {
        switch plan.verdict {
        case .reached: (verdict, reason, shortByPorts, waysOut) = ("reached", nil, nil, [])
        case .nothingToDo: (verdict, reason, shortByPorts, waysOut) = ("nothing-to-do", nil, nil, [])
        case .startBroken(let checks):
            (verdict, reason, shortByPorts, waysOut) = ("start-broken", checks.first?.reason, nil, [])
        case .outOfReach(let shortfall):
            (verdict, reason, shortByPorts) = ("out-of-reach", shortfall.reason, shortfall.ports)
            waysOut = shortfall.waysOut.map { Way(title: $0.title, moved: $0.moved) }
        }
        steps = plan.steps.map { step in
            Step(
                number: step.number, title: step.title, servers: step.servers.map(step.after.name(ofServer:)),
                cutOff: step.cutOff.map(step.after.name(ofServer:)),
                degraded: step.degraded.map(step.after.name(ofServer:)), frees: step.frees, needs: step.needs,
                darkLanes: step.darkLanes, cablesOut: step.cablesOut.map { FabricStep.describe($0, step.before) },
                cablesIn: step.cablesIn.map { FabricStep.describe($0, step.after) }, commands: step.commands,
                undo: step.undo,
                phases: step.phases.map { phase in
                    Phase(
                        leaf: phase.leaf, cutOff: phase.cutOff.map(step.after.name(ofServer:)),
                        degraded: phase.degraded.map(step.after.name(ofServer:)))
                }, cost: step.cost.rawValue, notes: step.notes)
        }
        movedBefore = plan.start.moved
        movedAfter = plan.states[plan.states.count - 1].moved
    }
}
