/// Writes PNG files with a palette (PNG specification, third edition; deflate: RFC 1951, zlib: RFC 1950).
///
/// The deflate stream has one block of fixed Huffman codes and matches at two distances only, the byte before and the row above:
/// flat pictures become small with little code.
enum PNGEncoder {
    /// A picture of palette indices, row by row.
    /// - Parameters:
    ///   - palette: At most 256 colours of red, green and blue.
    ///   - pixels: `width * height` indices.
    static func encode(
        width: Int, height: Int, palette: [(red: UInt8, green: UInt8, blue: UInt8)], pixels: [UInt8]
    ) -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        // 8 bits a pixel, colour type 3 (palette), no interlacing.
        append(&file, "IHDR", bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 3, 0, 0, 0])
        append(&file, "PLTE", palette.prefix(256).flatMap { [$0.red, $0.green, $0.blue] })
        var rows: [UInt8] = []
        rows.reserveCapacity((width + 1) * height)
        for y in 0..<height {
            rows.append(0)
            rows.append(contentsOf: pixels[y * width..<(y + 1) * width])
        }
        append(&file, "IDAT", zlib(rows, stride: width + 1))
        append(&file, "IEND", [])
        return file
    }

    private static func append(_ file: inout [UInt8], _ type: String, _ data: [UInt8]) {
        let body = Array(type.utf8) + data
        file += bigEndian(UInt32(data.count)) + body + bigEndian(crc(body))
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }

    private static let crcTable: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }

    private static func adler(_ bytes: [UInt8]) -> UInt32 {
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        return b << 16 | a
    }

    private static func zlib(_ bytes: [UInt8], stride: Int) -> [UInt8] {
        var bits = BitWriter()
        // The last block, fixed codes.
        bits.write(1, count: 1)
        bits.write(1, count: 2)
        // Deflate looks back 32 KiB at most.
        let distances = stride <= 32_768 ? [1, stride] : [1]
        var index = 0
        while index < bytes.count {
            var best = (length: 0, distance: 0)
            for distance in distances where distance <= index {
                var length = 0
                while length < 258, index + length < bytes.count,
                    bytes[index + length] == bytes[index + length - distance]
                {
                    length += 1
                }
                if length > best.length { best = (length, distance) }
            }
            if best.length >= 4 {
                bits.match(length: best.length, distance: best.distance)
                index += best.length
            } else {
                bits.literal(Int(bytes[index]))
                index += 1
            }
        }
        bits.literal(256)
        return [0x78, 0x01] + bits.finished() + bigEndian(adler(bytes))
    }
}

/// Bits, the lowest first, and deflate's fixed codes.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt32 = 0
    private var count = 0

    mutating func write(_ value: Int, count more: Int) {
        pending |= UInt32(truncatingIfNeeded: value) << UInt32(count)
        count += more
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            count -= 8
        }
    }

    /// Huffman codes are written from their highest bit on.
    private mutating func code(_ value: Int, count: Int) {
        for bit in (0..<count).reversed() { write(value >> bit & 1, count: 1) }
    }

    /// A byte, the end of the block or a length's code (RFC 1951, 3.2.6).
    mutating func literal(_ symbol: Int) {
        switch symbol {
        case ..<144: code(0x30 + symbol, count: 8)
        case ..<256: code(0x190 + symbol - 144, count: 9)
        case ..<280: code(symbol - 256, count: 7)
        default: code(0xC0 + symbol - 280, count: 8)
        }
    }

    private static let lengths = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]

    mutating func match(length: Int, distance: Int) {
        let place = Self.lengths.lastIndex { $0 <= length } ?? 0
        literal(257 + place)
        write(length - Self.lengths[place], count: place < 8 || place == 28 ? 0 : place / 4 - 1)
        // Distances come in pairs that double: 1, 2, 3, 4, 5, 7, 9, 13 …
        var symbol = 0
        var base = 1
        var extra = 0
        while symbol < 29, distance >= base + (1 << extra) {
            base += 1 << extra
            symbol += 1
            extra = symbol < 4 ? 0 : symbol / 2 - 1
        }
        code(symbol, count: 5)
        write(distance - base, count: extra)
    }

    mutating func finished() -> [UInt8] {
        if count > 0 { write(0, count: 8 - count) }
        return bytes
    }
}
