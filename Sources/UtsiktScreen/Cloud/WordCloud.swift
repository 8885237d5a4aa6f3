/// A word cloud in cells: a letter's area follows the word's weight, the heaviest words stand in the middle.
///
/// Sizes come from block fonts, so that large words are really large. The layout is exact (every place is tested with a
/// summed-area table, as in A. Müller's word_cloud) and deterministic; given the previous layout, a word whose size did not
/// change keeps its place, until laying out afresh would make a clearly better cloud.
public enum WordCloud {
    /// The part of the cells that words may fill.
    static let wantedFill = 0.5
    /// Below this scale (cells a letter of the heaviest word), light words are left out rather than all made plain.
    static let leastScale = 10.0

    /// Lays words out. Heavier words never get a smaller size than lighter ones, unless their script has no block letters.
    /// - Parameters:
    ///   - words: In any order; of equal keys the heaviest counts.
    ///   - size: The cells there are.
    ///   - glyphs: Decides the sizes there are.
    ///   - previous: The layout on the screen, for places that stay; nil (or another size) lays out afresh.
    /// - Complexity: About (words) x (cells); a few milliseconds for 60 words in 120x30.
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
        if let kept, let old, abs(sum - old.judgedAt) <= old.judgedAt * 0.15 {
            // Little has changed since the places were last compared with fresh ones.
            (plan, result.judgedAt) = (kept, old.judgedAt)
        } else {
            let fresh = planner.best()
            plan = kept.flatMap { planner.isWorthKeeping($0, beside: fresh) ? $0 : nil } ?? fresh
            result.judgedAt = sum
        }
        result.scale = plan.scale
        result.placed = CloudRoles.assign(plan.placed, previous: previous)
        result.omitted = planner.total - plan.placed.count
        result.fill =
            plan.placed.reduce(0) { $0 + Double($1.rect.width * $1.rect.height) }
            / Double(size.width * size.height)
        result.legend = planner.legend(plan)
        return result
    }

    /// Draws a layout into the painter's present rectangle.
    /// - Parameters:
    ///   - selected: The key of the word to mark.
    ///   - role: A word's role; nil for the layout's own.
    public static func draw(
        _ layout: CloudLayout, _ painter: inout Painter, selected: String? = nil,
        role: (CloudWord) -> Role? = { _ in nil }
    ) {
        for placed in layout.placed {
            let isSelected = placed.word.key == selected
            var style = Style(role(placed.word) ?? placed.role, placed.emphasis)
            if isSelected { style = placed.tier.isBlock ? Style(.accent, .bold) : Style(.accent, [.reverse, .bold]) }
            if placed.tier.isBlock {
                drawBlocks(placed, &painter, style)
                if isSelected { point(at: placed.rect, &painter, style) }
            } else if placed.isVertical {
                for (index, letter) in TextSanitizer.cells(placed.word.text).enumerated() {
                    painter.put(letter, x: placed.rect.x, y: placed.rect.y + index, style)
                }
            } else {
                let text = placed.word.text
                let shown = placed.tier == .spaced ? String(text.uppercased().flatMap { [$0, " "] }.dropLast()) : text
                painter.text(shown, x: placed.rect.x, y: placed.rect.y, style)
            }
        }
    }

    private static func drawBlocks(_ placed: CloudLayout.Placed, _ painter: inout Painter, _ style: Style) {
        for (y, row) in (placed.tier.rows(placed.word.text) ?? []).enumerated() {
            for (x, glyph) in row.enumerated() where glyph != " " {
                painter.put(glyph, x: placed.rect.x + x, y: placed.rect.y + y, style)
            }
        }
    }

    /// Marks a block word in the columns that are always free beside it: reversed letters of blocks could not be read.
    private static func point(at rect: Rect, _ painter: inout Painter, _ style: Style) {
        let y = rect.y + rect.height / 2
        painter.put(painter.glyphs.pointer, x: rect.x - 1, y: y, style)
        painter.put(painter.glyphs.pointerBack, x: rect.maxX, y: y, style)
    }
}

/// Which role each word gets.
enum CloudRoles {
    private static let palette: [Role] = [.series1, .series2, .series3, .series4, .series5, .series6]

    /// A role from the key's hash (or the previous layout's), moved on where a neighbouring block word has it already.
    static func assign(_ placed: [CloudLayout.Placed], previous: CloudLayout?) -> [CloudLayout.Placed] {
        var known: [String: Role] = [:]
        for word in previous?.placed ?? [] { known[word.word.key] = word.role }
        var result: [CloudLayout.Placed] = []
        for var word in placed {
            let start = Int(hash(word.word.key) % UInt64(palette.count))
            let wanted = known[word.word.key] ?? palette[start]
            word.role = wanted
            if word.tier.isBlock {
                let near = Rect(
                    x: word.rect.x - 3, y: word.rect.y - 2, width: word.rect.width + 6, height: word.rect.height + 4)
                let used = Set(
                    result.filter { $0.tier.isBlock && !$0.rect.intersection(near).isEmpty }.map(\.role))
                let order = [wanted] + palette.indices.map { palette[(start + $0) % palette.count] }
                word.role = order.first { !used.contains($0) } ?? wanted
            }
            result.append(word)
        }
        return result
    }

    /// FNV-1a: the same in every run, unlike Swift's own hashes.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
