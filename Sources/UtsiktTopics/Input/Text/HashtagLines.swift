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
        buffer.count = 0
        if line.withContiguousStorageIfAvailable({ buffer.append($0) }) == nil {
            Array(line).withUnsafeBufferPointer { buffer.append($0) }
        }
        index.find(buffer.base, from: 0, to: buffer.count)
        guard case .value = index.walk(isLast: true), index.isAtEnd,
            JSONIndex.isValidUTF8(buffer.base, 0..<buffer.count)
        else { return nil }
        let slice = index.tape.string(0)
        guard slice.isPresent else { return nil }
        return extractor.hashtags(in: slice.text(in: buffer.base, scratch: &scratch)).map {
            Hashtag(tag: $0.tag, start: $0.start, end: $0.end)
        }
    }
}
