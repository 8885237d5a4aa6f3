/// A switch's network operating system: how it names ports and how a port is split.
public enum NetworkSystem: String, Sendable, Hashable, CaseIterable, Codable {
    /// No system in particular.
    case generic
    /// Arista EOS.
    case eos
    /// Cisco NX-OS.
    case nxos
    /// Cumulus Linux.
    case cumulus
    /// Juniper Junos.
    case junos
    /// Dell OS9 on the S6000, whose ports are numbered in steps of four from 0.
    case os9S6000 = "os9-s6000"
    /// Dell OS9 on the S6010.
    case os9S6010 = "os9-s6010"
    /// Dell OS10.
    case os10
    /// Mellanox Onyx (MLNX-OS).
    case onyx
    /// SONiC, which names ports by their first lane.
    case sonic
    /// FortiSwitch.
    case fortiswitch

    /// Reads a system's name as people write it; nil for an unknown one.
    public init?(name: String) {
        let key = name.lowercased()
        switch key {
        case "os9", "ftos": self = .os9S6000
        case "mlnx-os", "mlnxos": self = .onyx
        case "nx-os": self = .nxos
        case "cumulus-nvue", "nvue", "cumulus-linux": self = .cumulus
        default:
            guard let known = NetworkSystem(rawValue: key) else { return nil }
            self = known
        }
    }

    /// The number of a split's first lane in names.
    public var firstLane: Int {
        switch self {
        case .cumulus, .junos, .os9S6000, .sonic: 0
        default: 1
        }
    }

    /// The name in texts.
    public var title: String {
        switch self {
        case .generic: "any system"
        case .eos: "EOS"
        case .nxos: "NX-OS"
        case .cumulus: "Cumulus"
        case .junos: "Junos"
        case .os9S6000, .os9S6010: "OS9"
        case .os10: "OS10"
        case .onyx: "Onyx"
        case .sonic: "SONiC"
        case .fortiswitch: "FortiSwitch"
        }
    }

    /// The number by which the system knows a panel port.
    public func number(ofPanelPort port: Int) -> Int {
        switch self {
        case .os9S6000: max(0, port - 1) * 4
        default: port
        }
    }

    /// The name of a lane of a split port.
    /// - Parameters:
    ///   - port: The port's number in the system (`number(ofPanelPort:)`); for SONiC the panel port from 1, or 0.
    ///   - lane: The lane, counted from `firstLane`.
    /// - Throws: `FabricInputError` when there is no such lane.
    public func laneName(port: Int, lane: Int) throws(FabricInputError) -> String {
        try FabricBounds.check(port, "port")
        try FabricBounds.check(lane, "lane", in: firstLane...(firstLane + 3))
        switch self {
        case .generic, .fortiswitch: return "\(port)/\(lane)"
        case .eos: return "Ethernet\(port)/\(lane)"
        case .nxos: return "Ethernet1/\(port)/\(lane)"
        case .cumulus: return "swp\(port)s\(lane)"
        case .junos: return "xe-0/0/\(port):\(lane)"
        case .os9S6000: return "Te0/\(port + lane)"
        case .os9S6010: return "Te0/\(port)/\(lane)"
        case .os10: return "ethernet1/1/\(port):\(lane)"
        case .onyx: return "Eth1/\(port)/\(lane)"
        case .sonic: return "Ethernet\(4 * max(0, port - 1) + lane)"
        }
    }

    /// The name of a port that is not split.
    /// - Throws: `FabricInputError` when the number is out of bounds.
    public func portName(_ port: Int) throws(FabricInputError) -> String {
        try FabricBounds.check(port, "port")
        switch self {
        case .generic, .fortiswitch: return "\(port)"
        case .eos: return "Ethernet\(port)/1"
        case .nxos: return "Ethernet1/\(port)"
        case .cumulus: return "swp\(port)"
        case .junos: return "et-0/0/\(port)"
        case .os9S6000, .os9S6010: return "Fo0/\(port)"
        case .os10: return "ethernet1/1/\(port)"
        case .onyx: return "Eth1/\(port)"
        case .sonic: return "Ethernet\(4 * max(0, port - 1))"
        }
    }

    /// What is typed on the switch to split a port into 4 x 10GbE; empty where no syntax is known.
    /// - Parameter port: The port's number in the system.
    public func splitCommands(port: Int) -> [String] {
        switch self {
        case .generic, .fortiswitch: []
        case .eos: ["interface Ethernet\(port)/1-4", "  speed forced 10000full"]
        case .nxos: ["interface breakout module 1 port \(port) map 10g-4x"]
        case .cumulus: ["net add interface swp\(port) breakout 4x10G"]
        case .junos: ["set chassis fpc 0 pic 0 port \(port) channel-speed 10g"]
        case .os9S6000: ["stack-unit 0 port \(port) portmode quad", "reload"]
        case .os9S6010: ["stack-unit 1 port \(port) portmode quad"]
        case .os10: ["interface breakout 1/1/\(port) map 10g-4x"]
        case .onyx: ["interface ethernet 1/\(port)", "  module-type qsfp-split-4"]
        case .sonic: ["config interface breakout Ethernet\(4 * max(0, port - 1)) 4x25G[10G]"]
        }
    }
}
