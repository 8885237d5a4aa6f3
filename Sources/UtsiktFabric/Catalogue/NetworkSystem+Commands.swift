// What is typed on a switch to split a port and to join it again.
extension NetworkSystem {
    /// What splits a panel port into four lanes; a remark where no syntax is known.
    /// - Parameter port: The port's number on the panel.
    public func split(panelPort port: Int, on model: SwitchModel, speeds: LaneSpeeds) -> [String] {
        let number = number(ofPanelPort: port)
        let lane = speeds.lane
        switch self {
        case .generic, .fortiswitch: return ["# split port \(port) into \(speeds.splitMode)"]
        case .eos:
            let speed = speeds == .tenForty ? "10000full" : "25gfull"
            return ["interface Ethernet\(number)/1-4", "   speed forced \(speed)"]
        case .nxos:
            if !model.limits.portModes.isEmpty { return [] }
            return ["interface breakout module 1 port \(number) map \(lane)g-4x"]
        case .cumulus:
            var lines = ["net add interface swp\(number) breakout \(speeds.splitMode)"]
            if let partner = model.limits.disables[port] {
                lines.append("# /etc/cumulus/ports.conf: \(partner)=disabled")
            }
            return lines
        case .junos: return ["set chassis fpc 0 pic 0 port \(number) channel-speed \(lane)g"]
        case .os9S6000: return ["stack-unit 0 port \(number) portmode quad"]
        case .os9S6010: return ["stack-unit 1 port \(number) portmode quad"]
        case .os10: return ["interface breakout 1/1/\(number) map \(lane)g-4x"]
        case .onyx:
            return ["interface ethernet 1/\(number)", "  shutdown", "  module-type qsfp-split-4", "  no shutdown"]
        case .sonic:
            return [
                "config interface breakout \(sonicName(port, model)) \(sonicMode(split: true, model, speeds)) -f -l -y"
            ]
        }
    }

    /// What makes a split panel port whole again; a remark where no syntax is known.
    /// - Parameter port: The port's number on the panel.
    public func join(panelPort port: Int, on model: SwitchModel, speeds: LaneSpeeds) -> [String] {
        let number = number(ofPanelPort: port)
        switch self {
        case .generic, .fortiswitch: return ["# make port \(port) one port of \(speeds.portTitle)"]
        case .eos: return ["interface Ethernet\(number)/1", "   speed forced \(speeds.port)gfull"]
        case .nxos:
            if !model.limits.portModes.isEmpty { return [] }
            return ["no interface breakout module 1 port \(number) map \(speeds.lane)g-4x"]
        case .cumulus:
            var lines = ["# /etc/cumulus/ports.conf: \(number)=\(speeds.portTitle)"]
            if let partner = model.limits.disables[port] {
                lines.append("# /etc/cumulus/ports.conf: \(partner)=\(speeds.portTitle)")
            }
            return lines
        case .junos: return ["delete chassis fpc 0 pic 0 port \(number) channel-speed"]
        case .os9S6000: return ["no stack-unit 0 port \(number) portmode quad"]
        case .os9S6010: return ["no stack-unit 1 port \(number) portmode quad"]
        case .os10: return ["interface breakout 1/1/\(number) map \(speeds.port)g-1x"]
        case .onyx: return ["interface ethernet 1/\(number)", "  shutdown", "  module-type qsfp", "  no shutdown"]
        case .sonic:
            return [
                "config interface breakout \(sonicName(port, model)) \(sonicMode(split: false, model, speeds)) -f -l -y"
            ]
        }
    }

    /// What takes a changed port mode into use, after the commands of all ports of a step.
    /// - Parameter splits: Splits of the leaf after the step, which decide the mode of a box that has one for all ports.
    public func activation(of model: SwitchModel, splits: Int) -> [String] {
        var lines: [String] = []
        switch self {
        case .nxos:
            if let mode = model.portMode(splits: splits) {
                lines = ["hardware profile portmode \(mode)", "copy running-config startup-config"]
            }
        case .cumulus: lines = ["net commit"]
        case .junos: lines = ["commit"]
        case .os9S6000, .os9S6010: lines = ["copy running-config startup-config"]
        default: break
        }
        switch model.change {
        case .reload: lines.append("reload")
        case .restart:
            lines.append(self == .cumulus ? "systemctl restart switchd.service" : "# restart the switch's daemon")
        case .none, .flap, .unknown: break
        }
        return lines
    }

    private func sonicName(_ port: Int, _ model: SwitchModel) -> String {
        "Ethernet\(4 * max(0, port - (model.qsfp.numbers.first ?? 1) + sonicOffset(model)))"
    }

    /// SFP ports come before the QSFP ports and take one lane each; their numbers count in fours of the QSFP ports.
    private func sonicOffset(_ model: SwitchModel) -> Int {
        guard let first = model.qsfp.numbers.first, let sfp = model.sfp.numbers.first, sfp < first else { return 0 }
        return FabricBounds.ceilDivide(model.sfp.count, 4)
    }

    private func sonicMode(split: Bool, _ model: SwitchModel, _ speeds: LaneSpeeds) -> String {
        switch (split, model.qsfpKind, speeds) {
        case (true, .qsfp28, .tenForty): "4x25G[10G]"
        case (false, .qsfp28, .tenForty): "1x100G[40G]"
        case (true, _, _): speeds.splitMode
        case (false, _, _): "1x\(speeds.portTitle)"
        }
    }

    /// The name of a server's end on the leaf, as the system calls it.
    public func name(of link: PlannedLink, on model: SwitchModel) -> String {
        if model.sfp.contains(link.port) {
            switch self {
            case .eos: return "Ethernet\(link.port)"
            case .os9S6000, .os9S6010: return "Te0/\(link.port)"
            case .junos: return "xe-0/0/\(link.port)"
            case .sonic: return "Ethernet\(max(0, link.port - 1))"
            default: return (try? portName(link.port)) ?? "\(link.port)"
            }
        }
        let number = self == .sonic ? link.port : number(ofPanelPort: link.port)
        if let lane = link.lane {
            return (try? laneName(port: number, lane: firstLane + lane)) ?? "\(link.port)/\(lane + 1)"
        }
        // Arista writes a QSFP port that can never be split without a lane.
        if self == .eos, !model.splittable.contains(link.port) { return "Ethernet\(link.port)" }
        return (try? portName(number)) ?? "\(link.port)"
    }
}
