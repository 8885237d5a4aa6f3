/// Small lines under each other, one row each with a name and a number, for comparing many things over the same time.
public struct SparklineRows: Sendable, Hashable {
    /// One line.
    public struct Row: Sendable, Hashable {
        /// Its name.
        public var label: String
        /// The values from left to right; nil is a gap.
        public var values: [Double?]
        /// The number at the right.
        public var text: String
        /// Its role; nil for the chart's.
        public var role: Role?

        /// Makes a row.
        public init(_ label: String, _ values: [Double?], text: String = "", role: Role? = nil) {
            self.label = label
            self.values = values
            self.text = text
            self.role = role
        }
    }

    /// The rows from the top, also those scrolled away.
    public var rows: [Row]
    /// What the lowest and the full column mean in every row; nil for each row's own.
    public var range: ClosedRange<Double>?
    /// The selected row.
    public var selected: Int?
    /// The first row shown.
    public var offset: Int
    /// The lines' role.
    public var role: Role
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a chart.
    public init(
        rows: [Row], range: ClosedRange<Double>? = nil, selected: Int? = nil, offset: Int = 0, role: Role = .series1,
        isStale: Bool = false
    ) {
        self.rows = rows
        self.range = range
        self.selected = selected
        self.offset = offset
        self.role = role
        self.isStale = isStale
    }
}

extension SparklineRows: LadderedChart {
    /// The rung of a size: names, lines and numbers; names and numbers; numbers.
    public func rung(for size: Size) -> FitRung { size.width >= 24 ? .full : (size.width >= 10 ? .bare : .number) }

    /// Draws one row each from `offset` on.
    public func draw(_ painter: inout Painter) {
        let (size, glyphs) = (painter.size, painter.glyphs)
        let start = min(max(0, offset), rows.count)
        let shown = start..<min(rows.count, start + size.height)
        guard !shown.isEmpty, size.width > 0 else { return }
        let rung = rung(for: size)
        let mark = selected == nil || rung == .number ? 0 : 2
        let labels = shown.map { TextSanitizer.clean(rows[$0].label, glyphs: glyphs) }
        let texts = shown.map { TextSanitizer.clean(rows[$0].text, glyphs: glyphs) }
        let value = min(size.width, texts.map { TextWidth.of($0) }.max() ?? 0)
        let room = max(0, size.width - mark - value - 1)
        let longest = labels.map { TextWidth.of($0) }.max() ?? 0
        let label = rung == .number ? 0 : min(longest, rung == .full ? max(6, room * 2 / 5) : room, room)
        for (y, index) in shown.enumerated() {
            let isSelected = index == selected
            let style = isSelected ? Style(.selection, .bold) : Style(.text)
            if mark > 0, isSelected { painter.put(glyphs.pointer, x: 0, y: y, Style(.selection)) }
            painter.text(labels[y], x: mark, y: y, style, limit: label)
            if rung == .full {
                Sparkline(rows[index].values, range: range, role: rows[index].role ?? role)
                    .draw(&painter, in: Rect(x: mark + label + 1, y: y, width: max(0, room - label - 1), height: 1))
            }
            painter.textRight(texts[y], maxX: size.width, y: y, style)
        }
        if isStale { painter.markStale() }
    }
}
