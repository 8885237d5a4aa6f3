/// Bitmaps as glyphs.
enum Packing {
    private static let quadrant: [Character] = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")

    /// One pixel a cell.
    static func hashes(_ bitmap: Bitmap) -> [[Character]] {
        (0..<bitmap.height).map { y in (0..<bitmap.width).map { x in bitmap[x, y] ? "#" : " " } }
    }

    /// Two pixels a cell, one above the other.
    static func halves(_ bitmap: Bitmap) -> [[Character]] {
        (0..<(bitmap.height + 1) / 2).map { y in
            (0..<bitmap.width).map { x in
                switch (bitmap[x, 2 * y], bitmap[x, 2 * y + 1]) {
                case (false, false): " "
                case (true, false): "▀"
                case (false, true): "▄"
                case (true, true): "█"
                }
            }
        }
    }

    /// Four pixels a cell.
    static func quadrants(_ bitmap: Bitmap) -> [[Character]] {
        (0..<(bitmap.height + 1) / 2).map { y in
            (0..<(bitmap.width + 1) / 2).map { x in
                var bits = 0
                for (bit, (dx, dy)) in [(0, 0), (1, 0), (0, 1), (1, 1)].enumerated()
                where bitmap[2 * x + dx, 2 * y + dy] {
                    bits |= 1 << bit
                }
                return quadrant[bits]
            }
        }
    }

    /// Six pixels a cell (Unicode 13, "Symbols for Legacy Computing").
    static func sextants(_ bitmap: Bitmap) -> [[Character]] {
        (0..<(bitmap.height + 2) / 3).map { y in
            (0..<(bitmap.width + 1) / 2).map { x in
                var bits: UInt32 = 0
                for dy in 0..<3 {
                    for dx in 0..<2 where bitmap[2 * x + dx, 3 * y + dy] { bits |= 1 << UInt32(dy * 2 + dx) }
                }
                return sextant(bits)
            }
        }
    }

    private static func sextant(_ bits: UInt32) -> Character {
        switch bits {
        case 0: return " "
        case 21: return "▌"
        case 42: return "▐"
        case 63: return "█"
        default:
            // The half blocks are missing from the row of sextants.
            let code = 0x1FB00 + bits - 1 - (bits > 21 ? 1 : 0) - (bits > 42 ? 1 : 0)
            return Unicode.Scalar(code).map { Character($0) } ?? " "
        }
    }
}
