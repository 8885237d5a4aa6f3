/// The text of a post as people read it, whatever the service writes it in.
enum PlainText {
    /// How a service writes its texts.
    enum Markup {
        /// As they are read.
        case none
        /// With `&`, `<` and `>` as character references, as X does it; there are no tags.
        case escaped
        /// As HTML.
        case html
    }

    /// The text as it is read.
    static func read(_ text: String, _ markup: Markup) -> String {
        switch markup {
        case .none: text
        case .escaped: unescaped(text)
        case .html: ofHTML(text)
        }
    }

    /// The text with its character references resolved, once: `&amp;lt;` is somebody's `&lt;`.
    private static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            result.append(contentsOf: scalar == "&" ? referred(&rest) : String(scalar).unicodeScalars)
        }
        return String(result)
    }

    /// What stands for a reference whose ampersand was read; the ampersand itself when there is none.
    private static func referred(_ rest: inout Substring.UnicodeScalarView) -> String.UnicodeScalarView {
        guard let end = rest.prefix(10).firstIndex(of: ";"),
            let text = reference(String(String.UnicodeScalarView(rest[..<end])))
        else { return "&".unicodeScalars }
        rest = rest[rest.index(after: end)...]
        return text.unicodeScalars
    }

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
            case "&": result.append(contentsOf: referred(&rest))
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
