/// The text of a post that comes as HTML, as people read it.
enum PlainText {
    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    /// The text without its tags, with line ends where paragraphs and breaks are, and character references resolved.
    static func ofHTML(_ html: String) -> String {
        guard html.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 }) else { return html }
        var result = String.UnicodeScalarView()
        let lastEnd = html.unicodeScalars.lastIndex(of: ">") ?? html.startIndex
        var rest = html.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "<":
                guard rest.startIndex <= lastEnd, let end = rest.firstIndex(of: ">") else {
                    result.append(scalar)
                    continue
                }
                let name = TagFolding.lowercased(String(String.UnicodeScalarView(rest[..<end])))
                if name.hasPrefix("br") || (name.hasPrefix("/p") && !result.isEmpty) { result.append("\n") }
                rest = rest[rest.index(after: end)...]
            case "&":
                guard let end = rest.prefix(10).firstIndex(of: ";"),
                    let text = reference(String(String.UnicodeScalarView(rest[..<end])))
                else {
                    result.append(scalar)
                    continue
                }
                result.append(contentsOf: text.unicodeScalars)
                rest = rest[rest.index(after: end)...]
            default: result.append(scalar)
            }
        }
        while result.last == "\n" { result.removeLast() }
        return String(result)
    }

    /// What a character reference (`amp`, `#39`, `#x27`) stands for; nil when it is none.
    private static func reference(_ name: String) -> String? {
        guard name.hasPrefix("#") else { return entities[name] }
        let digits = name.dropFirst()
        let value = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }
}
