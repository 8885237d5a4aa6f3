extension LineChart {
    /// Draws the line below the plot and its labels; labels that would touch a neighbour are left out.
    func drawXAxis(_ painter: inout Painter, _ scale: Scale, _ plot: Rect) {
        let isUnicode = painter.glyphs.isUnicode
        let axis = Rect(x: plot.x, y: plot.maxY, width: plot.width, height: 1)
        painter.fill(axis, isUnicode ? "─" : "-", Style(.faint))
        var taken: [Range<Int>] = []
        if let cursor, let text = cursorLabel(cursor) {
            let column = scale.column(cursor, of: plot.width)
            if column >= 0, column < plot.width {
                painter.put(isUnicode ? "┴" : "+", x: plot.x + column, y: plot.maxY, Style(.accent))
                place(text, plot.x + column, plot, &taken, &painter, Style(.accent))
            }
        }
        for tick in ticks(scale, plot.width) {
            let column = scale.column(tick.value, of: plot.width)
            guard column >= 0, column < plot.width else { continue }
            guard place(tick.label, plot.x + column, plot, &taken, &painter, Style(.muted)) else { continue }
            painter.put(isUnicode ? "┬" : "+", x: plot.x + column, y: plot.maxY, Style(.faint))
        }
    }

    /// Writes a label around a column if it has a free cell on each side.
    @discardableResult
    private func place(
        _ label: String, _ column: Int, _ plot: Rect, _ taken: inout [Range<Int>], _ painter: inout Painter,
        _ style: Style
    ) -> Bool {
        let text = TextSanitizer.clean(label, glyphs: painter.glyphs)
        let width = TextWidth.of(text)
        guard width > 0, width <= painter.size.width else { return false }
        let start = min(max(0, column - width / 2), painter.size.width - width)
        let span = (start - 1)..<(start + width + 1)
        guard taken.allSatisfy({ !$0.overlaps(span) }) else { return false }
        taken.append(start..<(start + width))
        painter.text(text, x: start, y: plot.maxY + 1, style)
        return true
    }

    private func cursorLabel(_ cursor: Double) -> String? {
        switch xAxis {
        case .nice(let text), .steps(_, let text): cursor.isFinite ? text(cursor) : nil
        case .none, .ticks: nil
        }
    }

    /// The ticks of the x axis in ascending order.
    private func ticks(_ scale: Scale, _ width: Int) -> [ChartTick] {
        switch xAxis {
        case .none: return []
        case .ticks(let ticks): return ticks.filter(\.value.isFinite)
        case .nice(let text):
            let nice = NiceTicks(from: scale.left, to: scale.right, target: max(1, width / 12))
            return nice.values.filter { $0 >= scale.left && $0 <= scale.right }.map { ChartTick($0, text($0)) }
        case .steps(let steps, let text):
            let span = scale.right - scale.left
            guard span.isFinite, span > 0 else { return [ChartTick(scale.left, text(scale.left))] }
            // The label's own width decides how many there may be.
            let room = Double(width) / Double(TextWidth.of(text(scale.left)) + 3)
            let usable = steps.filter { $0.isFinite && $0 > 0 }
            guard let step = usable.first(where: { span / $0 <= room }) ?? usable.last, span / step <= 1000
            else { return [ChartTick(scale.left, text(scale.left)), ChartTick(scale.right, text(scale.right))] }
            let first = (scale.left / step).rounded(.up)
            let count = NumberText.clamped((scale.right / step).rounded(.down) - first, -1...1000)
            guard count >= 0 else { return [ChartTick(scale.left, text(scale.left))] }
            return (0...count).map { index in
                let value = (first + Double(index)) * step
                return ChartTick(value, text(value))
            }
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
        for reference in references where !reference.label.isEmpty && reference.value.isFinite {
            let name = TextSanitizer.clean(reference.label, glyphs: painter.glyphs)
            guard x + 2 + TextWidth.of(name) <= painter.size.width else { return false }
            painter.put(painter.glyphs.isUnicode ? "─" : "-", x: x, y: 0, Style(reference.role))
            x += 2 + painter.text(name, x: x + 2, y: 0, Style(reference.role)) + 3
        }
        return true
    }

    private static func sample(_ mark: Mark, _ glyphs: GlyphSet) -> String {
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
    fileprivate func value(near x: Double, _ scale: LineChart.Scale) -> Double? {
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
