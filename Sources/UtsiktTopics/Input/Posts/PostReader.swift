/// Finds the posts in JSON text, whatever service wrote it, and hands them over one by one.
///
/// The text is made into a tape of its values first, and checked on the way; then only the members that mean something are
/// looked at, at the depth where they mean it: a quoted post's tags, those in an author's profile, or a page's `includes`, are
/// passed over. Which service it is is recognised by each object's members (`PostShape`).
struct PostReader: ~Copyable {
    /// The values of the text that is being read.
    private(set) var tape: JSONTape
    /// The tags met in the present post: places of strings.
    var tags: [JSONSlice] = []
    /// The index from 1 of the array element that is being handed over; 0 outside arrays.
    private(set) var element = 0
    /// For decoding strings with escapes.
    var scratch: [UInt8] = []
    /// Where the text's values are found.
    var index = JSONIndex()
    /// The address that all places count from.
    var base: UnsafePointer<UInt8>
    /// Whether the author of a post without hashtags is wanted too: an author's object is long, and counting needs it rarely.
    let needsEveryAuthor: Bool
    /// For texts without a service around them.
    var extractor = HashtagExtractor()

    /// The bytes of an array that are looked at at once; more when an element is longer.
    var window = 256 << 10

    /// Arrays, pages and documents within each other are followed so deep.
    private static let deepestWrapping = 6

    init(needsEveryAuthor: Bool) {
        self.needsEveryAuthor = needsEveryAuthor
        tape = index.tape
        base = tape.base
    }

    /// Reads a line that must be one JSON value and hands its posts over. Nothing of a line that turns out to be no JSON is
    /// handed over: a post is counted whole or not at all.
    /// - Parameters:
    ///   - base: Bytes of which `ByteBuffer.padding` more can be read behind `limit`.
    /// - Returns: Where the line ends: at its line feed or at `limit`.
    mutating func readLine(
        _ base: UnsafePointer<UInt8>, from start: Int, to limit: Int, into sink: inout some PostSink
    ) -> Int {
        let end = index.findLine(base, from: start, to: limit)
        let outcome = index.walk(isLast: true)
        begin(base)
        switch outcome {
        case .none where index.isAtEnd: return end
        case .value where index.isAtEnd:
            guard !index.hasHighBytes || JSONIndex.isValidUTF8(base, start..<end) else {
                sink.reject(JSONFault.notUTF8.reason, field: nil, at: start, from: self)
                return end
            }
            value(0, wrapping: 0, into: &sink)
        default:
            sink.reject(JSONWalker.reason(base, start..<end), field: nil, at: start, from: self)
        }
        return end
    }

    /// Reads one JSON value that is all there is and hands its posts over. An array is read element by element, so that memory is
    /// bounded by its longest element; it ends early when the sink has enough.
    /// - Returns: Why it is not valid JSON; nil when it is. What was handed over before a fault was found means nothing.
    mutating func readWhole(
        _ base: UnsafePointer<UInt8>, from start: Int, to limit: Int, into sink: inout some PostSink
    ) -> (reason: String, offset: Int)? {
        var walker = JSONWalker(base, from: start, to: limit)
        if walker.peek() == 0x5B {
            let isValid = readArray(base, from: walker.at, to: limit, into: &sink)
            return isValid ? nil : complaint(base, from: start, to: limit)
        }
        index.find(base, from: start, to: limit)
        let outcome = index.walk(isLast: true)
        begin(base)
        guard case .value = outcome, index.isAtEnd,
            !index.hasHighBytes || JSONIndex.isValidUTF8(base, start..<limit)
        else { return complaint(base, from: start, to: limit) }
        value(0, wrapping: 0, into: &sink)
        return nil
    }

    /// What is wrong with a text that is not valid JSON.
    private func complaint(_ base: UnsafePointer<UInt8>, from start: Int, to limit: Int) -> (
        reason: String, offset: Int
    ) {
        var walker = JSONWalker(base, from: start, to: limit)
        return walker.complaint(about: start..<limit)
    }

    /// What may come next in an array.
    private enum Expected { case first, element, separator }

