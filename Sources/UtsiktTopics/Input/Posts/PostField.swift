/// The members of the services' objects that mean something here; all others are passed over.
enum PostField: UInt8 {
    // v1.1 and v2 of X, formerly Twitter
    case id, idText, createdAt, user, author, authorID, text, fullText, language, entities, retweet, extended, noteTweet
    case screenName, hashtags, tag
    // pages and documents around posts
    case statuses, data, tweet, posts, records, feed, post, value, meta
    // Mastodon
    case account, content, reblog, tags, spokenLanguage, username
    // ActivityPub
    case items, orderedItems, type, actor, object, attributedTo, published, name, first
    // Bluesky
    case did, commit, operation, record, recordKey, timeMicroseconds, uri, createdAtCamel, facets, features, languages
    case handle, schema, reason
    // MongoDB's Extended JSON
    case wrapped, date
    /// The one member of a stream's notice (a deletion, a limit, a warning), which is neither a post nor an error.
    case notice
    case other

    /// The field of a member's name.
    @inline(__always)
    static func of(_ tape: JSONTape, _ entry: Int) -> PostField {
        let name = tape.name(entry)
        // The names that mean something have 2 to 16 letters; most others begin or end unlike any of them.
        guard name.count &- 2 < 15 as Int, name.count >= 2 else { return other(tape, name) }
        let letter = name[0] &- 0x61
        if letter < 26, beginnings(name.count) & (1 &<< UInt32(letter)) == 0, !tape.mayEscapeNames { return .other }
        let field = known(name)
        return field == .other && tape.mayEscapeNames ? other(tape, name) : field
    }

    /// With which small letters names of a length begin that mean something: bit 0 stands for a. Most others fall through here.
    @inline(__always)
    private static func beginnings(_ length: Int) -> UInt32 {
        switch length {
        case 2: 0x100  // i
        case 3: 0x18_0008  // dtu
        case 4: 0x1A_B928  // dfilmnprtu
        case 5: 0x28_8931  // aefilptv
        case 6: 0x2_41AD  // acdfhior
        case 7: 0x4A_0025  // acfrtw
        case 8: 0x14_08B0  // efhlsu
        case 9: 0x4_C025  // acfops
        case 10: 0x200C  // cdn
        case 11: 0x4_0020  // fs
        case 12: 0x4001  // ao
        case 13: 0x10_0000  // u
        case 14: 0x18  // de
        case 15: 0x4_0000  // s
        case 16: 0x2_0000  // r
        default: 0
        }
    }

    /// A name that may be written with escapes.
    private static func other(_ tape: JSONTape, _ name: UnsafeBufferPointer<UInt8>) -> PostField {
        guard tape.mayEscapeNames, let start = name.baseAddress, name.contains(0x5C) else { return .other }
        let offset = tape.base.distance(to: start)
        let slice = JSONSlice(start: offset, end: offset + name.count, isEscaped: true)
        var scratch: [UInt8] = []
        return slice.withBytes(in: tape.base, scratch: &scratch) { known($0) }
    }

    private static func known(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name.count {
        case 2: name == "id" ? .id : .other
        case 3: ofThree(name)
        case 4: ofFour(name)
        case 5: ofFive(name)
        case 6: ofSix(name)
        case 7: ofSeven(name)
        case 8: ofEight(name)
        case 9: ofNine(name)
        case 10: ofTen(name)
        case 11: ofEleven(name)
        case 12: ofTwelve(name)
        case 13: name == "user_withheld" ? .notice : name == "$numberDouble" ? .wrapped : .other
        case 14: ofFourteen(name)
        case 15: ofFifteen(name)
        case 16: name == "retweeted_status" ? .retweet : .other
        default: .other
        }
    }

