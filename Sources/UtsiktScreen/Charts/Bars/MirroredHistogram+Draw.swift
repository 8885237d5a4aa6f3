extension MirroredHistogram: LadderedChart {
    /// The rung of a size.
    public func rung(for size: Size) -> FitRung {
        FitLadder(plot: Size(width: 12, height: 3), labelled: 5, full: 7).rung(size)
    }

    /// Draws the rung of the ladder that fits.
    public func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        let usable = bins.filter { $0.lower.isFinite && $0.upper.isFinite && $0.lower <= $0.upper }
        let sides = [
            usable.map { Histogram.Bin(lower: $0.lower, upper: $0.upper, count: $0.first) },
            usable.map { Histogram.Bin(lower: $0.lower, upper: $0.upper, count: $0.second) },
        ]
        guard !usable.isEmpty else {
            painter.text("no data yet", x: 0, y: 0, Style(.muted), limit: size.width)
            return
        }
        let rung = rung(for: size)
        if rung >= .bare {
            drawPlot(&painter, rung, sides)
        } else {
            drawSmall(&painter, rung, sides)
        }
        if isStale { painter.markStale() }
    }

    private func drawPlot(_ painter: inout Painter, _ rung: FitRung, _ sides: [[Histogram.Bin]]) {
        let (size, glyphs) = (painter.size, painter.glyphs)
        // The same edges give both sides the same places.
        let plans = sides.compactMap { HistogramPlan($0, width: size.width) }
        guard let plan = plans.first, plans.count == 2 else { return }
        let top = rung == .full ? 1 : 0
        let rows = size.height - top - (rung >= .labelled ? 1 : 0)
        // Equal heights on both sides; a row too many stays free at the top.
        let half = (rows - 1) / 2
        let axisRow = top + rows - 1 - half
        if plan.hasZero {
            for y in (axisRow - half)...(axisRow + half) {
                painter.put(glyphs.vertical, x: plan.zeroColumn, y: y, Style(.faint))
            }
        }
        let heights = Self.heights(plans, comparesShares)
        for (side, plan) in plans.enumerated() {
            for index in plan.bins.indices {
                let lit = EighthBlocks.lit(heights[side][index], of: half * EighthBlocks.steps(glyphs))
                drawBar(&painter, plan.columns(index), except: plan.zeroColumn, lit, side, axisRow)
            }
        }
        var axis = AxisRows(
            &painter, x: plan.start, y: axisRow, width: plan.end - plan.start, labelsY: size.height - 1)
        if rung >= .labelled {
            axis.name(unit, &painter)
            plan.drawTicks(&painter, &axis, mark: glyphs.crossing)
        }
        if plan.hasZero { painter.put(glyphs.crossing, x: plan.zeroColumn, y: axisRow, Style(.muted)) }
        if rung == .full { drawLegend(&painter, sides.map(Histogram.sum), factor: plan.factor) }
    }

    private func drawBar(
        _ painter: inout Painter, _ columns: Range<Int>, except zero: Int, _ lit: Int, _ side: Int, _ axisRow: Int
    ) {
        let glyphs = painter.glyphs
        let steps = EighthBlocks.steps(glyphs)
        let style = Style(side == 0 ? firstRole : secondRole)
        for row in 0..<((lit + steps - 1) / steps) {
            let part = lit - row * steps
            let glyph = side == 0 ? EighthBlocks.vertical(part, glyphs) : EighthBlocks.hanging(part, glyphs)
            let y = side == 0 ? axisRow - 1 - row : axisRow + 1 + row
            for x in columns where x != zero { painter.put(glyph, x: x, y: y, style) }
        }
    }

    /// The height of each side's bins as a part of the highest.
    private static func heights(_ plans: [HistogramPlan], _ comparesShares: Bool) -> [[Double]] {
        let values = plans.map { plan in
            let total = comparesShares ? Double(max(1, Histogram.sum(plan.bins))) : 1
            return plan.bins.map { Double(max(0, $0.count)) / total }
        }
        let top = values.joined().max() ?? 0
        return values.map { side in side.map { top > 0 ? $0 / top : 0 } }
    }

    private func drawLegend(_ painter: inout Painter, _ totals: [Int], factor: Int) {
        let glyphs = painter.glyphs
        var x = 0
        for (side, name) in [firstName, secondName].enumerated() {
            let text = TextSanitizer.clean("\(name) \(NumberText.grouped(totals[side]))", glyphs: glyphs)
            guard x + 2 + TextWidth.of(text) <= painter.size.width else { return }
            let style = Style(side == 0 ? firstRole : secondRole)
            painter.put(side == 0 ? glyphs.up : glyphs.down, x: x, y: 0, style)
            x += 2 + painter.text(text, x: x + 2, y: 0, style) + 3
        }
        let note = (comparesShares ? "shares" : "counts") + (factor > 1 ? ", \(factor) bins a bar" : "")
        if x + note.count <= painter.size.width {
            painter.textRight(note, maxX: painter.size.width, y: 0, Style(.muted))
        }
    }

    private func drawSmall(_ painter: inout Painter, _ rung: FitRung, _ sides: [[Histogram.Bin]]) {
        let size = painter.size
        let totals = sides.map { NumberText.si(Double(Histogram.sum($0))) }
        let text = summary.isEmpty ? totals.joined(separator: "/") : summary
        let number = TextWidth.of(TextSanitizer.clean(text, glyphs: painter.glyphs))
        guard rung == .sparkline, size.width >= number + 6 else {
            painter.text(text, x: 0, y: 0, Style(.text, .bold), limit: size.width)
            return
        }
        let width = size.width - number - 1
        for (row, side) in sides.enumerated() where row < size.height {
            Sparkline(side.map { Double(max(0, $0.count)) }, role: row == 0 ? firstRole : secondRole)
                .draw(&painter, in: Rect(x: 0, y: row, width: width, height: 1))
        }
        painter.textRight(text, maxX: size.width, y: 0, Style(.text, .bold))
    }
}
