/// Two small proportional bitmap fonts of capitals, digits and Latin letters with marks, for letters larger than a cell.
struct BlockFont: Sendable {
    private struct Glyph: Sendable {
        var rows: [[Bool]]
        var mark: LetterMark?
        /// Columns with what stands beside the letter.
        var width: Int
    }

    /// Five rows a letter.
    static let small = BlockFont(smallShapes)
    /// Seven rows a letter.
    static let large = BlockFont(largeShapes)

    private let glyphs: [Character: Glyph]
    /// Rows of a letter without a mark.
    let rowCount: Int

    private init(_ shapes: [String: String]) {
        var glyphs: [Character: Glyph] = [:]
        for (name, shape) in shapes {
            let rows = shape.split(separator: " ").map { $0.map { $0 == "#" } }
            for character in name { glyphs[character] = Glyph(rows: rows, mark: nil, width: rows.first?.count ?? 0) }
        }
        for (letter, (base, mark)) in LetterMark.capitals {
            guard var glyph = glyphs[base] else { continue }
            glyph.mark = mark
            if mark.isBeside { glyph.width += mark == .apostrophe ? 0 : 1 }
            glyphs[letter] = glyph
        }
        for (letter, twin) in LetterMark.twins { glyphs[letter] = glyphs[twin] }
        self.glyphs = glyphs
        rowCount = glyphs["A"]?.rows.count ?? 0
    }

    /// A word's size in pixels without drawing it; nil when a character has no shape here.
    func size(_ letters: [Character]) -> (width: Int, height: Int)? {
        guard !letters.isEmpty else { return nil }
        var width = -1
        var (hasAbove, hasBelow) = (false, false)
        for letter in letters {
            guard let glyph = glyphs[letter] else { return nil }
            width += glyph.width + 1
            if let mark = glyph.mark {
                hasAbove = hasAbove || mark.isAbove
                hasBelow = hasBelow || mark.isBelow
            }
        }
        return (width, rowCount + (hasAbove ? 1 : 0) + (hasBelow ? 1 : 0))
    }

    /// A word as a bitmap with one empty column between letters; nil when a character has no shape here.
    /// - Parameter word: Capitals.
    func bitmap(_ word: [Character]) -> Bitmap? {
        guard let (width, height) = size(word) else { return nil }
        let letters = word.compactMap { glyphs[$0] }
        let hasAbove = letters.contains { $0.mark?.isAbove == true }
        var result = Bitmap(width: width, height: height)
        let baseline = hasAbove ? rowCount : rowCount - 1
        var x = 0
        for letter in letters {
            draw(letter, x: x, baseline: baseline, &result)
            x += letter.width + 1
        }
        return result
    }

    private func draw(_ letter: Glyph, x: Int, baseline: Int, _ bitmap: inout Bitmap) {
        let rows = letter.mark?.isAbove == true ? Self.lowered(letter.rows) : letter.rows
        for (index, row) in rows.enumerated() {
            for (column, isLit) in row.enumerated() where isLit {
                bitmap.set(x + column, baseline - rows.count + 1 + index)
            }
        }
        guard let mark = letter.mark else { return }
        let y: Int
        switch mark {
        case .apostrophe: y = baseline - rows.count + 1
        case .middleDot: y = baseline - rows.count / 2
        default: y = mark.isBelow ? baseline + 1 : 0
        }
        for column in Self.columns(mark, width: letter.width) { bitmap.set(x + column, y) }
        if mark == .apostrophe { bitmap.set(x + letter.width - 1, y + 1) }
    }

    /// A letter one row lower, to make room for its mark: without a row that repeats the one above it.
    private static func lowered(_ rows: [[Bool]]) -> [[Bool]] {
        var rows = rows
        let twin = rows.indices.dropFirst().last { rows[$0] == rows[$0 - 1] }
        rows.remove(at: twin ?? rows.count / 2 + 1)
        return rows
    }

    private static func columns(_ mark: LetterMark, width: Int) -> [Int] {
        let middle = (width - 1) / 2
        let isSmall = width < 5
        switch mark {
        case .acute: return isSmall ? [width - 1] : [middle, middle + 1]
        case .grave: return isSmall ? [0] : [middle - 1, middle]
        case .circumflex, .caron, .breve: return isSmall ? [middle] : [middle - 1, middle, middle + 1]
        case .ring, .dot, .cedilla, .comma: return [middle]
        case .ogonek, .apostrophe, .middleDot: return [width - 1]
        case .diaeresis, .doubleAcute: return isSmall ? [0, width - 1] : [1, width - 2]
        case .tilde: return Array(0..<max(1, width - 1))
        case .bar: return Array(0..<width)
        }
    }
}
