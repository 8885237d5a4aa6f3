/// What an object is, recognised by the names of its members.
enum PostShape {
    /// A post of X: v1.1, v2, or an account archive.
    case tweet
    /// A status of Mastodon's API.
    case mastodon
    /// An object or activity of ActivityPub.
    case activity
    /// A post of Bluesky as its API answers it.
    case bluesky
    /// An event of Bluesky's jetstream.
    case jetstream
    /// A page of posts or a document around one; the entry of what is in it.
    case wrapper(Int)
    /// A page without posts, or a stream's notice: no post and no error.
    case nothing
    /// Nothing that is known.
    case unknown

    /// The shape of an object.
    static func of(_ card: MemberCard, _ tape: JSONTape) -> PostShape {
        if card.has(.id) || card.has(.idText) {
            let isStatus = card.has(.account) || card.has(.tags) || card.has(.reblog)
            if isStatus, card.has(.content), !card.has(.type) { return .mastodon }
            let hasText = card.has(.text) || card.has(.fullText) || card.has(.entities)
            if hasText, !card.has(.screenName) { return .tweet }
        }
        if card.has(.did), card.has(.timeMicroseconds) || card.has(.commit) { return .jetstream }
        if let schema = card[.schema], tape.isString(schema) { return ofBluesky(card, tape) }
        if card.has(.uri), card.has(.record) || card.has(.value) { return .bluesky }
        if let inner = object(card[.tweet], tape) ?? object(card[.post], tape) { return .wrapper(inner) }
        for field in [PostField.statuses, .data, .feed, .posts, .records] {
            if let inner = container(card[field], tape) { return .wrapper(inner) }
        }
        if card.has(.type) { return ofActivity(card, tape) }
        return card.has(.meta) || card.has(.notice) ? .nothing : .unknown
    }

    /// A record by itself, or a view of one, that names its schema.
    private static func ofBluesky(_ card: MemberCard, _ tape: JSONTape) -> PostShape {
        if card.has(.record) || card.has(.text) { return .bluesky }
        if let inner = object(card[.post], tape) { return .wrapper(inner) }
        return .nothing
    }

    private static func ofActivity(_ card: MemberCard, _ tape: JSONTape) -> PostShape {
        for field in [PostField.orderedItems, .items] {
            if let inner = container(card[field], tape) { return .wrapper(inner) }
        }
        return .activity
    }

    private static func object(_ entry: Int?, _ tape: JSONTape) -> Int? {
        guard let entry, tape.isObject(entry) else { return nil }
        return entry
    }

    private static func container(_ entry: Int?, _ tape: JSONTape) -> Int? {
        guard let entry, tape.isObject(entry) || tape.isArray(entry) else { return nil }
        return entry
    }
}
