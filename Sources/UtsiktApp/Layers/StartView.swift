import UtsiktScreen

/// The page when nothing is configured: what this is, and how to begin with one key.
enum StartView {
    private static let rows = StartLayer.lines.count
    /// Where a line's words begin, behind its pointer, key and title.
    private static let helpColumn = 18
    private static let longestHelp = StartLayer.lines.map { TextWidth.of($0.help) }.max() ?? 0

    static func draw(_ painter: inout Painter, _ layer: StartLayer, _ state: AppState) {
        let size = painter.size
        // From the richest form to a single line: every line with its words, the chosen one's words below, none.
        let hasColumn = size.width >= helpColumn + longestHelp + 2
        let width = hasColumn ? helpColumn + longestHelp : min(size.width, max(28, size.width - 4))
        let x = max(0, (size.width - width) / 2)
        let room = max(0, size.height - rows)
        let intro = introduction(size.width)
        let hasIntro = room >= intro.count + 2
        let told = notes(layer, width, hasColumn).prefix(max(0, room - (hasIntro ? intro.count + 2 : 1)))
        var y = (room - told.count - (told.isEmpty ? 0 : 1) - (hasIntro ? intro.count + 1 : 0)) / 2
        if hasIntro {
            for (index, line) in intro.enumerated() {
                painter.text(line, x: x, y: y, index == 0 ? Style(.title, .bold) : Style(.muted), limit: size.width - x)
                y += 1
            }
            y += 1
        }
        y = max(0, y)
        let first = max(0, min(layer.selected - size.height + 1, rows - size.height))
        for (index, line) in StartLayer.lines.enumerated().dropFirst(first) where y < max(1, size.height) {
            let isSelected = index == layer.selected
            painter.hit(Rect(x: x, y: y, width: width, height: 1), action: line.id)
            if isSelected { painter.put(state.glyphs.pointer, x: x, y: y, Style(.selection, .bold)) }
            let key = KeyNames.first(line.id, state)
            painter.text(key, x: x + 2, y: y, Style(.key, .bold))
            painter.text(line.title, x: x + 5, y: y, isSelected ? Style(.selection, .bold) : Style(.text, .bold))
            if hasColumn { painter.text(line.help, x: x + helpColumn, y: y, Style(.muted)) }
            y += 1
        }
        for (index, note) in told.enumerated() {
            painter.text(note.text, x: x, y: y + 1 + index, note.style, limit: width)
        }
    }

    /// What stands below the lines, wrapped.
    private static func notes(_ layer: StartLayer, _ width: Int, _ hasColumn: Bool) -> [(text: String, style: Style)] {
        func wrapped(_ text: String, _ style: Style) -> [(text: String, style: Style)] {
            TextWrap.lines(text, width: width).map { ($0, style) }
        }
        let answer = layer.answer.map { wrapped($0, Style(.accent)) }
        let place = "The configuration would be "
        let path = width >= TextWidth.of(place + layer.path) ? [place + layer.path] : [place, layer.path]
        guard !hasColumn else { return answer ?? path.flatMap { wrapped($0, Style(.faint)) } }
        let help =
            StartLayer.lines.dropFirst(max(0, layer.selected)).first.map { wrapped($0.help, Style(.muted)) } ?? []
        return answer ?? (help + path.flatMap { wrapped($0, Style(.faint)) })
    }

    private static func introduction(_ width: Int) -> [String] {
        guard width >= 60 else { return ["Utsikt: nothing is configured yet"] }
        return [
            "Utsikt: what people talk about, tomorrow's noon, the rack",
            "Nothing is configured yet. One key begins:",
        ]
    }
}
