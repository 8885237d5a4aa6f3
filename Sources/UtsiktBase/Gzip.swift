import CZlib

/// The gzip container (RFC 1952), written and read by zlib.
public enum Gzip {
    /// Why bytes could not be unpacked.
    public enum Fault: ExplainedError, Hashable {
        /// They are not gzip, or damaged.
        case damaged
        /// They end too early.
        case truncated
        /// They unpack to more than was allowed.
        case tooLarge(limit: Int)

        /// What is wrong.
        public var problem: String {
            switch self {
            case .damaged: "this is not a gzip file, or it is damaged"
            case .truncated: "the gzip file ends too early"
            case .tooLarge(let limit): "the gzip file unpacks to more than \(limit >> 20) MB"
            }
        }
        /// What to do.
        public var remedy: String { self == .truncated ? "Fetch it again" : "" }
    }

    /// The bytes, compressed. Equal bytes give equal files: no time is written.
    /// - Complexity: O(n).
    public static func compressed(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        var stream = z_stream()
        guard cz_deflate_start(&stream, level) == Z_OK else { return [] }
        defer { deflateEnd(&stream) }
        var result: [UInt8] = []
        feed(bytes, to: &stream, room: 65_536) { stream, isLast in
            deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
        } take: {
            result += $0
        }
        return result
    }

    /// The bytes of a gzip file, unpacked.
    /// - Parameter limit: The most bytes that are accepted; hostile input must not grow without bound.
    /// - Throws: `Fault`.
    public static func expanded(_ bytes: [UInt8], limit: Int = 1 << 30) throws(Fault) -> [UInt8] {
        var stream = z_stream()
        guard cz_inflate_start(&stream) == Z_OK else { throw .damaged }
        defer { inflateEnd(&stream) }
        var result: [UInt8] = []
        let status = feed(bytes, to: &stream, room: 65_536) { stream, _ in
            result.count > limit ? Z_BUF_ERROR : inflate(&stream, Z_NO_FLUSH)
        } take: {
            result += $0
        }
        if result.count > limit { throw .tooLarge(limit: limit) }
        if status == Z_STREAM_END { return result }
        throw status == Z_OK || status == Z_BUF_ERROR ? .truncated : .damaged
    }

    /// Passes bytes through a stream until it ends or takes no more.
    /// - Returns: The last status.
    @discardableResult
    private static func feed(
        _ bytes: [UInt8], to stream: inout z_stream, room: Int, step: (inout z_stream, Bool) -> Int32,
        take: (ArraySlice<UInt8>) -> Void
    ) -> Int32 {
        var input = bytes
        var output = [UInt8](repeating: 0, count: room)
        var status = Z_OK
        var start = 0
        repeat {
            // zlib counts in 32 bits.
            let count = min(input.count - start, 1 << 30)
            let isLast = start + count == input.count
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress.map { $0 + start }
                stream.avail_in = UInt32(count)
                repeat {
                    var made = 0
                    output.withUnsafeMutableBufferPointer { output in
                        stream.next_out = output.baseAddress
                        stream.avail_out = UInt32(room)
                        status = step(&stream, isLast)
                        made = room - Int(stream.avail_out)
                    }
                    take(output[..<made])
                } while status == Z_OK && stream.avail_out == 0
            }
            start += count - Int(stream.avail_in)
            if status != Z_OK || (isLast && stream.avail_in == 0) { break }
        } while start < input.count
        return status
    }
}
