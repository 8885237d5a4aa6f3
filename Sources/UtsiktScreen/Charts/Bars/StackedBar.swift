/// The parts of a whole as one bar, told apart by filling as well as by colour, with a legend below.
///
/// The fit ladder: bar and legend; bar with its largest parts named; one part.
public struct StackedBar: Sendable, Hashable {
    /// One part.
    public struct Part: Sendable, Hashable {
        /// Its name.
        public var label: String
        /// Its size; values that are not finite or below 0 count as 0.
        public var value: Double
        /// The size as text; nil for the number.
        public var text: String?
        /// Its role; nil for the next series'.
        public var role: Role?

        /// Makes a part.
        public init(_ label: String, _ value: Double, text: String? = nil, role: Role? = nil) {
            self.label = label
            self.value = value
            self.text = text
            self.role = role
        }
    }

    /// The parts from the left.
    public var parts: [Part]
    /// The value of a full bar; nil for the sum. What the parts leave is drawn as empty.
    public var total: Double?
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a bar.
    public init(parts: [Part], total: Double? = nil, isStale: Bool = false) {
        self.parts = parts
        self.total = total
        self.isStale = isStale
    }

    /// Divides cells among values by largest remainder; a value above 0 gets at least one cell while there are enough.
    static func shares(_ values: [Double], of cells: Int, total: Double) -> [Int] {
        guard total > 0, total.isFinite, cells > 0 else { return values.map { _ in 0 } }
        let exact = values.map { min(max($0 / total, 0), 1) * Double(cells) }
        var result = exact.map { $0 > 0 ? max(1, NumberText.clamped($0.rounded(.down), 0...cells)) : 0 }
        let wanted = min(cells, NumberText.clamped(exact.reduce(0, +).rounded(), 0...cells))
        let order = exact.indices.sorted { (exact[$0] - Double(result[$0]), $1) > (exact[$1] - Double(result[$1]), $0) }
        for index in order where result.reduce(0, +) < wanted && exact[index] > 0 { result[index] += 1 }
        while result.reduce(0, +) > cells, let largest = result.indices.max(by: { result[$0] < result[$1] }) {
            result[largest] -= 1
        }
        return result
    }
}

extension StackedBar: LadderedChart {
    /// The rung of a size.
    public func rung(for size: Size) -> FitRung {
        guard size.width >= 12, size.height > 0 else { return .number }
        return size.height >= 2 ? .full : .sparkline
    }

    /// Draws the rung of the ladder that fits.
    public func draw(_ painter: inout Painter) {
        let size = painter.size
        guard size.width > 0, size.height > 0 else { return }
        // Halved: a sum of huge values must stay finite.
        let values = parts.map { $0.value.isFinite ? max(0, $0.value) / Double(max(1, parts.count)) : 0 }
        let given = total.flatMap { $0.isFinite && $0 > 0 ? $0 / Double(max(1, parts.count)) : nil }
        let whole = max(given ?? 0, values.reduce(0, +))
        guard whole > 0 else {
            painter.text("nothing yet", x: 0, y: 0, Style(.muted), limit: size.width)
            return
        }
        let rung = rung(for: size)
        if rung == .number {
            let index = values.indices.max { values[$0] < values[$1] } ?? 0
            painter.text(percent(values[index] / whole), x: 0, y: 0, Style(role(index), .bold), limit: size.width)
        } else {
            drawBar(&painter, Self.shares(values, of: size.width, total: whole), namesParts: rung == .sparkline)
            if rung == .full { drawLegend(&painter, values.map { $0 / whole }) }
        }
        if isStale { painter.markStale() }
    }

    private func role(_ index: Int) -> Role {
        let series: [Role] = [.series1, .series2, .series3, .series4, .series5, .series6]
        return parts[index].role ?? series[index % series.count]
    }

    private func drawBar(_ painter: inout Painter, _ cells: [Int], namesParts: Bool) {
        let glyphs = painter.glyphs
        var x = 0
        for (index, count) in cells.enumerated() {
            let style = Style(role(index))
            let fill = glyphs.fills[index % glyphs.fills.count]
            let label = TextSanitizer.clean(parts[index].label, glyphs: glyphs)
            let width = TextWidth.of(label)
            for column in x..<(x + count) { painter.put(fill, x: column, y: 0, style) }
            if namesParts, width > 0, width + 4 <= count {
                painter.text(" \(label) ", x: x + 1, y: 0, Style(role(index), .bold))
            }
            x += count
        }
        for column in x..<max(x, painter.size.width) { painter.put(glyphs.gridDot, x: column, y: 0, Style(.faint)) }
    }

    private func drawLegend(_ painter: inout Painter, _ shares: [Double]) {
        let (size, glyphs) = (painter.size, painter.glyphs)
        var (x, y) = (0, 1)
        for (index, part) in parts.enumerated() {
            let label = TextSanitizer.clean(part.label, glyphs: glyphs)
            let text = TextSanitizer.clean(part.text ?? NumberText.si(part.value), glyphs: glyphs)
            let note = percent(shares[index])
            let width = 2 + TextWidth.of(label) + 1 + TextWidth.of(text) + 1 + note.count
            if x > 0, x + width > size.width { (x, y) = (0, y + 1) }
            guard y < size.height else { return }
            painter.put(glyphs.fills[index % glyphs.fills.count], x: x, y: y, Style(role(index)))
            var end = x + 2 + painter.text(label, x: x + 2, y: y, limit: max(0, size.width - x - 2))
            end += 1 + painter.text(text, x: end + 1, y: y, Style(role(index)), limit: max(0, size.width - end - 1))
            painter.text(note, x: end + 1, y: y, Style(.muted), limit: max(0, size.width - end - 1))
            x += width + 3
        }
    }

    private func percent(_ share: Double) -> String {
        share > 0 && share < 0.01 ? "<1%" : "\(NumberText.clamped((share * 100).rounded(), 0...100))%"
    }
}
