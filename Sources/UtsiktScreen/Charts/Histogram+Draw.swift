extension Histogram: Drawable {
    /// Draws the rung of the ladder that fits.
    public func draw(_ painter: inout Painter) {
        let size = painter.size
        let bins = bins.filter { $0.lower.isFinite && $0.upper.isFinite && $0.lower <= $0.upper }
        guard size.width > 0, size.height > 0 else { return }
        guard let plan = Plan(bins, width: size.width) else {
            painter.text(bins.isEmpty ? "no data yet" : "", x: 0, y: 0, Style(.muted), limit: size.width)
            return
        }
        guard size.width >= 8 else {
            painter.text(NumberText.si(Double(Self.sum(bins))), x: 0, y: 0, Style(.text), limit: size.width)
            return
        }
        let hasSums = size.height >= 6
        let hasAxis = size.height >= 3
        let body = Rect(
            x: 0, y: hasSums ? 1 : 0, width: size.width,
            height: size.height - (hasSums ? 1 : 0) - (hasAxis ? 2 : 0))
        if hasSums { drawSums(&painter, plan) }
        drawBars(&painter, plan, body)
        if hasAxis { drawAxis(&painter, plan, y: body.maxY) }
    }

    private func drawSums(_ painter: inout Painter, _ plan: Plan) {
        let isUnicode = painter.glyphs.isUnicode
        let width = painter.size.width
        let below = Self.sum(plan.bins.filter { $0.upper <= 0 })
        let above = Self.sum(plan.bins.filter { $0.lower >= 0 })
        let left =
            "\(painter.glyphs.pointerBack) \(negativeLabel.isEmpty ? "" : negativeLabel + " ")\(NumberText.grouped(below))"
        let right =
            "\(positiveLabel.isEmpty ? "" : positiveLabel + " ")\(NumberText.grouped(above)) \(painter.glyphs.pointer)"
        let used = painter.text(left, x: 0, y: 0, Style(.negative), limit: max(0, width / 2 - 1))
        let clean = TextWidth.truncate(
            TextSanitizer.clean(right, glyphs: painter.glyphs), to: max(0, width - used - 1),
            ellipsis: painter.glyphs.ellipsis)
        painter.textRight(clean, maxX: width, y: 0, Style(.positive))
        var note = "peak \(NumberText.grouped(plan.peak))"
        if plan.factor > 1 { note += isUnicode ? " · \(plan.factor) bins a bar" : ", \(plan.factor) bins a bar" }
        let room = width - used - TextWidth.of(clean) - 4
        guard TextWidth.of(note) <= room else { return }
        painter.text(note, x: used + 2 + (room - TextWidth.of(note)) / 2, y: 0, Style(.muted))
    }

    private func drawBars(_ painter: inout Painter, _ plan: Plan, _ body: Rect) {
        let glyphs = painter.glyphs
        let steps = EighthBlocks.steps(glyphs)
        for y in body.y..<body.maxY {
            painter.put(glyphs.isUnicode ? "│" : "|", x: plan.zeroColumn, y: y, Style(plan.hasZero ? .muted : .faint))
        }
        for (index, bin) in plan.bins.enumerated() {
            let columns = plan.columns(index)
            let role: Role = bin.upper <= 0 ? .negative : (bin.lower >= 0 ? .positive : .info)
            let lit = EighthBlocks.lit(Double(max(0, bin.count)) / Double(plan.peak), of: body.height * steps)
            for x in columns where x != plan.zeroColumn {
                for row in 0..<body.height where lit > row * steps {
                    painter.put(
                        EighthBlocks.vertical(lit - row * steps, glyphs), x: x, y: body.maxY - 1 - row, Style(role))
                }
            }
        }
    }

    private func drawAxis(_ painter: inout Painter, _ plan: Plan, y: Int) {
        let isUnicode = painter.glyphs.isUnicode
        let width = painter.size.width
        painter.fill(
            Rect(x: plan.start, y: y, width: plan.end - plan.start, height: 1), isUnicode ? "─" : "-", Style(.faint))
        var taken: [Range<Int>] = []
        let unitText = TextSanitizer.clean(unit, glyphs: painter.glyphs)
        let unitWidth = TextWidth.of(unitText)
        if unitWidth > 0, unitWidth <= width / 4 {
            painter.text(unitText, x: width - unitWidth, y: y + 1, Style(.muted))
            taken.append((width - unitWidth)..<width)
        }
        let ticks = NiceTicks(from: plan.lower, to: plan.upper, target: max(2, (plan.end - plan.start) / 7))
        let inside = ticks.values.filter { $0 >= plan.lower && $0 <= plan.upper }
        // Zero first: the one label that must be there.
        let isZero = { (value: Double) in abs(value) < ticks.step / 1000 }
        for value in inside.filter(isZero) + inside.filter({ !isZero($0) }) {
            let column = isZero(value) ? plan.zeroColumn : plan.column(value)
            let label = ticks.label(value)
            let start = min(max(0, column - (label.count - 1) / 2 - (value < 0 ? 1 : 0)), width - label.count)
            let span = (start - 1)..<(start + label.count + 1)
            guard start >= 0, taken.allSatisfy({ !$0.overlaps(span) }) else { continue }
            taken.append(start..<(start + label.count))
            painter.text(label, x: start, y: y + 1, Style(isZero(value) ? .text : .muted))
            painter.put(isUnicode ? "┬" : "+", x: column, y: y, Style(.faint))
        }
        if plan.hasZero { painter.put(isUnicode ? "┼" : "+", x: plan.zeroColumn, y: y, Style(.muted)) }
    }
}

/// Where the bins of a histogram stand.
private struct Plan {
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
}
