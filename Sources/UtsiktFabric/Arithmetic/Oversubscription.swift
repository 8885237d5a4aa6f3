/// Bandwidth towards servers against bandwidth towards spines.
public struct Oversubscription: Sendable, Hashable {
    /// Towards servers, in Gbit/s.
    public let down: Int
    /// Towards spines, in Gbit/s.
    public let up: Int
    /// Down over up in lowest terms; nil without uplinks.
    public let ratio: ExactRatio?

    /// Makes the oversubscription of two bandwidths in Gbit/s.
    /// - Throws: `FabricInputError` for bandwidths out of bounds.
    public init(down: Int, up: Int) throws(FabricInputError) {
        self.down = try FabricBounds.check(down, "down_gbps", in: 0...FabricBounds.gigabits)
        self.up = try FabricBounds.check(up, "up_gbps", in: 0...FabricBounds.gigabits)
        ratio = ExactRatio(down, up)
    }
}

/// What is left when spines or leaves fail.
public struct FailureImpact: Sendable, Hashable {
    /// The part of the uplinks that is left.
    public let uplinkLeft: ExactRatio
    /// Bandwidth towards spines that is left, in Gbit/s.
    public let upLeft: Int
    /// Oversubscription afterwards; nil when no uplink is left.
    public let ratioAfter: ExactRatio?
    /// The part of its bandwidth that a server with one link to each leaf keeps.
    public let dualHomedLeft: ExactRatio
    /// The part of the servers with links to one leaf only that is cut off.
    public let singleHomedCut: ExactRatio

    /// Calculates what is left.
    /// - Parameters:
    ///   - spines: Spines in service before.
    ///   - linksPerSpine: 40GbE links of a leaf to each spine.
    ///   - spinesDown: Spines that fail.
    ///   - down: Bandwidth towards servers in Gbit/s.
    ///   - leaves: Leaves of the rack.
    ///   - leafsDown: Leaves of the rack that fail.
    ///   - uplinkSpeed: Speed of an uplink in Gbit/s.
    /// - Throws: `FabricInputError` for quantities out of bounds, or when more fails than there is.
    public init(
        spines: Int, linksPerSpine: Int, spinesDown: Int, down: Int, leafs: Int, leafsDown: Int, uplinkSpeed: Int = 40
    ) throws(FabricInputError) {
        try FabricBounds.check(spines, "spines", in: 1...FabricBounds.count)
        try FabricBounds.check(linksPerSpine, "links_per_spine")
        try FabricBounds.check(spinesDown, "spines_down", in: 0...spines)
        try FabricBounds.check(down, "down_gbps", in: 0...FabricBounds.gigabits)
        try FabricBounds.check(leafs, "leafs", in: 1...FabricBounds.count)
        try FabricBounds.check(leafsDown, "leafs_down", in: 0...leafs)
        try FabricBounds.check(uplinkSpeed, "uplink_gbps", in: 1...10_000)
        uplinkLeft = ExactRatio(spines - spinesDown, spines) ?? .zero
        upLeft = uplinkSpeed * linksPerSpine * (spines - spinesDown)
        ratioAfter = ExactRatio(down, upLeft)
        dualHomedLeft = ExactRatio(leafs - leafsDown, leafs) ?? .zero
        singleHomedCut = ExactRatio(leafsDown, leafs) ?? .zero
    }
}

/// How large a leaf-spine fabric can become.
public struct FabricSize: Sendable, Hashable {
    /// Uplinks of each leaf.
    public let leafUplinks: Int
    /// The most leaves the spines have ports for.
    public let maxLeafs: Int
    /// The most servers.
    public let maxServers: Int

    /// Calculates the size: every leaf takes `linksPerSpine` ports of each spine.
    /// - Throws: `FabricInputError` for quantities out of bounds.
    public init(
        spinePorts: Int, spines: Int, linksPerSpine: Int, serversPerLeaf: Int
    ) throws(FabricInputError) {
        try FabricBounds.check(spinePorts, "spine_ports")
        try FabricBounds.check(spines, "spines")
        try FabricBounds.check(linksPerSpine, "links_per_spine", in: 1...FabricBounds.count)
        try FabricBounds.check(serversPerLeaf, "servers_per_leaf")
        leafUplinks = spines * linksPerSpine
        maxLeafs = spinePorts / linksPerSpine
        maxServers = maxLeafs * serversPerLeaf
    }
}
