/// Finds the posts in a JSON text in one walk over its bytes.
///
/// Only the members that count are looked at, at the depth where they count: a quoted post's tags, or those in an author's
/// profile, are walked over. Of a member that comes twice the last one counts, as in other JSON programs.
struct PostScanner {
    /// The bytes' walker.
    var walker: JSONWalker
    /// The tags met in the present post: places of strings.
    var tags: [JSONSlice] = []
    /// The index from 1 of the array element that is being handed over; 0 outside arrays.
    private(set) var element = 0
    /// For decoding strings with escapes.
    var scratch: [UInt8] = []
    var post = RawPost()
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

    /// Reads JSON values that follow each other, over lines, and hands their posts over as they come; what comes before a fault
    /// counts.
    mutating func scanStream(from start: Int, into sink: inout some PostSink) {
        walker.at = start
        while true {
            _ = walker.peek()
            guard walker.at < walker.end else { return }
            let start = walker.at
            element = 0
            guard value(start: start, wrapping: 0, into: &sink) else { return }
        }
    }

    /// Hands over the posts of a value and leaves the walker behind it; false, and rejected, when it is no JSON.
    @discardableResult
    mutating func value(start: Int, wrapping: Int, into sink: inout some PostSink) -> Bool {
        walker.at = start
        switch walker.peek() {
        case 0x7B:
            walker.seenBits = 0
            guard object() else { return refuse(walker.fault, at: start, into: &sink) }
            if walker.sawHighBytes, !UTF8Check.isValid(base, start..<walker.at) {
                sink.reject(JSONFault.notUTF8.reason, field: nil, at: start, from: self)
            } else {
                deliver(start: start, wrapping: wrapping, into: &sink)
            }
            return true
        case 0x5B where wrapping < PostScanner.deepestWrapping:
            return elements(wrapping: wrapping + 1, into: &sink)
        case 0x6E:
            return walker.scalar() || refuse(walker.fault, at: start, into: &sink)
        default:
            guard walker.skipValue() else { return refuse(walker.fault, at: start, into: &sink) }
            sink.reject("no post: neither an object nor an array of objects", field: nil, at: start, from: self)
            return true
        }
    }

    private func refuse(_ fault: JSONFault, at start: Int, into sink: inout some PostSink) -> Bool {
        sink.reject(fault.reason, field: nil, at: start, from: self)
        return false
    }

    private mutating func elements(wrapping: Int, into sink: inout some PostSink) -> Bool {
        var hasMember = true
        walker.open(closing: 0x5D, hasMember: &hasMember)
        var index = 0
        while hasMember {
            _ = walker.peek()
            let start = walker.at
            index += 1
            element = index
            guard value(start: start, wrapping: wrapping, into: &sink) else { return false }
            guard walker.next(closing: 0x5D, hasMember: &hasMember) else {
                return refuse(walker.fault, at: walker.at, into: &sink)
            }
        }
        return true
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

    mutating func field(_ key: JSONSlice) -> PostField {
        key.withBytes(in: base, scratch: &scratch, PostField.of)
    }
}
