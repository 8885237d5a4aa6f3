/// Posts of Mastodon's API and of ActivityPub, which account archives (`outbox.json`) are written in.
extension PostReader {
    /// A status; a boost has its tags in `reblog`.
    mutating func status(_ card: MemberCard, _ post: inout RawPost) {
        post.id = tape.number(card[.id])
        post.time = time(card[.createdAt])
        post.text = tape.string(card[.content])
        post.markup = .html
        post.language = tape.string(card[.spokenLanguage])
        let account = MemberCard(tape, card[.account])
        post.author = tape.number(account[.id])
        post.authorName = tape.string(account[.username])
        post.ownTags = named(card[.tags], "tags", &post)
        post.fullTags = post.ownTags
        guard let reblog = card[.reblog], tape.isObject(reblog) else { return }
        let inner = MemberCard(tape, reblog)
        post.isRepost = true
        post.fullTags = named(inner[.tags], "reblog.tags", &post)
        let text = tape.string(inner[.content])
        if text.isPresent { post.text = text }
    }

    /// A note, or an activity around one; false for what is not a post: likes, follows, deletions.
    mutating func activity(_ card: MemberCard, _ post: inout RawPost) -> Bool {
        let type = tape.string(card[.type])
        let object = card[.object]
        switch ActivityType(tape, type) {
        case .note:
            note(card, &post)
            post.ownTags = activityTags(card[.tag], &post)
            post.fullTags = post.ownTags
        case .create:
            guard let object, tape.isObject(object) else { return false }
            let inner = MemberCard(tape, object)
            note(inner, &post)
            if !post.author.isPresent { post.author = reference(card[.actor]) }
            if case .missing = post.time { post.time = time(card[.published]) }
            post.ownTags = activityTags(inner[.tag], &post)
            post.fullTags = post.ownTags
        case .announce:
            note(card, &post)
            post.isRepost = true
            post.ownTags = activityTags(card[.tag], &post)
            post.fullTags = post.ownTags
            if let object, tape.isObject(object) {
                let inner = MemberCard(tape, object)
                post.text = tape.string(inner[.content])
                post.fullTags = activityTags(inner[.tag], &post)
            }
        case .other: return false
        }
        return true
    }

    /// What an object says of itself.
    private func note(_ card: MemberCard, _ post: inout RawPost) {
        post.id = tape.string(card[.id])
        post.time = time(card[.published])
        post.text = tape.string(card[.content])
        post.markup = .html
        post.author = reference(card[.attributedTo] ?? card[.actor])
    }

    /// Someone named by an address, or by an object or a list with one.
    private func reference(_ entry: Int?) -> JSONSlice {
        guard let entry else { return .none }
        if tape.isArray(entry), tape.next(entry) > entry + 1 { return reference(entry + 1) }
        return tape.isObject(entry) ? tape.string(MemberCard(tape, entry)[.id]) : tape.string(entry)
    }

    /// Mastodon's `tags`: objects with a name, all of them hashtags.
    private mutating func named(_ entry: Int?, _ name: StaticString, _ post: inout RawPost) -> Range<Int> {
        let first = tags.count
        guard let entry, !tape.isNull(entry) else { return first..<first }
        guard tape.isArray(entry) else {
            post.faultyField = name
            return first..<first
        }
        let end = tape.next(entry)
        var element = entry + 1
        while element < end {
            let text = tape.string(MemberCard(tape, element)[.name])
            if text.isPresent { note(tag: text) } else { post.faultyField = "tags.name" }
            element = tape.next(element)
        }
        return first..<tags.count
    }

    /// ActivityPub's `tag`: an object or a list of them, of which those of the type Hashtag count.
    private mutating func activityTags(_ entry: Int?, _ post: inout RawPost) -> Range<Int> {
        let first = tags.count
        guard let entry else { return first..<first }
        let isList = tape.isArray(entry)
        let end = tape.next(entry)
        var element = isList ? entry + 1 : entry
        while element < end {
            let card = MemberCard(tape, element)
            let type = tape.string(card[.type])
            if type.isPresent, type.withPlainBytes(in: base, { $0 == "Hashtag" }) {
                let name = tape.string(card[.name])
                if name.isPresent { note(tag: name) } else { post.faultyField = "tag.name" }
            }
            element = tape.next(element)
        }
        return first..<tags.count
    }
}

/// The types of ActivityPub that matter.
private enum ActivityType {
    case note, create, announce, other

    init(_ tape: JSONTape, _ slice: JSONSlice) {
        self = slice.withPlainBytes(in: tape.base) { name in
            if name == "Create" || name == "Update" { return .create }
            if name == "Announce" { return .announce }
            let notes: [StaticString] = ["Note", "Article", "Question", "Page", "Video", "Image", "Audio", "Event"]
            return notes.contains { name == $0 } ? .note : .other
        }
    }
}
