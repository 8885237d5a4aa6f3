extension Histogram: LadderedChart {
    /// The rung of a size.
    public func rung(for size: Size) -> FitRung {
        FitLadder(plot: Size(width: 8, height: 3), labelled: 3, full: 6, sparkline: 8).rung(size)
    }

    /// Draws the rung of the ladder that fits.
    public func draw(_ painter: inout Painter) {
        drawFresh(&painter)
        if isStale { painter.markStale() }
    }

    private func drawFresh(_ painter: inout Painter) {
        let size = painter.size
        let bins = Self.usable(bins, isSymmetric: isSymmetric)
        guard size.width > 0, size.height > 0 else { return }
        guard let plan = HistogramPlan(bins, width: size.width) else {
            painter.text(bins.isEmpty ? "no data yet" : "", x: 0, y: 0, Style(.muted), limit: size.width)
            return
        }
        guard rung(for: size) > .number else {
            painter.text(NumberText.si(Double(Self.sum(bins))), x: 0, y: 0, Style(.text), limit: size.width)
            return
        }
        let rung = rung(for: size)
        let hasSums = rung == .full
        let hasAxis = rung >= .labelled
        let body = Rect(
            x: 0, y: hasSums ? 1 : 0, width: size.width,
            height: size.height - (hasSums ? 1 : 0) - (hasAxis ? 2 : 0))
        if hasSums { drawSums(&painter, plan) }
        drawBars(&painter, plan, body)
        if hasAxis { drawAxis(&painter, plan, y: body.maxY) }
    }

    private func drawSums(_ painter: inout Painter, _ plan: HistogramPlan) {
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

    private func drawBars(_ painter: inout Painter, _ plan: HistogramPlan, _ body: Rect) {
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

    private func drawAxis(_ painter: inout Painter, _ plan: HistogramPlan, y: Int) {
        let glyphs = painter.glyphs
        var axis = AxisRows(&painter, x: plan.start, y: y, width: plan.end - plan.start)
        axis.name(unit, &painter)
        plan.drawTicks(&painter, &axis)
        if plan.hasZero { painter.put(glyphs.crossing, x: plan.zeroColumn, y: y, Style(.muted)) }
    }
}
