/// From values on one axis to dots and cells, with round ticks.
struct AxisScale: Sendable, Hashable {
    /// The lower end; below `high`.
    let low: Double
    /// The upper end.
    let high: Double
    /// The ticks; some may lie outside.
    let ticks: NiceTicks

    /// Makes a scale over values, or over a range if one is given.
    /// - Parameters:
    ///   - target: About how many steps are wanted.
    ///   - widens: Whether the ends move out to tenths of a tick, so that no point lies on the edge.
    /// - Returns: nil without a finite value.
    init?(_ values: some Sequence<Double>, range: ClosedRange<Double>? = nil, target: Int, widens: Bool = true) {
        var (low, high) = (Double.infinity, -Double.infinity)
        if let range, range.lowerBound.isFinite, range.upperBound.isFinite {
            (low, high) = (range.lowerBound, range.upperBound)
        } else {
            for value in values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
        }
        guard low <= high else { return nil }
        ticks = NiceTicks(from: low, to: high, target: target)
        // Whole ticks can leave a third of the plot empty; a tenth of one keeps points off the edge.
        let part = ticks.step / 10
        let (down, up) = ((low / part).rounded(.down) * part, (high / part).rounded(.up) * part)
        if widens || low == high {
            let usable = down.isFinite && up.isFinite && down < up
            self.low = usable ? max(down, ticks.range.lowerBound) : ticks.range.lowerBound
            self.high = usable ? min(up, ticks.range.upperBound) : ticks.range.upperBound
        } else {
            (self.low, self.high) = (low, high)
        }
    }

    /// The part of the axis below a value; 0 ... 1 inside.
    func fraction(_ value: Double) -> Double {
        // Halves: the difference of two huge values is not finite.
        let span = high / 2 - low / 2
        return span > 0 ? (value / 2 - low / 2) / span : 0.5
    }

    /// The dot or cell of a value among so many; -1 or `count` when out of range.
    func place(_ value: Double, of count: Int) -> Int {
        NumberText.clamped((fraction(value) * Double(max(count - 1, 0))).rounded(), -1...max(count, 0))
    }

    /// The ticks inside.
    var shown: [Double] { ticks.values.filter { fraction($0) >= -1e-9 && fraction($0) <= 1 + 1e-9 } }

    /// The labels of an upright axis with their rows from the top, at most one a row and each with its tick's own row.
    func rows(of count: Int) -> [(row: Int, text: String)] {
        var result: [(row: Int, text: String)] = []
        for value in shown.reversed() {
            let row = max(count - 1, 0) - min(max(place(value, of: count), 0), max(count - 1, 0))
            if let last = result.last, row <= last.row { continue }
            result.append((row, ticks.label(value)))
        }
        return result
    }
}
