/// Makes the key under which spellings of a hashtag are one tag.
///
/// The rules are exact, so that every engine (live, files, other programs) counts alike: `lower` is what Python's
/// `str.lower()` does, the others normalise and lower-case or fully case-fold (Unicode 16, section 3.13, and CaseFolding.txt,
/// statuses C and F). Keys are compared by their UTF-8 bytes, never as Swift strings, whose equality is canonical equivalence.
enum TagFolding {
    /// Replaces `key` with the folded form of a spelling.
    /// - Parameters:
    ///   - spelling: The spelling's UTF-8; malformed bytes become U+FFFD.
    /// - Complexity: O(n); ASCII takes one pass over its bytes.
    static func fold(_ spelling: UnsafeBufferPointer<UInt8>, as fold: TopicsQuery.Fold, into key: inout [UInt8]) {
        key.removeAll(keepingCapacity: true)
        var bits: UInt8 = 0
        for byte in spelling {
            bits |= byte
            key.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
        }
        guard bits >= 0x80 else { return }
        key = Array(self.fold(String(decoding: spelling, as: UTF8.self), as: fold).utf8)
    }

    /// The folded form of a text.
    static func fold(_ text: String, as fold: TopicsQuery.Fold) -> String {
        switch fold {
        case .lower: lowercased(text)
        case .nfcLower: lowercased(Normalization.composed(text, compatibility: false))
        case .nfcCasefold: caseFolded(text, compatibility: false)
        case .nfkcCasefold: caseFolded(text, compatibility: true)
        }
    }

    private static func caseFolded(_ text: String, compatibility: Bool) -> String {
        let folded = caseFolded(Normalization.composed(text, compatibility: compatibility))
        return Normalization.composed(folded, compatibility: compatibility)
    }

    /// Full lower-casing with the one rule that looks at neighbours: a capital sigma at the end of a word becomes ς
    /// (SpecialCasing.txt, Final_Sigma). Swift's own `lowercased()` does not apply it.
    static func lowercased(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if scalar.value == 0x3A3 {
                result.append(isFinal(index, in: scalars) ? "\u{3C2}" : "\u{3C3}")
            } else {
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(result)
    }

    /// Whether a cased letter stands before a sigma and none behind it, case-ignorable characters aside.
    private static func isFinal(_ index: Int, in scalars: [Unicode.Scalar]) -> Bool {
        let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
        let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
        return before?.properties.isCased == true && after?.properties.isCased != true
    }

    /// Full case folding without normalisation, as Python's `str.casefold()`.
    static func caseFolded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { append(caseFoldingOf: scalar, to: &result) }
        return String(result)
    }

    /// The folding of one scalar. The library has no property for it; it is the lower case of the upper case of the lower case
    /// (the inner one turns ẞ into ß, whose upper case is SS) except for the dotless ı, which folds to itself, and Cherokee,
    /// which folds to its older, upper-case letters. Checked against every scalar of Unicode 14.
    private static func append(caseFoldingOf scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
        switch scalar.value {
        case 0x131, 0x13A0...0x13F5:
            result.append(scalar)
        case 0x13F8...0x13FD:
            result.append(Unicode.Scalar(scalar.value - 8) ?? scalar)
        case 0xAB70...0xABBF:
            result.append(Unicode.Scalar(scalar.value - 0xAB70 + 0x13A0) ?? scalar)
        default:
            for low in scalar.properties.lowercaseMapping.unicodeScalars {
                for high in low.properties.uppercaseMapping.unicodeScalars {
                    result.append(contentsOf: high.properties.lowercaseMapping.unicodeScalars)
                }
            }
        }
    }
}
