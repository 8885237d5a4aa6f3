/// What a leaf switch can carry when every server port that may be split is split into 4 x 10GbE.
///
/// With P ports, U uplinks, X reserved ports and D = P - U - X server ports, B of the ports splittable and L logical ports at
/// most, uplinks and reserved ports take unsplittable ports first. The number of splits is then
/// - `min(B, D, floor((L - P) / 3))`: a split adds three logical ports;
/// - `min(B, D, floor((L - U - X) / 4))` where ports may be switched off to make room, `max(0, 3b + P - L)` of them;
/// - `min(B, floor(D / 2), floor((L - P) / 2))` where a split kills its partner port.
public struct Capacity: Sendable, Hashable {
    /// What the capacity of a leaf depends on.
    public struct Leaf: Sendable, Hashable {
        /// QSFP ports of the leaf (P).
        public var ports: Int
        /// Ports used as uplinks to spines (U).
        public var uplinks: Int
        /// Ports kept for a peer link or for growth (X).
        public var reserved: Int
        /// Ports that may be split (B).
        public var splittable: Int
        /// The most logical ports the chip has (L); nil where nothing limits it.
        public var logicalCap: Int?
        /// Whether splitting a port kills a partner port.
        public var pairRule: Bool
        /// Whether ports may be switched off to free their logical port.
        public var mayDisable: Bool

        /// Makes the description of a leaf.
        public init(
            ports: Int, uplinks: Int, reserved: Int = 0, splittable: Int, logicalCap: Int? = nil,
            pairRule: Bool = false, mayDisable: Bool = false
        ) {
            self.ports = ports
            self.uplinks = uplinks
            self.reserved = reserved
            self.splittable = splittable
            self.logicalCap = logicalCap
            self.pairRule = pairRule
            self.mayDisable = mayDisable
        }
    }

    /// Ports left for servers (D).
    public let serverPorts: Int
    /// Ports split into four lanes of 10GbE (b).
    public let splits: Int
    /// 10GbE ports: four a split.
    public let tenGig: Int
    /// Server ports left at 40GbE.
    public let native40: Int
    /// Ports switched off to stay under the logical cap.
    public let off: Int
    /// Ports killed as partners of splits.
    public let killed: Int
    /// Logical ports used.
    public let logicalUsed: Int
    /// Servers with two 10GbE links to this leaf.
    public let dualHomed: Int
    /// Bandwidth towards servers over bandwidth towards spines with every port in use; nil without uplinks.
    public let fullOversubscription: ExactRatio?

    /// Calculates the capacity of a leaf.
    /// - Throws: `FabricInputError` for quantities out of bounds or that do not fit together.
    public init(of leaf: Leaf) throws(FabricInputError) {
        try FabricBounds.check(leaf.ports, "P")
        try FabricBounds.check(leaf.uplinks, "U")
        try FabricBounds.check(leaf.reserved, "X")
        try FabricBounds.check(leaf.splittable, "B")
        if let cap = leaf.logicalCap { try FabricBounds.check(cap, "L", in: 0...(4 * FabricBounds.count)) }
        let fixed = leaf.uplinks + leaf.reserved
        guard fixed <= leaf.ports else { throw FabricInputError("uplinks+reserved exceed ports", isVerdict: true) }
        guard leaf.splittable <= leaf.ports else {
            throw FabricInputError(field: "B", "splittable ports exceed ports")
        }
        let cap = leaf.logicalCap ?? 4 * leaf.ports
        guard (leaf.mayDisable ? fixed : leaf.ports) <= cap else {
            throw FabricInputError(field: "L", "unsplit ports alone exceed the logical cap", isVerdict: true)
        }

        serverPorts = leaf.ports - fixed
        var most = min(leaf.splittable, leaf.pairRule ? serverPorts / 2 : serverPorts)
        if leaf.mayDisable {
            most = min(most, (cap - fixed) / 4)
        } else {
            most = min(most, (cap - leaf.ports) / (leaf.pairRule ? 2 : 3))
        }
        splits = most
        killed = leaf.pairRule ? splits : 0
        off = max(0, 3 * splits + leaf.ports - killed - cap)
        tenGig = 4 * splits
        native40 = max(0, serverPorts - splits - off - killed)
        logicalUsed = tenGig + native40 + fixed
        dualHomed = tenGig / 2
        fullOversubscription = ExactRatio(10 * tenGig + 40 * native40, 40 * leaf.uplinks)
    }
}
