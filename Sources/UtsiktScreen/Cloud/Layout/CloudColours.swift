/// What each word of a cloud looks like under each colouring.
enum CloudColours {
    private static let palette: [Role] = [.series1, .series2, .series3, .series4, .series5, .series6]

    /// Two kindred roles for each way a count can go, so that neighbours of one kind differ.
    static func roles(_ growth: CloudWord.Growth) -> [Role] {
        switch growth {
        case .rising: [.positive, .series6]
        case .falling: [.negative, .series1]
        case .new: [.good, .series4]
        case .steady: [.text, .muted]
        }
    }

    /// Gives every word its styles.
    ///
    /// A word keeps the roles it has in the previous layout where no neighbour disagrees; the heavier of two neighbours wins.
    /// - Complexity: O(words x block words).
    static func assign(_ placed: [CloudLayout.Placed], previous: CloudLayout?) -> [CloudLayout.Placed] {
        var known: [String: [Style]] = [:]
        for word in previous?.placed ?? [] { known[word.word.key] = word.styles }
        let groups = groups(placed)
        var result: [CloudLayout.Placed] = []
        result.reserveCapacity(placed.count)
        var blocks: [Int] = []
        for var word in placed {
            let old = known[word.word.key]
            var used: [[Style]] = []
            if word.tier.isBlock {
                let near = Rect(
                    x: word.rect.x - 3, y: word.rect.y - 2, width: word.rect.width + 6, height: word.rect.height + 4)
                used = blocks.filter { !result[$0].rect.intersection(near).isEmpty }.map { result[$0].styles }
                blocks.append(result.count)
            }
            word.styles = CloudColouring.allCases.enumerated().map { index, colouring in
                let choices = choices(word, colouring, groups)
                let taken = used.map { $0[index] }
                let wanted = old.flatMap { choices.contains($0[index]) ? [$0[index]] : nil } ?? []
                return (wanted + choices).first { !taken.contains($0) } ?? choices.first ?? Style(.text)
            }
            result.append(word)
        }
        return result
    }

    /// The looks a word may have, the best first.
    private static func choices(
        _ placed: CloudLayout.Placed, _ colouring: CloudColouring, _ groups: [String: Role]
    ) -> [Style] {
        let emphasis = placed.emphasis
        switch colouring {
        case .growth: return roles(placed.word.growth).map { Style($0, emphasis) }
        case .group:
            let role = groups[placed.word.group] ?? .muted
            return placed.tier.isBlock ? [Style(role, emphasis), Style(role, .dim)] : [Style(role, emphasis)]
        case .word:
            let start = Int(hash(placed.word.key) % UInt64(palette.count))
            return palette.indices.map { Style(palette[(start + $0) % palette.count], emphasis) }
        }
    }

    /// The groups' roles: as many groups as there are roles, those with the heaviest words first.
    static func groups(_ placed: [CloudLayout.Placed]) -> [String: Role] {
        var result: [String: Role] = [:]
        for word in placed where !word.word.group.isEmpty && result[word.word.group] == nil {
            guard result.count < palette.count else { break }
            result[word.word.group] = palette[result.count]
        }
        return result
    }

    /// FNV-1a: the same in every run, unlike Swift's own hashes.
    static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