    private static func ofThree(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x64: name == "did" ? .did : .other
        case 0x74: name == "tag" ? .tag : .other
        case 0x75: name == "uri" ? .uri : .other
        default: .other
        }
    }

    private static func ofFour(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x24: name == "$oid" ? .wrapped : .other
        case 0x64: name == "data" ? .data : .other
        case 0x66: name == "feed" ? .feed : .other
        case 0x69: name == "info" ? .notice : .other
        case 0x6C: name == "lang" ? .language : .other
        case 0x6D: name == "meta" ? .meta : .other
        case 0x6E: name == "name" ? .name : .other
        case 0x70: name == "post" ? .post : .other
        case 0x72: name == "rkey" ? .recordKey : .other
        case 0x74: name == "text" ? .text : name == "tags" ? .tags : name == "type" ? .type : .other
        case 0x75: name == "user" ? .user : .other
        default: .other
        }
    }

    private static func ofFive(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x24: name == "$date" ? .date : name == "$type" ? .schema : .other
        case 0x61: name == "actor" ? .actor : .other
        case 0x65: name == "event" ? .notice : .other
        case 0x66: name == "first" ? .first : .other
        case 0x69: name == "items" ? .items : .other
        case 0x6C: name == "langs" ? .languages : name == "limit" ? .notice : .other
        case 0x70: name == "posts" ? .posts : .other
        case 0x74: name == "tweet" ? .tweet : .other
        case 0x76: name == "value" ? .value : .other
        default: .other
        }
    }

    private static func ofSix(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x61: name == "author" ? .author : .other
        case 0x63: name == "commit" ? .commit : .other
        case 0x64: name == "delete" ? .notice : .other
        case 0x66: name == "facets" ? .facets : .other
        case 0x68: name == "handle" ? .handle : .other
        case 0x69: name == "id_str" ? .idText : .other
        case 0x6F: name == "object" ? .object : .other
        case 0x72: name == "reblog" ? .reblog : name == "record" ? .record : name == "reason" ? .reason : .other
        default: .other
        }
    }

    private static func ofSeven(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x61: name == "account" ? .account : .other
        case 0x63: name == "content" ? .content : name == "control" ? .notice : .other
        case 0x66: name == "friends" ? .notice : .other
        case 0x72: name == "results" ? .statuses : name == "records" ? .records : .other
        case 0x74: name == "time_us" ? .timeMicroseconds : .other
        case 0x77: name == "warning" ? .notice : .other
        default: .other
        }
    }

    private static func ofEight(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x65: name == "entities" ? .entities : .other
        case 0x66: name == "features" ? .features : name == "for_user" ? .notice : .other
        case 0x68: name == "hashtags" ? .hashtags : .other
        case 0x6C: name == "language" ? .spokenLanguage : .other
        case 0x73: name == "statuses" ? .statuses : .other
        case 0x75: name == "username" ? .username : .other
        default: .other
        }
    }

    private static func ofNine(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x61: name == "author_id" ? .authorID : .other
        case 0x63: name == "createdAt" ? .createdAtCamel : .other
        case 0x66: name == "full_text" ? .fullText : .other
        case 0x6F: name == "operation" ? .operation : .other
        case 0x70: name == "published" ? .published : .other
        case 0x73: name == "scrub_geo" ? .notice : .other
        default: .other
        }
    }

    private static func ofTen(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x24: name == "$numberInt" ? .wrapped : .other
        case 0x63: name == "created_at" ? .createdAt : .other
        case 0x64: name == "disconnect" ? .notice : .other
        case 0x6E: name == "note_tweet" ? .noteTweet : .other
        default: .other
        }
    }

    private static func ofEleven(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x24: name == "$numberLong" ? .wrapped : .other
        case 0x66: name == "friends_str" ? .notice : .other
        case 0x73: name == "screen_name" ? .screenName : .other
        default: .other
        }
    }

    private static func ofTwelve(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x61: name == "attributedTo" ? .attributedTo : .other
        case 0x6F: name == "orderedItems" ? .orderedItems : .other
        default: .other
        }
    }

    private static func ofFourteen(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x24: name == "$numberDecimal" ? .wrapped : .other
        case 0x64: name == "direct_message" ? .notice : .other
        case 0x65: name == "extended_tweet" ? .extended : .other
        default: .other
        }
    }

    private static func ofFifteen(_ name: UnsafeBufferPointer<UInt8>) -> PostField {
        switch name[0] {
        case 0x73: name == "search_metadata" ? .meta : name == "status_withheld" ? .notice : .other
        default: .other
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the bytes are those of a literal.
    @inline(__always)
    static func == (bytes: Self, literal: StaticString) -> Bool {
        guard bytes.count == literal.utf8CodeUnitCount else { return false }
        let letters = literal.utf8Start
        for index in 0..<bytes.count where bytes[index] != letters[index] { return false }
        return true
    }
}

extension JSONTape {
    /// The place of a number's digits, of a string, or of what MongoDB's Extended JSON wraps them in (`{"$numberLong":"7"}`).
    func number(_ entry: Int?) -> JSONSlice {
        guard let entry else { return .none }
        switch kind(entry) {
        case 0x22: return string(entry)
        case 0x7B where entry + 2 < count && next(entry) == entry + 3:
            return PostField.of(self, entry + 1) == .wrapped ? string(entry + 2) : .none
        default: return digits(entry)
        }
    }
}
