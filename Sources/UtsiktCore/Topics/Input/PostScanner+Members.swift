/// The members that count, each read at its own depth.
extension PostScanner {
    mutating func user() -> Bool {
        (post.authorText, post.authorNumber, post.authorName) = (.none, .none, .none)
        guard walker.peek() == 0x7B else { return walker.skipValue() }
        var key = JSONSlice.none
        var hasMember = true
        walker.open(closing: 0x7D, hasMember: &hasMember)
        while hasMember {
            guard walker.key(&key) else { return false }
            let isRead =
                switch field(key) {
                case .id: walker.number(&post.authorNumber)
                case .idText: walker.string(&post.authorText)
                case .screenName: walker.string(&post.authorName)
                default: walker.skipValue()
                }
            guard isRead, walker.next(closing: 0x7D, hasMember: &hasMember) else { return false }
        }
        return true
    }

    /// Reads the tags of an `entities` object, null counting as none; nil when it is no JSON.
    mutating func entities(_ name: StaticString) -> Range<Int>? {
        var range = tags.count..<tags.count
        guard walker.peek() == 0x7B else {
            if walker.peek() != 0x6E { post.faultyField = name }
            return walker.skipValue() ? range : nil
        }
        var key = JSONSlice.none
        var hasMember = true
        walker.open(closing: 0x7D, hasMember: &hasMember)
        while hasMember {
            guard walker.key(&key) else { return nil }
            if case .hashtags = field(key) {
                guard hashtags(&range) else { return nil }
            } else {
                guard walker.skipValue() else { return nil }
            }
            guard walker.next(closing: 0x7D, hasMember: &hasMember) else { return nil }
        }
        return range
    }

    mutating func hashtags(_ range: inout Range<Int>) -> Bool {
        let first = tags.count
        range = first..<first
        switch walker.peek() {
        case 0x5B: break
        case 0x6E: return walker.scalar()
        default:
            post.faultyField = "entities.hashtags"
            return walker.skipValue()
        }
        var hasMember = true
        walker.open(closing: 0x5D, hasMember: &hasMember)
        while hasMember {
            guard hashtag(), walker.next(closing: 0x5D, hasMember: &hasMember) else { return false }
        }
        range = first..<tags.count
        return true
    }

    mutating func hashtag() -> Bool {
        guard walker.peek() == 0x7B else {
            post.faultyField = "entities.hashtags"
            return walker.skipValue()
        }
        var key = JSONSlice.none
        var text = JSONSlice.none
        var hasMember = true
        walker.open(closing: 0x7D, hasMember: &hasMember)
        while hasMember {
            guard walker.key(&key) else { return false }
            if case .text = field(key) {
                guard walker.string(&text) else { return false }
            } else {
                guard walker.skipValue() else { return false }
            }
            guard walker.next(closing: 0x7D, hasMember: &hasMember) else { return false }
        }
        if text.isPresent { tags.append(text) } else { post.faultyField = "entities.hashtags.text" }
        return true
    }

    /// Reads an `extended_tweet`; nil when it names no entities.
    mutating func extended(_ range: inout Range<Int>?) -> Bool {
        range = nil
        guard walker.peek() == 0x7B else { return walker.skipValue() }
        var key = JSONSlice.none
        var hasMember = true
        walker.open(closing: 0x7D, hasMember: &hasMember)
        while hasMember {
            guard walker.key(&key) else { return false }
            switch field(key) {
            case .entities:
                guard let found = entities("extended_tweet.entities") else { return false }
                range = found
            case .fullText:
                guard walker.string(&post.fullText) else { return false }
            default:
                guard walker.skipValue() else { return false }
            }
            guard walker.next(closing: 0x7D, hasMember: &hasMember) else { return false }
        }
        return true
    }

    /// Reads the tags of a `retweeted_status`, itself resolved but not followed further; null means none.
    mutating func retweet() -> Bool {
        post.isRepost = false
        guard walker.peek() == 0x7B else { return walker.skipValue() }
        let outerText = post.fullText
        var own = tags.count..<tags.count
        var long: Range<Int>?
        var key = JSONSlice.none
        var hasMember = true
        walker.open(closing: 0x7D, hasMember: &hasMember)
        while hasMember {
            guard walker.key(&key) else { return false }
            switch field(key) {
            case .entities:
                guard let found = entities("retweeted_status.entities") else { return false }
                own = found
            case .extended:
                guard extended(&long) else { return false }
            default:
                guard walker.skipValue() else { return false }
            }
            guard walker.next(closing: 0x7D, hasMember: &hasMember) else { return false }
        }
        post.fullText = outerText
        post.isRepost = true
        post.repostTags = long ?? own
        return true
    }
}
