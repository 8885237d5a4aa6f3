/// Bars finer than a cell.
enum EighthBlocks {
    private static let rising: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    private static let growing: [Character] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]

    /// The steps a cell has in a glyph set: 8 with block elements, else 2 (an empty, a light and a full cell).
    static func steps(_ glyphs: GlyphSet) -> Int { glyphs.hasBlocks ? 8 : 2 }

    /// The glyph of a column's cell filled from below by so many steps.
    static func vertical(_ steps: Int, _ glyphs: GlyphSet) -> Character {
        if glyphs.hasBlocks { return rising[min(max(steps, 0), 8)] }
        return [" ", glyphs == .ascii ? "." : "·", glyphs == .ascii ? "#" : "■"][min(max(steps, 0), 2)]
    }

    /// The glyph of a column's cell filled from above by so many steps; there are no eighths from above, so the nearest of an
    /// eighth, a half and a whole.
    static func hanging(_ steps: Int, _ glyphs: GlyphSet) -> Character {
        guard glyphs.hasBlocks else {
            return [" ", glyphs == .ascii ? "'" : "·", vertical(2, glyphs)][min(max(steps, 0), 2)]
        }
        switch steps {
        case ...0: return " "
        case 1...2: return "▔"
        case 3...6: return "▀"
        default: return "█"
        }
    }

    /// The glyph of a bar's cell filled from the left by so many steps.
    static func horizontal(_ steps: Int, _ glyphs: GlyphSet) -> Character {
        switch glyphs {
        case .ascii: return [" ", "-", "="][min(max(steps, 0), 2)]
        case .latin: return [" ", "─", "═"][min(max(steps, 0), 2)]
        case .blocks, .sextants: return growing[min(max(steps, 0), 8)]
        }
    }

    /// How many steps of a bar are lit: 0 only for nothing, at least one for anything above it, all only for the whole.
    static func lit(_ fraction: Double, of total: Int) -> Int {
        guard total > 0, fraction > 0 else { return 0 }
        return max(1, NumberText.clamped((fraction * Double(total)).rounded(), 0...total))
    }
}
