import UtsiktScreen

/// Breaks texts into lines.
enum TextWrap {
    /// The lines of a text, broken at blanks; a word longer than a line is cut into several.
    static func lines(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            var word = String(word)
            if !line.isEmpty, TextWidth.of(line) + 1 + TextWidth.of(word) <= width {
                line += " " + word
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while TextWidth.of(word) > width {
                var head = ""
                while let next = word.first, TextWidth.of(head) + TextWidth.of(next) <= width {
                    head.append(next)
                    word.removeFirst()
                }
                // A glyph wider than the line would never fit.
                if head.isEmpty { word.removeFirst() } else { lines.append(head) }
            }
            line = word
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
