/// The line glyphs that charts share, one ladder each.
extension GlyphSet {
    /// A line across.
    var horizontal: Character { isUnicode ? "─" : "-" }
    /// A line down.
    var vertical: Character { isUnicode ? "│" : "|" }
    /// A tick on a line across.
    var tickDown: Character { isUnicode ? "┬" : "+" }
    /// Where a line down meets the axis from above.
    var footing: Character { isUnicode ? "┴" : "+" }
    /// Where two lines cross.
    var crossing: Character { isUnicode ? "┼" : "+" }
    /// A dot of the grid, or of what is empty.
    var gridDot: Character { isUnicode ? "·" : "." }
    /// The point that is chosen among others.
    var cursorPoint: Character { self == .ascii ? "@" : (hasBlocks ? "◆" : "¤") }
    /// A small triangle up.
    var up: Character { self == .ascii ? "^" : (hasBlocks ? "▴" : "▲") }
    /// A small triangle down.
    var down: Character { self == .ascii ? "v" : (hasBlocks ? "▾" : "▼") }
    /// The fillings of parts beside each other, told apart without colour.
    var fills: [Character] {
        switch self {
        case .ascii: ["#", "=", "+", ":", "o", "-"]
        case .latin: ["■", "═", "+", "×", "o", "─"]
        case .blocks, .sextants: ["█", "▒", "▓", "░", "▄", "▚"]
        }
    }
    /// A single point among others.
    var point: Character { hasBlocks ? "•" : "o" }
}
