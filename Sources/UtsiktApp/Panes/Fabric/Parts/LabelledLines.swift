import UtsiktScreen

/// Lines with a label each, long ones over several rows; a label that repeats is written once.
struct LabelledLines {
    let lines: [(label: String, text: String)]
    let glyphs: FabricGlyphs
    /// Rows that were scrolled down.
    var offset = 0

    /// Columns of the labels with the gap behind them.
    private var labelWidth: Int { min(12, (lines.map(\.label.count).max() ?? 0) + 2) }

    /// A row as it is drawn.
    struct Row {
        let label: String
        let text: String
    }

    /// The rows for a width.
    func rows(width: Int) -> [Row] {
        let room = max(1, width - (width >= 40 ? labelWidth : 0))
        var rows: [Row] = []
        var last = ""
        for line in lines {
            let parts = TextRows.wrap(glyphs.text(line.text), width: room)
            for (index, part) in parts.enumerated() {
                rows.append(Row(label: index == 0 && line.label != last ? line.label : "", text: part))
            }
            last = line.label
        }
        return rows
    }

    /// Draws as many rows as fit.
    func draw(_ painter: inout Painter, in rect: Rect) {
        guard rect.width > 0, rect.height > 0 else { return }
        let all = rows(width: rect.width)
        let first = min(max(0, offset), max(0, all.count - rect.height))
        let indent = rect.width >= 40 ? labelWidth : 0
        for (index, row) in all.dropFirst(first).prefix(rect.height).enumerated() {
            let y = rect.y + index
            if indent > 0 { painter.text(row.label, x: rect.x, y: y, Style(.muted), limit: indent - 1) }
            painter.text(row.text, x: rect.x + indent, y: y, style(row), limit: rect.width - indent)
        }
    }

    private func style(_ row: Row) -> Style {
        switch row.label {
        case "cut off": row.text == "nobody" ? Style(.good) : Style(.warning)
        default: Style(.text)
        }
    }
}

/// Words over rows.
enum TextRows {
    /// Breaks a text between words; words longer than a row are left whole, for the painter to cut.
    static func wrap(_ text: String, width: Int, first: Int? = nil, most: Int = .max) -> [String] {
        var rows: [String] = []
        var row = ""
        // What is indented (a command) keeps its blanks.
        let indent = text.prefix { $0 == " " }
        for word in text.split(separator: " ") {
            let room = rows.isEmpty ? first ?? width : width
            if !row.isEmpty, row.count + 1 + word.count > room, rows.count + 1 < most {
                rows.append(row)
                row = String(word)
            } else {
                row += (row.isEmpty ? (rows.isEmpty ? String(indent) : "") : " ") + word
            }
        }
        return rows + [row]
    }
}
