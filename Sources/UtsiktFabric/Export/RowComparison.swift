/// Where a row's switches stand when they are not on top of each rack.
public struct EndOfRow: Sendable, Hashable {
    /// Racks between this one and the switches.
    public var racksAway: Int
    /// Width of a rack in metres.
    public var rackWidth: Double
    /// Metres up to the tray, and down again at the other end.
    public var rise: Double

    /// Makes a place; numbers out of range are brought into it.
    public init(racksAway: Int = 5, rackWidth: Double = 0.6, rise: Double = 1.5) {
        self.racksAway = min(max(racksAway, 0), 1000)
        self.rackWidth = rackWidth.isFinite ? min(max(rackWidth, 0.1), 10) : 0.6
        self.rise = rise.isFinite ? min(max(rise, 0), 100) : 1.5
    }

    /// Metres added to every cable.
    var metres: Double { Double(racksAway) * rackWidth + 2 * rise }
}

/// The same servers on the same ports with the switch on top of the rack and at the end of the row: cables and cost.
public struct RowComparison: Sendable, Hashable, Encodable {
    /// One of the two places.
    public struct Side: Sendable, Hashable, Encodable {
        /// What is bought.
        public let bill: BillOfMaterials
        /// The longest cable to a server, in metres as sold; nil when one has none.
        public let longest: Double?
        /// Cables to servers by medium.
        public let media: [String: Int]
    }

    /// The switch in the rack.
    public let topOfRack: Side
    /// The switch at the end of the row.
    public let endOfRow: Side
    /// Metres that the way to the row's end adds to every cable.
    public let addedMetres: Double

    /// How many times the cables of the row's end cost; nil where the rack's cost nothing.
    public var factor: Double? { topOfRack.bill.total > 0 ? endOfRow.bill.total / topOfRack.bill.total : nil }

    /// Compares the servers' cables of a plan; uplinks are left out, as they change the other way round.
    public init(_ analysis: FabricAnalysis, _ prices: PriceList, row: EndOfRow = EndOfRow()) {
        let plan = analysis.plan
        let own = analysis.cables.filter { $0.purpose == .server }
        let far = own.map { cable in
            let metres = cable.metres + row.metres
            let chosen = cable.kind.choose(metres: metres, wanted: plan.medium)
            return PlanCable(
                purpose: .server, kind: cable.kind, medium: chosen.medium, leaf: cable.leaf, port: cable.port,
                spine: nil,
                legs: cable.legs.map {
                    PlanCable.Leg(server: $0.server, lane: $0.lane, nic: $0.nic, metres: $0.metres + row.metres)
                }, metres: metres, length: chosen.length)
        }
        func side(_ cables: [PlanCable]) -> Side {
            var media: [String: Int] = [:]
            for cable in cables { media[cable.medium?.title ?? "none reaches", default: 0] += 1 }
            let lengths = cables.map(\.length)
            return Side(
                bill: BillOfMaterials(cables, plan.speeds, prices),
                longest: lengths.contains(nil) ? nil : lengths.compactMap { $0 }.max(), media: media)
        }
        topOfRack = side(own)
        endOfRow = side(far)
        addedMetres = row.metres
    }

    /// The comparison in words.
    public var text: String {
        func line(_ name: String, _ side: Side) -> String {
            let media = side.media.sorted { $0.key < $1.key }.map { "\($0.value) x \($0.key)" }.joined(separator: ", ")
            let longest =
                side.longest.map { "longest \(FabricCheck.length($0)) m" } ?? "some cables are too long to be had"
            return
                "\(name): \(media.isEmpty ? "no cable" : media), \(longest), \(FabricCheck.length(side.bill.metres)) m, "
                + "cost \(BillOfMaterials.number(side.bill.total)), \(BillOfMaterials.number(side.bill.watts)) W\n"
        }
        let times = factor.map { ", \(BillOfMaterials.number($0)) times the cost" } ?? ""
        return line("top of rack", topOfRack) + line("end of row ", endOfRow)
            + "the row's end adds \(FabricCheck.length(addedMetres)) m to every cable\(times)\n"
    }

    private enum CodingKeys: String, CodingKey {
        case topOfRack, endOfRow, addedMetres, factor
    }

    /// Writes the comparison with its factor.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(topOfRack, forKey: .topOfRack)
        try fields.encode(endOfRow, forKey: .endOfRow)
        try fields.encode(addedMetres, forKey: .addedMetres)
        try fields.encode(factor, forKey: .factor)
    }
}
