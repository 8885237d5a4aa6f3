import UtsiktCore

/// Finds a hashtag's theme and the spellings it is used in.
enum SampleTagMaker {
    /// The themes' marks and the parts of compounds as bytes: 1,583 hashtags are held against each of them.
    private static let marks = SampleWords.themes.map { theme in theme.marks.map { Array($0.utf8) } }
    private static let parts = SampleWords.compoundParts.map { Array($0.utf8) }

    static func tag(_ entry: HashtagCounts.Entry) -> SampleTag {
        SampleTag(name: entry.tag, count: entry.count, theme: theme(entry.tag), spellings: spellings(entry.tag))
    }

    static func theme(_ tag: String) -> Int {
        let bytes = Array(tag.utf8)
        for (index, marks) in marks.enumerated() where marks.contains(where: { holds(bytes, $0) }) { return index }
        // The same theme for the same letters, always.
        return Int(FNV1a.hash(bytes) % UInt64(max(1, SampleWords.themes.count)))
    }

    private static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard !part.isEmpty, part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { start in
            text[start] == part[0] && text[start..<start + part.count].elementsEqual(part)
        }
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
        var rest = Array(tag.utf8)[...]
        var result = ""
        var found = 0
        while !rest.isEmpty {
            if let part = parts.filter({ rest.starts(with: $0) }).max(by: { $0.count < $1.count }) {
                result += capitalised(String(decoding: part, as: UTF8.self))
                rest = rest.dropFirst(part.count)
                found += 1
            } else if found > 0, rest.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
                result += String(decoding: rest, as: UTF8.self)
                rest = []
            } else {
                return nil
            }
        }
        return found > 1 ? result : nil
    }
}
