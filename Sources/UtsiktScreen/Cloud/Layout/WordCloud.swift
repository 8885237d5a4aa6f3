/// A word cloud in cells: a letter's area follows the word's weight, the heaviest words stand in the middle.
///
/// Sizes come from block fonts, so that large words are really large. The layout is exact (every place is tested, as in A.
/// Müller's word_cloud, but 64 at once) and deterministic; given the previous layout, a word whose size did not change keeps
/// its place, until laying out afresh would make a clearly better cloud.
public enum WordCloud {
    /// The part of the cells that words may fill.
    static let wantedFill = 0.46
    /// Below this scale (cells a letter of the heaviest word), light words are left out rather than all made plain.
    static let leastScale = 3.0

    /// Lays words out. Heavier words never get a smaller size than lighter ones, equal ones get equal sizes, unless their
    /// script has no block letters.
    /// - Parameters:
    ///   - words: In any order; of equal keys the heaviest counts.
    ///   - size: The cells there are.
    ///   - glyphs: Decides the sizes there are.
    ///   - previous: The layout on the screen, for places that stay; nil (or another size) lays out afresh.
    /// - Complexity: About (words) x (rows) x (attempts); a few milliseconds for 150 words in 200x60, less with `previous`.
    public static func layout(
        words: [CloudWord], size: Size, glyphs: GlyphSet, previous: CloudLayout? = nil
    ) -> CloudLayout {
        var result = CloudLayout(size: size, glyphs: glyphs)
        let planner = CloudPlanner(words, size: size, glyphs: glyphs)
        guard !planner.items.isEmpty, size.width > 0, size.height > 0 else {
            result.omitted = planner.total
            return result
        }
        let old = previous.flatMap { $0.size == size && $0.glyphs == glyphs && !$0.placed.isEmpty ? $0 : nil }
        let sum = planner.sum
        let kept = old.flatMap { planner.continued($0) }
        let plan: CloudPlanner.Plan
        if let kept, let old, abs(sum - old.judgedAt) <= old.judgedAt * 0.15 || planner.isPlainlyGood(kept) {
            // Little has changed since the places were last compared with fresh ones, or nothing could be much better.
            (plan, result.judgedAt) = (kept, old.judgedAt)
        } else {
            let fresh = planner.best()
            plan = kept.flatMap { planner.isWorthKeeping($0, beside: fresh) ? $0 : nil } ?? fresh
            result.judgedAt = sum
        }
        result.scale = plan.scale
        result.placed = CloudColours.assign(planner.finished(plan), previous: previous)
        result.omitted = planner.total - plan.placed.count
        result.fill = planner.fill(plan.placed)
        result.legend = planner.legend(plan)
        return result
    }

    /// Draws a layout into the painter's present rectangle.
    /// - Parameters:
    ///   - selected: The key of the word to mark.
    ///   - colouring: What the colours say.
    public static func draw(
        _ layout: CloudLayout, _ painter: inout Painter, selected: String? = nil, colouring: CloudColouring = .word
    ) {
        for placed in layout.placed {
            let isSelected = placed.word.key == selected
            var style = placed.style(colouring)
            if isSelected { style = placed.tier.isBlock ? Style(.accent, .bold) : Style(.accent, [.reverse, .bold]) }
            if placed.tier == .plain, placed.isVertical {
                for (index, letter) in TextSanitizer.cells(placed.word.text).enumerated() {
                    painter.put(letter, x: placed.rect.x, y: placed.rect.y + index, style)
                }
            } else if placed.tier == .plain {
                painter.text(placed.word.text, x: placed.rect.x, y: placed.rect.y, style)
            } else {
                for (y, row) in placed.art.enumerated() {
                    for (x, glyph) in row.enumerated() where glyph != " " || (isSelected && !placed.tier.isBlock) {
                        painter.put(glyph, x: placed.rect.x + x, y: placed.rect.y + y, style)
                    }
                }
                if isSelected, placed.tier.isBlock { point(at: placed.rect, &painter, style) }
            }
        }
    }

    /// Marks a block word in the columns that are always free next to it: reversed letters of blocks could not be read.
    private static func point(at rect: Rect, _ painter: inout Painter, _ style: Style) {
        let y = rect.y + rect.height / 2
        painter.put(painter.glyphs.pointer, x: rect.x - 1, y: y, style)
        painter.put(painter.glyphs.pointerBack, x: rect.maxX, y: y, style)
    }
}
