/// Posts of X, formerly Twitter: v1.1 as the article fetched them, v2, and those of account archives, which name no author.
extension PostReader {
    mutating func tweet(_ card: MemberCard, _ post: inout RawPost) {
        let idText = tape.string(card[.idText])
        post.id = idText.isPresent ? idText : tape.number(card[.id])
        post.time = time(card[.createdAt])
        let fullText = tape.string(card[.fullText])
        post.text = fullText.isPresent ? fullText : tape.string(card[.text])
        post.markup = .escaped
        post.language = tape.string(card[.language])
        post.ownTags = entities(card[.entities], "entities", &post)
        post.fullTags = post.ownTags
        if let retweet = card[.retweet], tape.isObject(retweet) {
            post.isRepost = true
            let inner = MemberCard(tape, retweet)
            post.fullTags =
                extendedTags(inner, &post, isOuter: false)
                ?? entities(inner[.entities], "retweeted_status.entities", &post)
        } else if let long = extendedTags(card, &post, isOuter: true) {
            post.fullTags = long
        }
        guard needsEveryAuthor || !post.ownTags.isEmpty || !post.fullTags.isEmpty else { return }
        if let user = card[.user] ?? card[.author] { author(MemberCard(tape, user), &post) }
        if let author = card[.authorID] { post.author = tape.number(author) }
    }

    private func author(_ card: MemberCard, _ post: inout RawPost) {
        let idText = tape.string(card[.idText])
        post.author = idText.isPresent ? idText : tape.number(card[.id])
        post.authorName = tape.string(card[.screenName] ?? card[.username])
    }

    /// The tags of what a post's object cuts off (`extended_tweet`, v2's `note_tweet`); nil when it has nothing of the kind.
    private mutating func extendedTags(
        _ card: MemberCard, _ post: inout RawPost, isOuter: Bool
    ) -> Range<Int>? {
        guard let extended = card[.extended] ?? card[.noteTweet], tape.isObject(extended) else { return nil }
        let inner = MemberCard(tape, extended)
        if isOuter {
            let text = tape.string(inner[.fullText] ?? inner[.text])
            if text.isPresent { post.text = text }
        }
        guard inner.has(.entities) else { return nil }
        return entities(inner[.entities], "extended_tweet.entities", &post)
    }

    /// Notes the tags of an `entities` object, null counting as none.
    private mutating func entities(_ entry: Int?, _ name: StaticString, _ post: inout RawPost) -> Range<Int> {
        let first = tags.count
        guard let entry, !tape.isNull(entry) else { return first..<first }
        guard tape.isObject(entry) else {
            post.faultyField = name
            return first..<first
        }
        guard let list = MemberCard(tape, entry)[.hashtags], !tape.isNull(list) else { return first..<first }
        guard tape.isArray(list) else {
            post.faultyField = "entities.hashtags"
            return first..<first
        }
        let end = tape.next(list)
        var element = list + 1
        while element < end {
            hashtag(element, &post)
            element = tape.next(element)
        }
        return first..<tags.count
    }

    private mutating func hashtag(_ entry: Int, _ post: inout RawPost) {
        guard tape.isObject(entry) else {
            post.faultyField = "entities.hashtags"
            return
        }
        let card = MemberCard(tape, entry)
        let text = tape.string(card[.text] ?? card[.tag])
        if text.isPresent { tags.append(text) } else { post.faultyField = "entities.hashtags.text" }
    }

    /// A time as a service or MongoDB writes it: a text, or `{"$date": …}` around a text or milliseconds.
    func time(_ entry: Int?) -> RawPost.Time {
        guard let entry else { return .missing }
        if tape.isString(entry) { return .text(tape.string(entry)) }
        guard tape.isObject(entry), let date = MemberCard(tape, entry)[.date] else { return .missing }
        if tape.isString(date) { return .text(tape.string(date)) }
        guard let value = integer(tape.number(date)) else { return .missing }
        return .milliseconds(value)
    }

    /// A whole number; nil for anything else.
    func integer(_ slice: JSONSlice) -> Int64? {
        guard slice.count > 0, slice.count <= 20 else { return nil }
        return Int64(
            String(decoding: UnsafeBufferPointer(start: base + slice.start, count: slice.count), as: UTF8.self))
    }
}
