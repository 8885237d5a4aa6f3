/// A text as one segment of a path or one value of a query (RFC 3986: everything but the unreserved is escaped).
func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
        default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// An address without the slashes at its end, ready for a path.
func withoutTrailingSlashes(_ address: String) -> String {
    var address = address[...]
    while address.last == "/" { address = address.dropLast() }
    return String(address)
}
