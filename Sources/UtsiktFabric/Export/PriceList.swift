public import UtsiktBase
import Yams

/// Relative prices of cables and optics: a passive SFP+ cable of 1 m costs 1. The user can replace any of them.
public struct PriceList: Sendable, Hashable {
    /// Prices of cables by kind, medium and length in metres.
    struct Key: Sendable, Hashable {
        let kind: CableKind
        let medium: CableMedium
    }

    /// Prices by length, ascending.
    private(set) var cables: [Key: [Length]]
    /// Prices of single things, as `sr4` or `lc-patch`.
    private(set) var parts: [String: Double]
    /// Watts of one end of a cable or optic, by medium.
    private(set) var watts: [CableMedium: Double]
    /// What the prices are called, as `x SFP+ 1 m`.
    public private(set) var unit: String

    /// A length with its price.
    struct Length: Sendable, Hashable {
        let metres: Double
        let price: Double
    }

    /// The asset's path below the assets folder.
    public static let asset = "fabric/prices.yaml"

    static let partNames = ["sr4", "sfp-sr", "lr4", "psm4", "mpo", "mpo-lc", "lc-patch", "per-metre-fibre", "qsa"]

    /// Reads a price list.
    /// - Throws: `FabricFault` for the first thing that cannot be used: a price that is wrong would be worse than none.
    public init(text: String, file: String) throws(FabricFault) {
        cables = [:]
        parts = [:]
        watts = [:]
        unit = "x SFP+ DAC 1 m"
        try add(text: text, file: file)
    }

    /// The price list of the bundled assets.
    /// - Throws: `FabricFault` or `AssetError` when it cannot be read.
    public static func bundled(_ assets: AssetLocator) throws -> PriceList {
        try PriceList(text: String(decoding: try assets.data(asset), as: UTF8.self), file: asset)
    }

    /// The list with a user's prices in place of its own, thing by thing.
    /// - Throws: `FabricFault` for the first thing that cannot be used.
    public func merging(text: String, file: String) throws(FabricFault) -> PriceList {
        var merged = self
        try merged.add(text: text, file: file)
        return merged
    }

    private mutating func add(text: String, file: String) throws(FabricFault) {
        var log = FaultLog(file: file)
        guard let top = FabricSection(try FabricYAML.compose(text, file: file), path: "", log: &log) else {
            throw log.faults.first ?? FabricFault(at: InputLocation(file: file), "the price list is empty")
        }
        top.expect(["unit", "cables", "parts", "watts"], log: &log)
        if let name = top.text("unit", log: &log) { unit = String(name.prefix(40)) }
        for (index, node) in top.list("cables", log: &log).enumerated() {
            guard let cable = FabricSection(node, path: "cables[\(index + 1)]", log: &log) else { continue }
            cable.expect(["kind", "medium", "prices"], log: &log)
            let kinds = CableKind.allCases.map { ($0.rawValue, $0) }
            let media = CableMedium.allCases.map { ($0.rawValue, $0) }
            guard let kind = cable.word("kind", kinds, log: &log), let medium = cable.word("medium", media, log: &log),
                let prices = FabricSection(cable["prices"], path: cable.full("prices"), log: &log)
            else {
                for name in ["kind", "medium", "prices"] where cable[name] == nil { cable.missing(name, log: &log) }
                continue
            }
            var lengths: [Length] = []
            for name in prices.names {
                guard let metres = Double(name), metres > 0, metres <= 10_000 else {
                    prices.fault(name, "is not a length in metres", nil, &log)
                    continue
                }
                if let price = prices.double(name, 0...1e9, log: &log) {
                    lengths.append(Length(metres: metres, price: price))
                }
            }
            cables[Key(kind: kind, medium: medium)] = lengths.sorted { $0.metres < $1.metres }
        }
        if let section = FabricSection(top["parts"], path: "parts", log: &log) {
            section.expect(PriceList.partNames, log: &log)
            for name in section.names { parts[name] = section.double(name, 0...1e9, log: &log) ?? parts[name] }
        }
        if let section = FabricSection(top["watts"], path: "watts", log: &log) {
            section.expect(CableMedium.allCases.map(\.rawValue), log: &log)
            for medium in CableMedium.allCases where section[medium.rawValue] != nil {
                watts[medium] = section.double(medium.rawValue, 0...1000, log: &log) ?? watts[medium]
            }
        }
        if let fault = log.faults.first(where: { !$0.isDoubt }) { throw fault }
    }

