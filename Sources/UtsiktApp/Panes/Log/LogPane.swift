import UtsiktCore
public import UtsiktScreen

/// What happened, the newest at the bottom.
public enum LogPane: Pane {
    /// The log.
    public static let id = PaneID.log

    /// Scrolling, following, and which levels are shown.
    public static let actions: [Action] = [
        row("older", "older", "Shows the line before.", [.up], 2) { $0.log.scroll(by: 1) },
        row("newer", "newer", "Shows the line after.", [.down], 0) { $0.log.scroll(by: -1) },
        row("page_older", "page up", "Shows the lines before those in sight.", [.pageUp], 0) {
            $0.log.scroll(by: max(1, $0.log.room.height - 1))
        },
        row("page_newer", "page down", "Shows the lines after those in sight.", [.pageDown], 0) {
            $0.log.scroll(by: -max(1, $0.log.room.height - 1))
        },
        row("oldest", "oldest", "Shows the oldest line that is kept.", [.home], 1) { $0.log.showOldest() },
        row("follow", "follow", "Shows the newest line and those that come.", [.end, .character("f")], 3) {
            $0.log.follow()
        },
        row("level", "level", "Shows only what matters more; after errors all again.", [.character("v")], 3) {
            $0.log.raiseMinimum()
        },
    ]

    private static func row(
        _ verb: String, _ title: String, _ help: String, _ keys: [Key], _ prominence: Int,
        _ change: @escaping @Sendable (inout AppState) -> Void
    ) -> Action {
        Action(
            id: "log.\(verb)", title: title, help: help, keys: keys, scope: .pane(.log), prominence: prominence
        ) { state, _ in
            change(&state)
            return []
        }
    }

    /// What is shown, and whether the newest is in sight.
    public static func caption(_ state: AppState) -> String {
        let log = state.log
        var words = [log.minimum == .debug ? "all lines" : log.minimum == .info ? "without pages" : log.minimum.title]
        let (errors, warnings) = (log.count(.error), log.count(.warning))
        if errors > 0 { words.append(errors == 1 ? "1 error" : "\(NumberText.grouped(errors)) errors") }
        if warnings > 0 { words.append(warnings == 1 ? "1 warning" : "\(NumberText.grouped(warnings)) warnings") }
        if !log.isFollowing { words.append("\(NumberText.grouped(log.offset)) newer below") }
        return words.joined(separator: state.glyphs.isUnicode ? " · " : " - ")
    }

    /// Remembers the room, for paging.
    public static func prepare(_ state: inout AppState, inner: Size) { state.log.room = inner }

    /// Draws the lines that fit, from the bottom; a long one is wrapped when the pane has the screen, else cut.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        let log = context.state.log
        let shown = log.shown
        let end = max(0, shown.count - max(0, log.offset))
        guard end > 0 else {
            let words = log.entries.isEmpty ? "nothing has happened yet" : "nothing of this level; v shows more"
            painter.text(words, x: min(1, size.width - 1), y: 0, Style(.muted), limit: size.width)
            return
        }
        // Bottom up, so that only lines in sight are laid out.
        var y = size.height
        var index = end - 1
        let canWrap = context.isZoomed && size.height >= 6
        let columns = Columns(width: size.width)
        while index >= 0, y > 0 {
            let lines = columns.wrapped(shown[index].text, isWhole: canWrap, glyphs: painter.glyphs)
            let fits = min(lines.count, y)
            y -= fits
            draw(shown[index], lines.prefix(fits), at: y, columns, &painter)
            index -= 1
        }
        // A short log stands at the top.
        if y > 0, index < 0 { shiftUp(&painter, context, rows: shown[..<end], columns: columns, canWrap: canWrap) }
        if !log.isFollowing, size.width >= 24 {
            let words = painter.glyphs.isUnicode ? " ↓ \(log.offset) newer " : " v \(log.offset) newer "
            painter.textRight(words, maxX: size.width, y: size.height - 1, Style(.info, .reverse))
        }
    }

    private static func shiftUp(
        _ painter: inout Painter, _ context: PaneContext, rows: ArraySlice<LogEntry>, columns: Columns, canWrap: Bool
    ) {
        painter.fill(painter.bounds)
        var y = 0
        for entry in rows {
            let lines = columns.wrapped(entry.text, isWhole: canWrap, glyphs: painter.glyphs)
            draw(entry, lines[...], at: y, columns, &painter)
            y += lines.count
        }
    }

    private static func draw(
        _ entry: LogEntry, _ lines: ArraySlice<String>, at y: Int, _ columns: Columns, _ painter: inout Painter
    ) {
        let look = Look(entry.level, painter.glyphs)
        if columns.timeWidth > 0 {
            painter.text(columns.time(entry.at), x: 0, y: y, Style(.faint), limit: columns.timeWidth)
        }
        painter.text(look.mark(columns.markWidth), x: columns.markX, y: y, look.mark, limit: columns.markWidth)
        if columns.sourceWidth > 0 {
            painter.text(entry.source, x: columns.sourceX, y: y, Style(.muted), limit: columns.sourceWidth)
        }
        for (index, line) in lines.enumerated() { painter.text(line, x: columns.textX, y: y + index, look.text) }
    }

    /// How a level looks: colour, glyph and letter, so that none of them carries it alone.
    private struct Look {
        var glyph: Character
        var letter: Character
        var mark: Style
        var text: Style

        init(_ level: LogLevel, _ glyphs: GlyphSet) {
            letter = level.letter
            switch level {
            case .debug: (glyph, mark, text) = (glyphs.isUnicode ? "·" : ".", Style(.faint), Style(.muted))
            case .info: (glyph, mark, text) = (glyphs.isUnicode ? "○" : "-", Style(.info), .plain)
            case .warning: (glyph, mark, text) = (glyphs.isUnicode ? "▲" : "!", Style(.warning, .bold), .plain)
            case .error: (glyph, mark, text) = (glyphs.isUnicode ? "■" : "#", Style(.bad, .bold), Style(.text, .bold))
            }
        }

        func mark(_ width: Int) -> String { width > 1 ? "\(glyph)\(letter)" : "\(letter)" }
    }

    /// Which columns there are at a width.
    struct Columns {
        let timeWidth: Int
        let markX: Int
        let markWidth: Int
        let sourceX: Int
        let sourceWidth: Int
        let textX: Int
        let textWidth: Int

        init(width: Int) {
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
            let short = ClockText.minute(at)
            return timeWidth >= 8 ? short + ":" + ClockText.two(at.second) : short
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
