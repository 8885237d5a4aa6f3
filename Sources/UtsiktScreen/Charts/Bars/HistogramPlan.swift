/// Where the bins of a histogram stand.
struct HistogramPlan {
    let bins: [Histogram.Bin]
    let factor: Int
    let peak: Int
    let lower: Double
    let upper: Double
    /// Whether zero lies within the bins.
    let hasZero: Bool
    /// The column of the zero line, or of the end nearest to zero.
    let zeroColumn: Int
    /// First column and the one after the last.
    let start: Int
    let end: Int
    /// Columns of one bin, with its gap.
    private let pitch: Int
    /// The first bin right of the zero line if zero is an edge.
    private let split: Int?

    init?(_ all: [Histogram.Bin], width: Int) {
        guard let first = all.first, let last = all.last, width > 0 else { return nil }
        let (merged, factor) = Histogram.merge(all, columns: max(1, width - 1))
        (bins, self.factor) = (merged, factor)
        peak = max(1, merged.map(\.count).max() ?? 1)
        (lower, upper) = (first.lower, last.upper)
        hasZero = lower <= 0 && upper >= 0
        pitch = max(1, (width - 1) / max(1, merged.count))
        start = max(0, (width - 1 - pitch * merged.count) / 2)
        end = min(width, start + pitch * merged.count + 1)
        if upper < 0 {
            split = merged.count
        } else if lower > 0 {
            split = 0
        } else {
            split = merged.firstIndex { $0.lower >= 0 } ?? merged.count
        }
        let inner = merged.firstIndex { $0.lower < 0 && $0.upper > 0 }
        if let inner {
            let bin = merged[inner]
            let part = (0 - bin.lower) / 2 / max(bin.upper / 2 - bin.lower / 2, .leastNonzeroMagnitude)
            zeroColumn = start + inner * pitch + NumberText.clamped(part * Double(pitch), 0...max(0, pitch - 1))
        } else {
            zeroColumn = start + (split ?? 0) * pitch
        }
    }

    /// The columns of a bin; one is left free between wide bins.
    func columns(_ index: Int) -> Range<Int> {
        let straddles = bins[index].lower < 0 && bins[index].upper > 0
        let left = start + index * pitch + (index >= (split ?? 0) && !straddles ? 1 : 0)
        return left..<(left + max(1, pitch >= 4 ? pitch - 1 : pitch) + (straddles ? 1 : 0))
    }

    /// The column of a value on the number line.
    func column(_ value: Double) -> Int {
        guard let index = bins.firstIndex(where: { value <= $0.upper }) else { return end - 1 }
        let bin = bins[index]
        let span = bin.upper / 2 - bin.lower / 2
        let part = span > 0 ? min(max((value / 2 - bin.lower / 2) / span, 0), 1) : 0
        let offset = NumberText.clamped((part * Double(pitch)).rounded(), 0...pitch)
        let isRight = value > 0 && hasZero || (split == 0)
        return min(max(start, start + index * pitch + offset + (isRight && offset < pitch ? 1 : 0)), end - 1)
    }

    /// Labels the axis at round numbers, zero first: the one label that must be there.
    func drawTicks(_ painter: inout Painter, _ axis: inout AxisRows, mark: Character? = nil) {
        let ticks = NiceTicks(from: lower, to: upper, target: max(2, (end - start) / 7))
        let inside = ticks.values.filter { $0 >= lower && $0 <= upper }
        let isZero = { (value: Double) in abs(value) < ticks.step / 1000 }
        for value in inside.filter(isZero) + inside.filter({ !isZero($0) }) {
            let column = isZero(value) ? zeroColumn : column(value)
            let label = ticks.label(value)
            // The sign stands left of the tick, so that the digits are centred.
            axis.tick(
                label, column: column - start, &painter, mark: mark, Style(isZero(value) ? .text : .muted),
                leading: (label.count - 1) / 2 + (value < 0 ? 1 : 0))
        }
    }
}
