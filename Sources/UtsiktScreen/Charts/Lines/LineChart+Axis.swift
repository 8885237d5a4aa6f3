extension LineChart {
    /// Draws the line below the plot and its labels; labels that would touch a neighbour are left out.
    func drawXAxis(_ painter: inout Painter, _ scale: Scale, _ plot: Rect) {
        let glyphs = painter.glyphs
        var axis = AxisRows(&painter, x: plot.x, y: plot.maxY, width: plot.width)
        if let cursor, let text = xAxis.text(at: cursor) {
            let column = scale.column(cursor, of: plot.width)
            if column >= 0, column < plot.width {
                axis.tick(text, column: column, &painter, mark: glyphs.footing, Style(.accent))
                painter.put(glyphs.footing, x: plot.x + column, y: plot.maxY, Style(.accent))
            }
        }
        for tick in xAxis.ticks(from: scale.left, to: scale.right, columns: plot.width) {
            axis.tick(tick.label, column: scale.column(tick.value, of: plot.width), &painter)
        }
    }

    /// Draws the unit above the y labels and the series' names with their shapes, with the values at the cursor if there is
    /// one, then the reference lines' names. Returns whether all had room.
    func drawLegend(_ painter: inout Painter, _ scale: Scale, gutter: Int) -> Bool {
        if !unit.isEmpty {
            let text = TextSanitizer.clean(unit, glyphs: painter.glyphs)
            painter.text(text, x: max(0, gutter - 1 - TextWidth.of(text)), y: 0, Style(.muted), limit: max(gutter, 4))
        }
        var x = max(gutter, 1)
        for item in series where series.count > 1 || cursor != nil {
            let sample = Self.sample(item.mark, painter.glyphs)
            let name = TextSanitizer.clean(item.name, glyphs: painter.glyphs)
            let value = cursor.flatMap { item.value(near: $0, scale) }.map {
                valueText($0, decimals: scale.ticks.decimals + 1)
            }
            let clean = value.map { TextSanitizer.clean($0, glyphs: painter.glyphs) }
            let width = 3 + TextWidth.of(name) + (clean.map { TextWidth.of($0) + 1 } ?? 0)
            guard x + width <= painter.size.width else { return false }
            painter.text(sample, x: x, y: 0, Style(item.role))
            painter.text(name, x: x + 3, y: 0, Style(clean == nil ? .text : .muted))
            if let clean { painter.textRight(clean, maxX: x + width, y: 0, Style(item.role, .bold)) }
            x += width + 3
        }
        for band in bands where !band.name.isEmpty {
            let name = TextSanitizer.clean(band.name, glyphs: painter.glyphs)
            guard x + 3 + TextWidth.of(name) <= painter.size.width else { return false }
            painter.text(Self.bandSample(painter.glyphs), x: x, y: 0, Style(band.role))
            x += 3 + painter.text(name, x: x + 3, y: 0, Style(.muted)) + 3
        }
        for reference in references where !reference.label.isEmpty && reference.value.isFinite {
            let name = TextSanitizer.clean(reference.label, glyphs: painter.glyphs)
            guard x + 2 + TextWidth.of(name) <= painter.size.width else { return false }
            painter.put(painter.glyphs.isUnicode ? "─" : "-", x: x, y: 0, Style(reference.role))
            x += 2 + painter.text(name, x: x + 2, y: 0, Style(reference.role)) + 3
        }
        return true
    }

    private static func bandSample(_ glyphs: GlyphSet) -> String { glyphs.hasBlocks ? "⡪⢕" : "::" }

    static func sample(_ mark: Mark, _ glyphs: GlyphSet) -> String {
        switch (mark, glyphs.hasBlocks) {
        case (.line, true): "──"
        case (.dashes, true): "╌╌"
        case (.dots, true): "••"
        case (.line, false): ".'"
        case (.dashes, false): "--"
        case (.dots, false): "oo"
        }
    }
}

extension LineChart.Series {
    /// The value at the point nearest to an x, if it is not farther than a cell or the points' usual distance.
    func value(near x: Double, _ scale: LineChart.Scale) -> Double? {
        guard x.isFinite else { return nil }
        var nearest: ChartPoint?
        for point in points where point.x.isFinite {
            if nearest.map({ abs(point.x - x) < abs($0.x - x) }) ?? true { nearest = point }
        }
        guard let nearest, let y = nearest.y, y.isFinite else { return nil }
        let usual = (scale.right - scale.left) / Double(max(points.count - 1, 1))
        return abs(nearest.x - x) <= max(usual, (scale.right - scale.left) / 50) ? y : nil
    }
}
