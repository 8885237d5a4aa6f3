extension LineChart {
    /// Draws the cursor's place and the series' values there in a box beside the cursor, on the side with more room.
    func drawValueBox(_ painter: inout Painter, _ scale: Scale, _ plot: Rect) {
        guard let cursor, cursor.isFinite else { return }
        let column = scale.column(cursor, of: plot.width)
        guard column >= 0, column < plot.width else { return }
        let glyphs = painter.glyphs
        let rows = series.map { item in
            let value = item.value(near: cursor, scale).map { valueText($0, decimals: scale.ticks.decimals + 1) } ?? "-"
            return (
                sample: Self.sample(item.mark, glyphs), name: TextSanitizer.clean(item.name, glyphs: glyphs),
                value: TextSanitizer.clean(value, glyphs: glyphs), role: item.role
            )
        }
        let title = TextSanitizer.clean(xAxis.text(at: cursor) ?? "", glyphs: glyphs)
        let names = rows.map { TextWidth.of($0.name) }.max() ?? 0
        let values = rows.map { TextWidth.of($0.value) }.max() ?? 0
        let width = max(3 + names + 1 + values, TextWidth.of(title)) + 4
        let height = rows.count + 2
        // The box may hide a third of the plot at most, and never the cursor.
        guard height <= plot.height, width * 3 <= plot.width, !rows.isEmpty else { return }
        let isRight = column < plot.width / 2
        let box = Rect(
            x: plot.x + (isRight ? column + 2 : column - 1 - width), y: plot.y, width: width, height: height)
        guard box.x >= plot.x, box.maxX <= plot.maxX else { return }
        painter.fill(box)
        painter.inside(box) { inner in
            let inside = Box(title: title).draw(&inner, in: inner.bounds)
            for (y, row) in rows.enumerated() {
                inner.text(row.sample, x: inside.x + 1, y: inside.y + y, Style(row.role))
                inner.text(row.name, x: inside.x + 4, y: inside.y + y, Style(.muted))
                inner.textRight(row.value, maxX: inside.maxX - 1, y: inside.y + y, Style(row.role, .bold))
            }
        }
    }
}
