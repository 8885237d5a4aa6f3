extension Scatter: LadderedChart {
    /// The rung of a size.
    public func rung(for size: Size) -> FitRung { FitLadder(plot: Size(width: 18, height: 5), full: 9).rung(size) }

    /// Draws the rung of the ladder that fits.
    public func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        let rung = rung(for: size)
        if rung >= .bare {
            drawPlot(&painter, rung)
        } else {
            drawSmall(&painter, rung)
        }
        if isStale { painter.markStale() }
    }

    /// All points that can be drawn.
    private var points: some Sequence<(x: Double, y: Double)> {
        groups.lazy.flatMap(\.points).compactMap { point in
            guard point.x.isFinite, let y = point.y, y.isFinite else { return nil }
            return (point.x, y)
        }
    }

    private func drawPlot(_ painter: inout Painter, _ rung: FitRung) {
        let size = painter.size
        let hasLegend = rung == .full
        let hasLabels = rung >= .labelled
        let rows = size.height - (hasLegend ? 1 : 0) - (hasLabels ? 2 : 0)
        let xs = showsDiagonal ? Array(points.flatMap { [$0.x, $0.y] }) : points.map(\.x)
        let ys = showsDiagonal ? xs : points.map(\.y)
        guard let y = AxisScale(ys, range: showsDiagonal ? xRange : yRange, target: max(1, (rows + 1) / 3)) else {
            let words = "no data yet"
            painter.text(
                words, x: max(0, (size.width - words.count) / 2), y: size.height / 2, Style(.muted), limit: size.width)
            return
        }
        let labels = y.rows(of: rows)
        let gutter = min(size.width / 3, (labels.map { TextWidth.of($0.text) }.max() ?? 0) + 1)
        let plot = Rect(x: gutter, y: hasLegend ? 1 : 0, width: size.width - gutter, height: rows)
        // With the diagonal the ends must be the same, whatever ticks suit the width.
        guard
            let x = AxisScale(
                xs, range: showsDiagonal ? y.low...y.high : xRange, target: max(1, plot.width / 12),
                widens: !showsDiagonal)
        else { return }
        if hasLegend { drawLegend(&painter, gutter: gutter) }
        for (row, text) in labels {
            let shown = TextWidth.truncate(text, to: gutter - 1, ellipsis: painter.glyphs.ellipsis)
            painter.textRight(shown, maxX: gutter - 1, y: plot.y + row, Style(.muted))
        }
        painter.inside(plot) { drawPoints(&$0, x, y, labels.map(\.row)) }
        guard hasLabels else { return }
        var axis = AxisRows(&painter, x: plot.x, y: plot.maxY, width: plot.width)
        axis.name(xName + (unit.isEmpty || xName.isEmpty ? unit : " " + unit), &painter)
        for value in x.shown { axis.tick(x.ticks.label(value), column: x.place(value, of: plot.width), &painter) }
    }

    private func drawPoints(_ painter: inout Painter, _ x: AxisScale, _ y: AxisScale, _ grid: [Int]) {
        let (width, height) = (painter.size.width, painter.size.height)
        for row in grid {
            for column in stride(from: 0, to: width, by: 4) {
                painter.put(painter.glyphs.gridDot, x: column, y: row, Style(.faint))
            }
        }
        var canvas = DotCanvas(painter.size, painter.glyphs)
        if showsDiagonal { drawDiagonal(&canvas) }
        var counts: [Int: Int] = [:]
        for group in groups {
            for point in group.points {
                guard point.x.isFinite, let value = point.y, value.isFinite else { continue }
                let column = x.place(point.x, of: canvas.width)
                let row = canvas.height - 1 - y.place(value, of: canvas.height)
                guard column >= 0, column < canvas.width, row >= 0, row < canvas.height else { continue }
                let index = (row / canvas.dots.down) * width + column / canvas.dots.across
                let count = (counts[index] ?? 0) + 1
                counts[index] = count
                canvas.add(column, row, Style(role(of: group, point.x, value)), .dots)
            }
        }
        canvas.draw(&painter)
        for (index, count) in counts where count >= Self.crowd {
            painter.restyle(Rect(x: index % width, y: index / width, width: 1, height: 1)) {
                $0.attributes.formUnion(.bold)
            }
        }
        guard let cursor, let value = cursor.y, value.isFinite, cursor.x.isFinite else { return }
        let (column, row) = (x.place(cursor.x, of: width), height - 1 - y.place(value, of: height))
        guard column >= 0, column < width, row >= 0, row < height else { return }
        painter.put(painter.glyphs.cursorPoint, x: column, y: row, Style(.accent, .bold))
    }

    /// Points in a cell from which on it is bold.
    private static let crowd = 6

    private func role(of group: Group, _ x: Double, _ y: Double) -> Role {
        if let role = group.role { return role }
        guard showsDiagonal else { return .series1 }
        return y > x ? .positive : (y < x ? .negative : .good)
    }

    private func drawDiagonal(_ canvas: inout DotCanvas) {
        var phase = 0
        let style = Style(.muted)
        canvas.set(0, canvas.height - 1, style, .dashes)
        canvas.line(
            Point(x: 0, y: canvas.height - 1), Point(x: canvas.width - 1, y: 0), style, .dashes, phase: &phase)
    }

    private func drawLegend(_ painter: inout Painter, gutter: Int) {
        let (glyphs, width) = (painter.glyphs, painter.size.width)
        let clean = TextSanitizer.clean(summary, glyphs: glyphs)
        let room = width - (clean.isEmpty || TextWidth.of(clean) > width / 2 ? 0 : TextWidth.of(clean) + 2)
        var x = 0
        if !yName.isEmpty {
            x = painter.text(yName, x: 0, y: 0, Style(.muted), limit: max(gutter, room / 3)) + 3
        }
        x = max(x, gutter)
        for group in groups where !group.name.isEmpty {
            let name = TextSanitizer.clean(group.name, glyphs: glyphs)
            guard x + 2 + TextWidth.of(name) <= room else { break }
            painter.put(glyphs.point, x: x, y: 0, Style(group.role ?? (showsDiagonal ? .positive : .series1)))
            x += 2 + painter.text(name, x: x + 2, y: 0) + 3
        }
        if showsDiagonal, x + 9 <= room {
            painter.text(glyphs.hasBlocks ? "╌╌" : "--", x: x, y: 0, Style(.muted))
            painter.text("equal", x: x + 3, y: 0, Style(.muted))
        }
        if room < width { painter.textRight(clean, maxX: width, y: 0, Style(.text, .bold)) }
    }

    private func drawSmall(_ painter: inout Painter, _ rung: FitRung) {
        let size = painter.size
        let count = groups.reduce(0) { $0 + $1.points.count }
        let text = summary.isEmpty ? "\(NumberText.grouped(count)) points" : summary
        let number = TextWidth.of(TextSanitizer.clean(text, glyphs: painter.glyphs))
        guard rung == .sparkline, size.width >= number + 6 else {
            painter.text(text, x: 0, y: 0, Style(.text, .bold), limit: size.width)
            return
        }
        let ascending = points.sorted { $0.x < $1.x }.map(\.y)
        let low = ascending.min() ?? 0
        Sparkline(ascending, range: low...max(low, ascending.max() ?? 0)).draw(
            &painter, in: Rect(x: 0, y: 0, width: size.width - number - 1, height: size.height))
        painter.textRight(text, maxX: size.width, y: size.height - 1, Style(.text, .bold))
    }
}
