import UtsiktCore
import UtsiktScreen

/// Small formats of the topics pane.
enum TopicsFormat {
    /// Three fillings that differ without colour.
    enum Shade {
        case light, medium, full

        func glyph(_ glyphs: GlyphSet) -> Character {
            switch (self, glyphs.hasBlocks) {
            case (.light, true): "░"
            case (.medium, true): "▒"
            case (.full, true): "█"
            case (.light, false): "."
            case (.medium, false): "="
            case (.full, false): "#"
            }
        }
    }

    /// The column in which a part of a whole ends.
    static func columns(_ part: Int, of whole: Int, width: Int) -> Int {
        guard whole > 0, width > 0 else { return 0 }
        let place = (Double(part) / Double(whole) * Double(width)).rounded()
        return min(width, max(0, Int(place)))
    }

    /// `2015-07-13 10:16Z` in the zone of the preferences.
    static func minute(_ time: Timestamp, _ zone: DisplayZone) -> String {
        let wall = zone.wall(time)
        return "\(wall.day) \(ClockText.minute(wall))\(zone.suffix)"
    }

    /// `07-13 10:16`: without what the reader knows.
    static func short(_ time: Timestamp, _ zone: DisplayZone) -> String {
        let wall = zone.wall(time)
        return "\(wall.day.description.dropFirst(5)) \(ClockText.minute(wall))"
    }

    /// A change with its sign: `+12`, `-3`, `0`.
    static func signed(_ change: Int) -> String { change > 0 ? "+\(change)" : "\(change)" }

    /// The role of a change.
    static func role(_ change: Int) -> Role { change > 0 ? .positive : change < 0 ? .negative : .faint }

    /// `1 author`, `3 authors`.
    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(NumberText.grouped(number)) \(number == 1 ? one : many)"
    }

    /// What stands between the parts of a line.
    static func separator(_ glyphs: GlyphSet) -> String { glyphs.isUnicode ? " · " : " - " }
}

extension TopicsQuery {
    /// What one count is, in words.
    package var countWords: String {
        switch count {
        case .every: "every occurrence"
        case .oncePerPost: "once per post"
        case .oncePerAuthor: "once per author"
        }
    }

    /// Whose tags count, in words.
    package var ruleWords: String { rule == .topLevel ? "the post's own tags" : "reposts resolved" }

    /// Which spellings are one tag, in words.
    package var foldWords: String {
        switch fold {
        case .lower: "case ignored"
        case .nfcLower: "case ignored (NFC)"
        case .nfcCasefold: "case folded (NFC)"
        case .nfkcCasefold: "case folded (NFKC)"
        }
    }

    /// What is left out or joined, in words: `3 stopped`.
    package var exceptionWords: [String] {
        var words: [String] = []
        if let language { words.append("language \(language)") }
        if !stop.isEmpty { words.append("\(stop.tags.count) left out") }
        if !merge.isEmpty { words.append("\(merge.groups.count) merged") }
        if hidesOwnTags, !ownTags.isEmpty { words.append("query's tags hidden") }
        return words
    }
}

extension TopicsPaneState.Sort {
    /// What the pane prints.
    var title: String {
        switch self {
        case .count: "by count"
        case .authors: "by authors"
        case .change: "by change"
        case .trend: "by trend"
        case .name: "by name"
        }
    }
}
