import UtsiktScreen

/// The `:` palette: one line to type in, and what matches below it, the best first.
enum PaletteView {
    static func draw(_ painter: inout Painter, _ layer: PaletteLayer, _ state: AppState) {
        let items = ListItems.palette(layer, state)
        let action = layer.action.flatMap { state.table.action(id: $0) }
        let title = action.map { "Choose: \($0.title)" } ?? "Go to or do"
        LayerView.framed(&painter, title: title, caption: items.isEmpty ? "nothing matches" : "\(items.count)") {
            painter in
            let hint = action == nil ? "action, pane, hashtag, place, port or setting" : "type to narrow"
            FilterLine.draw(&painter, layer.list.field, placeholder: hint, state)
            let height = max(0, painter.size.height - 1)
            let selected = min(layer.list.selected, max(0, items.count - 1))
            let offset = min(max(0, items.count - height), max(0, selected - height / 2))
            let room = Rect(x: 0, y: 1, width: painter.size.width, height: height)
            painter.inside(room) { painter in
                for (y, index) in items.indices.dropFirst(offset).prefix(height).enumerated() {
                    draw(
                        items[index], y: y, &painter, state, typed: layer.list.field.text, isSelected: index == selected
                    )
                    painter.hit(
                        Rect(x: 0, y: y, width: painter.size.width, height: 1), action: "palette.run", item: "\(index)")
                }
            }
        }
    }

    private static func draw(
        _ item: ListItem, y: Int, _ painter: inout Painter, _ state: AppState, typed: String, isSelected: Bool
    ) {
        let width = painter.size.width
        if isSelected { painter.put(state.glyphs.pointer, x: 0, y: y, Style(.selection, .bold)) }
        let keys = item.item.isEmpty ? KeyNames.of(item.action.id, state) : ""
        let keyWidth = min(TextWidth.of(keys), 14)
        let room = max(0, width - 3 - (keys.isEmpty ? 0 : keyWidth + 2))
        let style = isSelected ? Style(.selection, .bold) : Style(item.reason == nil ? .text : .faint)
        let columns = painter.text(item.title, x: 2, y: y, style, limit: room)
        emphasise(item.title, typed, y: y, columns: columns, &painter)
        let detail = item.reason ?? item.detail
        let from = max(2 + columns + 2, min(34, room))
        if from + 8 <= 2 + room {
            painter.text(detail, x: from, y: y, Style(.muted), limit: 2 + room - from)
        }
        if !keys.isEmpty {
            painter.textRight(
                TextWidth.truncate(keys, to: keyWidth, ellipsis: state.glyphs.ellipsis), maxX: width - 1, y: y,
                Style(item.reason == nil ? .key : .faint, .bold))
        }
    }

    /// Shows which letters matched. Only where every character is one column wide, so that places are columns.
    private static func emphasise(_ title: String, _ typed: String, y: Int, columns: Int, _ painter: inout Painter) {
        guard !typed.isEmpty, title.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }),
            let match = FuzzyMatch.positions(typed, in: title)
        else { return }
        for place in match.places where place < columns {
            painter.restyle(Rect(x: 2 + place, y: y, width: 1, height: 1)) { style in
                style.role = .accent
                style.attributes.insert(.bold)
            }
        }
    }
}
