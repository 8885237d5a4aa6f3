/// Horizontal bars with labels and numbers, finer than a cell, for ranked things.
///
/// Columns from the left: selection mark, rank, label, bar, value, note. What does not fit is dropped in the order note, bar,
/// rank. A value of 0 draws no bar; a larger value never draws a shorter bar than a smaller one.
public struct BarList: Drawable, Sendable, Hashable {
    /// One bar.
    public struct Row: Sendable, Hashable {
        /// The name at the left.
        public var label: String
        /// The length; values that are not finite or below 0 draw nothing.
        public var value: Double
        /// The number as text.
        public var text: String
        /// A second number at the far right, as the share.
        public var note: String
        /// The bar's role; nil for the list's.
        public var role: Role?
        /// A second value marked on the bar, as last week's; nil for none.
        public var marker: Double?

        /// Makes a row.
        public init(
            label: String, value: Double, text: String, note: String = "", role: Role? = nil, marker: Double? = nil
        ) {
            self.label = label
            self.value = value
            self.text = text
            self.note = note
            self.role = role
            self.marker = marker
        }
    }

    /// All rows, also those scrolled away.
    public var rows: [Row]
    /// The value of a full bar; nil for the largest of all rows.
    public var maximum: Double?
    /// The selected row, by its index in `rows`.
    public var selected: Int?
    /// The first row shown.
    public var offset: Int
    /// Whether ranks are shown.
    public var showsRank: Bool
    /// The bars' role.
    public var role: Role
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a list.
    public init(
        rows: [Row], maximum: Double? = nil, selected: Int? = nil, offset: Int = 0, showsRank: Bool = true,
        role: Role = .series1, isStale: Bool = false
    ) {
        self.rows = rows
        self.maximum = maximum
        self.selected = selected
        self.offset = offset
        self.showsRank = showsRank
        self.role = role
        self.isStale = isStale
    }

    /// The first row to show so that a selected one is visible, moving as little as possible.
    public static func offset(showing selected: Int, count: Int, height: Int, current: Int) -> Int {
        guard count > 0 else { return 0 }
        let height = min(max(1, height), count)
        let selected = min(max(0, selected), count - 1)
        var offset = min(max(0, current), count - height)
        if selected < offset { offset = selected }
        if selected >= offset + height { offset = selected - height + 1 }
        return offset
    }

    /// The rows that a height shows.
    public func visible(height: Int) -> Range<Int> {
        let start = min(max(0, offset), rows.count)
        return start..<min(rows.count, start + max(0, height))
    }

    /// Draws the rows from `offset` on, one a row.
    public func draw(_ painter: inout Painter) {
        let shown = visible(height: painter.size.height)
        guard !shown.isEmpty, painter.size.width > 0 else { return }
        let columns = Columns(self, shown, width: painter.size.width)
        let top = max(maximum ?? rows.map(\.value).filter(\.isFinite).max() ?? 0, 0)
        for (y, index) in shown.enumerated() {
            drawRow(&painter, index, y: y, columns, top: top)
        }
        if isStale { painter.markStale() }
    }

    private func drawRow(_ painter: inout Painter, _ index: Int, y: Int, _ columns: Columns, top: Double) {
        let row = rows[index]
        let isSelected = index == selected
        let glyphs = painter.glyphs
        if columns.mark > 0, isSelected {
            painter.put(glyphs.pointer, x: 0, y: y, Style(.selection))
        }
        if columns.rank > 0 {
            painter.textRight(String(index + 1), maxX: columns.mark + columns.rank - 1, y: y, Style(.muted))
        }
        let labelStyle = isSelected ? Style(.selection, .bold) : Style(.text)
        painter.text(row.label, x: columns.labelX, y: y, labelStyle, limit: columns.label)
        if columns.bar > 0 {
            drawBar(&painter, row, x: columns.barX, y: y, width: columns.bar, top: top, isSelected: isSelected)
        }
        painter.textRight(row.text, maxX: columns.valueMaxX, y: y, isSelected ? Style(.selection, .bold) : Style(.text))
        if columns.note > 0 { painter.textRight(row.note, maxX: painter.size.width, y: y, Style(.muted)) }
    }

    private func drawBar(
        _ painter: inout Painter, _ row: Row, x: Int, y: Int, width: Int, top: Double, isSelected: Bool
    ) {
        let glyphs = painter.glyphs
        let steps = EighthBlocks.steps(glyphs)
        let fraction = row.value.isFinite && top > 0 ? min(max(row.value / top, 0), 1) : 0
        let lit = EighthBlocks.lit(fraction, of: width * steps)
        let style = Style(row.role ?? role, isSelected ? .bold : [])
        for column in 0..<((lit + steps - 1) / steps) {
            painter.put(
                EighthBlocks.horizontal(lit - column * steps, glyphs), x: x + column, y: y, style)
        }
        if let marker = row.marker, marker.isFinite, top > 0 {
            let column = NumberText.clamped(marker / top * Double(width), 0...(width - 1))
            painter.put(glyphs.isUnicode ? "│" : "|", x: x + column, y: y, Style(.accent))
        }
    }
}

extension BarList {
    /// Where a list's columns are.
    private struct Columns {
        var mark = 0
        var rank = 0
        var label = 0
        var bar = 0
        var note = 0
        var value = 0
        var labelX: Int { mark + rank }
        var barX: Int { labelX + label + 1 }
        var valueMaxX = 0

        init(_ list: BarList, _ shown: Range<Int>, width: Int) {
            let rows = list.rows[shown]
            value = min(width, rows.map { TextWidth.of($0.text) }.max() ?? 0)
            let longest = rows.map { TextWidth.of($0.label) }.max() ?? 0
            note = rows.map { $0.note.isEmpty ? 0 : TextWidth.of($0.note) + 1 }.max() ?? 0
            rank = list.showsRank ? String(shown.upperBound).count + 1 : 0
            mark = list.selected == nil || width < 8 ? 0 : 2
            if width < 44 { note = 0 }
            if width < 24 { rank = 0 }
            valueMaxX = width - note
            let room = max(0, valueMaxX - value - 1 - mark - rank)
            label = min(longest, width < 24 ? room : max(6, min(24, room * 2 / 5)))
            label = min(label, room)
            bar = max(0, room - label - 1)
            if bar < 4 {
                bar = 0
                label = room
            }
        }
    }
}
