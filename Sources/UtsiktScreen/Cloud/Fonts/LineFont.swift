/// Capitals drawn with lines, three rows high, for screens without block elements: with box drawing, or with `.-'|` in ASCII.
///
/// One table serves both; only letters with slanting strokes use `/` and `\` in either.
struct LineFont: Sendable {
    private struct Glyph: Sendable {
        var rows: [[Character]]
        var mark: LetterMark?
        var width: Int { rows.first?.count ?? 0 }
    }

    /// With box drawing characters.
    static let box = LineFont(isASCII: false)
    /// With ASCII alone.
    static let ascii = LineFont(isASCII: true)
    /// Rows a letter without marks has.
    static let rowCount = 3

    private let glyphs: [Character: Glyph]
    private let isASCII: Bool

    private init(isASCII: Bool) {
        self.isASCII = isASCII
        var glyphs: [Character: Glyph] = [:]
        for (name, shape) in Self.shapes {
            let rows = shape.split(separator: "/", omittingEmptySubsequences: false).map { row in
                row.map { Self.glyph($0, isASCII: isASCII) }
            }
            for character in name { glyphs[character] = Glyph(rows: rows, mark: nil) }
        }
        for (letter, (base, mark)) in LetterMark.capitals {
            guard var glyph = glyphs[base] else { continue }
            glyph.mark = mark
            glyphs[letter] = glyph
        }
        for (letter, twin) in LetterMark.twins { glyphs[letter] = glyphs[twin] }
        self.glyphs = glyphs
    }

    /// The table's signs: `s` and `b` stand for the slash and the backslash, a full stop for a space.
    private static func glyph(_ sign: Character, isASCII: Bool) -> Character {
        switch sign {
        case ".": return " "
        case "s": return "/"
        case "b": return "\\"
        case "o": return isASCII ? "." : "·"
        default: break
        }
        guard isASCII else { return sign }
        switch sign {
        case "─": return "-"
        case "│": return "|"
        case "┌", "┐": return "."
        case "└", "┘": return "'"
        default: return "+"
        }
    }

    /// A word's size in cells; nil when a character has no shape here.
    func size(_ letters: [Character]) -> Size? {
        guard !letters.isEmpty else { return nil }
        var width = -1
        var (hasAbove, hasBelow) = (false, false)
        for letter in letters {
            guard let glyph = glyphs[letter] else { return nil }
            width += glyph.width + 1
            if let mark = glyph.mark {
                if mark.isBelow { hasBelow = true } else { hasAbove = true }
            }
        }
        return Size(width: width, height: Self.rowCount + (hasAbove ? 1 : 0) + (hasBelow ? 1 : 0))
    }

    /// A word's rows of glyphs, a column between letters; nil when a character has no shape here.
    func rows(_ word: [Character]) -> [[Character]]? {
        guard let size = size(word) else { return nil }
        let letters = word.compactMap { glyphs[$0] }
        let top = letters.contains { $0.mark.map { !$0.isBelow } ?? false } ? 1 : 0
        var result = Array(repeating: Array(repeating: Character(" "), count: size.width), count: size.height)
        var x = 0
        for letter in letters {
            for (y, row) in letter.rows.enumerated() {
                for (column, glyph) in row.enumerated() { result[top + y][x + column] = glyph }
            }
            if let mark = letter.mark {
                let column = mark.isBeside ? letter.width - 1 : letter.width / 2
                result[mark.isBelow ? top + Self.rowCount : 0][x + column] = glyph(mark)
            }
            x += letter.width + 1
        }
        return result
    }

    private func glyph(_ mark: LetterMark) -> Character {
        switch mark {
        case .acute: isASCII ? "'" : "´"
        case .grave: "`"
        case .circumflex: "^"
        case .diaeresis: isASCII ? "\"" : "¨"
        case .ring: isASCII ? "o" : "°"
        case .tilde: "~"
        case .caron: isASCII ? "v" : "ˇ"
        case .bar: isASCII ? "_" : "¯"
        case .dot: isASCII ? "." : "˙"
        case .breve: isASCII ? "u" : "˘"
        case .doubleAcute: isASCII ? "\"" : "˝"
        case .cedilla: isASCII ? "," : "¸"
        case .ogonek, .comma: ","
        case .apostrophe: "'"
        case .middleDot: isASCII ? "." : "·"
        }
    }
}

extension LineFont {
    /// Three rows a letter, parted by slashes.
    fileprivate static let shapes: [String: String] = [
        "A": "┌─┐/├─┤/│.│", "B": "├─┐/├─┤/├─┘", "C": "┌──/│../└──", "D": "┬─┐/│.│/┴─┘", "E": "┌──/├─./└──",
        "F": "┌──/├─./│..", "G": "┌──/│.┐/└─┘", "H": "│.│/├─┤/│.│", "I": "┬/│/┴", "J": "..┐/..│/└─┘",
        "K": "│.s/├─./│.b", "L": "│../│../└──", "M": "┌─┬─┐/│.│.│/│...│", "N": "┌┐.│/│└┐│/│.└┘", "O": "┌─┐/│.│/└─┘",
        "P": "┌─┐/├─┘/│..", "Q": "┌─┐/│.│/└─┼", "R": "┌─┐/├┬┘/│└─", "S": "┌─┐/└─┐/└─┘", "T": "─┬─/.│./.│.",
        "U": "│.│/│.│/└─┘", "V": "b...s/.b.s./..┴..", "W": "│...│/│.│.│/└─┴─┘", "X": "b.s/.┼./s.b", "Y": "b.s/.│./.│.",
        "Z": "──s/.s./s──", "0": "┌─┐/│s│/└─┘", "1": "─┐/.│/.┴", "2": "──┐/┌─┘/└──", "3": "──┐/.─┤/──┘",
        "4": "│.│/└─┤/..│", "5": "┌──/└─┐/──┘", "6": "┌──/├─┐/└─┘", "7": "──┐/..│/..│", "8": "┌─┐/├─┤/└─┘",
        "9": "┌─┐/└─┤/──┘", "_": ".../.../───", "#": "─┼─┼─/.│.│./─┼─┼─", "-": "../──/..", ".": "././o", "'": "│/./.",
        "&": "┌─./├─┼/└─┘", "+": ".../─┼─/...", "/": "..s/.s./s..", ":": "o/./o", "@": "┌──┐/│┌┤│/└┴──",
        "!": "│/│/o", "?": "──┐/.┌┘/.o.", " ": "../../..", "…": ".../.../ooo", "Æ": "┌─┬──/├─┼─./│.└──",
        "Œ": "┌─┬──/│.├─./└─┴──",
        "Ø": "┌─s/│s│/s─┘", "Ł": "│../┼─./└──", "Đ": "┬─┐/┼.│/┴─┘", "Þ": "│../├─┐/├─┘", "Ħ": "┼─┼/├─┤/│.│",
        "Ŧ": "─┬─/─┼─/.│.", "Ŋ": "┌─┐/│.│/│.┘", "Ĳ": "┬..┐/│..│/┴.─┘",
    ]
}
