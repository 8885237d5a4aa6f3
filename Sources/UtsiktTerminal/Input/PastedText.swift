/// Text that was pasted into the terminal, from any place whatever.
enum PastedText {
    /// Makes text of the bytes: broken UTF-8 is replaced (U+FFFD), except a character cut off at the end; every way to end a line
    /// becomes `\n`; control characters other than tabs are left out.
    static func clean(_ bytes: [UInt8]) -> String {
        var result = String.UnicodeScalarView()
        var last: Unicode.Scalar = " "
        for scalar in String(decoding: withoutCutCharacter(bytes), as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\r": result.append("\n")
            case "\n": if last != "\r" { result.append("\n") }
            case "\t": result.append("\t")
            default:
                if scalar.value >= 0x20, !(0x7F..<0xA0).contains(scalar.value) { result.append(scalar) }
            }
            last = scalar
        }
        return String(result)
    }

    private static func withoutCutCharacter(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        guard let lead = bytes.suffix(3).lastIndex(where: { $0 >= 0xC0 }) else { return bytes[...] }
        let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
        return bytes.count - lead < length ? bytes[..<lead] : bytes[...]
    }
}
