import UtsiktCore
import UtsiktScreen

/// The rack from top to bottom, one line a cable.
struct RackView {
    let analysis: FabricAnalysis
    let selectedPort: Int?
    let offset: Int
    let glyphs: FabricGlyphs
    /// The rack it is compared with; nil for none.
    var ghost: FabricAnalysis?
    /// The keys that scroll it and that add a leaf.
    var keys = (up: "", down: "", leaf: "")

    /// Draws as many lines as fit; what lies above and below is counted.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.height > 0, rect.width > 8 else { return }
        let rows = analysis.rack
        let fits = rows.count <= rect.height
        let lines = fits ? rect.height : rect.height - 1
        let first = fits ? 0 : min(offset, max(0, rows.count - lines))
        let before = ghost.map { Set($0.rack) }
        for (index, row) in rows.dropFirst(first).prefix(lines).enumerated() {
            let isNew = before.map { !$0.contains(row) } ?? false
            draw(row, isNew, &painter, x: rect.x, y: rect.y + index, width: rect.width)
        }
        guard !fits, rect.height > 1 else { return }
        let left = rows.count - first - lines
        let text = left > 0 ? FabricWords.counted(left, "more line") : "end of the rack"
        let keys = keys.down.isEmpty ? "" : " (\(keys.down), \(keys.up))"
        let longest = " · longest \(FabricWords.metres(analysis.longestCable))"
        // What does not fit is left out whole, the longest cable first.
        let room = rect.width - 3
        let line = [text + keys + longest, text + keys, text].first { $0.count <= room } ?? text
        painter.text(glyphs.text(line), x: rect.x + 3, y: rect.maxY - 1, Style(.muted), limit: room)
    }

    private func draw(_ row: RackRow, _ isNew: Bool, _ painter: inout Painter, x: Int, y: Int, width: Int) {
        let unit = row.unit.map { ($0 < 10 ? " " : "") + "\($0)" } ?? "--"
        painter.text(unit, x: x, y: y, isNew ? Style(.accent, .bold) : Style(.muted))
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
            attached(row, [server], &painter, x: column, end: end, y: y, width: width)
        case .split(let servers, let lit):
            let lanes = width >= 30 ? 4 : 1
            for lane in 0..<lanes {
                let isLit = lanes == 1 || lane < lit
                painter.put(
                    isLit ? glyphs.lit : glyphs.dark, x: left + lane, y: y, isLit ? Style(.series3) : Style(.muted))
            }
            attached(row, servers, &painter, x: left + lanes + 1, end: end, y: y, width: width)
        case .unplaced(let servers):
            let count = "\(servers.count) without a port: " + FabricWords.names(servers, analysis.plan, most: 1)
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
            text += "planned" + (keys.leaf.isEmpty ? "" : ", key \(keys.leaf)")
        } else {
            text += analysis.plan.model.model
        }
        let layout = analysis.layouts.indices.contains(number - 1) ? analysis.layouts[number - 1] : analysis.layout
        let uplinks = isPlanned ? 0 : min(layout.uplinks, 8)
        painter.text(glyphs.text(text), x: left + 2, y: y, style, limit: max(0, end - left - 5 - uplinks))
        if !isPlanned, analysis.layouts.count > 1 {
            painter.hit(
                Rect(x: left, y: y, width: end - left, height: 1), action: "fabric.leaf", pane: "fabric",
                item: "\(number)")
        }
        for index in 0..<uplinks { painter.put(glyphs.uplink, x: end - 3 - index, y: y, Style(.series1)) }
    }

    /// Servers, then port, length and medium at the right; servers get what the others leave.
    private func attached(
        _ row: RackRow, _ servers: [Int], _ painter: inout Painter, x: Int, end: Int, y: Int, width: Int
    ) {
        let isSelected = selectedPort.map(row.ports.contains) ?? false
        var limit = end
        if let length = row.length {
            var isSplit = false
            if case .split = row.content { isSplit = true }
            painter.put(
                glyphs.cable(row.medium, isSplit: isSplit), x: end - 1, y: y, FabricGlyphs.style(row.medium))
            let text = FabricWords.metres(length)
            painter.textRight(text, maxX: end - 2, y: y, Style(.muted))
            let port = "p" + row.ports.map(String.init).joined(separator: "+")
            let column = end - 2 - 6 - max(4, port.count)
            limit = end - 2 - text.count - 1
            if column - 2 > x + 4 {
                limit = column - 1
                if isSelected { painter.put(glyphs.pointer, x: column - 1, y: y, Style(.selection, .bold)) }
                painter.text(port, x: column, y: y, isSelected ? Style(.selection, .bold) : Style(.text))
            }
            if let first = row.ports.first {
                painter.hit(
                    Rect(x: x - 5, y: y, width: end - x + 5, height: 1), action: "fabric.select", pane: "fabric",
                    item: "\(first)")
            }
        }
        painter.text(
            names(servers, room: limit - x - 1), x: x, y: y, isSelected ? Style(.selection, .bold) : Style(.text),
            limit: max(0, limit - x - 1))
    }

    private func names(_ servers: [Int], room: Int) -> String {
        let all = servers.map(analysis.plan.name(ofServer:)).joined(separator: " ")
        if all.count <= room || servers.count < 2 { return all }
        let first = analysis.plan.name(ofServer: servers[0])
        let last = analysis.plan.name(ofServer: servers[servers.count - 1])
        let digits = String(last.reversed().prefix { $0.isNumber }.reversed())
        let common = digits.isEmpty || !first.hasPrefix(String(last.dropLast(digits.count))) ? last : digits
        return first + "-" + common
    }
}
