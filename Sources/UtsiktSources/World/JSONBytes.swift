/// JSON being written as bytes, in the way the posts service writes it: all but ASCII escaped, slashes too.
struct JSONBytes {
    private(set) var bytes: [UInt8] = []
    private static let digits = Array("0123456789abcdef".utf8)

    init(capacity: Int) { bytes.reserveCapacity(max(0, capacity)) }

    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// ASCII that needs no escape: names, dates, digits.
    mutating func ascii(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func number(_ value: some BinaryInteger) { ascii(String(value)) }

    /// A text in quotes.
    mutating func string(_ text: String) {
        bytes.append(0x22)
        for scalar in text.unicodeScalars { escaped(scalar) }
        bytes.append(0x22)
    }

    private mutating func escaped(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x22, 0x2F, 0x5C:
            bytes.append(0x5C)
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        case 0x20...0x7E:
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        default:
            for unit in String(scalar).utf16 {
                bytes.append(0x5C)
                bytes.append(0x75)
                for shift in [12, 8, 4, 0] { bytes.append(JSONBytes.digits[Int(unit >> shift) & 15]) }
            }
        }
    }
}
