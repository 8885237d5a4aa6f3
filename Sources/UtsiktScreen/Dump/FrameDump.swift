/// Frames as text for files, pipes and tests.
public enum FrameDump {
    /// The glyphs only, one line a row, trailing spaces trimmed.
    public static func text(_ frame: Frame) -> String { frame.text }

    /// The glyphs with SGR sequences, each row ending in the plain style; only changes are written.
    public static func ansi(_ frame: Frame, _ mode: ColourMode, theme: Theme = .standard) -> String {
        var result = ""
        for y in 0..<frame.size.height {
            var last = Look()
            // Blank cells at the end need no byte unless their look shows.
            let end = (0..<frame.size.width).last { x in
                let look = theme.look(frame[x, y].style, mode)
                return frame[x, y].glyph != " " || look.background != nil
                    || !look.attributes.isDisjoint(with: [.reverse, .underline])
            }
            for x in 0..<(end ?? -1) + 1 {
                let cell = frame[x, y]
                guard cell.width > 0 else { continue }
                let look = theme.look(cell.style, mode)
                if look != last { result += sgr(look, after: last) }
                last = look
                result.append(cell.glyph)
            }
            if last != Look() { result += "\u{1B}[0m" }
            result += "\n"
        }
        return result
    }

    /// The shortest plain sequence from one look to the next.
    static func sgr(_ look: Look, after last: Look) -> String {
        var codes: [String] = []
        var known = last
        let dropsAttribute = !last.attributes.isSubset(of: look.attributes)
        let dropsColour =
            (last.foreground != nil && look.foreground == nil) || (last.background != nil && look.background == nil)
        if dropsAttribute || dropsColour {
            if look == Look() { return "\u{1B}[0m" }
            codes.append("0")
            known = Look()
        }
        let attributes: [(Style.Attributes, String)] = [(.bold, "1"), (.dim, "2"), (.underline, "4"), (.reverse, "7")]
        for (attribute, code) in attributes
        where look.attributes.contains(attribute) && !known.attributes.contains(attribute) {
            codes.append(code)
        }
        if let colour = look.foreground, colour != known.foreground { codes.append(code(colour, base: 30)) }
        if let colour = look.background, colour != known.background { codes.append(code(colour, base: 40)) }
        return codes.isEmpty ? "" : "\u{1B}[" + codes.joined(separator: ";") + "m"
    }

    private static func code(_ colour: UInt8, base: Int) -> String {
        switch colour {
        case 0..<8: String(base + Int(colour))
        case 8..<16: String(base + 52 + Int(colour))
        default: "\(base + 8);5;\(colour)"
        }
    }
}
