extension LineChart: LadderedChart {
    /// The rung of a size.
    public func rung(for size: Size) -> FitRung {
        let wantsLegend =
            showsLegend
            && (series.count > 1 || !unit.isEmpty || cursor != nil || !references.isEmpty
                || bands.contains { !$0.name.isEmpty })
        return FitLadder().rung(size, hasLabels: xAxis.isShown, hasLegend: wantsLegend)
    }

    /// Draws the rung of the ladder that fits.
    public func draw(_ painter: inout Painter) {
        drawFresh(&painter)
        if isStale { painter.markStale() }
    }

    private func drawFresh(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        let rung = rung(for: size)
        guard rung >= .bare else { return drawSmall(&painter) }
        let hasXAxis = xAxis.isShown && size.height >= 6
        let hasLegend = rung == .full
        let rows = size.height - (hasLegend ? 1 : 0) - (hasXAxis ? 2 : 0)
        guard let scale = Scale(self, rows: rows) else { return drawEmpty(&painter) }
        let labels = yLabels(scale, rows: rows)
        let gutter = min(size.width / 3, (labels.map { TextWidth.of($0.text) }.max() ?? 0) + 1)
        let plot = Rect(x: gutter, y: hasLegend ? 1 : 0, width: size.width - gutter, height: rows)
        let named = hasLegend ? drawLegend(&painter, scale, gutter: gutter) : false
        drawYAxis(&painter, labels, gutter: gutter, plot)
        painter.inside(Rect(x: plot.x, y: plot.y, width: plot.width, height: plot.height)) { inner in
            drawPlot(&inner, scale, labels.map(\.row), namesReferences: !named)
        }
        if hasXAxis { drawXAxis(&painter, scale, plot) }
        if showsValueBox { drawValueBox(&painter, scale, plot) }
    }

    private func drawEmpty(_ painter: inout Painter) {
        let words = "no data yet"
        let x = max(0, (painter.size.width - words.count) / 2)
        painter.text(words, x: x, y: painter.size.height / 2, Style(.muted), limit: painter.size.width - x)
    }

    /// A sparkline and the newest value, or only that.
    private func drawSmall(_ painter: inout Painter) {
        let size = painter.size
        guard let main = series.first else { return }
        let values = main.points.map { $0.y.flatMap { $0.isFinite ? $0 : nil } }
        let newest = values.last { $0 != nil }.flatMap { $0 }
        let text = newest.map { valueText($0, decimals: 1) } ?? "-"
        let number = TextWidth.of(TextSanitizer.clean(text, glyphs: painter.glyphs))
        guard size.width >= number + 5 else {
            painter.text(text, x: 0, y: 0, Style(main.role, .bold), limit: size.width)
            return
        }
        let low = values.compactMap { $0 }.min() ?? 0
        let high = values.compactMap { $0 }.max() ?? 0
        let line = Sparkline(values, range: low...max(low, high), role: main.role)
        line.draw(&painter, in: Rect(x: 0, y: 0, width: size.width - number - 1, height: size.height))
        painter.textRight(text, maxX: size.width, y: size.height - 1, Style(main.role, .bold))
    }

    /// A value with its unit.
    func valueText(_ value: Double, decimals: Int) -> String {
        let text = abs(value) >= 100_000 ? NumberText.si(value, 2) : NumberText.fixed(value, decimals)
        return unit.isEmpty ? text : text + (unit.hasPrefix("°") || unit == "%" ? "" : " ") + unit
    }

    /// The y labels with their rows, top down, at most one a row.
    private func yLabels(_ scale: Scale, rows: Int) -> [(row: Int, text: String)] {
        var result: [(row: Int, text: String)] = []
        for value in scale.ticks.values.reversed() {
            let fraction = scale.fraction(y: value)
            guard fraction >= -1e-9, fraction <= 1 + 1e-9 else { continue }
            let row = scale.row(value, of: rows)
            if let last = result.last, row <= last.row { continue }
            result.append((row, scale.ticks.label(value)))
        }
        return result
    }

    private func drawYAxis(
        _ painter: inout Painter, _ labels: [(row: Int, text: String)], gutter: Int, _ plot: Rect
    ) {
        for (row, text) in labels {
            let shown = TextWidth.truncate(text, to: gutter - 1, ellipsis: painter.glyphs.ellipsis)
            painter.textRight(shown, maxX: gutter - 1, y: plot.y + row, Style(.muted))
        }
    }

    private func drawPlot(_ painter: inout Painter, _ scale: Scale, _ grid: [Int], namesReferences: Bool) {
        let (width, height) = (painter.size.width, painter.size.height)
        let glyphs = painter.glyphs
        for row in grid {
            for x in stride(from: 0, to: width, by: 4) {
                painter.put(glyphs.isUnicode ? "·" : ".", x: x, y: row, Style(.faint))
            }
        }
        let zero = includesZero && !references.contains { $0.value == 0 } ? [Reference(0, "")] : []
        for reference in zero + references where reference.value.isFinite {
            let row = scale.row(reference.value, of: height)
            for x in 0..<width { painter.put(glyphs.isUnicode ? "─" : "-", x: x, y: row, Style(reference.role)) }
        }
        let cursorX = cursor.map { scale.column($0, of: width) } ?? -1
        if cursorX >= 0, cursorX < width {
            for y in 0..<height { painter.put(glyphs.isUnicode ? "│" : "|", x: cursorX, y: y, Style(.accent)) }
        }
        var canvas = DotCanvas(painter.size, glyphs)
        for band in bands { plot(band, &canvas, scale) }
        for item in series { plot(item, &canvas, scale) }
        canvas.draw(&painter)
        for reference in references where namesReferences && reference.value.isFinite && !reference.label.isEmpty {
            label(reference, scale, canvas, &painter)
        }
    }

    /// Writes a reference line's name on it where no series runs: at the right, else at the left.
    private func label(_ reference: Reference, _ scale: Scale, _ canvas: DotCanvas, _ painter: inout Painter) {
        let row = scale.row(reference.value, of: painter.size.height)
        let text = " " + TextSanitizer.clean(reference.label, glyphs: painter.glyphs) + " "
        let width = TextWidth.of(text)
        guard width <= painter.size.width / 2 else { return }
        for start in [painter.size.width - width, 0]
        where (start..<(start + width)).allSatisfy({ !canvas.isLit(x: $0, y: row) }) {
            painter.text(text, x: start, y: row, Style(reference.role))
            return
        }
    }
}
