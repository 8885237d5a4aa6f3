import UtsiktCore
public import UtsiktScreen

/// What happened, the newest at the bottom.
public enum LogPane: Pane {
    /// The log.
    public static let id = PaneID.log
    /// The title.
    public static let title = "Log"
    /// It tells how the program does, in a strip below the others.
    public static let share = PaneShare(.strip, weight: 16)
    /// There are lines before a world is open.
    public static let needsWorld = false
    /// Nothing has happened.
    public static let initial = LogPaneState()

    /// Scrolling, following, and which levels are shown.
    public static let actions: [Action] = [
        row("older", "older", "Shows the previous line.", [.up], 2) { $0.log.scroll(by: 1) },
        row("newer", "newer", "Shows the next line.", [.down], 0) { $0.log.scroll(by: -1) },
        row("page_older", "page up", "Scrolls one page up.", [.pageUp], 0) {
            $0.log.scroll(by: max(1, $0.log.room.height - 1))
        },
        row("page_newer", "page down", "Scrolls one page down.", [.pageDown], 0) {
            $0.log.scroll(by: -max(1, $0.log.room.height - 1))
        },
        row("oldest", "oldest", "Shows the oldest line that is kept.", [.home], 1) { $0.log.showOldest() },
        row("follow", "follow", "Shows the newest line and follows new ones.", [.end, .character("f")], 3) {
            $0.log.follow()
        },
        row("level", "level", "Shows only more severe lines; after errors, all lines again.", [.character("v")], 3) {
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
        var words = [
            log.minimum == .debug ? "all lines" : log.minimum == .info ? "page events hidden" : log.minimum.title
        ]
        let (errors, warnings) = (log.count(.error), log.count(.warning))
        if errors > 0 { words.append(errors == 1 ? "1 error" : "\(NumberText.grouped(errors)) errors") }
        if warnings > 0 { words.append(warnings == 1 ? "1 warning" : "\(NumberText.grouped(warnings)) warnings") }
        if !log.isFollowing { words.append("\(NumberText.grouped(log.offset)) newer below") }
        return words.joined(separator: state.glyphs.isUnicode ? " · " : " - ")
    }

    /// Remembers the room, for paging.
    public static func prepare(_ state: inout AppState, inner: Size) {
        if state.log.room != inner { state.log.room = inner }
    }

    /// Finds lines by any part of them, the newest first.
    public static func search(_ text: String, in state: AppState) -> [SearchHit] {
        state.log.lines(with: text).map { SearchHit(item: "\($0.number)", title: $0.entry.text) }
    }

    /// What there is to find.
    public static var searchHint: String { "any part of a line" }

    /// The last line in sight, or the end.
    public static func current(_ state: AppState) -> String? { state.log.lastInSight.map { "last:\($0)" } ?? "end" }

    /// Shows a line that a search found, or goes back to where it began.
    public static func reveal(_ item: String, in state: inout AppState) {
        if item == "end" {
            state.log.follow()
        } else if item.hasPrefix("last:"), let number = Int(item.dropFirst(5)) {
            state.log.showLast(number: number)
        } else if let number = Int(item) {
            state.log.show(number: number)
        }
    }

    /// The lines of the level that is shown, as plain text.
    public static func copied(_ state: AppState) -> CopiedText? {
        let lines = state.log.shown.map { "\($0.at.iso8601) \($0.level) \($0.source) \($0.text)\n" }
        return lines.isEmpty ? nil : CopiedText(name: "log.txt", text: lines.joined())
    }

    /// Draws the lines that fit, from the bottom; a long one is wrapped when the pane has the screen, else cut.
    public static func draw(_ painter: inout Painter, _ context: PaneContext) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        let log = context.state.log
        let shown = log.shown
        let end = max(0, shown.count - max(0, log.offset))
        guard end > 0 else {
            let key = KeyNames.first("log.level", context.state)
            let words = log.entries.isEmpty ? "nothing has happened yet" : "nothing of this level; \(key) shows more"
            painter.text(words, x: min(1, size.width - 1), y: 0, Style(.muted), limit: size.width)
            return
        }
        // Bottom up, so that only lines in sight are laid out.
        var y = size.height
        var index = end - 1
        let canWrap = context.isZoomed && size.height >= 6
        let columns = Columns(width: size.width, zone: context.state.preferences.zone)
        let found = log.found.flatMap {
            log.entries.indices.contains($0 - log.dropped) ? log.entries[$0 - log.dropped] : nil
        }
        while index >= 0, y > 0 {
            let lines = columns.wrapped(shown[index].text, isWhole: canWrap, glyphs: painter.glyphs)
            let fits = min(lines.count, y)
            y -= fits
            draw(shown[index], lines.prefix(fits), at: y, columns, &painter)
            if shown[index] == found { mark(rows: y..<(y + fits), columns, &painter) }
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

    /// Marks what a search found, by a pointer and in bold.
    private static func mark(rows: Range<Int>, _ columns: Columns, _ painter: inout Painter) {
        let rect = Rect(x: 0, y: rows.lowerBound, width: painter.size.width, height: rows.count)
        painter.restyle(rect) { style in
            style.role = .selection
            style.attributes.insert(.bold)
        }
        // In the gap behind the time, where there is one.
        painter.put(painter.glyphs.pointer, x: columns.timeWidth, y: rows.lowerBound, Style(.selection, .bold))
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
}

extension PaneID {
    /// What happened.
    public static let log = PaneID("log")
}

extension AppState {
    /// The log pane's part.
    public var log: LogPaneState {
        get { self[LogPane.self] }
        _modify { yield &self[LogPane.self] }
    }
}
