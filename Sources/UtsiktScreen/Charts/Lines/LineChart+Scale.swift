extension LineChart {
    /// From values to dots and cells.
    struct Scale {
        let left: Double
        let right: Double
        let low: Double
        let high: Double
        /// Labels of the y axis.
        let ticks: NiceTicks

        /// Makes the scale of a chart for a plot of so many rows; nil when no series has a finite value.
        init?(_ chart: LineChart, rows: Int) {
            var (low, high) = (Double.infinity, -Double.infinity)
            var (left, right) = (Double.infinity, -Double.infinity)
            for series in chart.series {
                for point in series.points where point.x.isFinite {
                    (left, right) = (min(left, point.x), max(right, point.x))
                    guard let y = point.y, y.isFinite else { continue }
                    (low, high) = (min(low, y), max(high, y))
                }
            }
            for point in chart.bands.flatMap({ $0.lower + $0.upper }) where point.x.isFinite {
                (left, right) = (min(left, point.x), max(right, point.x))
                guard let y = point.y, y.isFinite else { continue }
                (low, high) = (min(low, y), max(high, y))
            }
            if chart.includesZero, low <= high { (low, high) = (min(low, 0), max(high, 0)) }
            for reference in chart.references where reference.value.isFinite && low <= high {
                (low, high) = (min(low, reference.value), max(high, reference.value))
            }
            if let range = chart.yRange, range.lowerBound.isFinite, range.upperBound.isFinite {
                (low, high) = (range.lowerBound, range.upperBound)
            }
            if let range = chart.xRange, range.lowerBound.isFinite, range.upperBound.isFinite {
                (left, right) = (range.lowerBound, range.upperBound)
            }
            guard low <= high, left <= right else { return nil }
            ticks = NiceTicks(from: low, to: high, target: max(1, (rows + 1) / 3))
            // Half steps are fine enough an end: whole ones can leave a third of the plot empty.
            let half = ticks.step / 2
            let (down, up) = ((low / half).rounded(.down) * half, (high / half).rounded(.up) * half)
            let usable = down.isFinite && up.isFinite && down < up
            self.low = usable ? max(down, ticks.range.lowerBound) : ticks.range.lowerBound
            self.high = usable ? min(up, ticks.range.upperBound) : ticks.range.upperBound
            self.left = left
            self.right = right
        }

        /// The part of the x axis left of a value, 0 ... 1 inside; a single place lies in the middle.
        func fraction(x: Double) -> Double {
            // Halves: the difference of two huge values is not finite.
            let span = right / 2 - left / 2
            return span > 0 ? (x / 2 - left / 2) / span : 0.5
        }

        /// The part of the y axis below a value.
        func fraction(y: Double) -> Double {
            let span = high / 2 - low / 2
            return span > 0 ? (y / 2 - low / 2) / span : 0.5
        }

        /// The dot or cell of an x among so many; just outside (-1 or count) when out of range.
        func column(_ x: Double, of count: Int) -> Int {
            let place = fraction(x: x) * Double(max(count - 1, 0))
            return NumberText.clamped(place.rounded(), -1...max(count, 0))
        }

        /// The dot or cell of a y, from the top.
        func row(_ y: Double, of count: Int) -> Int {
            let place = (1 - fraction(y: y)) * Double(max(count - 1, 0))
            return NumberText.clamped(place.rounded(), 0...max(count - 1, 0))
        }
    }

    /// Lights a series' dots: each dot column gets the lowest and the highest of its values, joined to the next column.
    func plot(_ series: Series, _ canvas: inout DotCanvas, _ scale: Scale) {
        let style = Style(series.role)
        var pen = Pen(DotMark(series.mark), style)
        // Single points need air between them to look like points.
        let pitch = series.mark == .dots ? canvas.dots.across : 1
        for point in series.points {
            guard let y = point.y, y.isFinite, point.x.isFinite else {
                pen.lift(&canvas)
                continue
            }
            let column = scale.column(point.x, of: canvas.width)
            guard column >= 0, column < canvas.width else {
                pen.lift(&canvas)
                continue
            }
            pen.move(to: Point(x: column / pitch * pitch, y: scale.row(y, of: canvas.height)), &canvas)
        }
        pen.lift(&canvas)
    }
}

/// Collects the values of one dot column and draws it when the next begins.
private struct Pen {
    private let mark: DotMark
    private let style: Style
    private var column: Int?
    private var lowest = 0
    private var highest = 0
    private var first = 0
    private var last = 0
    private var previous: Point?
    private var phase = 0

    init(_ mark: DotMark, _ style: Style) {
        self.mark = mark
        self.style = style
    }

    mutating func move(to point: Point, _ canvas: inout DotCanvas) {
        guard column == point.x else {
            flush(&canvas)
            column = point.x
            (lowest, highest, first, last) = (point.y, point.y, point.y, point.y)
            return
        }
        (lowest, highest, last) = (min(lowest, point.y), max(highest, point.y), point.y)
    }

    /// Ends a stretch before a gap.
    mutating func lift(_ canvas: inout DotCanvas) {
        flush(&canvas)
        (column, previous) = (nil, nil)
    }

    private mutating func flush(_ canvas: inout DotCanvas) {
        guard let column else { return }
        if mark == .dots {
            canvas.set(column, lowest, style, mark)
            canvas.set(column, highest, style, mark)
            return
        }
        let start = Point(x: column, y: first)
        if let previous {
            canvas.line(previous, start, style, mark, phase: &phase)
        } else {
            canvas.set(start.x, start.y, style, mark)
        }
        for y in lowest...highest where lowest < highest {
            phase += 1
            if mark != .dashes || phase % (2 * canvas.dots.down) < canvas.dots.down {
                canvas.set(column, y, style, mark)
            }
        }
        previous = Point(x: column, y: last)
    }
}
