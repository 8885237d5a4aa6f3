import UtsiktCore
import UtsiktScreen

extension LogPane {
    /// Which columns there are at a width.
    struct Columns {
        let timeWidth: Int
        let markX: Int
        let markWidth: Int
        let sourceX: Int
        let sourceWidth: Int
        let textX: Int
        let textWidth: Int
        private let zone: DisplayZone

        init(width: Int, zone: DisplayZone) {
            self.zone = zone
            timeWidth = width >= 56 ? 8 : width >= 34 ? 5 : 0
            markX = timeWidth > 0 ? timeWidth + 1 : 0
            markWidth = width >= 16 ? 2 : 1
            sourceX = markX + markWidth + 1
            sourceWidth = width >= 72 ? 8 : 0
            textX = sourceWidth > 0 ? sourceX + sourceWidth + 1 : sourceX
            textWidth = max(0, width - textX)
        }

        /// `10:16:30` or `10:16`.
        func time(_ at: Timestamp) -> String {
            let wall = zone.wall(at)
            let short = ClockText.minute(wall)
            return timeWidth >= 8 ? short + ":" + ClockText.two(wall.second) : short
        }

        /// The text in rows: broken at spaces when all of it may be shown, else one row that is cut.
        func wrapped(_ text: String, isWhole: Bool, glyphs: GlyphSet) -> [String] {
            guard textWidth > 0 else { return [""] }
            let clean = TextSanitizer.clean(text, glyphs: glyphs)
            guard isWhole, textWidth >= 12, TextWidth.of(clean) > textWidth else {
                return [TextWidth.truncate(clean, to: textWidth, ellipsis: glyphs.ellipsis)]
            }
            var rows: [String] = []
            var row = ""
            var used = 0
            for word in clean.split(separator: " ") {
                let width = TextWidth.of(word)
                if used > 0, used + 1 + width > textWidth {
                    rows.append(row)
                    (row, used) = ("", 0)
                }
                if used > 0 {
                    row += " "
                    used += 1
                }
                row += word
                used += width
            }
            if !row.isEmpty { rows.append(row) }
            return rows.prefix(8).map { TextWidth.truncate($0, to: textWidth, ellipsis: glyphs.ellipsis) }
        }
    }
}
