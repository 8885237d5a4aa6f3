import UtsiktScreen

/// The `?` help: every row of the table, by scope, narrowed by what is typed.
enum HelpView {
    static func draw(_ painter: inout Painter, _ list: ListLayer, _ state: AppState) {
        let items = ListItems.help(list, state)
        let chosen = items.isEmpty ? nil : items[max(0, min(list.selected, items.count - 1))]
        // With the name by which the configuration remaps the chosen line.
        let caption =
            chosen.map { "\($0.action.id), \(items.count) \(items.count == 1 ? "key" : "keys")" } ?? "nothing matches"
        LayerView.framed(&painter, title: "Help", caption: caption) { painter in
            let height = painter.size.height
            if height > 1 {
                FilterLine.draw(&painter, list.field, placeholder: "type to find a key or what it does", state)
            }
            var room = Rect(
                x: 0, y: min(1, height - 1), width: painter.size.width, height: max(1, height - 1))
            let whole = chosen.map { rest(of: $0, room.size) } ?? []
            room.height -= whole.count
            painter.inside(room) { draw(&$0, items, list, state) }
            for (row, line) in whole.enumerated() {
                painter.text(line, x: 2, y: room.maxY + row, Style(.muted), limit: max(0, room.width - 3))
            }
        }
    }

    /// Where a line's text begins.
    private static func column(_ width: Int) -> Int { width < 56 ? 11 : 20 }

    private static func text(_ item: ListItem) -> String {
        item.reason.map { "not now: \($0). \(item.detail)" } ?? item.detail
    }

    /// The chosen line's text in as many lines as it takes, for below the list; none when it fits in the list.
    private static func rest(of item: ListItem, _ size: Size) -> [String] {
        guard size.height >= 8, TextWidth.of(text(item)) > size.width - column(size.width) - 1 else { return [] }
        return Array(TextWrap.lines(text(item), width: max(1, size.width - 3)).prefix(3))
    }

    private enum Row {
        case heading(String)
        case item(Int)
    }

    private static func draw(_ painter: inout Painter, _ items: [ListItem], _ list: ListLayer, _ state: AppState) {
        var rows: [Row] = []
        var scope: Scope?
        for (index, item) in items.enumerated() {
            if item.action.scope != scope {
                scope = item.action.scope
                rows.append(.heading(state.table.title(of: item.action.scope)))
            }
            rows.append(.item(index))
        }
        let selected = min(list.selected, max(0, items.count - 1))
        let at = rows.firstIndex { if case .item(selected) = $0 { true } else { false } } ?? 0
        // The heading above the first line stays in sight with it.
        let offset = min(max(0, rows.count - painter.size.height), max(0, at - painter.size.height / 2))
        let width = painter.size.width
        let column = column(width)
        for (y, row) in rows.dropFirst(offset).prefix(painter.size.height).enumerated() {
            switch row {
            case .heading(let title): painter.text(title, x: 1, y: y, Style(.title, .bold), limit: max(0, width - 2))
            case .item(let index):
                let item = items[index]
                let isSelected = index == selected
                painter.hit(Rect(x: 0, y: y, width: width, height: 1), action: "help.run", item: "\(index)")
                if isSelected { painter.put(state.glyphs.pointer, x: 0, y: y, Style(.selection, .bold)) }
                let names = KeyNames.of(item.action.id, state)
                let keyStyle = Style(item.reason == nil ? .key : .faint, .bold)
                painter.text(names, x: 2, y: y, keyStyle, limit: max(0, min(column - 3, width - 2)))
                let text = text(item)
                let style = isSelected ? Style(.selection, .bold) : Style(item.reason == nil ? .text : .muted)
                painter.text(text, x: column, y: y, style, limit: max(0, width - column - 1))
            }
        }
    }
}

/// The line in which a filter is typed.
enum FilterLine {
    static func draw(_ painter: inout Painter, _ field: TextField, placeholder: String, _ state: AppState) {
        painter.put(state.glyphs.pointer, x: 1, y: 0, Style(.accent, .bold))
        field.draw(&painter, x: 3, y: 0, width: max(0, painter.size.width - 4), placeholder: placeholder)
    }
}
