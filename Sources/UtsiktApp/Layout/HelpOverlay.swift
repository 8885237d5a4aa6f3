import UtsiktScreen

/// The `?` help: every row of the action table that counts now, by scope, above the dimmed screen.
enum HelpOverlay {
    static func draw(_ painter: inout Painter, _ state: AppState, offset: Int) {
        painter.restyle(painter.bounds) { $0.attributes = [.dim] }
        let size = painter.size
        let width = min(size.width, 92)
        let height = min(size.height, max(size.height - 4, 6))
        let rect = Rect(x: (size.width - width) / 2, y: (size.height - height) / 2, width: width, height: height)
        painter.hit(Rect(size), action: "help.close")
        painter.hit(rect, action: "help.inside")
        painter.fill(rect)
        let lines = lines(state)
        let caption = state.glyphs.isUnicode ? "↑↓ scroll · Esc closes" : "Up/Down scroll, Esc closes"
        painter.inside(rect) { painter in
            let inner =
                width >= 12 && height >= 4
                ? Box(title: "Keys", caption: caption, isFocused: true).draw(&painter, in: painter.bounds)
                : painter.bounds
            painter.inside(inner) { painter in
                let first = min(offset, max(0, lines.count - painter.size.height))
                for (y, line) in lines.dropFirst(first).prefix(painter.size.height).enumerated() {
                    draw(line, y: y, &painter)
                }
            }
        }
    }

    /// The offset at which the last row is in sight.
    static func lastOffset(_ state: AppState) -> Int {
        let height = min(state.size.height, max(state.size.height - 4, 6))
        let inner = height >= 4 ? height - 2 : height
        return max(0, lines(state).count - inner)
    }

    private enum Line {
        case heading(String)
        case row(keys: String, help: String, reason: String?)
        case empty
    }

    private static func lines(_ state: AppState) -> [Line] {
        var below = state
        below.help = nil
        let scopes: [Scope] = [.pane(state.focus), .everywhere]
        var lines: [Line] = []
        for scope in scopes {
            let rows = ActionTable.active(in: below).filter { $0.scope == scope && !$0.keys.isEmpty }
            guard !rows.isEmpty else { continue }
            lines.append(.heading(scope.title))
            for row in rows {
                let names = row.keys.map { state.glyphs.isUnicode ? $0.name : $0.asciiName }
                lines.append(
                    .row(keys: names.joined(separator: " "), help: row.help, reason: row.disabledReason(below)))
            }
            lines.append(.empty)
        }
        return lines
    }

    private static func draw(_ line: Line, y: Int, _ painter: inout Painter) {
        let width = painter.size.width
        switch line {
        case .empty: break
        case .heading(let text): painter.text(text, x: 1, y: y, Style(.title, .bold), limit: max(0, width - 2))
        case .row(let keys, let help, let reason):
            let style = Style(reason == nil ? .text : .muted)
            painter.text(keys, x: 2, y: y, Style(.key, .bold), limit: min(14, max(0, width - 2)))
            let text = reason.map { "\(help) (now not: \($0))" } ?? help
            painter.text(text, x: 17, y: y, style, limit: max(0, width - 18))
        }
    }
}
