/// Finds the posts in a JSON text in one walk over its bytes.
///
/// Only the members that count are looked at, at the depth where they count: a quoted post's tags, or those in an author's
/// profile, are walked over. Of a member that comes twice the last one counts, as in other JSON programs.
struct PostScanner {
    /// The bytes' walker.
    var walker: JSONWalker
    /// The tags met in the present post: places of strings.
    private(set) var tags: [JSONSlice] = []
    /// The index from 1 of the array element that is being handed over; 0 outside arrays.
    private(set) var element = 0
    /// For decoding strings with escapes.
    var scratch: [UInt8] = []
    private var post = RawPost()
    private var members = Members()

    /// Arrays, pages and documents within each other are followed so deep.
    private static let deepestWrapping = 4

    /// Which telling members the present object has.
    private struct Members {
        var hasID = false
        var hasText = false
        var hasForeign = false
        var hasNotice = false
        var hasScreenName = false
        var page = JSONSlice.none
        var document = JSONSlice.none
    }

    /// Makes a scanner over bytes that outlive it.
    init(_ base: UnsafePointer<UInt8>, from start: Int = 0, to end: Int) {
        walker = JSONWalker(base, from: start, to: end)
    }

    /// The address that all places count from.
    var base: UnsafePointer<UInt8> { walker.base }

    /// Reads a line (or a whole text) that must be one JSON value and hands its posts over. Nothing of a value that turns out
    /// to be no JSON is handed over: a post is counted whole or not at all.
    mutating func scanWhole(_ range: Range<Int>, into sink: inout some PostSink) {
        walker = JSONWalker(base, from: range.lowerBound, to: range.upperBound)
        let first = walker.peek()
        guard walker.at < walker.end else { return }
        let start = walker.at
        let isObject = first == 0x7B
        guard isObject ? object() : walker.skipValue() else {
            return sink.reject(walker.fault.reason, field: nil, at: start, from: self)
        }
        _ = walker.peek()
        guard walker.at == walker.end else {
            return sink.reject(JSONFault.trailing.reason, field: nil, at: start, from: self)
        }
        guard !walker.sawHighBytes || UTF8Check.isValid(base, range) else {
            return sink.reject(JSONFault.notUTF8.reason, field: nil, at: start, from: self)
        }
        if isObject {
            deliver(start: start, wrapping: 0, into: &sink)
        } else {
            value(start: start, wrapping: 0, into: &sink)
        }
    }

    /// Hands over the posts of a value that has been found to be JSON.
    mutating func value(start: Int, wrapping: Int, into sink: inout some PostSink) {
        walker.at = start
        switch walker.peek() {
        case 0x7B:
            guard object() else { return sink.reject(walker.fault.reason, field: nil, at: start, from: self) }
            deliver(start: start, wrapping: wrapping, into: &sink)
        case 0x5B where wrapping < PostScanner.deepestWrapping:
            elements(wrapping: wrapping + 1, into: &sink)
        case 0x6E:
            _ = walker.scalar()
        default:
            guard walker.skipValue() else { return sink.reject(walker.fault.reason, field: nil, at: start, from: self) }
            sink.reject("no post: neither an object nor an array of objects", field: nil, at: start, from: self)
        }
    }

    private mutating func elements(wrapping: Int, into sink: inout some PostSink) {
        var hasMember = true
        let opening = walker.at
        walker.open(closing: 0x5D, hasMember: &hasMember)
        var index = 0
        while hasMember {
            _ = walker.peek()
            let start = walker.at
            index += 1
            element = index
            value(start: start, wrapping: wrapping, into: &sink)
            guard walker.next(closing: 0x5D, hasMember: &hasMember) else {
                return sink.reject(walker.fault.reason, field: nil, at: opening, from: self)
            }
        }
    }

    /// Hands over what the object just read turned out to be, and leaves the walker behind the object.
    mutating func deliver(start: Int, wrapping: Int, into sink: inout some PostSink) {
        switch shape {
        case .post:
            if let field = post.faultyField {
                return sink.reject("\(field) has a shape that cannot be used", field: "\(field)", at: start, from: self)
            }
            sink.accept(post, from: &self)
        case .document(let slice), .page(let slice):
            guard wrapping < PostScanner.deepestWrapping else {
                return sink.reject("wrapped too often", field: nil, at: start, from: self)
            }
            let behind = walker.at
            value(start: slice.start, wrapping: wrapping + 1, into: &sink)
            walker.at = behind
        case .notice:
            return
        case .unknown:
            sink.reject("an object of a shape that is not known", field: nil, at: start, from: self)
        }
    }

    private var shape: PostShape {
        if members.hasForeign { return .unknown }
        if members.hasID, members.hasText, !members.hasScreenName { return .post }
        if members.document.isPresent { return .document(members.document) }
        if members.page.isPresent { return .page(members.page) }
        return members.hasNotice ? .notice : .unknown
    }

    /// Reads an object's members, whatever it is; the walker stands on its bracket.
    mutating func object() -> Bool {
        post = RawPost()
        members = Members()
        tags.removeAll(keepingCapacity: true)
        var key = JSONSlice.none
        var hasMember = true
        walker.open(closing: 0x7D, hasMember: &hasMember)
        while hasMember {
            guard walker.key(&key), member(field(key)), walker.next(closing: 0x7D, hasMember: &hasMember) else {
                return false
            }
        }
        return true
    }

    private mutating func member(_ field: PostField) -> Bool {
        switch field {
        case .id:
            members.hasID = true
            return walker.number(&post.idNumber)
        case .idText:
            members.hasID = true
            return walker.string(&post.idText)
        case .createdAt:
            return walker.string(&post.createdAt)
        case .user:
            return user()
        case .text:
            members.hasText = true
            return walker.string(&post.text)
        case .fullText:
            members.hasText = true
            return walker.string(&post.fullText)
        case .language:
            return walker.string(&post.language)
        case .entities:
            members.hasText = true
            guard let range = entities("entities") else { return false }
            post.ownTags = range
            return true
        case .extended:
            var range: Range<Int>?
            guard extended(&range) else { return false }
            post.extendedTags = range
            return true
        case .retweet:
            return retweet()
        case .document, .statuses:
            _ = walker.peek()
            let start = walker.at
            let bracket: UInt8 = field == .document ? 0x7B : 0x5B
            let isWrapped = start < walker.end && base[start] == bracket
            guard walker.skipValue() else { return false }
            let slice = JSONSlice(start: start, end: walker.at)
            if isWrapped, field == .document { members.document = slice }
            if isWrapped, field == .statuses { members.page = slice }
            return true
        case .screenName:
            members.hasScreenName = true
            return walker.skipValue()
        case .foreign:
            members.hasForeign = true
            return walker.skipValue()
        case .notice:
            members.hasNotice = true
            return walker.skipValue()
        case .hashtags, .mentions, .other:
            return walker.skipValue()
        }
    }

    private mutating func field(_ key: JSONSlice) -> PostField {
        key.withBytes(in: base, scratch: &scratch, PostField.of)
    }
}

extension PostScanner {
    private mutating func user() -> Bool {
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
    private mutating func entities(_ name: StaticString) -> Range<Int>? {
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

    private mutating func hashtags(_ range: inout Range<Int>) -> Bool {
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

    private mutating func hashtag() -> Bool {
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
    private mutating func extended(_ range: inout Range<Int>?) -> Bool {
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
    private mutating func retweet() -> Bool {
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
