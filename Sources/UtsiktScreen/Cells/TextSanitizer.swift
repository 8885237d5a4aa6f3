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
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029:
                result.append(" ")
                (marks, hasBase) = (0, true)
                continue
            case 0..<0x20, 0x7F..<0xA0:
                // A visible stand-in: a hostile text should look odd, not vanish.
                result.append(glyphs.isUnicode ? "\u{FFFD}" : "?")
                (marks, hasBase) = (0, true)
                continue
            default: break
            }
            switch scalar.properties.generalCategory {
            case .format, .surrogate, .privateUse, .unassigned:
                continue
            case .nonspacingMark, .enclosingMark:
                if glyphs.isUnicode, hasBase, marks < marksPerCell, !isVariationSelector(scalar) {
                    result.append(scalar)
                    marks += 1
                }
            case .spacingMark:
                // Widths of spacing marks differ between terminals: give them a base of their own.
                continue
            default:
                if scalar.value < 0x7F || glyphs.isUnicode {
                    // A skin tone or second regional indicator would merge with the glyph before it.
                    if (0x1F3FB...0x1F3FF).contains(scalar.value) { continue }
                    if (0x1F1E6...0x1F1FF).contains(scalar.value) {
                        result.append(Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41) ?? "?")
                    } else {
                        result.append(scalar)
                    }
                } else {
                    result.append("?")
                }
                (marks, hasBase) = (0, true)
            }
        }
        return String(result)
    }

    private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
        (0xFE00...0xFE0F).contains(scalar.value) || (0xE0100...0xE01EF).contains(scalar.value)
    }
}
