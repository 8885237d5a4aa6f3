import UtsiktCore
import UtsiktScreen

/// The findings about the plan, the worst first: mark, letter and reason.
struct CheckListView {
    let checks: [FabricCheck]
    let glyphs: FabricGlyphs

    /// Draws as many as fit; the rest is counted by severity.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.height > 0, rect.width > 5 else { return }
        var y = rect.y
        for (index, check) in checks.enumerated() {
            let left = checks.count - index
            if y == rect.maxY - 1, left > 1, index > 0 {
                more(checks[index...], &painter, x: rect.x, y: y, width: rect.width)
                return
            }
            guard y < rect.maxY else { return }
            let (mark, style) = glyphs.mark(check.severity, isNarrow: rect.width < 36)
            let taken = painter.text(mark, x: rect.x, y: y, style)
            var room = max(0, rect.width - taken)
            if rect.height == 1, left > 1 {
                painter.textRight("+\(left - 1)", maxX: rect.maxX, y: y, Style(.muted))
                room = max(0, room - 4)
            }
            // A second line only where every finding still has one.
            let lines = wrap(glyphs.text(check.reason), room, most: rect.maxY - y >= left + 1 ? 2 : 1)
            for line in lines {
                painter.text(
                    line, x: rect.x + taken, y: y, check.severity == .ok ? Style(.muted) : Style(.text), limit: room)
                y += 1
            }
        }
    }

    private func more(_ rest: ArraySlice<FabricCheck>, _ painter: inout Painter, x: Int, y: Int, width: Int) {
        var parts: [String] = []
        for (severity, name) in [(CheckSeverity.error, "E"), (.warning, "W"), (.info, "I")] {
            let count = rest.count { $0.severity == severity }
            if count > 0 { parts.append("\(count) \(name)") }
        }
        let kept = rest.count { $0.severity == .ok }
        if kept > 0 { parts.append("\(kept) kept") }
        painter.text("and " + parts.joined(separator: ", "), x: x + 4, y: y, Style(.muted), limit: max(0, width - 4))
    }

    private func wrap(_ text: String, _ room: Int, most: Int) -> [String] {
        guard most > 1, text.count > room, room > 8 else { return [text] }
        let head = text.prefix(room)
        guard let space = head.lastIndex(of: " ") else { return [text] }
        return [String(text[..<space]), String(text[text.index(after: space)...])]
    }
}
