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
    /// Letters of lines: about 4x3.
    case line
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
        case .ascii, .latin: [.plain, .spaced, .line, .hash, .tallHash]
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
        case .line, .half: 12
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
        case .line, .half: "4x3"
        case .hash: "4x5"
        case .tall: "6x4"
        case .large: "8x5"
        case .tallHash: "6x7"
        case .huge: "12x7"
        }
    }

    /// Whether words of this size are drawn with several rows a letter.
    public var isBlock: Bool { self != .plain && self != .spaced }

    /// Whether a word may be turned by a quarter: its pixels are about as high as wide on the screen.
    var canTurn: Bool {
        switch self {
        case .sextant, .fineSextant, .half, .tall, .large: true
        default: false
        }
    }

    /// Columns kept free at each side: more than there are within the word.
    var sideMargin: Int {
        switch self {
        case .plain: 1
        case .sextant, .quadrant, .fineSextant, .half, .tall: 2
        case .spaced, .line, .hash, .large, .tallHash, .huge: 3
        }
    }

    /// A word's rows of glyphs in this size; nil when a character has no shape, or for the sizes of plain text.
    /// - Parameters:
    ///   - word: Capitals.
    ///   - isTurned: Whether the word runs upwards.
    func rows(_ word: [Character], isTurned: Bool, _ glyphs: GlyphSet) -> [[Character]]? {
        if self == .line { return (glyphs.isUnicode ? LineFont.box : .ascii).rows(word) }
        guard let upright = font?.bitmap(word) else { return nil }
        let bitmap = isTurned ? upright.turned() : upright
        switch self {
        case .plain, .spaced, .line: return nil
        case .sextant, .fineSextant: return Packing.sextants(bitmap)
        case .quadrant: return Packing.quadrants(bitmap)
        case .half, .tall: return Packing.halves(bitmap)
        case .hash, .tallHash: return Packing.hashes(bitmap)
        case .large, .huge: return Packing.halves(bitmap.doubled())
        }
    }

    private var font: BlockFont? {
        switch self {
        case .plain, .spaced, .line: nil
        case .sextant, .quadrant, .half, .hash, .large: .small
        case .fineSextant, .tall, .tallHash, .huge: .large
        }
    }

    /// The box of a word of so many pixels in this size's font.
    private func packed(_ width: Int, _ height: Int) -> Box {
        switch self {
        case .plain, .spaced, .line, .hash, .tallHash: Box(size: Size(width: width, height: height), isFull: isBlock)
        case .sextant, .fineSextant:
            Box(size: Size(width: (width + 1) / 2, height: (height + 2) / 3), isFull: height.isMultiple(of: 3))
        case .quadrant:
            Box(size: Size(width: (width + 1) / 2, height: (height + 1) / 2), isFull: height.isMultiple(of: 2))
        case .half, .tall: Box(size: Size(width: width, height: (height + 1) / 2), isFull: height.isMultiple(of: 2))
        case .large, .huge: Box(size: Size(width: width * 2, height: height), isFull: true)
        }
    }

    /// A word's boxes in some tiers.
    /// - Parameters:
    ///   - word: Its capitals.
    ///   - text: The same as plain text.
    /// - Complexity: O(letters) for each font.
    static func measure(_ word: [Character], text: String, _ ladder: [CloudTier], _ glyphs: GlyphSet) -> [Measure] {
        let small = BlockFont.small.size(word)
        let large = BlockFont.large.size(word)
        return ladder.map { tier in
            switch tier {
            case .plain: return Measure(upright: tier.packed(TextWidth.of(text), 1), turned: nil)
            case .spaced:
                let width = TextWidth.of(spaced(text))
                return Measure(upright: width > 0 ? tier.packed(width, 1) : nil, turned: nil)
            case .line:
                let size = (glyphs.isUnicode ? LineFont.box : .ascii).size(word)
                return Measure(upright: size.map { tier.packed($0.width, $0.height) }, turned: nil)
            default:
                guard let (width, height) = tier.font?.rowCount == BlockFont.small.rowCount ? small : large else {
                    return Measure(upright: nil, turned: nil)
                }
                return Measure(
                    upright: tier.packed(width, height), turned: tier.canTurn ? tier.packed(height, width) : nil)
            }
        }
    }

    /// A text's capitals with a space between.
    static func spaced(_ text: String) -> String {
        String(TextSanitizer.cells(text.uppercased()).flatMap { [$0, " "] }.dropLast())
    }

    /// The cells that a word takes.
    struct Box: Sendable, Hashable {
        var size: Size
        /// Whether its lowest row is lit to the bottom, so that what stands below must keep a row's distance.
        var isFull: Bool
    }

    /// The boxes of a word in one tier.
    struct Measure: Sendable {
        /// From left to right; nil where a character has no shape.
        var upright: Box?
        /// A quarter turned; nil where that does not look well.
        var turned: Box?
    }
}
