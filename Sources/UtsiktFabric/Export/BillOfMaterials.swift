import UtsiktBase

/// What a plan needs to buy, with relative prices.
public struct BillOfMaterials: Sendable, Hashable, Encodable {
    /// A thing, how many of it, and its price.
    public struct Line: Sendable, Hashable, Encodable {
        /// What it is, as `QSFP+ to 4 x SFP+ passive DAC 2 m`.
        public let item: String
        /// How many.
        public let count: Int
        /// The price of one; nil where none is known.
        public let price: Double?
        /// The price of all; nil where none is known.
        public var cost: Double? { price.map { $0 * Double(count) } }

        private enum CodingKeys: String, CodingKey {
            case item, count, price, cost
        }

        /// Writes the line with its cost.
        public func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            try fields.encode(item, forKey: .item)
            try fields.encode(count, forKey: .count)
            try fields.encode(price, forKey: .price)
            try fields.encode(cost, forKey: .cost)
        }
    }

    /// The lines: leaves first, then cables, each with what belongs to it.
    public let lines: [Line]
    /// The cost of everything that has a price.
    public let total: Double
    /// Lines without a price, which the total leaves out.
    public let unpriced: Int
    /// Metres of cable in all.
    public let metres: Double
    /// Watts of all ends of cables.
    public let watts: Double
    /// What the prices are called.
    public let unit: String

    /// The bill of a plan.
    public init(_ analysis: FabricAnalysis, _ prices: PriceList) {
        let plan = analysis.plan
        let leafs = Line(item: plan.model.title, count: plan.leafs, price: nil)
        self.init(analysis.cables, plan.speeds, prices, first: [leafs])
    }

    /// The bill of some cables, as those of a step.
    public init(_ cables: [PlanCable], _ speeds: LaneSpeeds, _ prices: PriceList, first: [Line] = []) {
        struct Key: Hashable {
            let kind: CableKind
            let medium: CableMedium
            let length: Double
        }
        var counts: [Key: Int] = [:]
        var missing = 0
        var (metres, watts) = (0.0, 0.0)
        for cable in cables {
            guard let medium = cable.medium, let length = cable.length else {
                missing += 1
                continue
            }
            counts[Key(kind: cable.kind, medium: medium, length: length), default: 0] += 1
            metres += length
            watts += prices.watts(cable.kind, medium)
        }
        let kinds = Dictionary(uniqueKeysWithValues: CableKind.allCases.enumerated().map { ($0.element, $0.offset) })
        let media = Dictionary(uniqueKeysWithValues: CableMedium.allCases.enumerated().map { ($0.element, $0.offset) })
        var lines = first
        let ordered = counts.sorted { left, right in
            let a = (kinds[left.key.kind] ?? 0, media[left.key.medium] ?? 0, left.key.length)
            let b = (kinds[right.key.kind] ?? 0, media[right.key.medium] ?? 0, right.key.length)
            return a < b
        }
        for (key, count) in ordered {
            let parts = prices.partList(key.kind, key.medium)
            let with =
                parts.isEmpty ? "" : " (" + parts.map { "\($0.count) x \($0.name)" }.joined(separator: ", ") + ")"
            lines.append(
                Line(
                    item: "\(key.kind.title(speeds)) \(key.medium.title) \(FabricCheck.length(key.length)) m\(with)",
                    count: count, price: prices.price(key.kind, key.medium, metres: key.length)))
        }
        if missing > 0 {
            lines.append(Line(item: "cable that no medium is long enough for", count: missing, price: nil))
        }
        self.lines = lines
        total = lines.reduce(0) { $0 + ($1.cost ?? 0) }
        unpriced = lines.count { $0.price == nil }
        self.metres = metres
        self.watts = watts
        unit = prices.unit
    }

    private var rows: [[String]] {
        lines.map { [$0.item, "\($0.count)", $0.price.map(Self.number) ?? "", $0.cost.map(Self.number) ?? ""] }
    }

    /// The bill in columns with its total.
    public var text: String {
        TextTable.text(["item", "count", "price", "cost"], rows)
            + "total \(Self.number(total)) \(unit), \(FabricCheck.length(metres)) m of cable, \(Self.number(watts)) W"
            + (unpriced > 0 ? ", \(counted(unpriced, "line")) without a price" : "") + "\n"
    }

    /// The bill as CSV with a header line.
    public var csv: String { TextTable.csv(["item", "count", "price", "cost"], rows) }

    /// A number with at most two decimals.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let hundredths = Int(bounded: (value * 100).rounded())
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return "\(whole)" }
        let digits = abs(rest)
        let sign = whole == 0 && hundredths < 0 ? "-" : ""
        return "\(sign)\(whole)." + (digits < 10 ? "0" : "") + (digits % 10 == 0 ? "\(digits / 10)" : "\(digits)")
    }
}
