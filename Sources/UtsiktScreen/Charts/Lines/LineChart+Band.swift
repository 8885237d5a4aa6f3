extension LineChart {
    /// Lights every other dot between a band's edges, column by column; a series drawn later replaces the dots of its cells.
    func plot(_ band: Band, _ canvas: inout DotCanvas, _ scale: Scale) {
        let style = Style(band.role)
        var edges: (x: Int, top: Int, bottom: Int)?
        for (low, high) in zip(band.lower, band.upper) {
            guard low.x.isFinite, let down = low.y, let up = high.y, down.isFinite, up.isFinite else {
                edges = nil
                continue
            }
            let x = scale.column(low.x, of: canvas.width)
            guard x >= 0, x < canvas.width else {
                edges = nil
                continue
            }
            let next = (
                x: x, top: scale.row(max(down, up), of: canvas.height),
                bottom: scale.row(min(down, up), of: canvas.height)
            )
            let from = edges ?? next
            // Straight edges from the point before to this one.
            for column in from.x...max(from.x, next.x) {
                let part = next.x > from.x ? Double(column - from.x) / Double(next.x - from.x) : 1
                let top = Self.between(from.top, next.top, part)
                let bottom = Self.between(from.bottom, next.bottom, part)
                guard top <= bottom else { continue }
                for row in top...bottom where (column + row).isMultiple(of: 2) {
                    canvas.set(column, row, style, .shade)
                }
            }
            edges = next
        }
    }

    private static func between(_ a: Int, _ b: Int, _ part: Double) -> Int {
        NumberText.clamped((Double(a) + Double(b - a) * part).rounded(), min(a, b)...max(a, b))
    }
}
