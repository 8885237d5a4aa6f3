import UtsiktCore
import UtsiktScreen

/// Ports needed by servers moved: splits and 40GbE ports stacked, the limit as a line, and under the axis whether it fits.
struct NeedCurveView {
    let analysis: FabricAnalysis
    let glyphs: FabricGlyphs
    /// The rack it is compared with; nil for none.
    var ghost: FabricAnalysis?

    /// Rows below the bars: the verdicts and the axis.
    private static let footRows = 2

    /// Draws the curve.
    func draw(_ painter: inout Painter, in rect: Rect) {
        let plan = analysis.plan
        let rows = rect.height - Self.footRows
        let axis = 4
        let legend = rect.width >= 48 ? 11 : 0
        let room = rect.width - axis - legend
        guard rows >= 2, room >= 8, !analysis.curve.isEmpty else { return }
        let columns = min(4, max(1, room / analysis.curve.count))
        // Where there is no room for every number of moves, a window keeps the present one and the most in sight.
        let shown = min(analysis.curve.count, room / columns)
        let inSight = max(plan.moved, analysis.simulation.kMax ?? 0) + 4
        let first = min(max(0, inSight - shown), analysis.curve.count - shown)
        let points = analysis.curve[first..<(first + shown)]
        let limit = max(0, plan.serverPorts)
        let ghostPorts = ghost.map { $0.curve.map(\.ports) } ?? []
        let top = max(1, limit, points.map(\.ports).max() ?? 0)
        let scale = Scale(top: top, rows: rows)

        for row in 0..<rows {
            let value = scale.value(row: row)
            if row % 2 == 0 || rows <= 4 {
                painter.textRight("\(value)", maxX: rect.x + 3, y: rect.y + row, Style(.muted))
            }
            painter.put(glyphs.glyphSet.isUnicode ? "┤" : "|", x: rect.x + 3, y: rect.y + row, Style(.faint))
        }
        let limitRow = rect.y + scale.row(limit)
        let end = rect.x + axis + points.count * columns
        for (index, point) in points.enumerated() {
            bar(point, &painter, rect, x: rect.x + axis + index * columns, columns: columns, scale: scale, limit: limit)
            verdict(point, &painter, x: rect.x + axis + index * columns, y: rect.y + rows)
            let column = rect.x + axis + index * columns
            if ghostPorts.indices.contains(first + index), ghostPorts[first + index] != point.ports {
                let row = scale.row(min(top, ghostPorts[first + index]))
                painter.put(glyphs.glyphSet.isUnicode ? "·" : ".", x: column, y: rect.y + row, Style(.accent))
            }
            // The limit cuts through every bar that goes beyond it.
            guard point.ports > limit || scale.row(point.ports) > scale.row(limit) else { continue }
            for column in 0..<columns {
                let x = rect.x + axis + index * columns + column
                painter.put(glyphs.glyphSet.isUnicode ? "─" : "-", x: x, y: limitRow, Style(.accent))
            }
        }
        labels(points, &painter, rect, axis: axis, columns: columns, y: rect.y + rows + 1)
        if legend > 0 { key(&painter, x: end + 1, rect: rect, limitRow: limitRow, limit: limit) }
    }

    /// Rows and values of the axis.
    struct Scale {
        let top: Int
        let rows: Int

        /// Eighths of a row that a number of ports takes.
        func eighths(_ ports: Int) -> Int { min(rows * 8, ports * rows * 8 / top) }
        /// The row in which a number of ports ends, from the top.
        func row(_ ports: Int) -> Int { min(rows - 1, max(0, rows - (eighths(ports) + 7) / 8)) }
        /// The number of ports at a row's upper edge.
        func value(row: Int) -> Int { (rows - row) * top / rows }
    }

    private func bar(
        _ point: NeedPoint, _ painter: inout Painter, _ rect: Rect, x: Int, columns: Int, scale: Scale, limit: Int
    ) {
        let rows = scale.rows
        let total = scale.eighths(point.ports)
        let splitRows = (scale.eighths(point.ports - point.natives) + 4) / 8
        let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        let isNow = point.moved == analysis.plan.moved
        for row in 0..<rows {
            let filled = min(8, total - row * 8)
            guard filled > 0 else { break }
            let isSplit = row < splitRows
            var glyph: Character
            if glyphs.glyphSet.hasBlocks {
                glyph = filled < 8 ? blocks[filled - 1] : (isSplit ? "█" : "▓")
            } else {
                if filled < 4, row > 0 { break }
                glyph = isSplit ? "#" : "="
            }
            if point.ports > limit, row * 8 >= scale.eighths(limit), !glyphs.glyphSet.hasBlocks { glyph = glyphs.dead }
            var style = Style(isSplit ? .series3 : .series4)
            if !point.fits { style = Style(.faint) }
            if isNow { style.attributes.insert(.bold) }
            for column in 0..<columns { painter.put(glyph, x: x + column, y: rect.y + rows - 1 - row, style) }
        }
    }

    private func verdict(_ point: NeedPoint, _ painter: inout Painter, x: Int, y: Int) {
        let isNow = point.moved == analysis.plan.moved
        var style = point.fits ? Style(.good) : Style(.faint)
        if isNow { style.attributes.insert([.reverse, .bold]) }
        painter.put(point.fits ? glyphs.tick : glyphs.cross, x: x, y: y, style)
    }

    private func labels(
        _ points: ArraySlice<NeedPoint>, _ painter: inout Painter, _ rect: Rect, axis: Int, columns: Int, y: Int
    ) {
        var free = rect.x
        for (index, point) in points.enumerated() where point.moved % 5 == 0 {
            let x = rect.x + axis + index * columns
            guard x >= free else { continue }
            free = x + painter.text("\(point.moved)", x: x, y: y, Style(.muted)) + 1
        }
        painter.text("moved", x: free + 1, y: y, Style(.muted), limit: max(0, rect.maxX - free - 1))
    }

    private func key(_ painter: inout Painter, x: Int, rect: Rect, limitRow: Int, limit: Int) {
        painter.text(
            glyphs.glyphSet.hasBlocks ? "← limit \(limit)" : "< limit \(limit)", x: x, y: limitRow, Style(.accent))
        var lines: [(String, Style)] = []
        let most = analysis.simulation.kMax.map(String.init) ?? "none"
        lines.append(("can    \(most)", Style(.accent, .bold)))
        lines.append(("moved  \(analysis.plan.moved)", Style(.text)))
        if let scattered = analysis.kMaxScattered { lines.append(("singly \(scattered)", Style(.muted))) }
        if let two = analysis.alternatives.twoLeafs { lines.append(("leaf 2: \(two)", Style(.muted))) }
        let port = analysis.plan.speeds.portTitle
        lines.append(("\(glyphs.glyphSet.hasBlocks ? "▓" : "=") S \(port)", Style(.series4)))
        lines.append(("\(glyphs.glyphSet.hasBlocks ? "█" : "#") B split", Style(.series3)))
        if let ghost {
            lines.insert(("was    \(FabricWords.most(ghost))", Style(.muted)), at: 1)
            lines.append(("\(glyphs.glyphSet.isUnicode ? "·" : ".") was", Style(.accent)))
        }
        var y = rect.y
        for (text, style) in lines {
            if y == limitRow { y += 1 }
            guard y < rect.maxY - Self.footRows else { return }
            painter.text(text, x: x, y: y, style, limit: max(0, rect.maxX - x))
            y += 1
        }
    }
}
