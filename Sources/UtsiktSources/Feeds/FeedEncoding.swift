/// The text of a feed in UTF-8, whatever it is written in.
enum FeedEncoding {
    /// The document in UTF-8; nil when it is in an encoding that is not read, or not in the one that it says.
    static func utf8(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.starts(with: [0xFF, 0xFE]) { return sixteen(bytes.dropFirst(2), isBig: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return sixteen(bytes.dropFirst(2), isBig: true) }
        let declared = declared(bytes)
        switch declared {
        case "", "utf-8", "utf8", "us-ascii", "ascii":
            // Malformed bytes become U+FFFD, as browsers do it: one bad letter must not cost a feed.
            return Array(String(decoding: bytes, as: UTF8.self).utf8)
        case "iso-8859-1", "latin1", "windows-1252", "iso-8859-15":
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count + bytes.count / 8)
            for byte in bytes { result.append(contentsOf: letter(byte, declared).utf8) }
            return result
        default: return nil
        }
    }

    /// The encoding that the first line names, in small letters; empty for none.
    private static func declared(_ bytes: [UInt8]) -> String {
        let head = String(decoding: bytes.prefix(200), as: UTF8.self)
        guard head.hasPrefix("<?xml") || head.hasPrefix("\u{FEFF}<?xml"), let end = head.firstRange(of: "?>"),
            let mark = head[..<end.lowerBound].firstRange(of: "encoding")
        else { return "" }
        let rest = head[mark.upperBound..<end.lowerBound].drop { $0 == "=" || $0.isWhitespace }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return "" }
        return rest.dropFirst().prefix { $0 != quote }.lowercased()
    }

    private static func letter(_ byte: UInt8, _ encoding: String) -> String {
        if byte == 0xA4, encoding == "iso-8859-15" { return "€" }
        if (0x80..<0xA0).contains(byte) { return windows[Int(byte) - 0x80] }
        return String(Character(Unicode.Scalar(byte)))
    }

    /// What windows-1252 has where ISO 8859 has control characters, which nobody means.
    private static let windows = [
        "€", "\u{FFFD}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{FFFD}", "Ž", "\u{FFFD}",
        "\u{FFFD}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{FFFD}", "ž", "Ÿ",
    ]

    private static func sixteen(_ bytes: ArraySlice<UInt8>, isBig: Bool) -> [UInt8] {
        let units = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2).map { index in
            let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBig ? a << 8 | b : b << 8 | a
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
