/// Vertical bins over a number line, negative bins left of the zero line and positive ones right of it.
///
/// With more bins than columns, neighbours are merged by whole factors, and the picture says so; with fewer, bins grow wider.
public struct Histogram: Drawable, Sendable, Hashable {
    /// One bin; bins ascend and touch.
    public struct Bin: Sendable, Hashable {
        /// Its lower edge.
        public var lower: Double
        /// Its upper edge.
        public var upper: Double
        /// How many values lie in it; negative counts as 0.
        public var count: Int

        /// Makes a bin.
        public init(lower: Double, upper: Double, count: Int) {
            self.lower = lower
            self.upper = upper
            self.count = count
        }
    }

    /// The bins, ascending.
    public var bins: [Bin]
    /// The unit of the edges, written after the axis, as `°C`.
    public var unit: String
    /// What lies below zero, as `under`; shown at the left above the bins.
    public var negativeLabel: String
    /// What lies above zero, as `over`.
    public var positiveLabel: String

    /// Makes a histogram.
    public init(bins: [Bin], unit: String = "", negativeLabel: String = "", positiveLabel: String = "") {
        self.bins = bins
        self.unit = unit
        self.negativeLabel = negativeLabel
        self.positiveLabel = positiveLabel
    }

    /// Draws the bins with their axis as far as there is room.
    public func draw(_ painter: inout Painter) {
        let merged = Self.merge(bins, columns: painter.size.width)
        let peak = max(1, merged.map(\.count).max() ?? 0)
        let wide = max(1, painter.size.width / max(1, merged.count))
        let height = painter.size.height > 3 ? painter.size.height - 2 : painter.size.height
        let steps = EighthBlocks.steps(painter.glyphs)
        for (index, bin) in merged.enumerated() {
            let lit = EighthBlocks.lit(Double(bin.count) / Double(peak), of: height * steps)
            let role: Role = bin.upper <= 0 ? .negative : (bin.lower >= 0 ? .positive : .info)
            for row in 0..<height where lit > row * steps {
                for x in 0..<wide {
                    painter.put(
                        EighthBlocks.vertical(lit - row * steps, painter.glyphs), x: index * wide + x,
                        y: height - 1 - row, Style(role))
                }
            }
        }
    }

    static func merge(_ bins: [Bin], columns: Int) -> [Bin] {
        guard columns > 0, bins.count > columns else { return bins }
        let factor = (bins.count + columns - 1) / columns
        return stride(from: 0, to: bins.count, by: factor).map { start in
            let part = bins[start..<min(start + factor, bins.count)]
            return Bin(
                lower: part.first?.lower ?? 0, upper: part.last?.upper ?? 0,
                count: part.reduce(0) { $0.addingReportingOverflow(max(0, $1.count)).partialValue })
        }
    }
}
