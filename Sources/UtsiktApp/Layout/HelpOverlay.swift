import UtsiktScreen

/// The `?` help: every row of the action table that counts now, by scope, above the dimmed screen.
enum HelpOverlay {
    static func draw(_ painter: inout Painter, _ state: AppState, offset: Int) {
        painter.restyle(painter.bounds) { $0.attributes = [.dim] }
        let size = painter.size
        let rect = box(size)
        painter.hit(Rect(size), action: "help.close")
        painter.hit(rect, action: "help.inside")
        painter.fill(rect)
        let lines = lines(state)
        let caption = state.glyphs.isUnicode ? "↑↓ scroll · Esc closes" : "Up/Down scroll, Esc closes"
        painter.inside(rect) { painter in
            let inner =
                isFramed(rect)
                ? Box(title: "Keys", caption: caption, isFocused: true).draw(&painter, in: painter.bounds)
                : painter.bounds
            painter.inside(inner) { painter in
                for (y, line) in lines.dropFirst(offset).prefix(painter.size.height).enumerated() {
                    draw(line, y: y, &painter)
                }
            }
        }
    }

    /// Where the help is in the room above the footer.
    private static func box(_ room: Size) -> Rect {
        let width = min(room.width, 92)
        let height = min(room.height, max(room.height - 3, 6))
        return Rect(x: (room.width - width) / 2, y: (room.height - height) / 2, width: width, height: height)
    }

    private static func isFramed(_ box: Rect) -> Bool { box.width >= 12 && box.height >= 4 }

    /// The rows of the help that are in sight at once.
    static func rows(_ state: AppState) -> Int {
        let layout = Layout.arrange(size: state.size, focus: state.focus, isZoomed: state.isZoomed)
        let room = Size(width: state.size.width, height: state.size.height - (layout.footer?.height ?? 0))
        let rect = box(room)
        return isFramed(rect) ? rect.height - 2 : rect.height
    }

    /// The offset at which the last row is in sight.
    static func lastOffset(_ state: AppState) -> Int { max(0, lines(state).count - rows(state)) }

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
                    .row(
                        keys: names.joined(separator: " "), help: row.help,
                        reason: ActionTable.disabledReason(of: row, in: below)))
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
            let column = width < 56 ? 9 : 17
            painter.text(keys, x: 2, y: y, Style(.key, .bold), limit: min(column - 3, max(0, width - 2)))
            let text = reason.map { "\(help) (now not: \($0))" } ?? help
            painter.text(text, x: column, y: y, style, limit: max(0, width - column - 1))
        }
    }
}
