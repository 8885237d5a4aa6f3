import Glibc

/// Reads JSON values that follow each other, over lines, from a stream: the elements of arrays one by one, so that memory is
/// bounded by the longest element and not by the array.
///
/// What comes before a fault counts. Behind one the reading goes on where a line begins as the latest good element's line did.
struct DocumentScan: ~Copyable {
    private var reader = PostReader(needsEveryAuthor: false)
    private var at: Int
    private var expected = Expected.value
    /// The white space in front of the latest element that began a line; nil while none did.
    private var indent: [UInt8]?
    private var isSkipping = false

    /// What may come next.
    private enum Expected {
        /// Outside arrays: a value.
        case value
        /// Behind an opening bracket: an element or the closing bracket.
        case first
        /// Behind an element: a comma or the closing bracket.
        case separator
        /// Behind a comma: an element.
        case element
    }

    /// What the caller is to do.
    enum Step {
        /// Drop the bytes before this place, read more behind the rest, and come again.
        case needsMore(keepFrom: Int)
        /// Nothing more: all is read, or what follows cannot be.
        case ended
    }

    init(start: Int) { at = start }

    /// Reads as far as the bytes go.
    /// - Parameter isLast: Whether no more bytes follow.
    mutating func read(_ buffer: borrowing ByteBuffer, isLast: Bool, into worker: inout ScanWorker) -> Step {
        reader.index.find(buffer.base, from: at, to: buffer.count)
        if isSkipping, !resume(buffer, from: at) { return paused(buffer, isLast, keepFrom: lineStart(buffer)) }
        while let place = reader.index.nextPlace {
            let byte = buffer.base[place]
            switch (expected, byte) {
            case (.value, 0x5B): step(.first)
            case (.first, 0x5D), (.separator, 0x5D): step(.value)
            case (.separator, 0x2C): step(.element)
            case (.value, 0x77) where isScript(buffer, place):
                guard let sign = (place..<buffer.count).first(where: { buffer.base[$0] == 0x3D }) else {
                    return paused(buffer, isLast, keepFrom: place)
                }
                reader.index.find(buffer.base, from: sign + 1, to: buffer.count)
            case (.separator, _):
                worker.reject(JSONFault.noComma.reason, field: nil, at: place, from: reader)
                expected = .element
            default:
                switch reader.index.walk(isLast: isLast) {
                case .value: take(buffer, place, into: &worker)
                case .more where !isLast: return paused(buffer, isLast, keepFrom: place)
                case .none, .more, .fault:
                    let reason = JSONWalker.reason(buffer.base, place..<buffer.count)
                    worker.reject(reason, field: nil, at: place, from: reader)
                    isSkipping = true
                    guard resume(buffer, from: place + 1) else {
                        return paused(buffer, isLast, keepFrom: lineStart(buffer))
                    }
                }
            }
        }
        return paused(buffer, isLast, keepFrom: buffer.count)
    }

    private mutating func paused(_ buffer: borrowing ByteBuffer, _ isLast: Bool, keepFrom place: Int) -> Step {
        guard !isLast else { return .ended }
        at = 0
        return .needsMore(keepFrom: place)
    }

    private mutating func step(_ next: Expected) {
        reader.index.skipToken()
        expected = next
    }

    private mutating func take(_ buffer: borrowing ByteBuffer, _ place: Int, into worker: inout ScanWorker) {
        if expected != .value {
            expected = .separator
            note(buffer, place)
        }
        let end = reader.index.nextPlace ?? buffer.count
        reader.readWalked(buffer.base, place..<end, wrapping: expected == .value ? 0 : 1, into: &worker)
    }

    // MARK: going on behind a fault

    /// Remembers how an element's line begins, when it begins one.
    private mutating func note(_ buffer: borrowing ByteBuffer, _ place: Int) {
        var start = place
        while start > 0, buffer.base[start - 1] == 0x20 || buffer.base[start - 1] == 0x09 { start -= 1 }
        guard start > 0, buffer.base[start - 1] == 0x0A else { return }
        if indent?.count == place - start { return }
        indent = Array(UnsafeBufferPointer(start: buffer.base + start, count: place - start))
    }

    /// Moves to the next line that begins as an element did; false when there is none yet.
    private mutating func resume(_ buffer: borrowing ByteBuffer, from start: Int) -> Bool {
        guard let indent else { return false }
        var place = start
        while let feed = buffer.lineFeed(from: place) {
            let first = feed + 1
            let element = first + indent.count
            guard element < buffer.count else { return false }
            if memcmp(buffer.base + first, indent, indent.count) == 0, buffer.base[element] == 0x7B {
                isSkipping = false
                expected = .first
                reader.index.find(buffer.base, from: element, to: buffer.count)
                return true
            }
            place = first
        }
        return false
    }

    /// Where the last line begins, with the line feed before it.
    private func lineStart(_ buffer: borrowing ByteBuffer) -> Int {
        guard indent != nil else { return buffer.count }
        var start = buffer.count
        while start > 0, buffer.base[start - 1] != 0x0A { start -= 1 }
        return max(0, start - 1)
    }

    /// Whether the next part of an account archive begins: `window.YTD.tweets.part1 = `.
    private func isScript(_ buffer: borrowing ByteBuffer, _ place: Int) -> Bool {
        let name = "window.".utf8
        return buffer.count - place >= name.count
            && zip(place..<buffer.count, name).allSatisfy { buffer.base[$0] == $1 }
    }
}
