/// Distributions under each other on one number line: extremes, quartiles, median and mean, one row each.
///
/// `├───╞════╪═══╡──────┤`: the whiskers end at the least and the largest value, the double line holds the middle half of the
/// values (J. Tukey, Exploratory Data Analysis, Addison-Wesley 1977, section 2C), the cross is the median, `×` the mean.
public struct StripChart: Sendable, Hashable {
    /// One distribution.
    public struct Strip: Sendable, Hashable {
        /// Its name.
        public var label: String
        /// The least value.
        public var minimum: Double
        /// A quarter of the values lie below.
        public var lowerQuartile: Double
        /// The middle value.
        public var median: Double
        /// A quarter of the values lie above.
        public var upperQuartile: Double
        /// The largest value.
        public var maximum: Double
        /// The mean; nil for none.
        public var mean: Double?
        /// A number at the right; empty for the median.
        public var text: String
        /// Its role.
        public var role: Role

        /// Makes a strip.
        public init(
            _ label: String, minimum: Double, lowerQuartile: Double, median: Double, upperQuartile: Double,
            maximum: Double, mean: Double? = nil, text: String = "", role: Role = .series1
        ) {
            self.label = label
            self.minimum = minimum
            self.lowerQuartile = lowerQuartile
            self.median = median
            self.upperQuartile = upperQuartile
            self.maximum = maximum
            self.mean = mean
            self.text = text
            self.role = role
        }

        /// Makes a strip of values; quartiles are interpolated between neighbours (R. Hyndman, Y. Fan, "Sample quantiles in
        /// statistical packages", The American Statistician 50(4), 1996, type 7).
        /// - Returns: nil without a finite value.
        /// - Complexity: O(n log n).
        public init?(_ label: String, of values: some Sequence<Double>, text: String = "", role: Role = .series1) {
            let sorted = values.filter(\.isFinite).sorted()
            guard let first = sorted.first, let last = sorted.last else { return nil }
            func quantile(_ part: Double) -> Double {
                let place = part * Double(sorted.count - 1)
                let index = min(max(0, Int(place)), sorted.count - 1)
                let next = sorted[min(index + 1, sorted.count - 1)]
                return sorted[index] * (1 - (place - Double(index))) + next * (place - Double(index))
            }
            // Each divided first: a sum of huge values must stay finite.
            let mean = sorted.reduce(0) { $0 + $1 / Double(sorted.count) }
            self.init(
                label, minimum: first, lowerQuartile: quantile(0.25), median: quantile(0.5),
                upperQuartile: quantile(0.75), maximum: last, mean: mean, text: text, role: role)
        }

        var isUsable: Bool {
            [minimum, lowerQuartile, median, upperQuartile, maximum].allSatisfy(\.isFinite)
        }
    }

    /// The strips from the top.
    public var strips: [Strip]
    /// The unit of the values.
    public var unit: String
    /// The ends of the number line; nil for the extremes.
    public var range: ClosedRange<Double>?
    /// Whether zero belongs to the number line and has a line down, as for residuals.
    public var includesZero: Bool
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a chart.
    public init(
        strips: [Strip], unit: String = "", range: ClosedRange<Double>? = nil, includesZero: Bool = false,
        isStale: Bool = false
    ) {
        self.strips = strips
        self.unit = unit
        self.range = range
        self.includesZero = includesZero
        self.isStale = isStale
    }
}

extension StripChart: LadderedChart {
    /// The rung of a size.
    public func rung(for size: Size) -> FitRung {
        guard size.width >= 20, size.height >= 1 else { return .number }
        if size.height >= 3, size.height >= strips.count + 2 {
            return size.height >= strips.count + 3 ? .full : .labelled
        }
        return size.height >= 2 ? .bare : .sparkline
    }

