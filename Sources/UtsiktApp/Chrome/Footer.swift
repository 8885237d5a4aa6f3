import UtsiktScreen

/// The keys that count here and now, as many as fit, the most prominent first; a notice takes its place until the next key.
enum Footer {
    static func draw(_ painter: inout Painter, _ state: AppState) {
        let width = painter.size.width
        if let notice = state.notice {
            painter.text(" \(notice)", x: 0, y: 0, Style(.warning, .bold), limit: width)
            return
        }
        if !state.pendingKeys.isEmpty { return drawPending(&painter, state) }
        let rows = chosen(ActionTable.active(in: state), state, width: width)
        var x = 1
        for row in rows {
            let enabled = ActionTable.disabledReason(of: row, in: state) == nil
            let key = KeyNames.first(row.id, state)
            painter.hit(Rect(x: x, y: 0, width: columns(row, state) - 2, height: 1), action: row.id)
            x += painter.text(key, x: x, y: 0, Style(enabled ? .key : .faint, .bold))
            x += 1
            x += painter.text(row.title, x: x, y: 0, Style(enabled ? .muted : .faint))
            x += 2
        }
    }

    /// What the keys typed so far may go on with.
    private static func drawPending(_ painter: inout Painter, _ state: AppState) {
        let typed = state.pendingKeys.map { state.glyphs.isUnicode ? $0.name : $0.asciiName }.joined(separator: " ")
        var x = 1 + painter.text(typed, x: 1, y: 0, Style(.accent, .bold)) + 2
        let keymap = state.preferences.keymap
        for scope in ActionTable.scopes(in: state) {
            for (chord, id) in keymap.continuations(of: state.pendingKeys, in: scope) {
                guard x < painter.size.width, let row = state.table.action(id: id),
                    let rest = KeyChord(Array(chord.keys.dropFirst(state.pendingKeys.count)))
                else { continue }
                x += painter.text(KeyNames.name(rest, state), x: x, y: 0, Style(.key, .bold)) + 1
                x += painter.text(row.title, x: x, y: 0, Style(.muted)) + 2
            }
        }
    }

    /// The rows that fit, in the order of the table.
    private static func chosen(_ rows: [Action], _ state: AppState, width: Int) -> [Action] {
        let atHand = state.layers.isEmpty ? state.panes.pane(state.focus).atHand(state) : nil
        func prominence(_ row: Action) -> Int {
            guard let atHand, case .pane = row.scope else { return row.prominence }
            return atHand.contains(row.id) ? max(3, row.prominence) : 0
        }
        let ranked = rows.enumerated()
            .filter { prominence($0.element) > 0 && !KeyNames.first($0.element.id, state).isEmpty }
            .sorted { (prominence($0.element), $1.offset) > (prominence($1.element), $0.offset) }
        var room = width - 1
        var kept: Set<Int> = []
        for (index, row) in ranked {
            let need = columns(row, state)
            if need - 2 <= room {
                kept.insert(index)
                room -= need
            }
        }
        return rows.enumerated().filter { kept.contains($0.offset) }.map(\.element)
    }

    private static func columns(_ row: Action, _ state: AppState) -> Int {
        TextWidth.of(KeyNames.first(row.id, state)) + 1 + TextWidth.of(row.title) + 2
    }
}
