/// The gzip container (RFC 1952) around uncompressed blocks (RFC 1951, 3.2.4): readable by every gunzip, no library needed.
public enum Gzip {
    /// The bytes in a gzip container.
    /// - Complexity: O(n).
    public static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        result.reserveCapacity(bytes.count + bytes.count / 65_535 * 5 + 32)
        var start = 0
        repeat {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            result.append(end == bytes.count ? 1 : 0)
            append(UInt64(length), 2, &result)
            append(UInt64(~length), 2, &result)
            result += bytes[start..<end]
            start = end
        } while start < bytes.count
        append(UInt64(crc32(bytes)), 4, &result)
        append(UInt64(UInt32(truncatingIfNeeded: bytes.count)), 4, &result)
        return result
    }

    private static func append(_ value: UInt64, _ count: Int, _ result: inout [UInt8]) {
        for i in 0..<count { result.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * i))) }
    }

    /// The checksum of RFC 1952, section 8.
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        let table = (0..<256).map { index -> UInt32 in
            (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
        }
        return ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
    }
}
