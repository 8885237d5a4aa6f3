/// A switch model under one network operating system: the same box obeys other rules under another system.
public struct SwitchModel: Sendable, Hashable, Identifiable {
    /// The entry's identity, as `s6000-os9`.
    public let id: String
    /// The maker; empty for the generic leaves.
    public let vendor: String
    /// The model's name as its maker writes it.
    public let model: String
    /// The network operating system, which decides names and commands.
    public let system: NetworkSystem
    /// Rack units it takes.
    public let rackUnits: Int
    /// Numbers of the QSFP ports as printed on the panel, ascending.
    public let qsfp: PortSet
    /// Numbers of the SFP ports as printed on the panel, ascending.
    public let sfp: PortSet
    /// QSFP ports that can be split into four lanes of 10GbE.
    public let splittable: PortSet
    /// What restricts splits besides.
    public let limits: SwitchLimits
    /// What a change of a port's mode costs.
    public let change: ChangeCost
    /// How far the facts can be trusted.
    public let trust: Trust
    /// Where the facts were read.
    public let sources: [String]
    /// Remarks for the user.
    public let note: String
    /// The QSFP ports' kind.
    public var qsfpKind: QSFPKind = .qsfpPlus
    /// Whether the SFP ports run at 25GbE as well.
    public var sfpIs25 = false
    /// Ports that can be split, by mode, as `4x25G`; `splittable` is that of `4x10G`.
    public var splitModes: [String: PortSet] = [:]
    /// What the trust mark does not say; empty when it says all.
    public var trustNote = ""
    /// The NetBox library's file of the model; nil where there is none.
    public var netbox: String?
    /// What is wrong with that file; nil where nothing is known.
    public var netboxDefect: String?

    /// Makes a model.
    public init(
        id: String, vendor: String = "", model: String, system: NetworkSystem = .generic, rackUnits: Int = 1,
        qsfp: PortSet, sfp: PortSet = PortSet([]), splittable: PortSet, limits: SwitchLimits = SwitchLimits(),
        change: ChangeCost = .none, trust: Trust, sources: [String], note: String = ""
    ) {
        self.id = id
        self.vendor = vendor
        self.model = model
        self.system = system
        self.rackUnits = rackUnits
        self.qsfp = qsfp
        self.sfp = sfp
        self.splittable = splittable
        self.limits = limits
        self.change = change
        self.trust = trust
        self.sources = sources
        self.note = note
    }

    /// Maker and model.
    public var title: String { vendor.isEmpty ? model : vendor + " " + model }

    /// QSFP ports that stay at 40GbE.
    public var fixed: [Int] { qsfp.numbers.filter { !splittable.contains($0) } }

    /// QSFP ports that can be split into four lanes of a speed; empty where the ports are too slow.
    public func splittable(_ speeds: LaneSpeeds) -> PortSet {
        switch speeds {
        case .tenForty: splittable
        case .twentyFiveHundred: qsfpKind == .qsfp28 ? splitModes[speeds.splitMode] ?? PortSet([]) : PortSet([])
        }
    }

    /// Whether the ports run at these speeds.
    public func supports(_ speeds: LaneSpeeds) -> Bool { speeds == .tenForty || qsfpKind == .qsfp28 }

    /// SFP ports that share no lanes with a QSFP port.
    public var ownSFP: PortSet {
        limits.shared.isEmpty
            ? sfp : PortSet(sfp.numbers.filter { port in !limits.shared.contains { $0.sfp.contains(port) } })
    }

    /// Lanes that the SFP ports give to servers.
    func sfpLanes(_ speeds: LaneSpeeds) -> Int { speeds == .tenForty || sfpIs25 ? ownSFP.count : 0 }

    /// The logical ports left for QSFP ports; nil without a limit.
    public var logicalForQSFP: Int? { limits.logicalCap.map { $0 - ownSFP.count } }

    /// A leaf without a maker, all of whose QSFP ports can be split, as the 2015 design has it.
    public static func generic(ports: Int) -> SwitchModel {
        SwitchModel(
            id: "generic-\(ports)", model: "generic \(ports)×QSFP+", qsfp: PortSet(1...max(1, ports)),
            splittable: PortSet(1...max(1, ports)), trust: .design, sources: ["the 2015 leaf-spine design"])
    }

    /// The 32-port leaves on the Trident II chip: ports 1 ... 24 split, 104 logical ports.
    public static let trident2 = SwitchModel(
        id: "trident2-32", model: "32×QSFP+ Trident II", qsfp: PortSet(1...32), splittable: PortSet(1...24),
        limits: SwitchLimits(logical: 104), trust: .verified,
        sources: [
            "sonic-net/sonic-buildimage@086b03b: device/arista/x86_64-arista_7050_qx32/platform.json",
            "CumulusNetworks/docs: cumulus-linux-37 Switch-Port-Attributes.md",
        ])

    /// The models known without a catalogue file.
    public static let builtIn = [generic(ports: 24), generic(ports: 32), trident2]
}

/// The kind of a leaf's QSFP ports.
public enum QSFPKind: String, Sendable, Hashable, Codable {
    /// 40GbE, four lanes of 10GbE.
    case qsfpPlus = "qsfp+"
    /// 100GbE, four lanes of 25GbE or 10GbE.
    case qsfp28

    /// The name as printed, as `QSFP28`.
    public var title: String { rawValue.uppercased() }
}

/// How far a fact can be trusted.
public enum Trust: String, Sendable, Hashable, Codable {
    /// Read in the named source.
    case verified
    /// Read in notes about the source.
    case secondHand = "second-hand"
    /// Some facts read, others remembered.
    case mixed
    /// From memory.
    case memory
    /// Not a real switch: what the design supposes.
    case design

    /// One letter for narrow places.
    public var letter: Character {
        switch self {
        case .verified: "V"
        case .secondHand: "S"
        case .mixed: "X"
        case .memory: "M"
        case .design: "D"
        }
    }
}

/// What a change of a port's mode costs.
public enum ChangeCost: String, Sendable, Hashable, Codable {
    /// Nothing.
    case none
    /// The port's link goes down and up.
    case flap
    /// The switch's daemon restarts and traffic stops meanwhile.
    case restart
    /// The switch reloads.
    case reload
    /// Not known.
    case unknown
}
