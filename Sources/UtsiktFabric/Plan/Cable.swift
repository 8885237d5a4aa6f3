/// What a cable is made of.
public enum CableMedium: String, Sendable, Hashable, CaseIterable, Codable {
    /// Passive direct attach copper.
    case passiveDAC = "dac-passive"
    /// Direct attach copper with electronics in its plugs.
    case activeDAC = "dac-active"
    /// Active optical cable.
    case activeOptical = "aoc"
    /// Multi-mode optics and fibre (SR4).
    case shortRange = "sr4"
    /// Parallel single-mode optics and fibre (PSM4, PLR4).
    case parallelSingleMode = "psm4"
    /// Four wavelengths on one single-mode fibre (LR4).
    case longRange = "lr4"

    /// The longest run in metres that always works; beyond it, up to `reach`, not everywhere.
    public var safeReach: Double { self == .passiveDAC ? 5 : reach }

    /// The longest run in metres: 40GBASE-CR4 copper 7 m, SR4 on OM4 fibre 150 m, single mode 10 km.
    public var reach: Double {
        switch self {
        case .passiveDAC: 7
        case .activeDAC: 10
        case .activeOptical: 100
        case .shortRange: 150
        case .parallelSingleMode, .longRange: 10_000
        }
    }

    /// Whether four 10GbE links can share it: four wavelengths on one fibre cannot be taken apart.
    public var canSplit: Bool { self != .longRange }

    /// The name in texts.
    public var title: String {
        switch self {
        case .passiveDAC: "passive DAC"
        case .activeDAC: "active DAC"
        case .activeOptical: "AOC"
        case .shortRange: "SR4"
        case .parallelSingleMode: "PSM4"
        case .longRange: "LR4"
        }
    }

    /// The first medium in order of price that reaches so far; nil beyond all of them.
    /// - Parameters:
    ///   - metres: The length.
    ///   - split: Whether it must carry four 10GbE links.
    public static func reaching(_ metres: Double, split: Bool = false) -> CableMedium? {
        allCases.first { $0.safeReach >= metres && (!split || $0.canSplit) }
    }
}

/// The length a cable inside a rack needs.
public struct CableLength: Sendable, Hashable {
    /// The height of a rack unit in metres (EIA-310: 1.75 inch).
    public static let rackUnit = 0.04445
    /// The lengths sold, in metres: QSFP+ copper up to 7 m, then active copper and optical cables.
    public static let sold: [Double] = [0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 100]

    /// The length needed, in metres.
    public let metres: Double
    /// The next length sold, in metres; nil when none is long enough.
    public let sku: Double?

    /// Calculates the length: the way along the rack, two runs to the side manager, slack, and the rack's depth when
    /// switch ports and network cards face opposite sides.
    /// - Parameters:
    ///   - switchUnit: The switch's rack unit.
    ///   - serverUnit: The server's rack unit.
    ///   - manager: Both runs to the side manager, in metres.
    ///   - slack: Slack in metres.
    ///   - depth: The rack's depth in metres, 0 when both face the same side.
    /// - Throws: `FabricInputError` for quantities out of bounds.
    public init(
        switchUnit: Int, serverUnit: Int, manager: Double = 0.5, slack: Double = 0.3, depth: Double = 0
    ) throws(FabricInputError) {
        let bounds = -FabricBounds.count...FabricBounds.count
        try FabricBounds.check(switchUnit, "u_switch", in: bounds)
        try FabricBounds.check(serverUnit, "u_server", in: bounds)
        for (value, field) in [(manager, "h"), (slack, "slack"), (depth, "depth")] {
            guard value.isFinite, value >= 0, value <= 1e6 else {
                throw FabricInputError(field: field, "\(field) must be a length from 0 to 1000000 metres")
            }
        }
        let sum = CableLength.rackUnit * Double(abs(switchUnit - serverUnit)) + manager + slack + depth
        metres = sum
        sku = CableLength.sold.first { $0 >= sum }
    }

    /// The length with three decimals, the exact binary value rounded half to even.
    public var rounded: Double {
        let product = metres * 1000
        // What the product lost in rounding decides ties that are none.
        let lost = (-product).addingProduct(metres, 1000)
        let floor = product.rounded(.down)
        let past = (product - floor - 0.5) + lost
        let even = floor.truncatingRemainder(dividingBy: 2) == 0
        return (past > 0 || (past == 0 && !even) ? floor + 1 : floor) / 1000
    }
}
