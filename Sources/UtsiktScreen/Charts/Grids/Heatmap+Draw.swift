extension Heatmap: LadderedChart {
    /// The rung of a size.
    public func rung(for size: Size) -> FitRung {
        FitLadder(plot: Size(width: 18, height: 3), labelled: 5, full: 6).rung(size, hasLabels: xAxis.isShown)
    }

    /// Draws the rung of the ladder that fits.
    public func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        guard columns > 0 else {
            painter.text("no data yet", x: 0, y: 0, Style(.muted), limit: size.width)
            return
        }
        let rung = rung(for: size)
        if rung >= .bare {
            drawMap(&painter, rung)
        } else {
            drawSmall(&painter, rung)
        }
        if isStale { painter.markStale() }
    }

    private func drawMap(_ painter: inout Painter, _ rung: FitRung) {
        let size = painter.size
        let top = rung == .full ? 1 : 0
        let hasLabels = rung >= .labelled && xAxis.isShown
        let longest = rows.map { TextWidth.of(TextSanitizer.clean($0.label, glyphs: painter.glyphs)) }.max() ?? 0
        let gutter = longest == 0 ? 0 : min(longest, max(3, size.width / 3 - 2)) + 2
        let plot = Rect(
            x: gutter, y: top, width: size.width - gutter, height: size.height - top - (hasLabels ? 2 : 0))
        let grid = Grid(self, plot.size, painter)
        if rung == .full { drawLegend(&painter, gutter: gutter) }
        drawLabels(&painter, grid, gutter: gutter, y: top)
        painter.inside(plot) { drawCells(&$0, grid) }
        if hasLabels { drawAxis(&painter, grid, plot, y: plot.y + grid.shownRows) }
    }

    private func drawCells(_ painter: inout Painter, _ grid: Grid) {
        let glyphs = painter.glyphs
        for y in 0..<grid.shownRows {
            for column in 0..<grid.shownColumns {
                let upper = grid.part(column, grid.isHalved ? 2 * y : y / grid.rowHeight)
                let lower = grid.isHalved ? grid.part(column, 2 * y + 1) : nil
                guard let (glyph, style) = cell(upper, lower, grid, glyphs) else { continue }
                for x in (column * grid.pitch)..<(column * grid.pitch + grid.pitch) {
                    painter.put(glyph, x: x, y: y, style)
                }
            }
        }
        guard let cursor, let column = grid.shownColumn(cursor.x), let rows = grid.shownRows(of: cursor.y) else {
            return
        }
        painter.restyle(Rect(x: column * grid.pitch, y: rows.lowerBound, width: grid.pitch, height: rows.count)) {
            $0.attributes.formUnion(.reverse)
        }
    }

    private func cell(
        _ upper: Double?, _ lower: Double?, _ grid: Grid, _ glyphs: GlyphSet
    ) -> (Character, Style)? {
        guard grid.isHalved else {
            guard let step = upper.map(ramp.step) else { return nil }
            return (ramp.glyph(step: step, glyphs), Style(ramp.role(step: step)))
        }
        let roles = (upper.map { ramp.role(step: ramp.step($0)) }, lower.map { ramp.role(step: ramp.step($0)) })
        switch roles {
        case (nil, nil): return nil
        case (let top?, nil): return ("▀", Style(top))
        case (nil, let bottom?): return ("▄", Style(bottom))
        case (let top?, let bottom?): return top == bottom ? ("█", Style(top)) : ("▀", Style(top, on: bottom))
        }
    }

    private func drawLabels(_ painter: inout Painter, _ grid: Grid, gutter: Int, y: Int) {
        guard gutter > 2 else { return }
        for row in stride(from: 0, to: grid.shownRows, by: grid.rowHeight) {
            let group = grid.rows(shownAt: row)
            guard let first = group.first else { continue }
            let isSelected = cursor.map { group.contains($0.y) } ?? false
            if isSelected { painter.put(painter.glyphs.pointer, x: 0, y: y + row, Style(.selection)) }
            let label =
                isSelected && group.count > 1
                ? rows[min(max(cursor?.y ?? first, 0), rows.count - 1)].label : rows[first].label
            painter.text(
                label, x: 1, y: y + row, isSelected ? Style(.selection, .bold) : Style(.muted), limit: gutter - 2)
        }
    }

    private func drawLegend(_ painter: inout Painter, gutter: Int) {
        let glyphs = painter.glyphs
        let ends = ends
        let low = TextSanitizer.clean(valueText(ends.lowerBound), glyphs: glyphs)
        let high = TextSanitizer.clean(valueText(ends.upperBound), glyphs: glyphs)
        let steps = (ramp == .diverging ? -ramp.steps : 0)...ramp.steps
        let width = TextWidth.of(low) + TextWidth.of(high) + 2 + steps.count
        var x = max(gutter, 1)
        if !name.isEmpty { x += painter.text(name, x: x, y: 0, Style(.muted), limit: painter.size.width - x) + 2 }
        guard x + width <= painter.size.width else { return }
        x += painter.text(low, x: x, y: 0, Style(.muted)) + 1
        for step in steps {
            painter.put(ramp.glyph(step: step, glyphs), x: x, y: 0, Style(ramp.role(step: step)))
            x += 1
        }
        painter.text(high, x: x + 1, y: 0, Style(.muted))
    }

    private func drawAxis(_ painter: inout Painter, _ grid: Grid, _ plot: Rect, y: Int) {
        let width = grid.shownColumns * grid.pitch
        var axis = AxisRows(&painter, x: plot.x, y: y, width: width)
        let middle = { (column: Int) in column * grid.pitch + (grid.pitch - 1) / 2 }
        if let cursor, let column = grid.shownColumn(cursor.x), let text = xAxis.text(at: Double(cursor.x)) {
            axis.tick(text, column: middle(column), &painter, mark: painter.glyphs.footing, Style(.accent))
        }
        for tick in xAxis.ticks(from: 0, to: Double(max(columns - 1, 0)), columns: width) {
            let place = NumberText.clamped(tick.value.rounded(), -1...columns)
            guard let column = grid.shownColumn(place) else { continue }
            axis.tick(tick.label, column: middle(column), &painter)
        }
    }

    private func drawSmall(_ painter: inout Painter, _ rung: FitRung) {
        let size = painter.size
        let ends = ends
        let text = summary.isEmpty ? valueText(ends.upperBound) : summary
        let number = TextWidth.of(TextSanitizer.clean(text, glyphs: painter.glyphs))
        guard rung == .sparkline, size.width >= number + 6 else {
            painter.text(text, x: 0, y: 0, Style(.text, .bold), limit: size.width)
            return
        }
        let width = size.width - number - 1
        for x in 0..<width {
            let from = x * columns / width
            let part = Self.farthest(
                rows.lazy.flatMap { row in
                    (from..<max((x + 1) * self.columns / width, from + 1)).map {
                        Self.part($0 < row.values.count ? row.values[$0] : nil, ends, self.ramp)
                    }
                })
            guard let step = part.map(ramp.step) else { continue }
            painter.put(ramp.glyph(step: step, painter.glyphs), x: x, y: 0, Style(ramp.role(step: step)))
        }
        painter.textRight(text, maxX: size.width, y: 0, Style(.text, .bold))
    }

    private func valueText(_ value: Double) -> String {
        let text = NumberText.si(value, 2)
        return unit.isEmpty ? text : text + (unit.hasPrefix("°") || unit == "%" ? "" : " ") + unit
    }
}

