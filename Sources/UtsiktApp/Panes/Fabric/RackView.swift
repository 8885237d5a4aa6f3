import UtsiktCore
import UtsiktScreen

/// The rack from top to bottom, one line a cable.
struct RackView {
    let analysis: FabricAnalysis
    let selectedPort: Int?
    let offset: Int
    let glyphs: FabricGlyphs

    /// Draws as many lines as fit; what lies above and below is counted.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.height > 0, rect.width > 8 else { return }
        let rows = analysis.rack
        let fits = rows.count <= rect.height
        let room = fits ? rect.height : rect.height - 1
        let first = fits ? 0 : min(offset, max(0, rows.count - room))
        for (index, row) in rows.dropFirst(first).prefix(room).enumerated() {
            draw(row, &painter, x: rect.x, y: rect.y + index, width: rect.width)
        }
        guard !fits, rect.height > 1 else { return }
        let left = rows.count - first - room
        let text = left > 0 ? "\(left) more lines" : "end of the rack"
        painter.text(
            glyphs.text("\(text) (PgDn, PgUp) · longest \(metres(analysis.longestCable))"), x: rect.x + 3,
            y: rect.maxY - 1, Style(.muted), limit: rect.width - 3)
    }

    private func draw(_ row: RackRow, _ painter: inout Painter, x: Int, y: Int, width: Int) {
        let unit = row.unit.map { ($0 < 10 ? " " : "") + "\($0)" } ?? "--"
        painter.text(unit, x: x, y: y, Style(.muted))
        let left = x + 3
        let end = x + width
        switch row.content {
        case .leaf(let number, let isPlanned): leaf(number, isPlanned, &painter, left, y, end)
        case .manager:
            painter.text(
                glyphs.glyphSet.isUnicode ? "┄ cable manager" : "- cable manager", x: left, y: y, Style(.faint),
                limit: end - left)
        case .native(let server):
            let bar = String(repeating: glyphs.native, count: width >= 30 ? 4 : 1)
            let column = left + painter.text(bar, x: left, y: y, Style(.series4, .bold)) + 1
            painter.text(FabricPlan.serverName(server), x: column, y: y, Style(.text), limit: max(0, end - column - 12))
            cable(row, &painter, from: column + 5, end: end, y: y)
        case .split(let servers, let lit):
            let lanes = width >= 30 ? 4 : 1
            for lane in 0..<lanes {
                let isLit = lanes == 1 || lane < lit
                painter.put(
                    isLit ? glyphs.lit : glyphs.dark, x: left + lane, y: y, isLit ? Style(.series3) : Style(.muted))
            }
            let column = left + lanes + 1
            painter.text(
                names(servers, wide: width >= 36), x: column, y: y, Style(.text), limit: max(0, end - column - 12))
            cable(row, &painter, from: column + 5, end: end, y: y)
        case .unplaced(let servers):
            let count = "\(servers.count) without a port: " + names(servers, wide: false)
            painter.text(glyphs.text("\(glyphs.cross) " + count), x: left, y: y, Style(.bad), limit: end - left)
        case .empty(let units):
            painter.text("\(glyphs.dot) empty \(units)U", x: left, y: y, Style(.faint), limit: end - left)
        }
    }

    private func leaf(_ number: Int, _ isPlanned: Bool, _ painter: inout Painter, _ left: Int, _ y: Int, _ end: Int) {
        let filled: Character =
            isPlanned ? (glyphs.glyphSet.hasBlocks ? "░" : ":") : (glyphs.glyphSet.hasBlocks ? "█" : "#")
        let style = isPlanned ? Style(.faint) : Style(.title, .bold)
        painter.put(filled, x: left, y: y, style)
        painter.put(filled, x: end - 1, y: y, style)
        var text = "leaf-\(number)  "
        if isPlanned {
            text += "planned, key l"
        } else {
            text += analysis.plan.model.model
        }
        let uplinks = isPlanned ? 0 : min(analysis.layout.uplinks, 8)
        painter.text(glyphs.text(text), x: left + 2, y: y, style, limit: max(0, end - left - 5 - uplinks))
        for index in 0..<uplinks { painter.put(glyphs.uplink, x: end - 3 - index, y: y, Style(.series1)) }
    }

    private func cable(_ row: RackRow, _ painter: inout Painter, from start: Int, end: Int, y: Int) {
        guard let length = row.length else { return }
        let isSelected = selectedPort.map(row.ports.contains) ?? false
        let glyph: Character
        switch row.medium {
        case .passiveDAC, .activeDAC, nil:
            if case .split = row.content { glyph = glyphs.lit } else { glyph = glyphs.glyphSet.hasBlocks ? "◇" : "*" }
        case .activeOptical: glyph = glyphs.glyphSet.hasBlocks ? "≋" : "~"
        default: glyph = glyphs.glyphSet.hasBlocks ? "○" : "o"
        }
        painter.put(glyph, x: end - 1, y: y, row.medium == .passiveDAC ? Style(.muted) : Style(.warning))
        let text = metres(length)
        painter.textRight(text, maxX: end - 2, y: y, Style(.muted))
        if let first = row.ports.first {
            painter.hit(
                Rect(x: start - 8, y: y, width: end - start + 8, height: 1), action: "fabric.select", pane: "fabric",
                item: "\(first)")
        }
        let port = "p" + row.ports.map(String.init).joined(separator: "+")
        let column = end - 2 - 6 - max(4, port.count)
        guard column > start else { return }
        if isSelected {
            painter.put(glyphs.pointer, x: column - 1, y: y, Style(.selection, .bold))
            painter.text(port, x: column, y: y, Style(.selection, .bold))
        } else {
            painter.text(port, x: column, y: y, Style(.text))
        }
    }

    private func names(_ servers: [Int], wide: Bool) -> String {
        guard let first = servers.first, let last = servers.last else { return "" }
        if servers.count == 1 { return FabricPlan.serverName(first) }
        if servers.count == 2, wide { return FabricPlan.serverName(first) + " " + FabricPlan.serverName(last) }
        return FabricPlan.serverName(first) + "-" + FabricPlan.serverName(last).dropFirst(3)
    }

    private func metres(_ length: Double) -> String {
        if let whole = Int(exactly: length) { return "\(whole) m" }
        return NumberText.fixed(length, 1) + " m"
    }
}
