import UtsiktCore
import UtsiktScreen

/// Bars to both sides of a zero line, with labels at the left and numbers at the right.
///
/// What does not fit is dropped in the order note, bars; the label and the number stay.
struct DivergingBars: Drawable {
    /// One bar.
    struct Row {
        /// The name at the left.
        var label: String
        /// The length; its sign is the side.
        var value: Double
        /// The number.
        var text: String
        /// A second number with its unit at the far right.
        var note = ""
        /// How the label looks where it is not chosen.
        var role = Role.text
    }

    /// The rows, all of them.
    var rows: [Row]
    /// The chosen row.
    var selected: Int?
    /// The first row shown.
    var offset = 0

    func draw(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        let start = min(max(0, offset), rows.count)
        let shown = rows[start..<min(rows.count, start + max(0, height))]
        guard !shown.isEmpty, width > 0 else { return }
        let mark = selected == nil || width < 8 ? 0 : 2
        let value = shown.map { TextWidth.of($0.text) }.max() ?? 0
        var note = shown.map { TextWidth.of($0.note) }.max() ?? 0
        if note > 0, width < 46 { note = 0 }
        let noteRoom = note > 0 ? note + 2 : 0
        let longest = shown.map { TextWidth.of($0.label) }.max() ?? 0
        let room = max(0, width - mark - value - 1 - noteRoom)
        var label = min(longest, max(min(room, 8), room * 2 / 5))
        // An odd number of cells leaves the zero line in the middle.
        var bars = room - label - 1
        if bars % 2 == 0 { bars -= 1 }
        if bars < 7 {
            bars = 0
            label = room
        }
        let top = rows.map { $0.value.isFinite ? abs($0.value) : 0 }.max() ?? 0
        for (line, row) in shown.enumerated() {
            let isSelected = start + line == selected
            let style = isSelected ? Style(.selection, .bold) : Style(row.role)
            if isSelected, mark > 0 { painter.put(painter.glyphs.pointer, x: 0, y: line, Style(.selection, .bold)) }
            painter.text(row.label, x: mark, y: line, style, limit: label)
            if bars > 0 { drawBar(&painter, row, x: mark + label + 1, y: line, width: bars, top: top) }
            let end = width - noteRoom
            painter.textRight(row.text, maxX: end, y: line, isSelected ? style : Style(.text))
            if note > 0 { painter.textRight(row.note, maxX: width, y: line, Style(.muted)) }
        }
    }

    private func drawBar(_ painter: inout Painter, _ row: Row, x: Int, y: Int, width: Int, top: Double) {
        let half = width / 2
        let centre = x + half
        painter.put(painter.glyphs.isUnicode ? "│" : "|", x: centre, y: y, Style(.faint))
        guard row.value.isFinite, row.value != 0, top > 0 else { return }
        // Half cells, so that both sides are equally fine; anything above nothing has one.
        let lit = max(1, Int(bounded: (min(abs(row.value) / top, 1) * Double(half * 2)).rounded()))
        let style = Style(row.value < 0 ? .negative : .positive)
        let glyphs = painter.glyphs
        let full: Character = glyphs.hasBlocks ? "▇" : glyphs.isUnicode ? "═" : "="
        for cell in 0..<((lit + 1) / 2) {
            let isHalf = cell * 2 + 1 == lit
            let column = row.value < 0 ? centre - 1 - cell : centre + 1 + cell
            let part: Character =
                glyphs.hasBlocks ? (row.value < 0 ? "▐" : "▌") : glyphs.isUnicode ? "─" : "-"
            painter.put(isHalf ? part : full, x: column, y: y, style)
        }
    }
}
