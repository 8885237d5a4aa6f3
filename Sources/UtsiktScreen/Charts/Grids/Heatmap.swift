/// Values over rows and columns as steps of a ramp: where values are missing, how an error moves over hours and days.
///
/// A cell shows its step by glyph and by colour. With more rows than cells, two rows share a cell as half blocks where colours
/// and blocks may be used; else neighbours are merged, and a merged cell shows the value farthest from nothing. A value that is
/// not known stays blank, one of nothing is a dot.
public struct Heatmap: Sendable {
    /// One row.
    public struct Row: Sendable, Hashable {
        /// The name at the left.
        public var label: String
        /// The values from the left; nil (or not a number) where nothing is known.
        public var values: [Double?]

        /// Makes a row.
        public init(_ label: String, _ values: [Double?]) {
            self.label = label
            self.values = values
        }
    }

    /// The rows from the top.
    public var rows: [Row]
    /// The x labels; places are column numbers from 0.
    public var xAxis: ChartAxis
    /// What the ends of the ramp mean; nil for 0 to the largest, or as far below zero as above it.
    public var range: ClosedRange<Double>?
    /// The ramp.
    public var ramp: Ramp
    /// The unit of the values, as `%`.
    public var unit: String
    /// What the values are, written in the legend.
    public var name: String
    /// The selected column (x) and row (y), counted in `rows`.
    public var cursor: Point?
    /// What stands for the whole where only a number fits; empty for the largest value.
    public var summary: String
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a map.
    public init(
        rows: [Row], xAxis: ChartAxis = .none, range: ClosedRange<Double>? = nil, ramp: Ramp = .sequential,
        unit: String = "", name: String = "", cursor: Point? = nil, summary: String = "", isStale: Bool = false
    ) {
        self.rows = rows
        self.xAxis = xAxis
        self.range = range
        self.ramp = ramp
        self.unit = unit
        self.name = name
        self.cursor = cursor
        self.summary = summary
        self.isStale = isStale
    }

    /// Columns of the longest row.
    var columns: Int { rows.map(\.values.count).max() ?? 0 }

    /// The ends of the ramp as numbers; the lower one means nothing in a sequential ramp.
    var ends: ClosedRange<Double> {
        if let range, range.lowerBound.isFinite, range.upperBound.isFinite { return range }
        let finite = rows.lazy.flatMap(\.values).compactMap { $0 }.filter(\.isFinite)
        guard ramp == .diverging else { return 0...max(0, finite.max() ?? 0) }
        let far = finite.reduce(0) { max($0, abs($1)) }
        return -far...far
    }

    /// The part of the ramp that a value reaches; nil where nothing is known.
    static func part(_ value: Double?, _ ends: ClosedRange<Double>, _ ramp: Ramp) -> Double? {
        guard let value, !value.isNaN else { return nil }
        switch ramp {
        case .sequential:
            let span = ends.upperBound / 2 - ends.lowerBound / 2
            guard span > 0 else { return value > ends.lowerBound ? 1 : 0 }
            return min(max((value / 2 - ends.lowerBound / 2) / span, 0), 1)
        case .diverging:
            let far = max(abs(ends.lowerBound), abs(ends.upperBound))
            return far > 0 ? min(max(value / far, -1), 1) : 0
        }
    }

    /// The value of several that is farthest from nothing; nil when none is known.
    static func farthest(_ parts: some Sequence<Double?>) -> Double? {
        var result: Double?
        for part in parts { if let part, result.map({ abs(part) > abs($0) }) ?? true { result = part } }
        return result
    }
}