    /// Draws the rung of the ladder that fits; strips that do not fit are left out from the end.
    public func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        let usable = strips.filter(\.isUsable)
        let rung = rung(for: size)
        var ends = usable.flatMap { strip in [strip.minimum, strip.maximum] }
        if includesZero, !ends.isEmpty { ends.append(0) }
        guard let first = usable.first, let scale = AxisScale(ends, range: range, target: max(1, size.width / 16))
        else {
            painter.text("no data yet", x: 0, y: 0, Style(.muted), limit: size.width)
            return
        }
        if rung == .number {
            painter.text(valueText(first, scale), x: 0, y: 0, Style(first.role, .bold), limit: size.width)
        } else {
            drawStrips(&painter, rung, usable, scale)
        }
        if isStale { painter.markStale() }
    }

    private func valueText(_ strip: Strip, _ scale: AxisScale) -> String {
        guard strip.text.isEmpty else { return strip.text }
        let text = NumberText.fixed(strip.median, min(scale.ticks.decimals + 1, 4))
        return text.count <= 9 ? text : NumberText.si(strip.median, 2)
    }

    private func drawStrips(_ painter: inout Painter, _ rung: FitRung, _ strips: [Strip], _ scale: AxisScale) {
        let (size, glyphs) = (painter.size, painter.glyphs)
        let labels = strips.map { TextSanitizer.clean($0.label, glyphs: glyphs) }
        let texts = strips.map { TextSanitizer.clean(valueText($0, scale), glyphs: glyphs) }
        let gutter = min(labels.map { TextWidth.of($0) }.max() ?? 0, size.width / 3)
        let value = min(texts.map { TextWidth.of($0) }.max() ?? 0, size.width / 4)
        let plot = Rect(
            x: gutter == 0 ? 0 : gutter + 1, y: 0,
            width: size.width - (gutter == 0 ? 0 : gutter + 1) - (value == 0 ? 0 : value + 1),
            height: min(strips.count, size.height - (rung >= .labelled ? 2 : 0)))
        if includesZero || (scale.low < 0 && scale.high > 0) {
            let zero = scale.place(0, of: plot.width)
            for y in 0..<plot.height where zero >= 0 && zero < plot.width {
                painter.put(glyphs.vertical, x: plot.x + zero, y: y, Style(.faint))
            }
        }
        for (y, strip) in strips.prefix(max(0, plot.height)).enumerated() {
            painter.text(labels[y], x: 0, y: y, limit: gutter)
            painter.inside(Rect(x: plot.x, y: y, width: plot.width, height: 1)) { draw(strip, &$0, scale) }
            painter.textRight(
                TextWidth.truncate(texts[y], to: value, ellipsis: glyphs.ellipsis), maxX: size.width, y: y,
                Style(strip.role, .bold))
        }
        guard rung >= .labelled else { return }
        var axis = AxisRows(&painter, x: plot.x, y: plot.maxY, width: plot.width)
        axis.name(unit, &painter)
        for tick in scale.shown {
            axis.tick(scale.ticks.label(tick), column: scale.place(tick, of: plot.width), &painter)
        }
        guard rung == .full else { return }
        let legend =
            glyphs.isUnicode ? "├ least ╞═╡ middle half ╪ median × mean" : "| least [=] middle half # median x mean"
        painter.text(legend, x: plot.x, y: plot.maxY + 2, Style(.muted), limit: size.width - plot.x)
    }

    private func draw(_ strip: Strip, _ painter: inout Painter, _ scale: AxisScale) {
        let width = painter.size.width
        let place = { (value: Double) in min(max(scale.place(value, of: width), 0), max(width - 1, 0)) }
        let (least, most) = (place(strip.minimum), place(strip.maximum))
        let (low, high) = (place(strip.lowerQuartile), place(strip.upperQuartile))
        let isUnicode = painter.glyphs.isUnicode
        let style = Style(strip.role)
        for x in min(least, most)...max(least, most) { painter.put(painter.glyphs.horizontal, x: x, y: 0, style) }
        painter.put(isUnicode ? "├" : "|", x: least, y: 0, style)
        painter.put(isUnicode ? "┤" : "|", x: most, y: 0, style)
        for x in min(low, high)...max(low, high) { painter.put(isUnicode ? "═" : "=", x: x, y: 0, style) }
        painter.put(isUnicode ? "╞" : "[", x: low, y: 0, style)
        painter.put(isUnicode ? "╡" : "]", x: high, y: 0, style)
        if let mean = strip.mean, mean.isFinite {
            painter.put(isUnicode ? "×" : "x", x: place(mean), y: 0, Style(strip.role, .bold))
        }
        painter.put(isUnicode ? "╪" : "#", x: place(strip.median), y: 0, Style(.accent, .bold))
    }
}
