import UtsiktCore
import UtsiktScreen

/// A small distribution as a picture: columns over a number line, or bars of categories.
struct Distribution: Drawable {
    private let distribution: SmallDistribution
    private let units: TargetUnits
    private let field: WeatherField?

    init(_ distribution: SmallDistribution, _ units: TargetUnits, _ field: WeatherField?) {
        self.distribution = distribution
        self.units = units
        self.field = field
    }

    func draw(_ painter: inout Painter) {
        guard !distribution.counts.isEmpty, painter.size.width > 0, painter.size.height > 0 else {
            painter.text("no values", x: 0, y: 0, Style(.muted), limit: painter.size.width)
            return
        }
        if !distribution.labels.isEmpty {
            let rows = zip(distribution.labels, distribution.counts).map {
                BarList.Row(label: $0, value: Double($1), text: NumberText.grouped($1))
            }
            return BarList(rows: rows, showsRank: false, role: .series3).draw(&painter)
        }
        drawColumns(&painter)
    }

    /// Columns of equal width, then the edges below them.
    private func drawColumns(_ painter: inout Painter) {
        let (width, height) = (painter.size.width, painter.size.height)
        let counts = distribution.counts
        let cell = max(1, width / counts.count)
        let plot = height >= 3 ? height - 1 : height
        let values = counts.flatMap { count -> [Double?] in
            // A free column between bins where there is room for one.
            Array(repeating: Double(count), count: cell >= 3 ? cell - 1 : cell) + (cell >= 3 ? [nil] : [])
        }
        let top = Double(counts.max() ?? 1)
        Sparkline(values, range: 0...max(top, 1), role: .series3).draw(
            &painter, in: Rect(x: 0, y: 0, width: min(width, values.count), height: plot))
        guard plot < height else { return }
        let edges = distribution.edges.map { units.converted($0, of: field) }
        guard let first = edges.first, let last = edges.last else { return }
        let used = min(width, cell * counts.count)
        let unit = field.map { units.symbol(of: $0) } ?? ""
        let scale = max(abs(first), abs(last))
        let right = ForecastWords.figure(last, among: scale) + (unit.isEmpty ? "" : " " + unit)
        let left = ForecastWords.figure(first, among: scale)
        painter.text(left, x: 0, y: plot, Style(.muted), limit: width)
        let start = max(0, min(used, width) - TextWidth.of(right))
        guard start > TextWidth.of(left) else { return }
        painter.text(right, x: start, y: plot, Style(.muted), limit: width - start)
        guard edges.count > 2 else { return }
        let middle = ForecastWords.figure(edges[edges.count / 2], among: scale)
        let at = used / 2 - TextWidth.of(middle) / 2
        if at > TextWidth.of(left) + 1, at + TextWidth.of(middle) + 1 < start {
            painter.text(middle, x: at, y: plot, Style(.muted))
        }
    }
}
