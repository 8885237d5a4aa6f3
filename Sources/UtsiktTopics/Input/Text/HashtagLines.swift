/// Finds the hashtags of texts that come as JSON strings, one on a line.
public struct HashtagLines: ~Copyable {
    /// A hashtag in a text.
    public struct Hashtag: Sendable, Hashable, Codable {
        /// The tag without its number sign.
        public var tag: String
        /// Where it begins, in code points: at the number sign.
        public var start: Int
        /// Where it ends, in code points.
        public var end: Int
    }

    private var index = JSONIndex()
    private var extractor = HashtagExtractor()
    private var buffer = ByteBuffer(capacity: 4 << 10)
    private var scratch: [UInt8] = []

    /// Makes a finder.
    public init() {}

    /// The hashtags of the text on a line; nil for a line that is not a JSON string. A lone surrogate counts as one code point.
    public mutating func hashtags(_ line: some Collection<UInt8>) -> [Hashtag]? {
        var found: [Hashtag] = []
        let isString = forEach(line) { tag, range in
            found.append(
                Hashtag(
                    tag: String(decoding: tag, as: UTF8.self), start: range.lowerBound, end: range.upperBound))
        }
        return isString ? found : nil
    }

    /// Calls `body` with the bytes of each hashtag of the text on a line, without the number sign, and with its place in code
    /// points; the memory does not grow with their number.
    /// - Returns: Whether the line is a JSON string; otherwise nothing was called.
    public mutating func forEach(
        _ line: some Collection<UInt8>, _ body: (Slice<UnsafeBufferPointer<UInt8>>, Range<Int>) throws -> Void
    ) rethrows -> Bool {
        buffer.count = 0
        if line.withContiguousStorageIfAvailable({ buffer.append($0) }) == nil {
            Array(line).withUnsafeBufferPointer { buffer.append($0) }
        }
        index.find(buffer.base, from: 0, to: buffer.count)
        guard case .value = index.walk(isLast: true), index.isAtEnd,
            JSONIndex.isValidUTF8(buffer.base, 0..<buffer.count)
        else { return false }
        let slice = index.tape.string(0)
        guard slice.isPresent else { return false }
        try slice.withBytes(in: buffer.base, scratch: &scratch) { bytes in
            try extractor.forEach(in: bytes) { tag, range in try body(bytes[tag], range) }
        }
        return true
    }
}
