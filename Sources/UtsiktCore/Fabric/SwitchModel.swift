/// A switch model under one network operating system: the same box obeys other rules under another system.
public struct SwitchModel: Sendable, Hashable, Identifiable {
    /// The entry's identity, as `s6000-os9`.
    public let id: String
    /// The maker; empty for the generic leafs.
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

    /// A leaf without a maker, all of whose QSFP ports can be split, as the 2015 design has it.
    public static func generic(ports: Int) -> SwitchModel {
        SwitchModel(
            id: "generic-\(ports)", model: "generic \(ports)×QSFP+", qsfp: PortSet(1...max(1, ports)),
            splittable: PortSet(1...max(1, ports)), trust: .design, sources: ["the 2015 leaf-spine design"])
    }

    /// The 32-port leafs on the Trident II chip: ports 1 ... 24 split, 104 logical ports.
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

/// What restricts splits: every kind of limit known from real switches. The tenth, ports that never split, is
/// `SwitchModel.splittable`.
public struct SwitchLimits: Sendable, Hashable {
    /// A pipe of the chip with logical ports of its own.
    public struct Pipe: Sendable, Hashable, Codable {
        /// The panel ports of the pipe.
        public let range: PortSet
        /// Its logical ports.
        public let logical: Int
    }

    /// SFP+ ports that share their lanes with a QSFP port: either they or it.
    public struct Shared: Sendable, Hashable, Codable {
        /// The SFP+ ports.
        public let sfp: PortSet
        /// The QSFP port.
        public let qsfp: Int
    }

    /// The most logical ports in all.
    public var logical: Int?
    /// The most logical ports of each pipe.
    public var pipes: [Pipe] = []
    /// The partner that is killed when a port is split.
    public var disables: [Int: Int] = [:]
    /// Groups that are either SFP+ or QSFP.
    public var shared: [Shared] = []
    /// Modes of the whole box, one of which must be chosen.
    public var portModes: [String] = []
    /// Groups of ports that must run at one speed when an adapter is used.
    public var speedGroups: [PortSet] = []
    /// The most ports the software counts, management included.
    public var softwarePorts: Int?
    /// The only layouts the maker ships.
    public var layouts: [String] = []
    /// The most 10GbE ports.
    public var tenGig: Int?
    /// Whether ports may be switched off to free their logical port.
    public var mayDisable = false

    /// Makes limits; none by default.
    public init(logical: Int? = nil, disables: [Int: Int] = [:]) {
        self.logical = logical
        self.disables = disables
    }

    /// The logical ports that bound the panel's ports: the chip's cap, or the software's without its management port.
    public var logicalCap: Int? {
        let software = softwarePorts.map { $0 - 1 }
        return [logical, software].compactMap { $0 }.min()
    }
}
