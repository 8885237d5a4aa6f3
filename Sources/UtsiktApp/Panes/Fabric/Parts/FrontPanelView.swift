import UtsiktCore
import UtsiktScreen

/// The front of a leaf: odd ports above even ones, their numbers in the frame, and beside a number that changed what the
/// port was before.
struct FrontPanelView {
    let ports: [PortUse]
    let cursor: Int
    let glyphs: FabricGlyphs
    /// The ports it is compared with; nil for none.
    var ghost: [PortUse]?
    /// Ports that the selected finding is about.
    var marked: Set<Int> = []
    var speeds = LaneSpeeds.tenForty
    /// The leaf, where it is not the one that the cursor is on: a click must name it.
    var leaf: Int?

    /// Rows with the frame.
    static let rows = 5

    private var columns: Int { (ports.count + 1) / 2 }

    /// Columns of a cell in so much room; nil when even one each does not fit.
    static func cellWidth(ports: Int, room: Int) -> Int? {
        let columns = (ports + 1) / 2
        guard columns > 0 else { return nil }
        let width = min(4, (room - 1) / columns - 1)
        return width >= 1 ? width : nil
    }

    /// Columns of the whole panel with cells of a width.
    static func width(ports: Int, cell: Int) -> Int { (ports + 1) / 2 * (cell + 1) + 1 }

    /// Draws the panel with its top left corner at a place.
    func draw(_ painter: inout Painter, x: Int, y: Int, cell: Int) {
        frame(&painter, x: x, y: y, cell: cell)
        for (index, port) in ports.enumerated() {
            let isTop = index % 2 == 0
            let left = x + index / 2 * (cell + 1) + 1
            let row = y + (isTop ? 1 : 3)
            let isSelected = index == cursor
            var style = FabricGlyphs.style(port.role)
            if isSelected { style.attributes.insert([.reverse, .bold]) }
            for (offset, glyph) in glyphs.cell(port.role, width: cell, speeds: speeds).enumerated() {
                var own = style
                if glyph == glyphs.dark, case .split = port.role, !isSelected { own = Style(.muted) }
                painter.put(glyph, x: left + offset, y: row, own)
            }
            label(port, before(index), &painter, x: left, y: y + (isTop ? 0 : 4), cell: cell, isSelected: isSelected)
            painter.hit(
                Rect(x: left, y: isTop ? y : y + 3, width: cell, height: 2), action: "fabric.select", pane: "fabric",
                item: leaf.map { "\($0):\(port.number)" } ?? "\(port.number)")
        }
    }

    private func frame(_ painter: inout Painter, x: Int, y: Int, cell: Int) {
        let unicode = glyphs.glyphSet.isUnicode
        let top: [Character] = unicode ? ["┌", "┬", "┐"] : ["+", "+", "+"]
        let middle: [Character] = unicode ? ["├", "┼", "┤"] : ["+", "+", "+"]
        let bottom: [Character] = unicode ? ["└", "┴", "┘"] : ["+", "+", "+"]
        for column in 0...columns {
            let left = x + column * (cell + 1)
            let edge = column == 0 ? 0 : (column == columns ? 2 : 1)
            for (row, glyph) in [
                (0, top[edge]), (1, glyphs.bar), (2, middle[edge]), (3, glyphs.bar), (4, bottom[edge]),
            ] {
                painter.put(glyph, x: left, y: y + row, Style(.border))
            }
            guard column < columns else { break }
            for row in [0, 2, 4] {
                for offset in 1...cell { painter.put(glyphs.line, x: left + offset, y: y + row, Style(.border)) }
            }
        }
    }

    /// What the port was before; nil where it is what it was.
    private func before(_ index: Int) -> PortRole? {
        guard let ghost, ghost.indices.contains(index), ghost[index].number == ports[index].number else { return nil }
        return ghost[index].role == ports[index].role ? nil : ghost[index].role
    }

    private func label(
        _ port: PortUse, _ before: PortRole?, _ painter: inout Painter, x: Int, y: Int, cell: Int, isSelected: Bool
    ) {
        let text = "\(port.number)"
        var style = isSelected ? Style(.selection, .bold) : Style(.muted)
        if marked.contains(port.number), !isSelected { style = Style(.warning, .bold) }
        if before != nil, !isSelected { style = Style(.accent, .bold) }
        guard text.count <= cell else {
            // In one column only every fifth port is numbered, by its last digit.
            painter.text(String(text.suffix(1)), x: x, y: y, style)
            return
        }
        let start = before == nil ? x + (cell - text.count) / 2 : x + max(0, cell - text.count - 1) / 2
        painter.text(text, x: start, y: y, style)
        if let before, start + text.count < x + cell {
            var ghost = FabricGlyphs.style(before)
            ghost.attributes.insert(.dim)
            painter.put(glyphs.glyph(before), x: start + text.count, y: y, ghost)
        }
    }

    /// The ports as two rows of one glyph each, where there is no room for a frame.
    func drawRows(_ painter: inout Painter, x: Int, y: Int) {
        for index in ports.indices { small(index, &painter, x: x + index / 2, y: y + index % 2) }
    }

    /// All ports in one row of glyphs.
    func drawLine(_ painter: inout Painter, x: Int, y: Int) {
        for index in ports.indices { small(index, &painter, x: x + index, y: y) }
    }

    private func small(_ index: Int, _ painter: inout Painter, x: Int, y: Int) {
        let port = ports[index]
        var style = FabricGlyphs.style(port.role)
        if before(index) != nil { style.attributes.insert(.underline) }
        if index == cursor { style.attributes.insert(.reverse) }
        painter.put(glyphs.glyph(port.role), x: x, y: y, style)
        painter.hit(
            Rect(x: x, y: y, width: 1, height: 1), action: "fabric.select", pane: "fabric", item: "\(port.number)")
    }
}
