import CTerminal
public import UtsiktScreen

extension TerminalSession {
    /// Shows a picture. Only rows that differ from what is shown are handed on, and nothing is sent when none does.
    /// - Complexity: O(cells) to compare; a picture of another size than the terminal's is cut or filled with blanks.
    public mutating func draw(_ frame: Frame) {
        var changed = false
        for y in 0..<size.height where !isShown(frame, row: y) {
            drawRow(frame, y)
            changed = true
        }
        if changed || shown?.cursor != frame.cursor {
            let cursor = frame.cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
            ct_cursor(cursor != nil, Int32(cursor?.y ?? 0), Int32(cursor?.x ?? 0))
            ct_screen_flush(isSynchronized)
        }
        shown = frame
    }

    /// Forgets what the terminal shows, so that the next picture is sent whole.
    mutating func forgetShown() {
        shown = nil
        ct_screen_invalidate()
    }

    private func isShown(_ frame: Frame, row y: Int) -> Bool {
        guard let shown, shown.size == frame.size else { return false }
        guard y < frame.size.height else { return true }
        let row = (y * frame.size.width)..<((y + 1) * frame.size.width)
        return shown.cells[row] == frame.cells[row]
    }

    private mutating func drawRow(_ frame: Frame, _ y: Int) {
        var style = Style.plain
        var ink = ink(style)
        var x = 0
        while x < size.width {
            let cell = frame[x, y]
            if cell.style != style {
                style = cell.style
                ink = self.ink(style)
            }
            let wanted = cell.width == 2 && x + 1 < size.width ? 2 : 1
            let isWhole = cell.width == UInt8(wanted)
            var glyph = SafeGlyph(isWhole ? cell.glyph : " ", width: wanted, glyphs: glyphs)
            glyph.withScalars { ct_put(Int32(y), Int32(x), $0, $1, ink.attributes, ink.pair) }
            if glyph.width < wanted {
                var blank = SafeGlyph(" ", width: 1, glyphs: glyphs)
                blank.withScalars { ct_put(Int32(y), Int32(x + 1), $0, $1, ink.attributes, ink.pair) }
            }
            x += wanted
        }
    }

    private mutating func ink(_ style: Style) -> Ink {
        if let known = inks[style] { return known }
        let ink = pairs.ink(theme.look(style, colours))
        inks[style] = ink
        return ink
    }
}
