/// A word with the sizes it can have.
struct CloudItem: Sendable {
    /// The word, its text sanitized and cut to the width.
    var word: CloudWord
    /// Its part of the heaviest weight, 0 ... 1.
    var part: Double
    /// Its capitals for the sizes above plain; sanitized, but not reduced to the glyph set: block letters draw marks themselves.
    var letters: [Character]
    /// Its boxes in each tier of the ladder.
    var boxes: [CloudTier.Measure]
    /// What is shown in the first size above plain, where it had to be cut to fit; nil elsewhere.
    var cut: (letters: [Character], text: String)?
    /// Whether its letters may stand below each other.
    var canStand: Bool
    /// Whether there is no size but plain, whatever its weight.
    var isPlainOnly: Bool { boxes.count < 2 || boxes.last?.upright == nil }

    /// The most columns that a plain word takes.
    private static let longest = 28
    /// The fewest letters a cut word keeps.
    private static let leastKept = 8

    init?(_ word: CloudWord, heaviest: Double, size: Size, glyphs: GlyphSet, ladder: [CloudTier]) {
        let room = size.width * 4 / 5
        let whole = TextSanitizer.clean(word.text.prefix(Self.longest * 4), glyphs: .sextants)
        self.word = word
        self.word.text = TextWidth.truncate(
            TextSanitizer.clean(word.text.prefix(Self.longest * 4), glyphs: glyphs),
            to: max(1, min(Self.longest, max(room, min(size.width, Self.leastKept)))), ellipsis: glyphs.ellipsis)
        let columns = TextWidth.of(self.word.text)
        guard columns > 0, columns <= size.width else { return nil }
        part = heaviest > 0 ? word.usableWeight / heaviest : 0
        letters = Array(TextWidth.truncate(whole, to: Self.longest, ellipsis: "…").uppercased())
        boxes = CloudTier.measure(letters, text: self.word.text, ladder, glyphs)
        // Without this one long word would keep every lighter one plain.
        if boxes.count > 1, let first = boxes[1].upright?.size, first.width > room, !letters.isEmpty {
            let kept = min(letters.count - 1, letters.count * room / max(1, first.width) - 2)
            if kept >= Self.leastKept {
                let shorter = Array(letters.prefix(kept)) + ["…"]
                let text = TextWidth.truncate(self.word.text, to: kept + 1, ellipsis: glyphs.ellipsis)
                cut = (shorter, text)
                boxes[1] = CloudTier.measure(shorter, text: text, [ladder[1]], glyphs)[0]
            }
        }
        let cells = TextSanitizer.cells(self.word.text)
        canStand =
            (3...8).contains(columns) && cells.count == columns && columns * 2 <= size.height
    }
}