    /// The price of a cable with all that belongs to it: its optics at both ends, or the cable alone where they are fixed;
    /// nil where something has no price.
    public func price(_ kind: CableKind, _ medium: CableMedium, metres: Double) -> Double? {
        switch medium {
        case .passiveDAC, .activeDAC, .activeOptical:
            guard let cable = listed(kind == .adapter ? .sfp : kind, medium, metres) else { return nil }
            return kind == .adapter ? parts["qsa"].map { cable + $0 } : cable
        case .shortRange: return optic("sr4", kind, metres)
        case .parallelSingleMode: return optic("psm4", kind, metres)
        case .longRange: return kind == .qsfp ? sum([("lr4", 2), ("lc-patch", 1)], metres) : nil
        }
    }

    private func optic(_ name: String, _ kind: CableKind, _ metres: Double) -> Double? {
        switch kind {
        case .qsfp: sum([(name, 2), ("mpo", 1)], metres)
        case .split: sum([(name, 1), ("mpo-lc", 1), ("sfp-sr", 4)], metres)
        case .sfp: sum([("sfp-sr", 2), ("lc-patch", 1)], metres)
        case .adapter: sum([("sfp-sr", 2), ("lc-patch", 1), ("qsa", 1)], metres)
        }
    }

    private func sum(_ wanted: [(String, Double)], _ metres: Double) -> Double? {
        var total = (parts["per-metre-fibre"] ?? 0) * max(0, metres - 3)
        for (name, count) in wanted {
            guard let price = parts[name] else { return nil }
            total += count * price
        }
        return total
    }

    /// A listed price, or one between two listed lengths; beyond the last it goes on as from the last but one.
    private func listed(_ kind: CableKind, _ medium: CableMedium, _ metres: Double) -> Double? {
        guard let lengths = cables[Key(kind: kind, medium: medium)], let first = lengths.first, let last = lengths.last
        else { return nil }
        if let exact = lengths.first(where: { $0.metres == metres }) { return exact.price }
        if metres <= first.metres { return first.price }
        guard lengths.count > 1 else { return last.price }
        let next = lengths.firstIndex { $0.metres > metres } ?? lengths.count - 1
        let (low, high) = (lengths[next - 1], lengths[next])
        return low.price + (high.price - low.price) * (metres - low.metres) / (high.metres - low.metres)
    }

    /// Watts of both ends of a cable; 0 where nothing is known.
    public func watts(_ kind: CableKind, _ medium: CableMedium) -> Double {
        let end = watts[medium] ?? 0
        return kind == .split ? 5 * end : 2 * end
    }

    /// What a cable is made of besides itself: optics, patch cables, adapters, with how many of each.
    func partList(_ kind: CableKind, _ medium: CableMedium) -> [(name: String, count: Int)] {
        switch (medium, kind) {
        case (.passiveDAC, .adapter), (.activeDAC, .adapter), (.activeOptical, .adapter): [("QSA adapter", 1)]
        case (.passiveDAC, _), (.activeDAC, _), (.activeOptical, _): []
        case (.longRange, _): [("LR4 optic", 2), ("LC patch cable", 1)]
        case (let medium, .qsfp): [("\(medium.title) optic", 2), ("MPO cable", 1)]
        case (let medium, .split): [("\(medium.title) optic", 1), ("SFP optic", 4), ("MPO to 4 x LC cable", 1)]
        case (_, .sfp): [("SFP optic", 2), ("LC patch cable", 1)]
        case (_, .adapter): [("SFP optic", 2), ("LC patch cable", 1), ("QSA adapter", 1)]
        }
    }
}
