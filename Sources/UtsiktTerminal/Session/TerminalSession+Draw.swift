import CTerminal
import Glibc
import UtsiktScreen

extension TerminalSession {
    /// Makes the terminal look as asked for: from the next picture on, which is translated whole when something changed.
    mutating func apply(_ looks: TerminalLooks) {
        if looks.hasMouse != hasMouse {
            hasMouse = looks.hasMouse
            ct_mouse(hasMouse)
        }
        let colours = looks.colours.map { Self.possible($0, palette: palette) } ?? colours
        let wanted = looks.glyphs ?? glyphs
        let glyphs = availableGlyphs.contains(wanted) ? wanted : .ascii
        if let ink, ink.isFor(looks.theme, colours, glyphs) { return }
        // Colours are started late, so that nothing about them is sent where none are wanted.
        let available = colours == .none ? 0 : Int(ct_screen_colours())
        let pairs = ColourPairs(colours: available, pairs: available > 0 ? Int(ct_screen_pairs()) : 0)
        ink = InkBook(theme: looks.theme, colours: colours, glyphs: glyphs, pairs: pairs)
        // The rows are translated again; the C library still knows what stands there, and sends what differs.
        shown = nil
    }

    /// Shows a picture. Only rows that differ from what is shown are handed on, and nothing is sent when none does.
    /// - Complexity: O(cells) to compare; a picture of another size than the terminal's is cut or filled with blanks.
    /// - Returns: How many bytes were sent; nil when that is not known.
    @discardableResult
    mutating func draw(_ frame: Frame) -> Int? {
        guard var ink else { return 0 }
        var bytes = 0
        var changed = false
        for y in 0..<size.height where !isShown(frame, row: y) {
            drawRow(frame, y, &ink)
            changed = true
        }
        self.ink = ink
        if changed || shown?.cursor != frame.cursor {
            let cursor = frame.cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
            ct_cursor(cursor != nil, Int32(cursor?.y ?? 0), Int32(cursor?.x ?? 0))
            bytes = ct_screen_flush(capabilities.isEmulator)
        }
        shown = frame
        return bytes < 0 ? nil : bytes
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
        return shown.cells.hasSameBytes(as: frame.cells, in: row) || shown.cells[row] == frame.cells[row]
    }

    private func drawRow(_ frame: Frame, _ y: Int, _ book: inout InkBook) {
        var style = Style.plain
        var ink = book.ink(style)
        var x = 0
        while x < size.width {
            let cell = frame[x, y]
            if cell.style != style {
                style = cell.style
                ink = book.ink(style)
            }
            let wanted = cell.width == 2 && x + 1 < size.width ? 2 : 1
            let isWhole = cell.width == UInt8(wanted)
            var glyph = SafeGlyph(isWhole ? cell.glyph : " ", width: wanted, glyphs: book.glyphs)
            glyph.withScalars { ct_put(Int32(y), Int32(x), $0, $1, ink.attributes, ink.pair) }
            if glyph.width < wanted {
                var blank = SafeGlyph(" ", width: 1, glyphs: book.glyphs)
                blank.withScalars { ct_put(Int32(y), Int32(x + 1), $0, $1, ink.attributes, ink.pair) }
            }
            x += wanted
        }
    }
}

extension [Cell] {
    /// Whether a part of two pictures is the same byte by byte: then it is equal, and to find that out costs next to nothing.
    /// Equal cells may differ in bytes that mean nothing.
    fileprivate func hasSameBytes(as other: [Cell], in part: Range<Int>) -> Bool {
        withUnsafeBytes { mine in
            other.withUnsafeBytes { others in
                let bytes =
                    (part.lowerBound * MemoryLayout<Cell>.stride)..<(part.upperBound * MemoryLayout<Cell>.stride)
                guard bytes.upperBound <= Swift.min(mine.count, others.count), let first = mine.baseAddress,
                    let second = others.baseAddress
                else { return false }
                return memcmp(first + bytes.lowerBound, second + bytes.lowerBound, bytes.count) == 0
            }
        }
    }
}
