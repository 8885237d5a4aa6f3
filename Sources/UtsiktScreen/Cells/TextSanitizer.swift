/// The one gate through which text from outside passes before it can become a cell.
///
/// What comes out has no control or escape byte, no bidi override, no joiner or variation selector on which terminals
/// disagree about the width, and at most one base character with a few marks in a cell.
public enum TextSanitizer {
    /// Marks kept on one base character: ncurses holds five scalars a cell (`CCHARW_MAX`).
    static let marksPerCell = 4

    /// The text made safe for one row. Line feeds and tabs become a space, everything else unsafe the replacement glyph or
    /// nothing; in ASCII what lies outside 0x20 ... 0x7E becomes `?`.
    /// - Complexity: O(n); a text of plain ASCII takes one pass over its bytes.
    public static func clean(_ text: some StringProtocol, glyphs: GlyphSet = .blocks) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
        var result = String.UnicodeScalarView()
        var marks = 0
        var hasBase = false
        for scalar in text.unicodeScalars {
            switch verdict(scalar, glyphs) {
            case .base(let kept):
                if !isHangulPart(kept) {
                    result.append(kept)
                } else if let joined = result.last.flatMap({ joinedHangul($0, kept) }) {
                    result.removeLast()
                    result.append(joined)
                } else {
                    result.append(replacement(glyphs))
                }
                (marks, hasBase) = (0, true)
            case .mark:
                guard hasBase, marks < marksPerCell else { continue }
                result.append(scalar)
                marks += 1
            case .dropped: continue
            }
        }
        return String(result)
    }

    /// A sanitized text cut into what goes into one cell each: a spacing scalar with its marks.
    ///
    /// Swift's own characters will not do: a grapheme cluster may hold several spacing scalars (Thai SARA AM, Indic conjuncts),
    /// and then its width and what ncurses can put into a cell disagree.
    /// - Complexity: O(n).
    public static func cells(_ clean: String) -> [Character] {
        var result: [Character] = []
        result.reserveCapacity(clean.utf8.count)
        var base: Unicode.Scalar?
        var marked = String.UnicodeScalarView()
        func finish() {
            if let glyph = marked.isEmpty ? base.map({ character($0) }) : String(marked).first { result.append(glyph) }
        }
        for scalar in clean.unicodeScalars {
            guard TextWidth.of(scalar) == 0 else {
                finish()
                base = scalar
                if !marked.isEmpty { marked = String.UnicodeScalarView() }
                continue
            }
            guard let base else { continue }
            if marked.isEmpty { marked.append(base) }
            if marked.count <= marksPerCell { marked.append(scalar) }
        }
        finish()
        return result
    }

    /// The character of one scalar; those of ASCII are kept ready, because most text is made of them.
    static func character(_ scalar: Unicode.Scalar) -> Character {
        scalar.value < 0x80 ? ascii[Int(scalar.value)] : Character(scalar)
    }

    private static let ascii: [Character] = (0..<128).map { Character(Unicode.Scalar(UInt8($0))) }

    /// What becomes of a scalar.
    private enum Verdict {
        /// Starts a cell, perhaps as another scalar.
        case base(Unicode.Scalar)
        /// Joins the cell before it.
        case mark
        /// Leaves no trace.
        case dropped
    }

    private static func verdict(_ scalar: Unicode.Scalar, _ glyphs: GlyphSet) -> Verdict {
        switch scalar.value {
        case 0x20..<0x7F: return .base(scalar)
        case 0xA0...0x28FF where TextWidth.isSimple(scalar):
            return .base(glyphs.isUnicode ? scalar : replacement(glyphs))
        case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: return .base(" ")
        // A visible stand-in: a hostile text should look odd, not vanish.
        case 0..<0x20, 0x7F..<0xA0: return .base(replacement(glyphs))
        // A skin tone would merge with the glyph before it.
        case 0x1F3FB...0x1F3FF: return .dropped
        // Two regional indicators would merge into a flag; letters say the same.
        case 0x1F1E6...0x1F1FF: return .base(Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41) ?? "?")
        default: break
        }
        switch scalar.properties.generalCategory {
        case .format, .surrogate, .privateUse, .unassigned: return .dropped
        // Terminals disagree about the width of spacing marks: some draw them into the cell before.
        case .spacingMark: return .dropped
        case .nonspacingMark, .enclosingMark:
            return glyphs.isUnicode && !isVariationSelector(scalar) && isKnown(scalar) ? .mark : .dropped
        default:
            return .base(glyphs.isUnicode && isKnown(scalar) ? scalar : replacement(glyphs))
        }
    }

    private static func replacement(_ glyphs: GlyphSet) -> Unicode.Scalar { glyphs.isUnicode ? "\u{FFFD}" : "?" }

    /// Whether C libraries in use know a scalar; for one they do not, ncurses prints a blank and the widths part.
    private static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x800 else { return true }
        return (scalar.properties.age?.major ?? 99) <= newestUnicode
    }

    /// The Unicode version of glibc 2.36.
    private static let newestUnicode = 14

    private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
        (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
    }

    /// The syllable of two Hangul parts (The Unicode Standard, section 3.12), or nil if they make none.
    private static func joinedHangul(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        switch (first.value, second.value) {
        case (0x1100...0x1112, 0x1161...0x1175):
            return Unicode.Scalar(0xAC00 + ((first.value - 0x1100) * 21 + second.value - 0x1161) * 28)
        case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (first.value - 0xAC00).isMultiple(of: 28):
            return Unicode.Scalar(first.value + second.value - 0x11A7)
        default: return nil
        }
    }

    /// Vowels and final consonants of Hangul: without a syllable they have zero columns to the C library.
    private static func isHangulPart(_ scalar: Unicode.Scalar) -> Bool {
        (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
    }
}
