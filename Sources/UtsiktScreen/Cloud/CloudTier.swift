/// How large a word is set: cells a letter, from one to about seven rows of blocks.
public enum CloudTier: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// Ordinary characters, one cell each.
    case plain
    /// Capitals with a space between, where there are no blocks.
    case spaced
    /// The small font in sextants: about 2x2 cells a letter.
    case sextant
    /// The small font in quadrants: about 2x3.
    case quadrant
    /// The large font in sextants: about 3x3.
    case fineSextant
    /// The small font in half blocks: about 4x3.
    case half
    /// The small font in `#`: about 4x5.
    case hash
    /// The large font in half blocks: about 6x4.
    case tall
    /// The small font twice as large in half blocks: about 8x5.
    case large
    /// The large font in `#`: about 6x7.
    case tallHash
    /// The large font twice as large in half blocks: about 12x7.
    case huge

    /// Smaller tiers come first.
    public static func < (a: CloudTier, b: CloudTier) -> Bool { a.rawValue < b.rawValue }

    /// The tiers that a glyph set has, ascending in size.
    static func ladder(_ glyphs: GlyphSet) -> [CloudTier] {
        switch glyphs {
        case .ascii, .latin: [.plain, .spaced, .hash, .tallHash]
        case .blocks: [.plain, .quadrant, .half, .tall, .large, .huge]
        case .sextants: [.plain, .sextant, .fineSextant, .half, .tall, .large, .huge]
        }
    }

    /// Cells that a letter takes.
    var area: Double {
        switch self {
        case .plain: 1
        case .spaced: 2
        case .sextant: 4
        case .quadrant: 6
        case .fineSextant: 9
        case .half: 12
        case .hash: 20
        case .tall: 24
        case .large: 40
        case .tallHash: 42
        case .huge: 84
        }
    }

    /// A letter's usual size as text, for legends.
    var sizeText: String {
        switch self {
        case .plain: "1x1"
        case .spaced: "2x1"
        case .sextant: "2x2"
        case .quadrant: "2x3"
        case .fineSextant: "3x3"
        case .half: "4x3"
        case .hash: "4x5"
        case .tall: "6x4"
        case .large: "8x5"
        case .tallHash: "6x7"
        case .huge: "12x7"
        }
    }

    /// Whether words of this size are drawn in blocks.
    public var isBlock: Bool { self != .plain && self != .spaced }

    /// A word's rows of glyphs in this size; nil when a character has no shape.
    func rows(_ text: String) -> [[Character]]? {
        switch self {
        case .plain: nil
        case .spaced: nil
        case .sextant: BlockFont.small.bitmap(text).map(Packing.sextants)
        case .quadrant: BlockFont.small.bitmap(text).map(Packing.quadrants)
        case .fineSextant: BlockFont.large.bitmap(text).map(Packing.sextants)
        case .half: BlockFont.small.bitmap(text).map(Packing.halves)
        case .hash: BlockFont.small.bitmap(text).map(Packing.hashes)
        case .tall: BlockFont.large.bitmap(text).map(Packing.halves)
        case .large: BlockFont.small.bitmap(text).map { Packing.halves($0.doubled()) }
        case .tallHash: BlockFont.large.bitmap(text).map(Packing.hashes)
        case .huge: BlockFont.large.bitmap(text).map { Packing.halves($0.doubled()) }
        }
    }

    /// The size in cells of a word in this size; nil when a character has no shape.
    func size(_ text: String) -> Size? {
        switch self {
        case .plain: return Size(width: TextWidth.of(text), height: 1)
        case .spaced:
            guard text.uppercased().allSatisfy({ $0.unicodeScalars.count == 1 && TextWidth.of($0) == 1 }) else {
                return nil
            }
            return Size(width: max(0, text.uppercased().count * 2 - 1), height: 1)
        case .sextant, .quadrant, .half, .hash, .large:
            guard let bitmap = BlockFont.small.bitmap(text) else { return nil }
            return packed(bitmap.width, bitmap.height)
        case .fineSextant, .tall, .tallHash, .huge:
            guard let bitmap = BlockFont.large.bitmap(text) else { return nil }
            return packed(bitmap.width, bitmap.height)
        }
    }

    private func packed(_ width: Int, _ height: Int) -> Size {
        switch self {
        case .plain, .spaced, .hash, .tallHash: Size(width: width, height: height)
        case .sextant, .fineSextant: Size(width: (width + 1) / 2, height: (height + 2) / 3)
        case .quadrant: Size(width: (width + 1) / 2, height: (height + 1) / 2)
        case .half, .tall: Size(width: width, height: (height + 1) / 2)
        case .large, .huge: Size(width: width * 2, height: height)
        }
    }
}

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
