import UtsiktCore
import UtsiktScreen

/// The front of a leaf: odd ports above even ones, their numbers in the frame.
struct FrontPanelView {
    let ports: [PortUse]
    let cursor: Int
    let glyphs: FabricGlyphs

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
        let unicode = glyphs.glyphSet.isUnicode
        let horizontal: Character = glyphs.line
        let vertical: Character = glyphs.bar
        for column in 0...columns {
            let left = x + column * (cell + 1)
            let edge = column == 0 ? 0 : (column == columns ? 2 : 1)
            let top: [Character] = unicode ? ["┌", "┬", "┐"] : ["+", "+", "+"]
            let middle: [Character] = unicode ? ["├", "┼", "┤"] : ["+", "+", "+"]
            let bottom: [Character] = unicode ? ["└", "┴", "┘"] : ["+", "+", "+"]
            for (row, glyph) in [(0, top[edge]), (1, vertical), (2, middle[edge]), (3, vertical), (4, bottom[edge])] {
                painter.put(glyph, x: left, y: y + row, Style(.border))
            }
            guard column < columns else { break }
            for row in [0, 2, 4] {
                for offset in 1...cell { painter.put(horizontal, x: left + offset, y: y + row, Style(.border)) }
            }
        }
        for (index, port) in ports.enumerated() {
            let isTop = index % 2 == 0
            let left = x + index / 2 * (cell + 1) + 1
            let row = y + (isTop ? 1 : 3)
            let isSelected = index == cursor
            var style = FabricGlyphs.style(port.role)
            if isSelected { style.attributes.insert([.reverse, .bold]) }
            let text = glyphs.cell(port.role, width: cell)
            for (offset, glyph) in text.enumerated() {
                var own = style
                if glyph == glyphs.dark, case .split = port.role, !isSelected { own = Style(.muted) }
                painter.put(glyph, x: left + offset, y: row, own)
            }
            label(port.number, &painter, x: left, y: y + (isTop ? 0 : 4), cell: cell, isSelected: isSelected)
            painter.hit(
                Rect(x: left, y: isTop ? y : y + 3, width: cell, height: 2), action: "fabric.select", pane: "fabric",
                item: "\(port.number)")
        }
    }

    private func label(_ number: Int, _ painter: inout Painter, x: Int, y: Int, cell: Int, isSelected: Bool) {
        let text = "\(number)"
        let style = isSelected ? Style(.selection, .bold) : Style(.muted)
        if text.count > cell {
            // In one column only every fifth port is numbered, by its last digit.
            painter.text(String(text.suffix(1)), x: x, y: y, style)
        } else {
            painter.text(text, x: x + (cell - text.count) / 2, y: y, style)
        }
    }

    /// The ports as two rows of one glyph each, where there is no room for a frame.
    func drawRows(_ painter: inout Painter, x: Int, y: Int) {
        for (index, port) in ports.enumerated() {
            var style = FabricGlyphs.style(port.role)
            if index == cursor { style.attributes.insert(.reverse) }
            let place = (x: x + index / 2, y: y + index % 2)
            painter.put(glyphs.glyph(port.role), x: place.x, y: place.y, style)
            painter.hit(
                Rect(x: place.x, y: place.y, width: 1, height: 1), action: "fabric.select", pane: "fabric",
                item: "\(port.number)")
        }
    }

    /// All ports in one row of glyphs.
    func drawLine(_ painter: inout Painter, x: Int, y: Int) {
        for (index, port) in ports.enumerated() {
            var style = FabricGlyphs.style(port.role)
            if index == cursor { style.attributes.insert(.reverse) }
            painter.put(glyphs.glyph(port.role), x: x + index, y: y, style)
            painter.hit(
                Rect(x: x + index, y: y, width: 1, height: 1), action: "fabric.select", pane: "fabric",
                item: "\(port.number)")
        }
    }
}
