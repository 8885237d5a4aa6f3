/// How bad a finding is.
public enum CheckSeverity: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
    /// The rule is kept.
    case ok
    /// Worth knowing.
    case info
    /// Works, but not as one should want it.
    case warning
    /// Cannot work.
    case error

    /// The letter in lists.
    public var letter: Character {
        switch self {
        case .ok: " "
        case .info: "I"
        case .warning: "W"
        case .error: "E"
        }
    }

    private var rank: Int {
        switch self {
        case .ok: 0
        case .info: 1
        case .warning: 2
        case .error: 3
        }
    }

    /// By how bad it is.
    public static func < (left: CheckSeverity, right: CheckSeverity) -> Bool { left.rank < right.rank }
}

/// The rules the planner knows, by the code under which they are reported.
public enum CheckCode: String, Sendable, Hashable, CaseIterable, Codable {
    /// Ports for all lanes, 40GbE links, uplinks and reserved ports.
    case lanes
    /// No more splits than model and system allow.
    case splitLimit = "split-limit"
    /// Splits only where a port may be split.
    case fixed
    /// No split whose partner is in use.
    case partner
    /// Either the SFP+ ports or the QSFP port of a group that shares lanes.
    case shared
    /// Uplinks on ports that cannot be split, while there are such.
    case uplinkOnSplittable = "uplink-on-splittable"
    /// Room for the uplinks of the wanted spines.
    case uplinkReserve = "uplink-reserve"
    /// Oversubscription within the target.
    case oversubscription = "oversub"
    /// No rack on one leaf.
    case singleLeaf = "single-leaf"
    /// Two leaves: peer link, links of a server on both, splits that mirror each other.
    case mlag
    /// Ports and network cards of one speed, or an adapter between them.
    case mixedSpeed = "mixed-speed"
    /// Cables within the reach of their medium.
    case reach
    /// Optics that can be split.
    case opticSplit = "optic-split"
    /// How far the migration can go.
    case growth
    /// Ports of the spines for every leaf.
    case spinePorts = "spine-ports"
    /// How many racks the leaves make.
    case racks
    /// What the loss of a spine leaves.
    case failSpine = "fail-spine"
    /// What the loss of a leaf leaves.
    case failLeaf = "fail-leaf"
    /// Servers that lose a link when a split is pulled.
    case outageSet = "outage-set"
    /// What a change of port modes costs.
    case changeCost = "change-cost"
    /// Rack units.
    case rackUnits = "rack-U"
}

/// A finding about a plan.
public struct FabricCheck: Sendable, Hashable {
    /// The rule.
    public let code: CheckCode
    /// How bad it is.
    public let severity: CheckSeverity
    /// The panel ports concerned, ascending.
    public let ports: [Int]
    /// The reason in one sentence without a full stop.
    public let reason: String
    /// What to do; empty where nothing is needed or known.
    public let suggestion: String
    /// The rule's number: ports short, uplinks missing; nil where it has none.
    public let figure: Int?
    /// The medium suggested; nil where the rule is not about cables.
    public let medium: CableMedium?
    /// Changes of the plan that repair it; nil where there are none or none is needed.
    public let fix: FabricFix?

    /// Makes a finding.
    public init(
        _ code: CheckCode, _ severity: CheckSeverity, ports: [Int] = [], _ reason: String, suggestion: String = "",
        figure: Int? = nil, medium: CableMedium? = nil, fix: FabricFix? = nil
    ) {
        self.code = code
        self.severity = severity
        self.ports = ports
        self.reason = reason
        self.suggestion = suggestion
        self.figure = figure
        self.medium = medium
        self.fix = fix
    }
}

extension FabricCheck: Encodable {
    private enum CodingKeys: String, CodingKey {
        case code, severity, ports, reason, suggestion, figure, medium, fix
    }

    /// Writes the finding; of a fix its name.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(code, forKey: .code)
        try fields.encode(severity, forKey: .severity)
        try fields.encode(ports, forKey: .ports)
        try fields.encode(reason, forKey: .reason)
        try fields.encode(suggestion, forKey: .suggestion)
        try fields.encodeIfPresent(figure, forKey: .figure)
        try fields.encodeIfPresent(medium, forKey: .medium)
        try fields.encodeIfPresent(fix?.title, forKey: .fix)
    }
}

/// `1 port`, `2 ports`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)" + (count == 1 ? "" : "s") }
