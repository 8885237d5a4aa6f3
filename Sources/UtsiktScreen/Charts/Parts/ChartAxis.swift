/// A place on a chart's number line with its text.
public struct ChartTick: Sendable, Hashable {
    /// Where.
    public var value: Double
    /// What is written there.
    public var label: String
    /// Makes a tick.
    public init(_ value: Double, _ label: String) {
        self.value = value
        self.label = label
    }
}

/// What is written below a chart's plot.
public enum ChartAxis: Sendable {
    /// No x labels.
    case none
    /// At these places; a label that would touch one before it in the list is left out.
    case ticks([ChartTick])
    /// At round numbers, about one in twelve columns, as the closure writes them.
    case nice(@Sendable (Double) -> String)
    /// At whole multiples of the first of these ascending steps whose labels fit, as the closure writes them. For times
    /// in seconds use `ChartAxis.timeSteps`.
    case steps([Double], @Sendable (Double) -> String)

    /// Steps for an x axis in seconds: hours, then days, weeks and so on.
    public static let timeSteps: [Double] = [
        60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 4 * 86400, 7 * 86400, 14 * 86400,
        28 * 86400,
        91 * 86400, 182 * 86400, 364 * 86400,
    ]

    /// Whether anything is written.
    var isShown: Bool { if case .none = self { false } else { true } }

    /// The text of any place, as for a cursor; nil where only given places have one.
    func text(at value: Double) -> String? {
        switch self {
        case .nice(let text), .steps(_, let text): value.isFinite ? text(value) : nil
        case .none, .ticks: nil
        }
    }

    /// The ticks from one end to the other in so many columns, ascending unless they were given.
    func ticks(from left: Double, to right: Double, columns: Int) -> [ChartTick] {
        switch self {
        case .none: return []
        case .ticks(let ticks): return ticks.filter(\.value.isFinite)
        case .nice(let text):
            let nice = NiceTicks(from: left, to: right, target: max(1, columns / 12))
            return nice.values.filter { $0 >= left && $0 <= right }.map { ChartTick($0, text($0)) }
        case .steps(let steps, let text):
            let span = right - left
            guard span.isFinite, span > 0 else { return [ChartTick(left, text(left))] }
            // The label's own width decides how many there may be.
            let room = Double(columns) / Double(TextWidth.of(text(left)) + 3)
            let usable = steps.filter { $0.isFinite && $0 > 0 }
            guard let step = usable.first(where: { span / $0 <= room }) ?? usable.last, span / step <= 1000
            else { return [ChartTick(left, text(left)), ChartTick(right, text(right))] }
            let first = (left / step).rounded(.up)
            let count = NumberText.clamped((right / step).rounded(.down) - first, -1...1000)
            guard count >= 0 else { return [ChartTick(left, text(left))] }
            return (0...count).map { index in
                let value = (first + Double(index)) * step
                return ChartTick(value, text(value))
            }
        }
    }
}

/// A line with tick marks and a row of labels, as a rule right below it.
struct AxisRows {
    /// The plot's first column.
    let x: Int
    /// The row of the line.
    let y: Int
    /// The row of the labels.
    let labelsY: Int
    /// The plot's columns.
    let width: Int
    private(set) var labels: LabelRow

    /// Draws the line.
    init(_ painter: inout Painter, x: Int, y: Int, width: Int, labelsY: Int? = nil) {
        (self.x, self.y, self.width) = (x, y, width)
        self.labelsY = labelsY ?? y + 1
        labels = LabelRow(width: painter.size.width)
        painter.fill(Rect(x: x, y: y, width: width, height: 1), painter.glyphs.horizontal, Style(.faint))
    }

    /// Keeps a stretch of the labels' row for the axis' name and writes it at the right end, if it takes a quarter at most.
    mutating func name(_ name: String, _ painter: inout Painter) {
        let text = TextSanitizer.clean(name, glyphs: painter.glyphs)
        let columns = TextWidth.of(text)
        guard columns > 0, columns <= painter.size.width / 4 else { return }
        let start = painter.size.width - columns
        painter.text(text, x: start, y: labelsY, Style(.muted))
        labels.reserve(start..<painter.size.width)
    }

    /// Writes a label and marks its place, if the label touches no other; the mark is drawn at a column of the plot.
    /// - Parameters:
    ///   - leading: The label's columns left of its place; nil for half of them.
    @discardableResult
    mutating func tick(
        _ label: String, column: Int, _ painter: inout Painter, mark: Character? = nil, _ style: Style = Style(.muted),
        leading: Int? = nil
    ) -> Bool {
        guard column >= 0, column < width else { return false }
        let text = TextSanitizer.clean(label, glyphs: painter.glyphs)
        guard let start = labels.place(TextWidth.of(text), around: x + column, leading: leading) else { return false }
        painter.text(text, x: start, y: labelsY, style)
        painter.put(mark ?? painter.glyphs.tickDown, x: x + column, y: y, Style(.faint))
        return true
    }
}
