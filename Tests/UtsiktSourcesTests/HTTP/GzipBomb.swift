/// Gzip members that are far larger when unpacked.
enum GzipBomb {
    /// At least so many zero bytes: a literal, then the longest repetition again and again (RFC 1951, fixed Huffman codes).
    static func zeros(_ count: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.put(1, 1)  // the last block
        bits.put(1, 2)  // of fixed codes
        bits.putCode(0b0011_0000, 8)  // the literal 0
        for _ in 0..<(count / 258 + 1) {
            bits.putCode(0b1100_0101, 8)  // code 285: a length of 258
            bits.putCode(0, 5)  // a distance of 1
        }
        bits.putCode(0, 7)  // the end of the block
        let length = 1 + (count / 258 + 1) * 258
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        return header + bits.bytes + littleEndian(crc(zeros: length)) + littleEndian(UInt32(length))
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// CRC-32 of so many zero bytes (RFC 1952, section 8).
    private static func crc(zeros count: Int) -> UInt32 {
        let table: [UInt32] = (0..<256).map { index in
            var value = UInt32(index)
            for _ in 0..<8 {
                let isOdd = value & 1 == 1
                value >>= 1
                if isOdd { value ^= 0xEDB8_8320 }
            }
            return value
        }
        var value: UInt32 = 0xFFFF_FFFF
        for _ in 0..<count { value = table[Int(value & 0xFF)] ^ (value >> 8) }
        return ~value
    }
}

private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var used = 8

    /// The lowest bit first, as numbers are written.
    mutating func put(_ value: UInt32, _ count: Int) {
        for bit in 0..<count { put(bit: UInt8(value >> UInt32(bit) & 1)) }
    }

    /// The highest bit first, as Huffman codes are written.
    mutating func putCode(_ value: UInt32, _ count: Int) {
        for bit in (0..<count).reversed() { put(bit: UInt8(value >> UInt32(bit) & 1)) }
    }

    private mutating func put(bit: UInt8) {
        if used == 8 {
            bytes.append(0)
            used = 0
        }
        bytes[bytes.count - 1] |= bit << UInt8(used)
        used += 1
    }
}
