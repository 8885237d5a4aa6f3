// A plan in words, for terminals without pictures and for pipes.
extension FabricAnalysis {
    /// The plan, its capacity, the ports by what they are used for, the migration and the findings, a line each.
    public var text: String {
        let plan = plan
        let (lane, port) = (plan.speeds.laneTitle, plan.speeds.portTitle)
        var lines = [
            "rack \(plan.rack): \(plan.leafs == 1 ? "one leaf" : "two leaves"), \(plan.model.title) "
                + "(\(plan.model.trust.rawValue): \(plan.model.sources.first ?? "no source"))",
            "uplinks    \(plan.uplinks): \(counted(plan.spines, "spine")), \(counted(plan.linksPerSpine, "link")) to each",
        ]
        let ratio = capacity.ratio?.text ?? "no uplink"
        let homed = plan.leafs == 1 ? "dual-homed servers" : "servers with a link to each leaf"
        lines.append(
            "capacity   \(capacity.tenGig) x \(lane)bE, \(capacity.servers) \(homed), \(capacity.native40) ports left at \(port)bE, \(ratio)"
        )
        lines.append(
            "planned    \(counted(plan.servers, "server")), \(plan.moved) moved to \(port)bE, \(self.ratio?.text ?? "no uplink")"
        )
        let most = simulation.kMax.map(String.init) ?? "no state fits"
        lines.append(
            "migration  most that can move: \(most)" + (kMaxScattered.map { ", \($0) if picked one by one" } ?? ""))
        lines.append("ports      " + roleRuns.joined(separator: ", "))
        if let nextStep { lines.append("next step  \(nextStep.explanation)") }
        for check in checks {
            let suggestion = check.suggestion.isEmpty || check.severity == .ok ? "" : " - \(check.suggestion)"
            let mark = check.severity == .ok ? "ok" : String(check.severity.letter)
            lines.append(
                "\(mark.count == 1 ? mark + " " : mark)         \(check.code.rawValue): \(check.reason)\(suggestion)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The ports by role in runs, as `1-4 uplink`.
    private var roleRuns: [String] {
        var runs: [(name: String, numbers: [Int])] = []
        for port in layout.ports {
            let name: String
            switch port.role {
            case .uplink: name = "uplink"
            case .reserved: name = "kept for growth"
            case .peerLink: name = "peer link"
            case .split(let lanes):
                name =
                    lanes.contains(nil)
                    ? "4x\(plan.speeds.laneTitle)bE with unused lanes" : "4x\(plan.speeds.laneTitle)bE"
            case .native: name = "\(plan.speeds.portTitle)bE server"
            case .free: name = "free"
            case .off: name = "off"
            case .killed: name = "killed by a split"
            }
            if let at = runs.firstIndex(where: { $0.name == name }) {
                runs[at].numbers.append(port.number)
            } else {
                runs.append((name, [port.number]))
            }
        }
        return runs.map { "\(PortSet($0.numbers).text) \($0.name)" }
    }
}
