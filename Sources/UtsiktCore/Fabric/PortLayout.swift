/// What a port is used for.
public enum PortRole: Sendable, Hashable {
    /// A link to a spine, both counted from 1.
    case uplink(spine: Int, link: Int)
    /// Kept for a spine still to come, counted from 1.
    case reserved(spine: Int)
    /// Kept for the link between two leafs.
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
}

/// Which port of a leaf is used for what.
public struct PortLayout: Sendable, Hashable {
    /// The QSFP ports in the order of their numbers.
    public internal(set) var ports: [PortUse]
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
    /// Logical ports used: four a split, one for every other port that is alive.
    public var logicalUsed: Int { ports.count - lost + 3 * splits }
    /// Whether everything found a port.
    public var isComplete: Bool {
        unplacedUplinks == 0 && unplacedReserve == 0 && unplacedSplits == 0 && unplacedMoves == 0
    }

    private func count(_ test: (PortRole) -> Bool) -> Int { ports.count { test($0.role) } }
}
