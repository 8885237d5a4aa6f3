/// A font of strokes with round ends, drawn for this program: capitals, small letters, digits and Latin letters with marks.
///
/// The unit is the height of a capital; x runs to the right, y downwards, a letter stands on y = 1.
struct StrokeFont: Sendable {
    /// A piece of a stroke.
    enum Piece: Sendable, Hashable {
        case point(x: Double, y: Double)
        /// Angles in radians, clockwise from the right.
        case arc(x: Double, y: Double, rx: Double, ry: Double, from: Double, to: Double)
    }

    /// A letter.
    struct Glyph: Sendable, Hashable {
        /// Between the middles of the outermost strokes.
        var width: Double
        /// Each one drawn without lifting the pen.
        var strokes: [[Piece]]
    }

    /// A letter of a word and where it begins.
    struct Placed: Sendable, Hashable {
        var letter: Character
        var x: Double
    }

    /// How thick strokes are.
    static let thickness = 0.15
    /// Free space between two letters' strokes.
    private static let gap = 0.1

    /// The one font.
    static let standard = StrokeFont()

    private let glyphs: [Character: Glyph]

    private init() {
        var glyphs: [Character: Glyph] = [:]
        for (letter, text) in Self.shapes { glyphs[letter] = Self.glyph(text) }
        for (letter, twin) in LetterMark.twins where glyphs[letter] == nil { glyphs[letter] = glyphs[twin] }
        for (capital, (base, mark)) in LetterMark.capitals {
            glyphs[capital] = glyphs[base].map { Self.marked($0, mark, isSmall: false) }
            guard let small = capital.lowercased().first, let smallBase = base.lowercased().first, glyphs[small] == nil
            else { continue }
            // Letters lose their dots under a mark above.
            let stem: Character = smallBase == "i" && mark.isAbove ? "ı" : smallBase
            var glyph = glyphs[stem]
            if smallBase == "j", mark.isAbove { glyph?.strokes.removeLast() }
            let isSmall = !"bdfhklt".contains(smallBase)
            glyphs[small] = glyph.map { Self.marked($0, mark, isSmall: isSmall) }
        }
        self.glyphs = glyphs
    }

    /// A letter's shape; nil when the font has none.
    subscript(letter: Character) -> Glyph? { glyphs[letter] }

    /// A word's letters from left to right and its width from edge to edge; nil when a letter has no shape.
    func set(_ word: String) -> (letters: [Placed], width: Double)? {
        var x = Self.thickness / 2
        var letters: [Placed] = []
        for letter in word {
            guard let glyph = glyphs[letter] else { return nil }
            letters.append(Placed(letter: letter, x: x))
            x += glyph.width + Self.thickness + Self.gap
        }
        guard !letters.isEmpty else { return nil }
        return (letters, x - Self.gap - Self.thickness / 2)
    }

    // MARK: reading the table

    private static func glyph(_ text: String) -> Glyph {
        let parts = text.split(separator: " ", maxSplits: 1)
        let width = parts.first.flatMap { Double($0) } ?? 0
        return Glyph(width: width / 100, strokes: parts.count > 1 ? strokes(parts[1], dx: 0, dy: 0) : [])
    }

    private static func strokes(_ text: some StringProtocol, dx: Double, dy: Double) -> [[Piece]] {
        text.split(separator: ";").map { stroke in
            stroke.split(separator: " ").compactMap { token -> Piece? in
                let numbers = token.drop { $0 == "@" }.split(separator: ",").compactMap { Double($0) }
                switch numbers.count {
                case 2: return .point(x: (numbers[0] + dx) / 100, y: (numbers[1] + dy) / 100)
                case 6:
                    return .arc(
                        x: (numbers[0] + dx) / 100, y: (numbers[1] + dy) / 100, rx: numbers[2] / 100,
                        ry: numbers[3] / 100,
                        from: numbers[4] * .pi / 180, to: numbers[5] * .pi / 180)
                default: return nil
                }
            }
        }
    }

    private static func marked(_ glyph: Glyph, _ mark: LetterMark, isSmall: Bool) -> Glyph {
        var result = glyph
        let middle = glyph.width * 50
        let dx = mark.isBeside ? glyph.width * 100 : mark == .ogonek ? glyph.width * 100 - 12 : middle
        let dy: Double = mark.isAbove ? (isSmall ? -2 : -37) : 0
        result.strokes += strokes(marks[mark] ?? "", dx: dx, dy: dy)
        if mark.isBeside { result.width += mark == .middleDot ? 0.2 : 0.13 }
        return result
    }
}

extension StrokeFont.Glyph {
    /// The strokes as rows of points, arcs in steps of at most so many radians.
    func flattened(step: Double = 0.2) -> [[(x: Double, y: Double)]] {
        strokes.map { stroke in
            var points: [(x: Double, y: Double)] = []
            for piece in stroke {
                switch piece {
                case .point(let x, let y): points.append((x, y))
                case .arc(let x, let y, let rx, let ry, let from, let to):
                    let count = max(2, Int((abs(to - from) / step).rounded(.up)))
                    for index in 0...count {
                        let angle = from + (to - from) * Double(index) / Double(count)
                        points.append((x + rx * Trigonometry.cos(angle), y + ry * Trigonometry.sin(angle)))
                    }
                }
            }
            return points
        }
    }
}

/// Sine and cosine without a C library: the same bits on every system, so that pictures are.
enum Trigonometry {
    /// The Taylor series after reduction to −π/2 ... π/2; exact to about 1e-13.
    static func sin(_ angle: Double) -> Double {
        var x = angle - (angle / (2 * .pi)).rounded() * 2 * .pi
        if x > .pi / 2 { x = .pi - x } else if x < -.pi / 2 { x = -.pi - x }
        var (term, sum) = (x, x)
        for n in 1...9 {
            term *= -x * x / Double((2 * n) * (2 * n + 1))
            sum += term
        }
        return sum
    }

    static func cos(_ angle: Double) -> Double { sin(angle + .pi / 2) }
}
