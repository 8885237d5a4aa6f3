/// Finds the hashtags of a plain text by the rules of twitter-text 3: letters, marks and digits of any script and a few special
/// characters behind # or ＃, with at least one letter; not within a word, not within an address.
///
/// Its buffers are used again for each text.
struct HashtagExtractor {
    /// A hashtag in a text. Offsets count code points and include the number sign.
    struct Found: Equatable {
        /// The tag without the number sign.
        var tag: String
        /// Where it begins: at the number sign.
        var start: Int
        /// Where it ends.
        var end: Int
    }

    /// A text is looked at in pieces of about so many bytes, cut at blanks, which stand in no tag and no address: so that the memory
    /// does not grow with the text.
    var piece = 64 << 10
    /// A stretch without a blank that is longer has no tags: it is not written by people.
    var longest = 4 << 20

    private var scalars: [Unicode.Scalar] = []
    private var offsets: [Int] = []

    /// The hashtags of a text in its order.
    /// - Complexity: O(n); a text without a number sign is only searched for one.
    mutating func hashtags(in text: String) -> [Found] {
        var found: [Found] = []
        var text = text
        text.withUTF8 { bytes in
            forEach(in: bytes) { tag, range in
                found.append(
                    Found(
                        tag: String(decoding: bytes[tag], as: UTF8.self), start: range.lowerBound,
                        end: range.upperBound))
            }
        }
        return found
    }

    /// Calls `body` with the byte range of each tag without its number sign.
    mutating func forEachTag(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
        forEach(in: bytes) { tag, _ in body(tag) }
    }

    /// Calls `body` with the byte range of each tag without its number sign, and with its range in code points, number sign
    /// included.
    mutating func forEach(
        in bytes: UnsafeBufferPointer<UInt8>, _ body: (_ tag: Range<Int>, _ range: Range<Int>) throws -> Void
    ) rethrows {
        var start = 0
        var before = 0
        while start < bytes.count {
            let end = endOfPiece(bytes, from: start)
            let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if part.count <= longest, HashtagExtractor.mayHaveSign(part) {
                for range in ranges(in: part) {
                    try body(
                        start + offsets[range.lowerBound + 1]..<start + offsets[range.upperBound],
                        before + range.lowerBound..<before + range.upperBound)
                }
                before += scalars.count
            } else if end < bytes.count {
                before += part.count { $0 & 0xC0 != 0x80 }
            }
            start = end
        }
    }

    /// Where a piece ends: before a blank, or at the end of the text.
    private func endOfPiece(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let least = start + piece
        guard least < bytes.count else { return bytes.count }
        let end = bytes[least...].firstIndex(where: HashtagExtractor.isBlank) ?? bytes.count
        guard end - start > longest else { return end }
        // What stands before a stretch that is too long is a piece of its own.
        return bytes[(start + 1)..<least].lastIndex(where: HashtagExtractor.isBlank) ?? end
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// The ranges in code points, number signs included.
    private mutating func ranges(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        decode(bytes)
        let found = candidates()
        guard let last = found.last, bytes[..<offsets[last.lowerBound]].contains(0x2E) else { return found }
        var finder = AddressFinder(scalars)
        return HashtagExtractor.withoutOverlaps(found, with: finder.addresses())
    }

    private static func mayHaveSign(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.contains { $0 == 0x23 || $0 == 0xEF } && bytes.contains { $0 == 0x23 || $0 == 0x83 }
    }

    private mutating func decode(_ bytes: UnsafeBufferPointer<UInt8>) {
        scalars.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        var offset = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .emptyInput:
                offsets.append(offset)
                return
            case .error:
                // Callers hand over valid UTF-8; what is not ends no tag in the wrong place.
                scalars.append("\u{FFFD}")
                offsets.append(offset)
                offset = min(bytes.count, offset + 1)
            case .scalarValue(let scalar):
                scalars.append(scalar)
                offsets.append(offset)
                offset += UTF8.width(scalar)
            }
        }
    }

    private func candidates() -> [Range<Int>] {
        var found: [Range<Int>] = []
        // What a tag has taken cannot be the character before the next one, whether the tag counts or not.
        var taken = 0
        var at = 0
        while at < scalars.count {
            guard HashtagExtractor.isSign(scalars[at]), at == 0 || (at > taken && isBoundary(at - 1)) else {
                at += 1
                continue
            }
            var end = at + 1
            var hasLetter = false
            while end < scalars.count, let kind = TagCharacter(scalars[end]) {
                hasLetter = hasLetter || kind == .letter
                end += 1
            }
            guard hasLetter, !isEmojiSign(at + 1) else {
                at += 1
                continue
            }
            if !isRefused(end) { found.append(at..<end) }
            taken = end
            at = end
        }
        return found
    }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool { scalar == "#" || scalar == "\u{FF03}" }

    private func isBoundary(_ index: Int) -> Bool {
        let scalar = scalars[index]
        if scalar == "\u{FE0E}" || scalar == "\u{FE0F}" { return true }
        return scalar != "&" && TagCharacter(scalar) == nil
    }

    /// Whether the number sign before a place is part of an emoji or a keycap.
    private func isEmojiSign(_ index: Int) -> Bool {
        index < scalars.count && (scalars[index] == "\u{FE0F}" || scalars[index] == "\u{20E3}")
    }

    /// Whether what follows a tag shows that it is none: another number sign, or `://`.
    private func isRefused(_ end: Int) -> Bool {
        guard end < scalars.count else { return false }
        return HashtagExtractor.isSign(scalars[end]) || scalars[end...].starts(with: "://".unicodeScalars)
    }

    /// Of tags and addresses that overlap the one that begins first stays.
    private static func withoutOverlaps(_ tags: [Range<Int>], with addresses: [Range<Int>]) -> [Range<Int>] {
        let all = (tags.map { ($0, true) } + addresses.map { ($0, false) }).sorted { $0.0.lowerBound < $1.0.lowerBound }
        var result: [Range<Int>] = []
        var end = 0
        for (range, isTag) in all where range.lowerBound >= end {
            end = range.upperBound
            if isTag { result.append(range) }
        }
        return result
    }
}

/// What a character may be within a hashtag.
enum TagCharacter {
    /// A letter or a mark; a tag has at least one.
    case letter
    /// A digit, or one of the special characters.
    case other

    /// Nil for a character that ends a tag.
    init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x61...0x7A, 0x41...0x5A: self = .letter
        case 0x30...0x39, 0x5F, 0xB7: self = .other
        case 0..<0x80: return nil
        // Joiners, Cyrillic kavyka, Hebrew maqaf, geresh and gershayim, tildes and dashes of Japanese, voiced sound marks,
        // middle dot, ditto mark, and Tibetan's marks between syllables.
        case 0x200C, 0x200D, 0xA67E, 0x5BE, 0x5F3, 0x5F4, 0xFF5E, 0x301C, 0x309B, 0x309C, 0x30A0, 0x30FB, 0x3003, 0xF0B,
            0xF0C:
            self = .other
        // Private letters that twitter-text counts as such.
        case 0xF870...0xF87F, 0xF882, 0xF884...0xF89F, 0xF8B8, 0xF8C1...0xF8D6: self = .letter
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
                .spacingMark, .enclosingMark:
                self = .letter
            case .decimalNumber: self = .other
            default: return nil
            }
        }
    }
}
