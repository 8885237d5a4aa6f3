import UtsiktCore
import UtsiktScreen

/// Findings with sign, letter and reason, the worst first.
struct CheckListView {
    let checks: [FabricCheck]
    let glyphs: FabricGlyphs
    /// The selected finding.
    var selected: Int?
    /// The key that applies a fix; empty for no hint.
    var fixKey = ""

    /// Draws as many as fit; of the others how many there are.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.width > 3, rect.height > 0 else { return }
        guard !checks.isEmpty else {
            painter.text("\(glyphs.tick)   no findings", x: rect.x, y: rect.y, Style(.good), limit: rect.width)
            return
        }
        let hint = hintText
        let hasHint = hint != nil && rect.height >= 4
        let room = rect.height - (hasHint ? 1 : 0)
        let first = firstShown(room)
        var y = rect.y
        let end = rect.y + room
        for index in first..<checks.count {
            let left = checks.count - index
            if y == end - 1, left > 1, index > first {
                more(checks[index...], &painter, x: rect.x, y: y, width: rect.width)
                break
            }
            guard y < end else { break }
            y += line(index, left, &painter, rect, y: y, end: end)
        }
        if hasHint, let hint {
            painter.text(hint, x: rect.x, y: rect.maxY - 1, Style(.key), limit: rect.width)
        }
    }

    /// The first finding to show, so that the selected one is in sight.
    private func firstShown(_ room: Int) -> Int {
        guard let selected, selected >= room - 1, checks.count > room else { return 0 }
        return min(selected - max(0, room - 2), max(0, checks.count - room))
    }

    private func line(
        _ index: Int, _ left: Int, _ painter: inout Painter, _ rect: Rect, y: Int, end: Int
    ) -> Int {
        let check = checks[index]
        let isSelected = index == selected
        let (mark, style) = glyphs.mark(check.severity, isNarrow: rect.width < 36)
        let taken = painter.text(mark, x: rect.x, y: y, isSelected ? Style(.selection, .bold) : style)
        var room = max(0, rect.width - taken)
        if rect.height == 1, left > 1 {
            painter.textRight("+\(left - 1)", maxX: rect.maxX, y: y, Style(.muted))
            room = max(0, room - 4)
        }
        // A second line only where every finding still has one.
        let lines = TextRows.wrap(glyphs.text(check.reason), width: room, most: end - y >= left + 1 ? 2 : 1)
        let own = isSelected ? Style(.selection, .bold) : (check.severity == .ok ? Style(.muted) : Style(.text))
        for (offset, line) in lines.enumerated() {
            painter.text(line, x: rect.x + taken, y: y + offset, own, limit: room)
        }
        painter.hit(
            Rect(x: rect.x, y: y, width: rect.width, height: lines.count), action: "fabric.check", pane: "fabric",
            item: "\(index)")
        return lines.count
    }

    /// What the key would fix: the selected finding, or the worst one.
    private var hintText: String? {
        guard !fixKey.isEmpty else { return nil }
        if let selected, checks.indices.contains(selected) {
            return checks[selected].fix.map { glyphs.text("\(fixKey): \($0.title)") }
        }
        return checks.first { $0.fix != nil && $0.severity >= .warning }?.fix
            .map { glyphs.text("\(fixKey): \($0.title)") }
    }

    private func more(_ rest: ArraySlice<FabricCheck>, _ painter: inout Painter, x: Int, y: Int, width: Int) {
        var parts: [String] = []
        for (severity, name) in [(CheckSeverity.error, "E"), (.warning, "W"), (.info, "I")] {
            let count = rest.count { $0.severity == severity }
            if count > 0 { parts.append("\(count) \(name)") }
        }
        let passed = rest.count { $0.severity == .ok }
        if passed > 0 { parts.append("\(passed) passed") }
        painter.text("and " + parts.joined(separator: ", "), x: x + 4, y: y, Style(.muted), limit: max(0, width - 4))
    }
}
