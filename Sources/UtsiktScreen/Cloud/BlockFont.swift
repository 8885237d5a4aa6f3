/// Two small proportional bitmap fonts of capitals, digits and Latin letters with marks, for letters larger than a cell.
struct BlockFont: Sendable {
    /// What stands above (or below) a base letter.
    enum Mark: Sendable, Hashable {
        case acute, grave, circumflex, diaeresis, ring, tilde, caron, bar, dot, breve, below
    }

    private struct Glyph: Sendable {
        var rows: [[Bool]]
        var mark: Mark?
        var width: Int { rows.first?.count ?? 0 }
    }

    /// Five rows a letter.
    static let small = BlockFont(smallShapes)
    /// Seven rows a letter.
    static let large = BlockFont(largeShapes)

    private let glyphs: [Character: Glyph]

    private init(_ shapes: [String: String]) {
        var glyphs: [Character: Glyph] = [:]
        for (name, shape) in shapes {
            let rows = shape.split(separator: " ").map { $0.map { $0 == "#" } }
            for character in name { glyphs[character] = Glyph(rows: rows) }
        }
        for (mark, pairs) in Self.marked {
            let letters = Array(pairs)
            for index in stride(from: 0, to: letters.count - 1, by: 2) {
                guard let base = glyphs[letters[index + 1]] else { continue }
                glyphs[letters[index]] = Glyph(rows: base.rows, mark: mark)
            }
        }
        self.glyphs = glyphs
    }

    /// A word as a bitmap with one empty column between letters; nil when a character has no shape here.
    func bitmap(_ text: String) -> Bitmap? {
        var letters: [Glyph] = []
        for character in text.uppercased() {
            guard let glyph = glyphs[character] else { return nil }
            letters.append(glyph)
        }
        guard let height = letters.first?.rows.count else { return nil }
        let hasBelow = letters.contains { $0.mark == .below }
        let hasAbove = letters.contains { $0.mark != nil && $0.mark != .below }
        let width = letters.reduce(-1) { $0 + $1.width + 1 }
        var result = Bitmap(width: width, height: height + (hasAbove || hasBelow ? 1 : 0))
        let baseline = hasAbove && !hasBelow ? height : height - 1
        var x = 0
        for letter in letters {
            draw(letter, x: x, baseline: baseline, &result)
            x += letter.width + 1
        }
        return result
    }

    private func draw(_ letter: Glyph, x: Int, baseline: Int, _ bitmap: inout Bitmap) {
        let isMarked = letter.mark != nil && letter.mark != .below
        let rows = isMarked ? Self.lowered(letter.rows) : letter.rows
        for (index, row) in rows.enumerated() {
            for (column, isLit) in row.enumerated() where isLit {
                bitmap.set(x + column, baseline - rows.count + 1 + index)
            }
        }
        guard let mark = letter.mark else { return }
        for column in Self.columns(mark, width: letter.width) {
            bitmap.set(x + column, mark == .below ? baseline + 1 : 0)
        }
    }

    /// A letter one row lower, to make room for its mark: without a row that repeats the one above it.
    private static func lowered(_ rows: [[Bool]]) -> [[Bool]] {
        var rows = rows
        let twin = rows.indices.dropFirst().last { rows[$0] == rows[$0 - 1] }
        rows.remove(at: twin ?? rows.count / 2 + 1)
        return rows
    }

    private static func columns(_ mark: Mark, width: Int) -> [Int] {
        let middle = (width - 1) / 2
        let isSmall = width < 5
        switch mark {
        case .acute: return isSmall ? [width - 1] : [middle, middle + 1]
        case .grave: return isSmall ? [0] : [middle - 1, middle]
        case .circumflex, .caron, .breve: return isSmall ? [middle] : [middle - 1, middle, middle + 1]
        case .ring, .dot, .below: return [middle]
        case .diaeresis: return isSmall ? [0, width - 1] : [1, width - 2]
        case .tilde: return Array(0..<max(1, width - 1))
        case .bar: return Array(0..<width)
        }
    }
}

/// Lit and unlit pixels.
struct Bitmap: Sendable, Hashable {
    let width: Int
    let height: Int
    private var pixels: [Bool]

    init(width: Int, height: Int) {
        self.width = max(0, width)
        self.height = max(0, height)
        pixels = Array(repeating: false, count: self.width * self.height)
    }

    /// Whether a pixel is lit; none is outside.
    subscript(x: Int, y: Int) -> Bool {
        x >= 0 && x < width && y >= 0 && y < height && pixels[y * width + x]
    }

    mutating func set(_ x: Int, _ y: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        pixels[y * width + x] = true
    }

    /// Twice the size with smoothed diagonals (the Scale2x rule of A. Mazzoleni, 2001).
    func doubled() -> Bitmap {
        var result = Bitmap(width: width * 2, height: height * 2)
        for y in 0..<height {
            for x in 0..<width {
                let (p, up, down) = (self[x, y], self[x, y - 1], self[x, y + 1])
                let (left, right) = (self[x - 1, y], self[x + 1, y])
                let isPlain = up == down || left == right
                if isPlain ? p : (left == up ? left : p) { result.set(2 * x, 2 * y) }
                if isPlain ? p : (up == right ? right : p) { result.set(2 * x + 1, 2 * y) }
                if isPlain ? p : (left == down ? left : p) { result.set(2 * x, 2 * y + 1) }
                if isPlain ? p : (down == right ? right : p) { result.set(2 * x + 1, 2 * y + 1) }
            }
        }
        return result
    }
}