    /// Reads an array that is all there is, element by element.
    /// - Returns: Whether it is valid JSON, as far as it was read.
    private mutating func readArray(
        _ base: UnsafePointer<UInt8>, from start: Int, to limit: Int, into sink: inout some PostSink
    ) -> Bool {
        var (at, room, number) = (start + 1, window, 0)
        var expected = Expected.first
        while !sink.hasEnough {
            let end = min(limit, at + room)
            index.find(base, from: at, to: end)
            at = end
            room = window
            tokens: while let place = index.nextPlace, !sink.hasEnough {
                switch (expected, base[place]) {
                case (.first, 0x5D), (.separator, 0x5D):
                    var rest = JSONWalker(base, from: place + 1, to: limit)
                    return rest.peek() == 0
                case (.separator, 0x2C):
                    index.skipToken()
                    expected = .element
                case (.separator, _): return false
                default:
                    let outcome = index.walk(isLast: end == limit)
                    if case .more = outcome, end < limit {
                        // It goes on behind the window: once more from its beginning, with a larger one.
                        (at, room) = (place, max(window, (end - place) * 2))
                        break tokens
                    }
                    guard case .value = outcome else { return false }
                    let range = place..<(index.nextPlace ?? end)
                    begin(base)
                    guard !index.hasHighBytes || JSONIndex.isValidUTF8(base, range) else { return false }
                    number += 1
                    element = number
                    value(0, wrapping: 1, into: &sink)
                    expected = .separator
                }
            }
            if at == limit, !sink.hasEnough { return false }
        }
        return true
    }

    /// Hands over the posts of the value that was walked over last, which lies in a range of bytes.
    mutating func readWalked(
        _ base: UnsafePointer<UInt8>, _ range: Range<Int>, wrapping: Int, into sink: inout some PostSink
    ) {
        begin(base)
        guard !index.hasHighBytes || JSONIndex.isValidUTF8(base, range) else {
            return sink.reject(JSONFault.notUTF8.reason, field: nil, at: range.lowerBound, from: self)
        }
        value(0, wrapping: wrapping, into: &sink)
    }

    private mutating func begin(_ base: UnsafePointer<UInt8>) {
        self.base = base
        tape = index.tape
        element = 0
    }

    /// Hands over the posts of a value.
    mutating func value(_ entry: Int, wrapping: Int, into sink: inout some PostSink) {
        switch tape.kind(entry) {
        case 0x7B: object(entry, wrapping: wrapping, into: &sink)
        case 0x5B where wrapping < PostReader.deepestWrapping:
            let end = tape.next(entry)
            var element = entry + 1
            var index = 0
            while element < end, !sink.hasEnough {
                index += 1
                self.element = index
                value(element, wrapping: wrapping + 1, into: &sink)
                element = tape.next(element)
            }
        case 0x6E: return
        default: reject("no post: neither an object nor an array of objects", at: entry, into: &sink)
        }
    }

    private mutating func object(_ entry: Int, wrapping: Int, into sink: inout some PostSink) {
        let card = MemberCard(tape, entry)
        tags.removeAll(keepingCapacity: true)
        var post = RawPost()
        switch PostShape.of(card, tape) {
        case .tweet: tweet(card, &post)
        case .mastodon: status(card, &post)
        case .activity:
            guard activity(card, &post) else { return }
        case .bluesky: blueskyPost(card, &post)
        case .jetstream:
            guard jetstream(card, &post) else { return }
        case .wrapper(let inner):
            guard wrapping < PostReader.deepestWrapping else {
                return reject("wrapped too often", at: entry, into: &sink)
            }
            return value(inner, wrapping: wrapping + 1, into: &sink)
        case .nothing: return
        case .unknown: return reject("an object of a shape that is not known", at: entry, into: &sink)
        }
        if let field = post.faultyField {
            return sink.reject(
                "\(field) has a shape that cannot be used", field: "\(field)", at: tape.offset(entry), from: self)
        }
        sink.accept(post, from: &self)
    }

    private func reject(_ reason: String, at entry: Int, into sink: inout some PostSink) {
        sink.reject(reason, field: nil, at: tape.offset(entry), from: self)
    }

    /// Notes a tag, without the number sign that some services write with it.
    mutating func note(tag slice: JSONSlice) {
        tags.append(slice.droppingNumberSign(in: base))
    }
}
