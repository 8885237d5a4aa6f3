import Glibc

/// The place of a string's or a value's bytes within a buffer.
struct JSONSlice {
    /// The first byte: after the quote for a string.
    var start: Int
    /// The first byte behind it.
    var end: Int
    /// Whether it may hold escapes, which must be resolved before its bytes mean anything.
    var isEscaped = false

    /// Nothing was there.
    static let none = JSONSlice(start: 0, end: -1)

    /// Whether anything was there; an empty string is something.
    var isPresent: Bool { end >= start }
    /// The number of bytes as written.
    var count: Int { max(0, end - start) }

    static func isHex(_ byte: UInt8) -> Bool { hex(byte) != nil }

    static func hex(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte) - 0x30
        case 0x41...0x46: UInt32(byte) - 0x41 + 10
        case 0x61...0x66: UInt32(byte) - 0x61 + 10
        default: nil
        }
    }

    /// Calls `body` with the string's bytes, decoded when they hold escapes.
    @inline(__always)
    func withBytes<R>(
        in base: UnsafePointer<UInt8>, scratch: inout [UInt8],
        _ body: (UnsafeBufferPointer<UInt8>) throws -> R
    ) rethrows -> R {
        guard isEscaped, count > 0, memchr(base + start, 0x5C, count) != nil else {
            return try withPlainBytes(in: base, body)
        }
        scratch.removeAll(keepingCapacity: true)
        decode(from: base, into: &scratch)
        return try scratch.withUnsafeBufferPointer(body)
    }

    /// Calls `body` with the string's bytes as written.
    @inline(__always)
    func withPlainBytes<R>(
        in base: UnsafePointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws -> R
    ) rethrows -> R {
        try body(UnsafeBufferPointer(start: base + start, count: count))
    }

    /// The string without a number sign (# or its full-width form) at its beginning.
    func droppingNumberSign(in base: UnsafePointer<UInt8>) -> JSONSlice {
        var slice = self
        if count >= 1, base[start] == 0x23 { slice.start += 1 }
        if count >= 3, base[start] == 0xEF, base[start + 1] == 0xBC, base[start + 2] == 0x83 { slice.start += 3 }
        return slice
    }

    /// The string's text; malformed UTF-8 and lone surrogates become U+FFFD.
    func text(in base: UnsafePointer<UInt8>, scratch: inout [UInt8]) -> String {
        guard isPresent else { return "" }
        return withBytes(in: base, scratch: &scratch) { String(decoding: $0, as: UTF8.self) }
    }

    /// Appends the bytes with escapes resolved. The walker has checked them; a lone surrogate becomes U+FFFD, because no
    /// UTF-8 text can hold one.
    private func decode(from base: UnsafePointer<UInt8>, into bytes: inout [UInt8]) {
        var at = start
        while at < end {
            let byte = base[at]
            guard byte == 0x5C, at + 1 < end else {
                bytes.append(byte)
                at += 1
                continue
            }
            switch base[at + 1] {
            case 0x62: bytes.append(0x08)
            case 0x66: bytes.append(0x0C)
            case 0x6E: bytes.append(0x0A)
            case 0x72: bytes.append(0x0D)
            case 0x74: bytes.append(0x09)
            case 0x75:
                var unit = JSONSlice.unit(base, at + 2, end)
                at += 4
                if (0xD800..<0xDC00).contains(unit), at + 8 <= end, base[at + 2] == 0x5C, base[at + 3] == 0x75 {
                    let low = JSONSlice.unit(base, at + 4, end)
                    if (0xDC00..<0xE000).contains(low) {
                        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                        at += 6
                    }
                }
                let scalar = Unicode.Scalar(unit) ?? "\u{FFFD}"
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            default: bytes.append(base[at + 1])
            }
            at += 2
        }
    }

    private static func unit(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> UInt32 {
        guard start + 4 <= end else { return 0xFFFD }
        return (start..<start + 4).reduce(UInt32(0)) { $0 << 4 | (hex(base[$1]) ?? 0) }
    }
}
