import UtsiktScreen

/// The page when nothing is configured: what this is, and how to begin with one key.
enum StartView {
    static func draw(_ painter: inout Painter, _ layer: StartLayer, _ state: AppState) {
        let (width, height) = (painter.size.width, painter.size.height)
        let rows = StartLayer.lines.count
        // From the richest form to a single line.
        let intro = introduction(width)
        let hasIntro = height >= rows + intro.count + 4
        let column = min(88, width)
        let x = max(0, (width - column) / 2)
        let needed = (hasIntro ? intro.count + 1 : 0) + rows + (height >= rows + 3 ? 2 : 0)
        var y = max(0, (height - needed) / 2)
        if hasIntro {
            for (index, line) in intro.enumerated() {
                painter.text(line, x: x, y: y, index == 0 ? Style(.title, .bold) : Style(.muted), limit: width - x)
                y += 1
            }
            y += 1
        }
        let first = max(0, min(layer.selected - height + 1, rows - height))
        for (index, line) in StartLayer.lines.enumerated().dropFirst(first).prefix(max(1, height)) {
            guard y < height else { break }
            let isSelected = index == layer.selected
            painter.hit(Rect(x: x, y: y, width: column, height: 1), action: line.id)
            if isSelected { painter.put(state.glyphs.pointer, x: x, y: y, Style(.selection, .bold)) }
            let key = ActionTable.action(id: line.id).map { KeyNames.first($0, state) } ?? line.key.name
            painter.text(key, x: x + 2, y: y, Style(.key, .bold))
            painter.text(line.title, x: x + 5, y: y, isSelected ? Style(.selection, .bold) : Style(.text, .bold))
            painter.text(line.help, x: x + 18, y: y, Style(.muted), limit: max(0, width - x - 18))
            y += 1
        }
        y += 1
        let told = layer.answer ?? "The configuration would be \(layer.path)"
        for line in TextWrap.lines(told, width: column).prefix(max(0, height - y)) {
            painter.text(line, x: x, y: y, layer.answer == nil ? Style(.faint) : Style(.accent), limit: column)
            y += 1
        }
    }

    private static func introduction(_ width: Int) -> [String] {
        guard width >= 50 else { return ["Utsikt", "Nothing is configured yet."] }
        return [
            "Utsikt: what people talk about, tomorrow's noon, the rack",
            "Nothing is configured yet. One key begins:",
        ]
    }
}