/// Which values a cell of the map shows.
private struct Grid {
    /// Columns of the picture, each `pitch` cells wide.
    let shownColumns: Int
    let pitch: Int
    /// Rows of cells.
    let shownRows: Int
    /// Cells that one row takes.
    let rowHeight: Int
    /// Whether a cell holds two rows.
    let isHalved: Bool
    /// Rows merged into one.
    private let rowFactor: Int
    private let columns: Int
    private let rowCount: Int
    private let parts: [[Double?]]

    init(_ map: Heatmap, _ size: Size, _ painter: Painter) {
        columns = map.columns
        rowCount = map.rows.count
        shownColumns = min(columns, max(1, size.width))
        pitch = max(1, size.width / max(1, shownColumns))
        let height = max(1, size.height)
        let canHalve = painter.glyphs.hasBlocks && painter.colours != .none
        isHalved = rowCount > height && canHalve
        let room = isHalved ? 2 * height : height
        rowFactor = max(1, (rowCount + room - 1) / room)
        let groups = (rowCount + rowFactor - 1) / rowFactor
        rowHeight = isHalved ? 1 : max(1, min(2, height / max(1, groups)))
        shownRows = isHalved ? (groups + 1) / 2 : groups * rowHeight
        let ends = map.ends
        let (shown, all, factor) = (shownColumns, columns, rowFactor)
        parts = (0..<groups).map { group in
            let rows = map.rows[(group * factor)..<min(map.rows.count, (group + 1) * factor)]
            return (0..<shown).map { column in
                let from = column * all / shown
                return Heatmap.farthest(
                    rows.lazy.flatMap { row in
                        (from..<max((column + 1) * all / shown, from + 1)).map {
                            Heatmap.part($0 < row.values.count ? row.values[$0] : nil, ends, map.ramp)
                        }
                    })
            }
        }
    }

    /// The part that a shown column and a group of rows reach.
    func part(_ column: Int, _ group: Int) -> Double? { group < parts.count ? parts[group][column] : nil }

    /// The map's rows behind a row of cells.
    func rows(shownAt y: Int) -> Range<Int> {
        let groups = isHalved ? (2 * y)..<(2 * y + 2) : (y / rowHeight)..<(y / rowHeight + 1)
        return min(groups.lowerBound * rowFactor, rowCount)..<min(groups.upperBound * rowFactor, rowCount)
    }

    /// The cells' rows that show a row of the map.
    func shownRows(of row: Int) -> Range<Int>? {
        guard row >= 0, row < rowCount else { return nil }
        let group = row / rowFactor
        return isHalved ? (group / 2)..<(group / 2 + 1) : (group * rowHeight)..<((group + 1) * rowHeight)
    }

    /// The shown column of a column of the map.
    func shownColumn(_ column: Int) -> Int? {
        guard column >= 0, column < columns else { return nil }
        return min(((column + 1) * shownColumns - 1) / columns, shownColumns - 1)
    }
}
