import UtsiktCore

/// The text of HTML as people read it, and the hashtags that its author's server linked in it.
///
/// One pass over the bytes, whatever they hold: nothing is looked for further than the next `>` or `;`. Texts in feeds and of the
/// Fediverse are small pieces of HTML: paragraphs, breaks, links and spans.
struct MarkedText: Sendable, Hashable {
    /// The text: a line end where a paragraph or a break is, character references resolved, hidden parts left out.
    private(set) var text = ""
    /// The hashtags as their author spelled them, without the number sign.
    private(set) var tags: [String] = []

    /// Reads HTML.
    init(html: String) {
        guard html.utf8.contains(where: { $0 == 0x3C || $0 == 0x26 }) else {
            text = html
            return
        }
        var reader = Reader(html)
        reader.run()
        text = reader.text
        tags = PostBounds.tags(reader.tags)
    }
}

extension MarkedText {
    /// A tag: its name and what it says of itself.
    fileprivate struct Tag {
        var name = ""
        var isEnd = false
        var classes: [Substring] = []
        var isTagLink = false
    }

    fileprivate struct Reader {
        private let bytes: [UInt8]
        private var at = 0
        private var output: [UInt8] = []
        /// The element that is left out, and how many of its name are open within it.
        private var hidden: (name: String, depth: Int)?
        /// Where in the output the link of a hashtag began.
        private var linkStart: Int?
        /// Whether a comment may end somewhere: one that does not is looked for once.
        private var mayEndComment = true
        private let lastEnd: Int
        var tags: [String] = []

        init(_ html: String) {
            bytes = Array(html.utf8)
            output.reserveCapacity(bytes.count)
            lastEnd = bytes.lastIndex(of: 0x3E) ?? -1
        }

        /// The text without line ends at its end.
        var text: String {
            var end = output.count
            while end > 0, output[end - 1] == 0x0A || output[end - 1] == 0x20 { end -= 1 }
            return String(decoding: output[..<end], as: UTF8.self)
        }

        mutating func run() {
            while at < bytes.count {
                switch bytes[at] {
                case 0x3C where at < lastEnd && isTagStart: tag()
                case 0x26: reference()
                default:
                    if hidden == nil { output.append(bytes[at]) }
                    at += 1
                }
            }
        }

        /// Whether a letter, a slash, an exclamation or a question mark follows: a `<` before anything else is text.
        private var isTagStart: Bool {
            let next = bytes[at + 1]
            return next == 0x2F || next == 0x21 || next == 0x3F || (next | 0x20) &- 0x61 < 26
        }

        private mutating func tag() {
            if mayEndComment, bytes[at...].starts(with: "<!--".utf8) {
                // A comment goes to its own end; one without an end, to that of the tag.
                if let end = bytes[(at + 4)...].firstRange(of: Array("-->".utf8)) {
                    at = end.upperBound
                    return
                }
                mayEndComment = false
            }
            let start = at + 1
            at = tagEnd(from: start)
            let tag = MarkedText.tag(bytes[start..<min(at, bytes.count)])
            at = min(at + 1, bytes.count)
            if let (name, depth) = hidden {
                guard tag.name == name else { return }
                let left = depth + (tag.isEnd ? -1 : 1)
                hidden = left > 0 ? (name, left) : nil
                return
            }
            apply(tag)
        }

        /// The next `>` that is not within quotes; the next one at all where a quote does not end.
        private func tagEnd(from start: Int) -> Int {
            var index = start
            var quote: UInt8?
            var first: Int?
            while index < bytes.count {
                let byte = bytes[index]
                if byte == 0x3E {
                    if quote == nil { return index }
                    first = first ?? index
                    // A tag longer than this was never closed.
                    if index - start > 8192 { return first ?? index }
                } else if let open = quote {
                    if byte == open { quote = nil }
                } else if byte == 0x22 || byte == 0x27 {
                    quote = byte
                }
                index += 1
                if index - start > 65_536, let first { return first }
            }
            return first ?? bytes.count
        }

        private mutating func apply(_ tag: Tag) {
            switch tag.name {
            case "br": output.append(0x0A)
            case "p", "div", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "ul", "ol", "tr":
                if tag.isEnd, !output.isEmpty, output.last != 0x0A { output.append(0x0A) }
                if !tag.isEnd, !output.isEmpty, output.last != 0x0A { output.append(0x0A) }
            case "script", "style", "head", "template":
                if !tag.isEnd { hidden = (tag.name, 1) }
            case "a":
                if tag.isEnd { endLink() } else { linkStart = tag.isTagLink ? output.count : nil }
            case "span":
                if !tag.isEnd, tag.classes.contains("invisible") { hidden = (tag.name, 1) }
            default: break
            }
        }

        private mutating func endLink() {
            guard let start = linkStart else { return }
            linkStart = nil
            guard start < output.count, tags.count < PostBounds.mostTags else { return }
            let text = String(decoding: output[start...], as: UTF8.self)
            guard text.first == "#" || text.first == "\u{FF03}" else { return }
            tags.append(text)
        }

        private mutating func reference() {
            let end = min(bytes.count, at + 34)
            if let semicolon = bytes[at..<end].firstIndex(of: 0x3B),
                let text = CharacterReferences.text(String(decoding: bytes[(at + 1)..<semicolon], as: UTF8.self))
            {
                if hidden == nil { output.append(contentsOf: text.utf8) }
                at = semicolon + 1
                return
            }
            if hidden == nil { output.append(0x26) }
            at += 1
        }
    }

    /// Reads what stands between the brackets of a tag.
    fileprivate static func tag(_ bytes: ArraySlice<UInt8>) -> Tag {
        let text = String(decoding: bytes, as: UTF8.self)
        var rest = text[...]
        var tag = Tag()
        if rest.first == "/" {
            tag.isEnd = true
            rest = rest.dropFirst()
        }
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        tag.name = name.lowercased()
        guard !tag.isEnd, tag.name == "a" || tag.name == "span" else { return tag }
        tag.classes = attribute("class", in: rest.dropFirst(name.count)).split(whereSeparator: \.isWhitespace)
        let relations = attribute("rel", in: rest.dropFirst(name.count)).split(whereSeparator: \.isWhitespace)
        tag.isTagLink = tag.classes.contains("hashtag") || relations.contains("tag")
        return tag
    }

    /// The value of an attribute; empty where there is none.
    private static func attribute(_ wanted: String, in text: Substring) -> Substring {
        var rest = text
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" }
            let name = rest.prefix { !$0.isWhitespace && $0 != "=" && $0 != "/" }
            guard !name.isEmpty else {
                guard !rest.isEmpty else { return "" }
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(name.count).drop { $0.isWhitespace }
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0.isWhitespace }
            let value: Substring
            if let quote = rest.first, quote == "\"" || quote == "'" {
                value = rest.dropFirst().prefix { $0 != quote }
                rest = rest.dropFirst(value.count + 2)
            } else {
                value = rest.prefix { !$0.isWhitespace }
                rest = rest.dropFirst(value.count)
            }
            if name.lowercased() == wanted { return value }
        }
    }
}
