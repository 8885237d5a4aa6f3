/// Text on its way out to where a terminal may show it: errors, help, tables, and data that goes to a terminal.
///
/// What a terminal would obey, or what reorders what people read, becomes a visible stand-in: a hostile text should look odd, not
/// vanish. Text for the dashboard's cells passes a stricter gate, `TextSanitizer`.
public enum SafeText {
    /// The text made harmless. Line feeds and tabs stay, and a carriage return before a line feed.
    /// - Complexity: O(n); a text of plain ASCII takes one pass over its bytes.
    public static func lines(_ text: String) -> String {
        if text.utf8.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A || $0 == 0x09 }) { return text }
        var result = String.UnicodeScalarView()
        var endsWithReturn = false
        for scalar in text.unicodeScalars {
            if endsWithReturn { result.append(scalar == "\n" ? "\r" : replacement) }
            endsWithReturn = scalar == "\r"
            if !endsWithReturn { result.append(isHarmless(scalar) ? scalar : replacement) }
        }
        if endsWithReturn { result.append(replacement) }
        return String(result)
    }

    /// What stands for a character that is not shown.
    private static let replacement: Unicode.Scalar = "\u{FFFD}"

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        // The control characters of ASCII, DEL, and those of ISO 6429.
        case 0..<0x20, 0x7F..<0xA0: false
        // Directional marks, embeddings, overrides and isolates; separators; what is not visible and joins nothing.
        case 0x061C, 0x200B, 0x200E...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: false
        // Tags: a text that nobody sees.
        case 0xE0000...0xE00FF: false
        default: true
        }
    }
}
