/// Finds a hashtag's theme and the spellings it is used in.
enum SampleTagMaker {
    static func tag(_ entry: HashtagCounts.Entry) -> SampleTag {
        SampleTag(name: entry.tag, count: entry.count, theme: theme(entry.tag), spellings: spellings(entry.tag))
    }

    static func theme(_ tag: String) -> Int {
        let bytes = Array(tag.utf8)
        for (index, theme) in SampleWords.themes.enumerated()
        where theme.marks.contains(where: { holds(bytes, Array($0.utf8)) }) {
            return index
        }
        // FNV-1a, 64 bits: the same theme for the same letters, always.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(hash % UInt64(max(1, SampleWords.themes.count)))
    }

    private static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard !part.isEmpty, part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
    }

    /// The usual spelling first, then others. Only spellings that lower-case back to the hashtag, code point by code
    /// point, are used, so that every counting rule finds the same hashtag.
    static func spellings(_ tag: String) -> [SampleTag.Spelling] {
        var texts: [String] = []
        if SampleWords.acronyms.contains(tag) { texts.append(tag.uppercased()) }
        if let compound = compound(tag) { texts.append(compound) }
        texts += [tag, capitalised(tag)]
        if tag.utf8.count <= 12 { texts.append(tag.uppercased()) }
        var kept: [String] = []
        for text in texts where !kept.contains(text) && lowersBack(text, tag) { kept.append(text) }
        return kept.map { SampleTag.Spelling(text: $0, length: $0.unicodeScalars.count) }
    }

    private static func lowersBack(_ text: String, _ tag: String) -> Bool {
        // A capital sigma lower-cases by its place in the word in some rules and not in others.
        !text.unicodeScalars.contains("\u{3A3}")
            && text.lowercased().unicodeScalars.elementsEqual(tag.unicodeScalars)
    }

    private static func capitalised(_ text: some StringProtocol) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }

    /// `bigdata` as `BigData`; nil when the hashtag is not made of known parts.
    private static func compound(_ tag: String) -> String? {
        var rest = tag[...]
        var result = ""
        var parts = 0
        while !rest.isEmpty {
            let part = SampleWords.compoundParts.filter { rest.hasPrefix($0) }.max { $0.utf8.count < $1.utf8.count }
            if let part {
                result += capitalised(part)
                rest = rest.dropFirst(part.count)
                parts += 1
            } else if parts > 0, rest.allSatisfy({ $0.isNumber }) {
                result += rest
                rest = ""
            } else {
                return nil
            }
        }
        return parts > 1 ? result : nil
    }
}
