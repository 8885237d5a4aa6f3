import CZlib
import CZstd

/// Decompresses gzip data of any number of members (RFC 1952).
struct Gunzip: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private var isReady: Bool
    private var isBetweenMembers = false

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        isReady = cz_inflate_start(stream) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Takes some of the compressed bytes and appends what they hold.
    mutating func inflate(
        _ input: borrowing ByteBuffer, isLast: Bool, into output: inout ByteBuffer
    ) -> DecompressionStep {
        guard isReady else { return .damaged("gzip: no memory for reading it") }
        if input.count == 0 { return isBetweenMembers ? .end : .damaged("gzip: the data ends too early") }
        if isBetweenMembers {
            guard input.base[0] == 0x1F else {
                // What follows the last member is padding; anything but zeros is worth a word.
                let isPadding = (0..<input.count).allSatisfy { input.base[$0] == 0 }
                return isPadding ? .took(input.count) : .damaged("gzip: something else follows the data")
            }
            inflateReset(stream)
            isBetweenMembers = false
        }
        output.reserve(Decompression.blockSize)
        let space = output.space(Decompression.blockSize)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.base)
        stream.pointee.avail_in = UInt32(clamping: input.count)
        stream.pointee.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(clamping: space.count)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        output.count += space.count - Int(stream.pointee.avail_out)
        let took = input.count - Int(stream.pointee.avail_in)
        switch status {
        case Z_STREAM_END:
            isBetweenMembers = true
            return .took(took)
        case Z_OK: return .took(took)
        case Z_BUF_ERROR where isLast: return .damaged("gzip: the data ends too early")
        case Z_BUF_ERROR: return .took(took)
        default: return .damaged("gzip: the data is damaged")
        }
    }
}

/// Decompresses Zstandard data of any number of frames (RFC 8878).
struct Unzstd: ~Copyable {
    private let stream: OpaquePointer?
    private var isWithinFrame = false

    init() { stream = ZSTD_createDStream() }

    deinit { ZSTD_freeDStream(stream) }

    /// Takes some of the compressed bytes and appends what they hold.
    mutating func decompress(
        _ input: borrowing ByteBuffer, isLast: Bool, into output: inout ByteBuffer
    ) -> DecompressionStep {
        guard let stream else { return .damaged("Zstandard: no memory for reading it") }
        output.reserve(Decompression.blockSize)
        let space = output.space(Decompression.blockSize)
        var source = ZSTD_inBuffer(src: input.base, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: space.baseAddress, size: space.count, pos: 0)
        let hint = ZSTD_decompressStream(stream, &target, &source)
        output.count += target.pos
        guard ZSTD_isError(hint) == 0 else {
            return .damaged("Zstandard: \(String(cString: ZSTD_getErrorName(hint)))")
        }
        if input.count == 0, target.pos == 0 {
            return isWithinFrame ? .damaged("Zstandard: the data ends too early") : .end
        }
        isWithinFrame = hint != 0
        return .took(source.pos)
    }
}

/// What the decompressors share.
private enum Decompression {
    /// How many bytes are made at a time.
    static let blockSize = 256 << 10
}
