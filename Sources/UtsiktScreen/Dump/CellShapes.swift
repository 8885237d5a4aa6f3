/// Glyphs that are drawn as shapes, so that they meet at the cells' edges whatever the font.
enum CellShapes {
    /// The size of a cell in a picture's units; a letter of 15 units is 9 wide in most monospaced fonts.
    static let width = 9.0
    static let height = 18.0

    /// What becomes of a glyph.
    enum Shape {
        /// Filled with the foreground up to the cell's edges.
        case filled(SVGPath)
        /// Thin parts filled with the foreground.
        case thin(SVGPath)
        /// Stroked with the foreground, one unit wide.
        case stroked(SVGPath)
        /// The whole cell, this part of the way from background to foreground.
        case shaded(Double)
    }

    /// The shape of a glyph in a cell whose corner is at a place; nil for letters and all other signs.
    static func shape(_ glyph: Character, x: Double, y: Double) -> Shape? {
        guard let scalar = glyph.unicodeScalars.first, scalar.value >= 0x2500 else { return nil }
        switch scalar.value {
        case 0x2500...0x257F: return BoxLines.shape(glyph, x: x, y: y)
        case 0x2591: return .shaded(0.25)
        case 0x2592: return .shaded(0.5)
        case 0x2593: return .shaded(0.75)
        case 0x2580...0x259F: return .filled(block(scalar.value, x, y))
        case 0x2800...0x28FF: return .thin(braille(scalar.value - 0x2800, x, y))
        case 0x1FB00...0x1FB3B: return .filled(sextant(scalar.value - 0x1FB00, x, y))
        default: return nil
        }
    }

    private static func block(_ value: UInt32, _ x: Double, _ y: Double) -> SVGPath {
        var path = SVGPath()
        let (eighthX, eighthY) = (width / 8, height / 8)
        switch value {
        case 0x2580: path.rect(x, y, width, height / 2)
        case 0x2581...0x2588:
            let rows = Double(value - 0x2580)
            path.rect(x, y + height - rows * eighthY, width, rows * eighthY)
        case 0x2589...0x258F: path.rect(x, y, Double(0x2590 - value) * eighthX, height)
        case 0x2590: path.rect(x + width / 2, y, width / 2, height)
        case 0x2594: path.rect(x, y, width, eighthY)
        case 0x2595: path.rect(x + width - eighthX, y, eighthX, height)
        default:
            // Quadrants in the order of the code chart: upper left 1, upper right 2, lower left 4, lower right 8.
            let masks: [UInt8] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]
            let mask = masks[Int(min(max(value, 0x2596), 0x259F) - 0x2596)]
            grid(&path, bits: UInt32(mask), rows: 2, x, y)
        }
        return path
    }

    /// Sextants leave out the halves, which are block elements.
    private static func sextant(_ index: UInt32, _ x: Double, _ y: Double) -> SVGPath {
        var bits = index + 1
        if bits >= 0b010101 { bits += 1 }
        if bits >= 0b101010 { bits += 1 }
        var path = SVGPath()
        grid(&path, bits: bits, rows: 3, x, y)
        return path
    }

    /// Two columns of equal parts; bits count from the upper left, left before right.
    private static func grid(_ path: inout SVGPath, bits: UInt32, rows: Int, _ x: Double, _ y: Double) {
        let part = height / Double(rows)
        for row in 0..<rows {
            let (left, right) = (bits >> UInt32(2 * row) & 1 == 1, bits >> UInt32(2 * row + 1) & 1 == 1)
            let top = y + Double(row) * part
            if left || right {
                path.rect(left ? x : x + width / 2, top, left && right ? width : width / 2, part)
            }
        }
    }

    private static func braille(_ bits: UInt32, _ x: Double, _ y: Double) -> SVGPath {
        var path = SVGPath()
        for (bit, column, row) in [
            (0, 0, 0), (1, 0, 1), (2, 0, 2), (6, 0, 3), (3, 1, 0), (4, 1, 1), (5, 1, 2), (7, 1, 3),
        ] where bits >> UInt32(bit) & 1 == 1 {
            path.rect(x + 1.25 + 4.5 * Double(column), y + 1.25 + 4.5 * Double(row), 2, 2)
        }
        return path
    }
}
