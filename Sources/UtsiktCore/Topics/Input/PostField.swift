/// The members of a service's object that mean something here; all others are only walked over.
enum PostField {
    case id, idText, createdAt, user, text, fullText, language, entities, retweet, extended
    case screenName, hashtags, mentions, statuses, document
    /// A member that only other services' posts have.
    case foreign
    /// The one member of a stream's notice (a deletion, a limit, a warning), which is no post and no error.
    case notice
    case other

    /// The field of a key by its bytes.
    static func of(_ key: UnsafeBufferPointer<UInt8>) -> PostField {
        switch key.count {
        case 2: return key == "id" ? .id : .other
        case 3: return key == "did" ? .foreign : .other
        case 4: return ofFour(key)
        case 5:
            if key == "tweet" { return .document }
            return key == "limit" || key == "event" ? .notice : .other
        case 6:
            if key == "id_str" { return .idText }
            if key == "delete" { return .notice }
            return key == "reblog" || key == "commit" || key == "record" ? .foreign : .other
        case 7: return ofSeven(key)
        case 8:
            if key == "entities" { return .entities }
            if key == "hashtags" { return .hashtags }
            if key == "statuses" { return .statuses }
            return key == "for_user" ? .notice : .other
        case 9:
            if key == "full_text" { return .fullText }
            if key == "scrub_geo" { return .notice }
            return key == "author_id" ? .foreign : .other
        case 10:
            if key == "created_at" { return .createdAt }
            return key == "disconnect" ? .notice : .other
        case 11:
            if key == "screen_name" { return .screenName }
            return key == "friends_str" ? .notice : .other
        case 13: return key == "user_withheld" ? .notice : .other
        case 14:
            if key == "extended_tweet" { return .extended }
            return key == "direct_message" ? .notice : .other
        case 15: return key == "status_withheld" ? .notice : .other
        case 16: return key == "retweeted_status" ? .retweet : .other
        default: return .other
        }
    }

    private static func ofFour(_ key: UnsafeBufferPointer<UInt8>) -> PostField {
        if key == "user" { return .user }
        if key == "text" { return .text }
        if key == "lang" { return .language }
        if key == "data" || key == "tags" { return .foreign }
        return key == "info" ? .notice : .other
    }

    private static func ofSeven(_ key: UnsafeBufferPointer<UInt8>) -> PostField {
        if key == "results" { return .statuses }
        if key == "account" || key == "content" { return .foreign }
        return key == "friends" || key == "warning" || key == "control" ? .notice : .other
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are those of a literal.
    fileprivate static func == (bytes: Self, literal: StaticString) -> Bool {
        guard bytes.count == literal.utf8CodeUnitCount else { return false }
        let letters = literal.utf8Start
        for index in 0..<bytes.count where bytes[index] != letters[index] { return false }
        return true
    }
}
