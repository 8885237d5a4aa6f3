/// What a port is used for.
public enum PortRole: Sendable, Hashable {
    /// A link to a spine, both counted from 1.
    case uplink(spine: Int, link: Int)
    /// Kept for a spine still to come, counted from 1.
    case reserved(spine: Int)
    /// Kept for the link between two leaves.
    case peerLink
    /// Split into four lanes; nil is a dark lane.
    case split(lanes: [LaneUse?])
    /// A server at 40GbE.
    case native(LaneUse)
    /// Nothing.
    case free
    /// Switched off to stay under the logical cap.
    case off
    /// Killed by the split of its partner port.
    case killed(by: Int)

    /// The servers on it, once for each link.
    public var servers: [Int] {
        switch self {
        case .split(let lanes): lanes.compactMap { $0?.server }
        case .native(let use): [use.server]
        default: []
        }
    }

    /// The letter that stands for the role where colours and glyphs cannot.
    public var letter: Character {
        switch self {
        case .uplink: "U"
        case .reserved: "r"
        case .peerLink: "P"
        case .split: "B"
        case .native: "S"
        case .free: "f"
        case .off, .killed: "x"
        }
    }
}

/// A server's link.
public struct LaneUse: Sendable, Hashable {
    /// The server, from 0.
    public let server: Int
    /// Its link to this leaf, from 0.
    public let link: Int

    /// Makes a link.
    public init(server: Int, link: Int) {
        self.server = server
        self.link = link
    }
}

/// A port of the panel with its role.
public struct PortUse: Sendable, Hashable {
    /// The number on the panel.
    public let number: Int
    /// Whether it can be split.
    public let canSplit: Bool
    /// What it is used for.
    public var role: PortRole
    /// Whether an adapter makes one lane of the whole port (QSA).
    public var isAdapter = false

    /// Logical ports it takes of the chip.
    public var logical: Int {
        switch role {
        case .split: 4
        case .off, .killed: 0
        default: 1
        }
    }
}

/// An SFP port of the panel.
public struct SFPUse: Sendable, Hashable {
    /// The number on the panel.
    public let number: Int
    /// The server's link on it; nil when it is free.
    public var use: LaneUse?
}

/// A cable of the plan that cannot be where the plan says.
public struct LinkConflict: Sendable, Hashable {
    /// Why it cannot.
    public enum Reason: Sendable, Hashable {
        /// The leaf has no such port.
        case noPort
        /// Port or lane is taken by another cable or by an uplink.
        case taken
    }

    /// The cable's end.
    public let link: PlannedLink
    /// The server, from 0.
    public let server: Int
    /// Why.
    public let reason: Reason
}

/// Which port of a leaf is used for what.
public struct PortLayout: Sendable, Hashable {
    /// The QSFP ports in the order of their numbers.
    public internal(set) var ports: [PortUse]
    /// The SFP ports in the order of their numbers.
    public internal(set) var sfp: [SFPUse] = []
    /// The layout of the maker that is loaded, where only such layouts exist.
    public internal(set) var shippedLayout: String?
    /// Cables that cannot be where the plan says.
    public internal(set) var conflicts: [LinkConflict] = []
    /// Uplinks that found no port.
    public internal(set) var unplacedUplinks = 0
    /// Kept ports (growth, peer link) that found no port.
    public internal(set) var unplacedReserve = 0
    /// Splits that found no port.
    public internal(set) var unplacedSplits = 0
    /// Moves that found no port.
    public internal(set) var unplacedMoves = 0

    /// The ports with a role that satisfies a test, ascending.
    public func numbers(where test: (PortRole) -> Bool) -> [Int] { ports.filter { test($0.role) }.map(\.number) }

    /// How many ports are split.
    public var splits: Int { count { if case .split = $0 { true } else { false } } }
    /// How many ports carry a server at 40GbE.
    public var natives: Int { count { if case .native = $0 { true } else { false } } }
    /// How many ports are free.
    public var free: Int { count { $0 == .free } }
    /// How many ports are uplinks.
    public var uplinks: Int { count { if case .uplink = $0 { true } else { false } } }
    /// How many ports are kept for growth or a peer link.
    public var reserved: Int {
        count {
            switch $0 {
            case .reserved, .peerLink: true
            default: false
            }
        }
    }
    /// How many ports are off or killed.
    public var lost: Int {
        count {
            switch $0 {
            case .off, .killed: true
            default: false
            }
        }
    }
    /// Lanes with a link.
    public var litLanes: Int {
        ports.reduce(0) { sum, port in
            if case .split(let lanes) = port.role { sum + lanes.count { $0 != nil } } else { sum }
        }
    }
    /// Lanes without a link.
    public var darkLanes: Int { 4 * splits - litLanes }
    /// Logical ports used by QSFP ports: four a split, one for every other port that is alive.
    public var logicalUsed: Int { ports.reduce(0) { $0 + $1.logical } }
    /// Whether everything found a port.
    public var isComplete: Bool {
        unplacedUplinks == 0 && unplacedReserve == 0 && unplacedSplits == 0 && unplacedMoves == 0
            && conflicts.isEmpty
    }
    /// Server links on SFP ports.
    public var litSFP: Int { sfp.count { $0.use != nil } }

    /// The port with a number.
    public func port(_ number: Int) -> PortUse? { ports.first { $0.number == number } }

    /// The servers with a lane on a split, ascending.
    public func servers(onSplit number: Int) -> [Int] {
        guard case .split(let lanes) = port(number)?.role else { return [] }
        return Set(lanes.compactMap { $0?.server }).sorted()
    }

    private func count(_ test: (PortRole) -> Bool) -> Int { ports.count { test($0.role) } }
}
