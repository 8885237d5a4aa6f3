import UtsiktCore
import UtsiktScreen

/// The tasks that failed for good, and why.
struct SetAsideView {
    let tasks: [SetAsideTask]
    let offset: Int
    let words: FetchWords
    /// What is said of the key that tries them again.
    let retry: String

    func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.height >= 2 else { return }
        let rows = size.height - 1
        let first = max(0, min(offset, tasks.count - rows))
        let last = min(tasks.count, first + rows)
        painter.text("failed", x: 0, y: 0, Style(.bad, .bold), limit: size.width)
        if size.width >= 24 {
            let range = first == 0 && last == tasks.count ? "" : "\(first + 1)-\(last) of "
            painter.textRight(
                "\(range)\(NumberText.grouped(tasks.count))\(size.width >= 36 ? "\(words.dot)\(retry)" : "")",
                maxX: size.width,
                y: 0, Style(.muted))
        }
        let shown = tasks[first..<last]
        let longest = shown.map { TextWidth.of(TextSanitizer.clean($0.label, glyphs: painter.glyphs)) }.max() ?? 0
        let labelWidth = min(longest, max(8, size.width * 2 / 5))
        for (y, task) in shown.enumerated() {
            painter.put(painter.glyphs.isUnicode ? "×" : "x", x: 0, y: y + 1, Style(.bad))
            painter.text(task.label, x: 2, y: y + 1, .plain, limit: min(labelWidth, max(0, size.width - 2)))
            let x = labelWidth + 4
            guard x + 4 <= size.width else { continue }
            painter.text(task.reasonBesideLabel, x: x, y: y + 1, Style(.muted), limit: size.width - x)
        }
    }
}

/// What happened last, the newest at the bottom.
struct ActivityView {
    let entries: [LogEntry]
    let words: FetchWords
    let zone: DisplayZone

    func draw(_ painter: inout Painter) {
        let size = painter.size
        painter.text("recent", x: 0, y: 0, Style(.title, .bold), limit: size.width)
        let columns = LogPane.Columns(width: min(71, size.width), zone: zone)
        for (y, entry) in entries.suffix(max(0, size.height - 1)).enumerated() {
            if columns.timeWidth > 0 { painter.text(columns.time(entry.at), x: 0, y: y + 1, Style(.faint)) }
            let role: Role =
                switch entry.level {
                case .debug: .muted
                case .info: .text
                case .warning: .warning
                case .error: .bad
                }
            painter.text(
                "\(entry.level.letter) \(entry.text)", x: columns.markX, y: y + 1, Style(role),
                limit: max(0, size.width - columns.markX))
        }
    }
}
