/// Vertical bins over a number line, negative bins left of the zero line and positive ones right of it.
///
/// With more bins than columns, neighbours are merged by whole factors, counted from zero outward, and the picture says so; with
/// fewer, bins grow wider. The fit ladder: sums, bins, axis and labels; no sums; bins only; one number.
public struct Histogram: Sendable, Hashable {
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
    /// What lies below zero, as `under`; shown at the left above the bins with its count.
    public var negativeLabel: String
    /// What lies above zero, as `over`.
    public var positiveLabel: String

    /// Whether the number line reaches as far below zero as above it, so that zero stands in the middle.
    public var isSymmetric: Bool
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a histogram.
    public init(
        bins: [Bin], unit: String = "", negativeLabel: String = "", positiveLabel: String = "",
        isSymmetric: Bool = false, isStale: Bool = false
    ) {
        self.bins = bins
        self.unit = unit
        self.negativeLabel = negativeLabel
        self.positiveLabel = positiveLabel
        self.isSymmetric = isSymmetric
        self.isStale = isStale
    }

    /// The bins that can be drawn, with empty ones of the nearest bin's width added on the shorter side of zero if asked.
    static func usable(_ bins: [Bin], isSymmetric: Bool) -> [Bin] {
        var bins = bins.filter { $0.lower.isFinite && $0.upper.isFinite && $0.lower <= $0.upper }
        guard isSymmetric, let first = bins.first, let last = bins.last else { return bins }
        let far = max(abs(first.lower), abs(last.upper))
        let (left, right) = (first.upper - first.lower, last.upper - last.lower)
        // Few enough to be drawn: hostile edges could ask for billions.
        while left > 0, let lower = bins.first?.lower, lower - left >= -far - left / 4, bins.count < 2000 {
            bins.insert(Bin(lower: lower - left, upper: lower, count: 0), at: 0)
        }
        while right > 0, let upper = bins.last?.upper, upper + right <= far + right / 4, bins.count < 2000 {
            bins.append(Bin(lower: upper, upper: upper + right, count: 0))
        }
        return bins
    }

    /// Neighbours merged by a whole factor so that at most `columns` remain; zero stays an edge if it was one.
    static func merge(_ bins: [Bin], columns: Int) -> (bins: [Bin], factor: Int) {
        guard columns > 0, bins.count > columns else { return (bins, 1) }
        let zero = bins.firstIndex { $0.lower >= 0 } ?? bins.count
        var factor = (bins.count + columns - 1) / columns
        // Groups counted from zero may need one more on the other side.
        while groups(zero, factor) + groups(bins.count - zero, factor) > columns, factor < bins.count { factor += 1 }
        guard columns > 1 else { return ([merged(bins[...])], bins.count) }
        var result: [Bin] = []
        var start = 0
        var end = zero % factor == 0 ? min(factor, zero) : zero % factor
        if zero == 0 { end = min(factor, bins.count) }
        while start < bins.count {
            result.append(merged(bins[start..<end]))
            start = end
            end = min(end < zero ? min(end + factor, zero) : end + factor, bins.count)
        }
        return (result, factor)
    }

    private static func groups(_ count: Int, _ factor: Int) -> Int { (count + factor - 1) / factor }

    private static func merged(_ part: ArraySlice<Bin>) -> Bin {
        Bin(lower: part.first?.lower ?? 0, upper: part.last?.upper ?? 0, count: sum(part))
    }

    /// The sum of counts, without a trap on overflow.
    static func sum(_ bins: some Sequence<Bin>) -> Int {
        bins.reduce(0) { total, bin in
            let (sum, overflow) = total.addingReportingOverflow(max(0, bin.count))
            return overflow ? Int.max : sum
        }
    }
}
