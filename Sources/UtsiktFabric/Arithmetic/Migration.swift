/// How many servers of a rack can move from 10GbE to 40GbE on one leaf.
///
/// With D server ports, N servers, l10 and l40 links a server to this leaf and at most b splits, k servers can have moved when
/// `ceil(l10 (N - k) / 4) + l40 k <= D` and `l10 (N - k) <= 4 b`. As `ceil(x) + n <= D` is `x <= D - n` for integers,
/// `k_max = floor((4 D - l10 N) / (4 l40 - l10))` and `k_min = max(0, N - floor(4 b / l10))` without rounding errors.
public struct Migration: Sendable, Hashable {
    /// The fewest servers that must be at 40GbE because the splits hold no more; nil when no state fits.
    public let kMin: Int?
    /// The most servers that can move when the servers of a split move together; nil when no state fits.
    public let kMaxPacked: Int?
    /// The most servers that can move when moves are scattered over the splits; nil when even the start does not fit.
    public let kMaxScattered: Int?
    /// Ports in use with `kMaxPacked` servers moved.
    public let portsUsedAtMax: Int?
    /// Lanes of splits without a link with `kMaxPacked` servers moved.
    public let darkLanesAtMax: Int?

    /// Calculates the bounds.
    /// - Parameters:
    ///   - serverPorts: Ports for servers (D).
    ///   - servers: Servers in the rack (N).
    ///   - maxSplits: The most splits (b); D when nil.
    ///   - tenGigLinks: 10GbE links of a server to this leaf: 1, 2 or 4.
    ///   - fortyGigLinks: 40GbE links of a moved server to this leaf; four times it must exceed `tenGigLinks`.
    /// - Throws: `FabricInputError` for quantities out of bounds.
    public init(
        serverPorts: Int, servers: Int, maxSplits: Int? = nil, tenGigLinks: Int, fortyGigLinks: Int
    ) throws(FabricInputError) {
        let need = try PortNeed(servers: servers, tenGigLinks: tenGigLinks, fortyGigLinks: fortyGigLinks)
        try FabricBounds.check(serverPorts, "D")
        let splits = try FabricBounds.check(maxSplits ?? serverPorts, "bmax")

        let least = max(0, servers - 4 * splits / tenGigLinks)
        let gain = 4 * fortyGigLinks - tenGigLinks
        let most = min(servers, FabricBounds.floorDivide(4 * serverPorts - tenGigLinks * servers, gain))
        guard most >= least else {
            (kMin, kMaxPacked, kMaxScattered, portsUsedAtMax, darkLanesAtMax) = (nil, nil, nil, nil, nil)
            return
        }
        kMin = least
        kMaxPacked = most
        kMaxScattered = need.scatteredMaximum(serverPorts: serverPorts)
        portsUsedAtMax = need.packedPorts(moved: most)
        darkLanesAtMax = 4 * need.packedSplits(moved: most) - tenGigLinks * (servers - most)
    }
}

/// The ports a rack needs on one leaf, by the number of servers moved.
public struct PortNeed: Sendable, Hashable {
    /// Servers in the rack (N).
    public let servers: Int
    /// 10GbE links of a server to this leaf.
    public let tenGigLinks: Int
    /// 40GbE links of a moved server to this leaf.
    public let fortyGigLinks: Int

    /// Makes the need of a rack.
    /// - Throws: `FabricInputError` when the links are not 1, 2 or 4, or 40GbE would need no more than a lane's part of a port.
    public init(servers: Int, tenGigLinks: Int, fortyGigLinks: Int) throws(FabricInputError) {
        try FabricBounds.check(servers, "N")
        guard [1, 2, 4].contains(tenGigLinks) else {
            throw FabricInputError(field: "l10", "l10 must be 1, 2 or 4")
        }
        try FabricBounds.check(fortyGigLinks, "l40", in: 1...64)
        guard 4 * fortyGigLinks > tenGigLinks else {
            throw FabricInputError(field: "l40", "four times l40 must exceed l10")
        }
        self.servers = servers
        self.tenGigLinks = tenGigLinks
        self.fortyGigLinks = fortyGigLinks
    }

    /// Splits needed with so many servers moved, the servers of a split together.
    public func packedSplits(moved: Int) -> Int {
        FabricBounds.ceilDivide(tenGigLinks * max(0, servers - moved), 4)
    }

    /// Ports needed with so many servers moved, the servers of a split together.
    public func packedPorts(moved: Int) -> Int { packedSplits(moved: moved) + fortyGigLinks * moved }

    /// Ports needed with so many servers moved one from each split before a second from any.
    public func scatteredPorts(moved: Int) -> Int {
        let splits = packedSplits(moved: 0)
        return splits - max(0, moved - (servers - splits)) + fortyGigLinks * moved
    }

    /// The most servers that can move scattered; nil when the rack does not fit before any move.
    ///
    /// Ports grow by l40 a move until every split has one server left, and by l40 - 1 from then on.
    func scatteredMaximum(serverPorts: Int) -> Int? {
        let splits = packedSplits(moved: 0)
        guard splits <= serverPorts else { return nil }
        let knee = servers - splits
        let first = (serverPorts - splits) / fortyGigLinks
        if first < knee { return first }
        if fortyGigLinks == 1 { return servers }
        return min(servers, max(knee, FabricBounds.floorDivide(serverPorts - servers, fortyGigLinks - 1)))
    }
}

/// One point of the migration curve: the 10GbE servers there is room for beside k moved ones.
public struct CurvePoint: Sendable, Hashable {
    /// Servers moved to 40GbE (k).
    public let moved: Int
    /// The most 10GbE servers beside them; nil past the curve's end.
    public let tenGigServers: Int?
    /// All servers; nil past the curve's end.
    public var total: Int? { tenGigServers.map { $0 + moved } }

    /// Calculates `floor(4 min(b, D - l40 k) / l10)`, which is valid for `l40 k <= D`.
    /// - Throws: `FabricInputError` for quantities out of bounds.
    public init(
        moved: Int, serverPorts: Int, maxSplits: Int? = nil, tenGigLinks: Int, fortyGigLinks: Int
    ) throws(FabricInputError) {
        _ = try PortNeed(servers: 0, tenGigLinks: tenGigLinks, fortyGigLinks: fortyGigLinks)
        try FabricBounds.check(moved, "k")
        try FabricBounds.check(serverPorts, "D")
        let splits = try FabricBounds.check(maxSplits ?? serverPorts, "bmax")
        self.moved = moved
        let left = serverPorts - fortyGigLinks * moved
        tenGigServers = left < 0 ? nil : 4 * min(splits, left) / tenGigLinks
    }
}
