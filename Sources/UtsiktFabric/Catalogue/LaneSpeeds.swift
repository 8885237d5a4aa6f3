/// The speeds of a generation of QSFP ports: a whole port and one of the four lanes it can be split into.
///
/// The arithmetic of splits is the same for both generations, because four lanes make a port in both.
public enum LaneSpeeds: String, Sendable, Hashable, CaseIterable, Codable {
    /// QSFP+: 4 x 10GbE or 40GbE.
    case tenForty = "10/40"
    /// QSFP28: 4 x 25GbE or 100GbE.
    case twentyFiveHundred = "25/100"

    /// A lane's speed in Gbit/s.
    public var lane: Int { self == .tenForty ? 10 : 25 }
    /// A whole port's speed in Gbit/s.
    public var port: Int { 4 * lane }
    /// The mode of a split port, as `4x10G`.
    public var splitMode: String { "4x\(lane)G" }
    /// A lane's speed in texts, as `10G`.
    public var laneTitle: String { "\(lane)G" }
    /// A port's speed in texts, as `40G`.
    public var portTitle: String { "\(port)G" }
}

/// At which of the two speeds a server is attached.
public enum ServerSpeed: Sendable, Hashable {
    /// By lanes of split ports (or by SFP ports).
    case lane
    /// By whole QSFP ports: the server has moved.
    case port
}
