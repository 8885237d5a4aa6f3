import UtsiktScreen

/// The keys that count here and now, as many as fit, the most prominent first; a notice takes its place until the next key.
enum Footer {
    static func draw(_ painter: inout Painter, _ state: AppState) {
        let width = painter.size.width
        if let notice = state.notice {
            painter.text(" \(notice)", x: 0, y: 0, Style(.warning, .bold), limit: width)
            return
        }
        let rows = chosen(ActionTable.active(in: state), state, width: width)
        var x = 1
        for row in rows {
            let enabled = ActionTable.disabledReason(of: row, in: state) == nil
            let key = label(row, state.glyphs)
            painter.hit(Rect(x: x, y: 0, width: columns(row, state.glyphs) - 2, height: 1), action: row.id)
            x += painter.text(key, x: x, y: 0, Style(enabled ? .key : .faint, .bold))
            x += 1
            x += painter.text(row.title, x: x, y: 0, Style(enabled ? .muted : .faint))
            x += 2
        }
    }

    /// The rows that fit, in the order of the table.
    private static func chosen(_ rows: [Action], _ state: AppState, width: Int) -> [Action] {
        let ranked = rows.enumerated().filter { $0.element.prominence > 0 }
            .sorted { ($0.element.prominence, $1.offset) > ($1.element.prominence, $0.offset) }
        var room = width - 1
        var kept: Set<Int> = []
        for (index, row) in ranked {
            let need = columns(row, state.glyphs)
            if need - 2 <= room {
                kept.insert(index)
                room -= need
            }
        }
        return rows.enumerated().filter { kept.contains($0.offset) }.map(\.element)
    }

    private static func label(_ row: Action, _ glyphs: GlyphSet) -> String {
        guard let key = row.keys.first else { return "" }
        return glyphs.isUnicode ? key.name : key.asciiName
    }

    private static func columns(_ row: Action, _ glyphs: GlyphSet) -> Int {
        TextWidth.of(label(row, glyphs)) + 1 + TextWidth.of(row.title) + 2
    }
}
