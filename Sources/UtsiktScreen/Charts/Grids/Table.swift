/// Rows and columns of text; columns that do not fit are dropped by priority.
public struct Table: Drawable, Sendable, Hashable {
    /// How a column's texts lie.
    public enum Alignment: Sendable, Hashable {
        /// At the left.
        case left
        /// At the right, as numbers.
        case right
    }

    /// One column.
    public struct Column: Sendable, Hashable {
        /// Its head.
        public var title: String
        /// Its alignment.
        public var alignment: Alignment
        /// Its least width; below it the column is dropped.
        public var minimum: Int
        /// Its largest width; nil for as wide as its texts.
        public var maximum: Int?
        /// What stays when it is narrow: 0 is kept longest, larger numbers are dropped first.
        public var priority: Int

        /// Makes a column.
        public init(
            _ title: String, _ alignment: Alignment = .left, minimum: Int = 3, maximum: Int? = nil, priority: Int = 0
        ) {
            self.title = title
            self.alignment = alignment
            self.minimum = minimum
            self.maximum = maximum
            self.priority = priority
        }
    }

    /// One text in the table.
    public struct Item: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
        /// The text.
        public var text: String
        /// Its style.
        public var style: Style

        /// Makes an item.
        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }

        /// Makes an item of ordinary text.
        public init(stringLiteral value: String) { self.init(value) }
    }

    /// The columns from the left.
    public var columns: [Column]
    /// The rows; missing items are empty.
    public var rows: [[Item]]
    /// The selected row.
    public var selected: Int?
    /// The first row shown.
    public var offset: Int
    /// Whether the heads are shown.
    public var showsHeader: Bool

    /// Makes a table.
    public init(
        columns: [Column], rows: [[Item]], selected: Int? = nil, offset: Int = 0, showsHeader: Bool = true
    ) {
        self.columns = columns
        self.rows = rows
        self.selected = selected
        self.offset = offset
        self.showsHeader = showsHeader
    }

    /// Draws the heads and the rows from `offset` on.
    public func draw(_ painter: inout Painter) {
        let header = showsHeader && painter.size.height > 1 ? 1 : 0
        let start = min(max(0, offset), rows.count)
        let shown = start..<min(rows.count, start + max(0, painter.size.height - header))
        let layout = layout(width: painter.size.width, rows: shown)
        let mark = selected == nil || painter.size.width < 8 ? 0 : 2
        for (column, x, width) in layout {
            if header > 0 {
                place(&painter, columns[column].title, column, x: x, y: 0, width, Style(.muted, .underline))
            }
            for (y, index) in shown.enumerated() {
                let item = column < rows[index].count ? rows[index][column] : ""
                let style = index == selected ? Style(.selection, .bold) : item.style
                place(&painter, item.text, column, x: x, y: y + header, width, style)
            }
        }
        if mark > 0, let selected, shown.contains(selected) {
            painter.put(painter.glyphs.pointer, x: 0, y: selected - start + header, Style(.selection))
        }
    }

    /// The columns that are kept at a width: index, first column of cells, width.
    private func layout(width: Int, rows shown: Range<Int>) -> [(column: Int, x: Int, width: Int)] {
        let mark = selected == nil || width < 8 ? 0 : 2
        let room = width - mark
        var wanted = columns.indices.map { column in
            let texts = shown.map { column < rows[$0].count ? TextWidth.of(rows[$0][column].text) : 0 }
            let longest = max(showsHeader ? TextWidth.of(columns[column].title) : 0, texts.max() ?? 0, 1)
            return min(longest, max(columns[column].maximum ?? longest, 1))
        }
        var kept = Array(columns.indices)
        func total() -> Int { kept.reduce(0) { $0 + wanted[$1] } + 2 * max(0, kept.count - 1) }
        func least() -> Int {
            kept.reduce(0) { $0 + min(wanted[$1], max(1, columns[$1].minimum)) } + 2 * max(0, kept.count - 1)
        }
        while kept.count > 1, least() > room {
            // The last of the least important goes first.
            let worst = kept.map { columns[$0].priority }.max() ?? 0
            guard let victim = kept.lastIndex(where: { columns[$0].priority == worst }) else { break }
            kept.remove(at: victim)
        }
        while total() > room {
            let shrinkable = kept.filter { wanted[$0] > max(1, columns[$0].minimum) }
            guard let widest = shrinkable.max(by: { wanted[$0] < wanted[$1] }) else { break }
            wanted[widest] -= 1
        }
        var x = mark
        return kept.map { column in
            defer { x += wanted[column] + 2 }
            return (column, x, min(wanted[column], max(0, width - x)))
        }
    }

    private func place(
        _ painter: inout Painter, _ text: String, _ column: Int, x: Int, y: Int, _ width: Int, _ style: Style
    ) {
        var clean = TextSanitizer.clean(text, glyphs: painter.glyphs)
        clean = TextWidth.truncate(clean, to: width, ellipsis: painter.glyphs.ellipsis)
        let start = columns[column].alignment == .right ? x + width - TextWidth.of(clean) : x
        painter.text(clean, x: start, y: y, style)
    }
}
