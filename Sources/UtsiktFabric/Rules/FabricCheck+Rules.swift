// The rules that need only a few quantities; `FabricAnalysis` asks them about a whole plan.
extension FabricCheck {
    /// Whether all lanes, 40GbE links, uplinks and reserved ports find a port.
    /// - Parameters:
    ///   - ports: QSFP ports of the leaf.
    ///   - uplinks: Ports used as uplinks.
    ///   - reserved: Ports kept for growth or a peer link.
    ///   - tenGig: 10GbE links wanted.
    ///   - native40: 40GbE links wanted.
    /// - Throws: `FabricInputError` for quantities out of bounds.
    public static func lanes(
        ports: Int, uplinks: Int, reserved: Int, tenGig: Int, native40: Int
    ) throws(FabricInputError) -> FabricCheck {
        try FabricBounds.check(ports, "P")
        try FabricBounds.check(uplinks, "U")
        try FabricBounds.check(reserved, "X")
        try FabricBounds.check(tenGig, "ten_g_wanted", in: 0...(4 * FabricBounds.count))
        try FabricBounds.check(native40, "forty_g_wanted")
        let needed = FabricBounds.ceilDivide(tenGig, 4) + native40 + uplinks + reserved
        let short = max(0, needed - ports)
        guard short > 0 else {
            return FabricCheck(.lanes, .ok, "lanes and uplinks fit: \(needed) of \(counted(ports, "port"))", figure: 0)
        }
        return FabricCheck(
            .lanes, .error, "\(counted(short, "port")) short: lanes and uplinks need \(needed), there are \(ports)",
            suggestion: "Fewer servers, a second leaf or a larger switch", figure: short)
    }

    /// Whether the uplinks of the wanted spines find a port that no server uses.
    /// - Throws: `FabricInputError` for quantities out of bounds.
    public static func uplinkReserve(
        ports: Int, usedForServers: Int, uplinks: Int, targetSpines: Int, linksPerSpine: Int
    ) throws(FabricInputError) -> FabricCheck {
        try FabricBounds.check(ports, "P")
        try FabricBounds.check(usedForServers, "used_for_servers")
        try FabricBounds.check(uplinks, "U_now")
        try FabricBounds.check(targetSpines, "target_spines")
        try FabricBounds.check(linksPerSpine, "links_per_spine")
        let wanted = targetSpines * linksPerSpine
        let missing = max(0, wanted - max(0, ports - usedForServers))
        let path = uplinks == wanted ? "\(targetSpines) spines" : "\(uplinks) uplinks → \(wanted)"
        guard missing > 0 else {
            return FabricCheck(.uplinkReserve, .ok, "\(path): every uplink has a port", figure: 0)
        }
        return FabricCheck(
            .uplinkReserve, .warning, "\(path): \(counted(missing, "port")) short",
            suggestion: "Keep uplink ports free of servers", figure: missing)
    }

    /// Whether a cable's medium reaches so far.
    public static func reach(metres: Double, medium: CableMedium, split: Bool = false) -> FabricCheck {
        guard metres.isFinite, metres >= 0 else {
            return FabricCheck(.reach, .error, "the length must be a number of metres, zero or more")
        }
        if split, !medium.canSplit {
            return FabricCheck(
                .opticSplit, .error, "\(medium.title) carries four wavelengths on one fibre and cannot be split",
                suggestion: "Use \(CableMedium.parallelSingleMode.title)", medium: .parallelSingleMode)
        }
        if metres <= medium.safeReach {
            return FabricCheck(.reach, .ok, "\(medium.title) reaches \(length(medium.safeReach)) m")
        }
        let next = CableMedium.reaching(metres, split: split)
        let suggestion =
            next.map { "Use \($0.title), which reaches \(length($0.reach)) m" } ?? "No medium reaches so far"
        return FabricCheck(
            .reach, metres <= medium.reach ? .warning : .error,
            "\(length(metres)) m is more than the \(length(medium.safeReach)) m of \(medium.title)",
            suggestion: suggestion, medium: next)
    }

    /// Metres without a needless decimal.
    static func length(_ metres: Double) -> String {
        let tenths = (metres * 10).rounded() / 10
        if let whole = Int(exactly: tenths) { return "\(whole)" }
        return "\(tenths)"
    }
}
