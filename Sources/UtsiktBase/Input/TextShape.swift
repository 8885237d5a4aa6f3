/// The shape of a text in YAML, or in JSON, which is a part of it: what would make a parser recurse or grow without bounds is
/// refused before the parser sees it.
package enum TextShape {
    /// Why a text is refused, and on which line.
    package struct Fault: Error, Hashable {
        /// The line, from 1.
        package let line: Int
        /// What is wrong.
        package let problem: String
    }

    /// What is done about references (`&` and `*`).
    package enum References: Sendable {
        /// They are refused.
        case refused
        /// A few are read; so many that a small text could stand for an endless one are refused.
        case few
    }

    private static let deepest = 48
    private static let widestIndent = 256
    /// Each becomes a node of some hundred bytes.
    private static let mostValues = 200_000
    /// How much larger references may make a text.
    private static let mostCopies = 10_000.0

    /// Looks at a text.
    /// - Throws: `Fault` for the first thing that is refused.
    /// - Complexity: O(n).
    package static func check(_ text: String, references: References) throws(Fault) {
        var (line, depth, indent, dashes, values) = (1, 0, 0, 0, 0)
        var atStart = true
        var (anchors, aliases) = (0, 0)
        var (previous, before): (UInt8, UInt8) = (0x0A, 0x0A)
        for byte in text.utf8 {
            if previous == UInt8(ascii: "&") || previous == UInt8(ascii: "*"), isSpace(before) || isOpening(before),
                isName(byte)
            {
                if previous == UInt8(ascii: "&") { anchors += 1 } else { aliases += 1 }
                try check(anchors, aliases, references, line)
            }
            switch byte {
            case 0x0A, 0x0D:
                if byte == 0x0A { line += 1 }
                (indent, dashes, atStart) = (0, 0, true)
            case 0x20 where atStart, 0x09 where atStart:
                indent += 1
                if indent > widestIndent {
                    throw Fault(line: line, problem: "the line is indented by more than \(widestIndent)")
                }
            case UInt8(ascii: "-") where atStart, UInt8(ascii: "?") where atStart:
                dashes += 1
                if dashes > 200 { throw Fault(line: line, problem: "the lists are nested too deep") }
                values += 1
            default:
                atStart = false
                if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                    depth += 1
                    values += 1
                    if depth > deepest {
                        throw Fault(line: line, problem: "brackets are nested deeper than \(deepest)")
                    }
                } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                    depth = max(0, depth - 1)
                } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
                    values += 1
                }
            }
            if values > mostValues {
                throw Fault(line: line, problem: "there are more than \(mostValues) values up to here")
            }
            (before, previous) = (previous, byte)
        }
    }

    /// The most that references can make of a text: with `a` of them to `n` things, each thing can hold a/n copies of the one
    /// before it.
    private static func check(
        _ anchors: Int, _ aliases: Int, _ references: References, _ line: Int
    ) throws(Fault) {
        guard anchors > 0, aliases > 0 else { return }
        switch references {
        case .refused: throw Fault(line: line, problem: "references (& and *) are not read")
        case .few:
            var (copies, most) = (1.0, 1.0)
            // Fewer of the things may be used, each more often.
            for used in 1...min(anchors, 64) {
                copies = 1
                for _ in 0..<used { copies *= max(1, Double(aliases) / Double(used)) }
                most = max(most, copies)
            }
            if most > mostCopies { throw Fault(line: line, problem: "there are too many references (& and *)") }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    private static func isOpening(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: ",")
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            || byte >= 0x80
    }
}
