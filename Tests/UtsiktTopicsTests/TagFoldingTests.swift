import Testing
import UtsiktBase

@testable import UtsiktTopics

@Suite struct TagFoldingTests {
    private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

    private static func fold(_ text: String, _ fold: TopicsQuery.Fold) -> [Unicode.Scalar] {
        var key: [UInt8] = []
        Array(text.utf8).withUnsafeBufferPointer { TagFolding.fold($0, as: fold, into: &key) }
        return scalars(String(decoding: key, as: UTF8.self))
    }

    // What Python 3.11's str.lower() answers.
    @Test(arguments: [
        ("BigData_1", "bigdata_1"), ("ΟΔΟΣ", "οδος"), ("ΣΑΣ", "σας"), ("Σ", "σ"), ("ΑΣΑ", "ασα"), ("Α.Σ", "α.ς"),
        ("ΑΣ.Α", "ασ.α"), ("ΑΣ'", "ας'"), ("1Σ", "1σ"), ("ΑΣ1", "ας1"), ("Α\u{AD}Σ\u{301}", "α\u{AD}ς\u{301}"),
        ("İstanbul", "i\u{307}stanbul"), ("TRØNDELAG", "trøndelag"), ("ẞ", "ß"), ("É", "é"), ("E\u{301}", "e\u{301}"),
        ("Ǆ", "ǆ"), ("ǅ", "ǆ"), ("\u{10400}", "\u{10428}"), ("Ꭰ", "ꭰ"), ("ﬁ", "ﬁ"), ("Ａ", "ａ"), ("K", "k"),
    ])
    func lowerIsPythonsLower(text: String, expected: String) {
        #expect(Self.fold(text, .lower) == Self.scalars(expected))
    }

    // What unicodedata.normalize and str.casefold() answer together.
    @Test(arguments: [
        ("Straße", "strasse"), ("ẞ", "ss"), ("ΟΔΟΣ", "οδοσ"), ("ﬁ", "fi"), ("İ", "i\u{307}"), ("ı", "ı"), ("ſ", "s"),
        ("E\u{301}", "é"), ("ꭰ", "Ꭰ"), ("Ꭰ", "Ꭰ"), ("ᏸ", "Ᏸ"), ("ᾳ", "αι"), ("ŉ", "ʼn"), ("ǰ", "ǰ"), ("µ", "μ"),
        ("\u{345}", "ι"), ("Å", "å"),
    ])
    func nfcCasefoldFoldsFully(text: String, expected: String) {
        #expect(Self.fold(text, .nfcCasefold) == Self.scalars(expected))
    }

    @Test(arguments: [
        ("ＢｉｇData", "bigdata"), ("①", "1"), ("ﬁ", "fi"), ("ﾊﾟ", "パ"), ("ǅ", "dž"), ("한글", "한글"),
        ("\u{1112}\u{1161}\u{11AB}", "한"), ("㌀", "アパート"), ("²", "2"), ("ſt", "st"), ("ẛ\u{323}", "ṩ"),
        ("a\u{301}\u{323}", "ạ\u{301}"), ("\u{10041}\u{301}\u{323}", "\u{10041}\u{323}\u{301}"),
        ("𝐁𝐢𝐠", "big"), ("\u{11099}\u{110BA}", "\u{1109A}"), ("Ǆ\u{301}\u{323}", "dẓ\u{30C}\u{301}"),
    ])
    func nfkcCasefoldFoldsCompatibilityToo(text: String, expected: String) {
        #expect(Self.fold(text, .nfkcCasefold) == Self.scalars(expected))
    }

    @Test func nfcLowerMergesCanonicallyEquivalentSpellingsAndLowerKeepsThemApart() {
        #expect(Self.fold("CAFE\u{301}", .nfcLower) == Self.scalars("café"))
        #expect(Self.fold("CAFE\u{301}", .lower) != Self.fold("CAFÉ", .lower))
        #expect(Self.fold("ΟΔΟΣ", .nfcLower) == Self.scalars("οδος"))
    }

    /// FNV-1a over the folding of every scalar that Unicode 14 assigns, computed once with Python's `str.casefold()`.
    @Test func everyScalarFoldsAsInPython() {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var count = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            guard let age = scalar.properties.age, age.major <= 14 else { continue }
            let folded = TagFolding.caseFolded(String(Character(scalar)))
            let lowered = TagFolding.lowercased(String(Character(scalar)))
            guard folded.unicodeScalars.first != scalar || lowered.unicodeScalars.first != scalar else { continue }
            count += 1
            for byte in folded.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            for byte in lowered.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        #expect(count == 1616)
        #expect(hash == 0xA323_D082_D5E8_D53B)
    }
}
