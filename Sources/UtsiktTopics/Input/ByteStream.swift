/// The bytes of an input in their order, decompressed when it is compressed.
struct ByteStream: ~Copyable {
    /// How an input is compressed.
    enum Compression: Equatable {
        case none, gzip, zstandard

        /// Tells it by an input's first bytes.
        init(_ base: UnsafePointer<UInt8>, _ count: Int) {
            if count >= 3, base[0] == 0x1F, base[1] == 0x8B, base[2] == 0x08 {
                self = .gzip
            } else if count >= 4, base[1] == 0xB5, base[2] == 0x2F, base[3] == 0xFD, base[0] == 0x28 {
                self = .zstandard
            } else if count >= 4, base[0] & 0xF0 == 0x50, base[1] == 0x2A, base[2] == 0x4D, base[3] == 0x18 {
                self = .zstandard
            } else {
                self = .none
            }
        }
    }

    private let file: OpenInput
    private var offset: Int?
    private var gunzip: Gunzip?
    private var unzstd: Unzstd?
    private var raw = ByteBuffer(capacity: ByteStream.blockSize)
    private var isRawAtEnd = false
    /// Bytes taken from the file so far, for telling how far it is.
    private(set) var taken = 0
    /// Why the compressed data could not be read to its end; nil while it can.
    private(set) var damage: String?

    private static let blockSize = 128 << 10

    /// Begins a stream.
    /// - Parameter isSeekable: Whether the file is read by offset, as a regular file is.
    init(_ file: OpenInput, isSeekable: Bool) throws(TopicsInputError) {
        self.file = file
        offset = isSeekable ? 0 : nil
        try fill()
        switch Compression(raw.base, raw.count) {
        case .none: break
        case .gzip: gunzip = Gunzip()
        case .zstandard: unzstd = Unzstd()
        }
    }

    /// Whether the input is compressed.
    var isCompressed: Bool { gunzip != nil || unzstd != nil }

    /// Appends at least one and at most some hundred thousand bytes; false at the end.
    /// - Throws: `TopicsInputError` of kind `unreadable`.
    mutating func read(into buffer: inout ByteBuffer) throws(TopicsInputError) -> Bool {
        let before = buffer.count
        while buffer.count == before {
            if raw.count == 0, !isRawAtEnd { try fill() }
            guard isCompressed else {
                guard raw.count > 0 else { return false }
                buffer.append(UnsafeBufferPointer(start: raw.base, count: raw.count))
                raw.count = 0
                return true
            }
            guard damage == nil else { return false }
            let step =
                gunzip?.inflate(raw, isLast: isRawAtEnd, into: &buffer)
                ?? unzstd?.decompress(raw, isLast: isRawAtEnd, into: &buffer) ?? .end
            switch step {
            case .took(let count):
                raw.dropFirst(count)
                guard count == 0, buffer.count == before else { continue }
                if isRawAtEnd { damage = "the compressed data cannot be read" } else { try fill() }
            case .end: return buffer.count > before
            case .damaged(let reason):
                damage = reason
                return buffer.count > before
            }
        }
        return true
    }

    private mutating func fill() throws(TopicsInputError) {
        let before = raw.count
        try file.read(ByteStream.blockSize, at: offset, into: &raw, isPartial: offset == nil)
        let got = raw.count - before
        offset = offset.map { $0 + got }
        taken += got
        isRawAtEnd = got == 0
    }
}

/// What a decompressor did with some bytes.
enum DecompressionStep {
    /// It took so many of them.
    case took(Int)
    /// The data has ended.
    case end
    /// The data cannot be read further, and why.
    case damaged(String)
}
