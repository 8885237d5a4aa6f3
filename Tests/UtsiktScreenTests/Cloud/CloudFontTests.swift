import Testing
import UtsiktTestSupport

@testable import UtsiktScreen

@Suite(.readsGoldens()) struct CloudFontTests {
    /// Latin-1 and Latin Extended-A.
    private static let latin: [Character] = (0xC0...0x17F).compactMap { Unicode.Scalar(UInt32($0)) }
        .filter { $0.properties.isAlphabetic }.map { Character($0) }

    private static let plain = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_#-")

    @Test func everyLatinLetterHasAShapeInEveryFont() {
        for letter in Self.latin + Self.plain {
            let word = Array(String(letter).uppercased())
            #expect(BlockFont.small.bitmap(word) != nil, "\(letter)")
            #expect(BlockFont.large.bitmap(word) != nil, "\(letter)")
            #expect(LineFont.box.rows(word) != nil, "\(letter)")
            #expect(LineFont.ascii.rows(word) != nil, "\(letter)")
        }
    }

    @Test func noTwoLettersLookAlike() {
        let capitals = Set(Self.latin.map { String($0).uppercased() }).union(Self.plain.map(String.init))
        for font in [BlockFont.small, .large] {
            var seen: [Bitmap: String] = [:]
            for letter in Self.plain.map(String.init) + capitals.sorted() where letter.count == 1 {
                guard let bitmap = font.bitmap(Array(letter)), !Set(LetterMark.twins.keys).contains(Character(letter))
                else { continue }
                // Marks of one row cannot tell every pair apart; base letters and the common marks they must.
                if Self.plain.contains(Character(letter)) || "ÅÄÖØÆÉÈÑÜŁÇ".contains(letter) {
                    #expect(seen[bitmap] == nil || seen[bitmap] == letter, "\(letter) as \(seen[bitmap] ?? "")")
                    seen[bitmap] = letter
                }
            }
        }
    }

    @Test func aBitmapHasTheSizeThatIsForetold() throws {
        for text in ["BIGDATA", "ÅÄÖ", "ÇĄ", "ÇÅ", "ĽŁ", "#A_1", "…"] {
            for font in [BlockFont.small, .large] {
                let (width, height) = try #require(font.size(Array(text)))
                let bitmap = try #require(font.bitmap(Array(text)))
                #expect(bitmap.width == width && bitmap.height == height, "\(text)")
            }
            for tier in CloudTier.allCases where tier.isBlock {
                let measure = try #require(CloudTier.measure(Array(text), text: text, [tier], .sextants).first)
                let rows = try #require(tier.rows(Array(text), isTurned: false, .sextants))
                #expect(rows.count == measure.upright?.size.height, "\(text) \(tier)")
                #expect(rows.allSatisfy { $0.count == measure.upright?.size.width }, "\(text) \(tier)")
                guard let turned = measure.turned else { continue }
                let standing = try #require(tier.rows(Array(text), isTurned: true, .sextants))
                #expect(standing.count == turned.size.height && standing.first?.count == turned.size.width)
            }
        }
    }

    @Test func lettersAreDrawnAsRecorded() {
        let lines = ["ABCDEFGHIJKLM", "NOPQRSTUVWXYZ", "0123456789_#-", "ÅÄÖØÆÉÈÜÑÇÊÁÍ", "ŁŠĐÞĦŦŊŐŲĽĿĢŽ"]
        for (name, tier, glyphs) in [
            ("line-box", CloudTier.line, GlyphSet.latin), ("line-ascii", .line, .ascii), ("half", .half, .blocks),
            ("tall", .tall, .blocks), ("quadrant", .quadrant, .blocks), ("sextant", .sextant, .sextants),
            ("hash", .hash, .ascii), ("large", .large, .blocks),
        ] {
            var painter = Painter(size: Size(width: 110, height: 45), glyphs: glyphs)
            var y = 0
            for line in lines {
                let rows = tier.rows(Array(line), isTurned: false, glyphs) ?? []
                for (dy, row) in rows.enumerated() {
                    for (x, glyph) in row.enumerated() { painter.put(glyph, x: x, y: y + dy) }
                }
                y += rows.count + 1
            }
            Golden.check(painter.frame, "cloud/font-\(name)")
        }
    }
}
