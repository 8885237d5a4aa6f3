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

/// One point of a series; a y of nil is a gap.
public struct ChartPoint: Sendable, Hashable {
    /// Where on the shared axis.
    public var x: Double
    /// The value; nil (or not finite) breaks the line.
    public var y: Double?
    /// Makes a point.
    public init(_ x: Double, _ y: Double?) {
        self.x = x
        self.y = y
    }
}

/// Lines over a shared x axis, drawn with braille dots where the glyph set has them.
///
/// Long series are reduced to the lowest and highest value of each dot column, so that no peak is lost. The fit ladder:
/// legend, plot and both axes; no legend; no x labels; a sparkline; one number.
public struct LineChart: Sendable {
    /// How a series is drawn, so that shape tells series apart and not only colour.
    public enum Mark: Sendable, Hashable {
        /// A connected line.
        case line
        /// A broken line.
        case dashes
        /// Single points, not connected.
        case dots
    }

    /// One series.
    public struct Series: Sendable, Hashable {
        /// Its name in the legend.
        public var name: String
        /// Its points in ascending x.
        public var points: [ChartPoint]
        /// Its role.
        public var role: Role
        /// Its shape.
        public var mark: Mark

        /// Makes a series.
        public init(name: String, points: [ChartPoint], role: Role = .series1, mark: Mark = .line) {
            self.name = name
            self.points = points
            self.role = role
            self.mark = mark
        }
    }

    /// A horizontal line, as a mean or a limit.
    public struct Reference: Sendable, Hashable {
        /// At which value.
        public var value: Double
        /// What it is; written at its right end.
        public var label: String
        /// Its role.
        public var role: Role

        /// Makes a reference line.
        public init(_ value: Double, _ label: String, role: Role = .muted) {
            self.value = value
            self.label = label
            self.role = role
        }
    }

    /// Where the x axis has labels.
    public enum XAxis: Sendable {
        /// Nowhere.
        case none
        /// At these places; labels that would touch are left out.
        case ticks([ChartTick])
        /// At round numbers, as the closure writes them.
        case nice(@Sendable (Double) -> String)
        /// At whole multiples of the first of these ascending steps whose labels fit, as the closure writes them. For times
        /// in seconds use `LineChart.timeSteps`.
        case steps([Double], @Sendable (Double) -> String)
    }

    /// Steps for an x axis in seconds: hours, then days, weeks and so on.
    public static let timeSteps: [Double] = [
        60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 4 * 86400, 7 * 86400, 14 * 86400,
        28 * 86400,
        91 * 86400, 182 * 86400, 364 * 86400,
    ]

    /// The series; later ones are drawn above earlier ones.
    public var series: [Series]
    /// The x axis' ends; nil for the data's.
    public var xRange: ClosedRange<Double>?
    /// The y axis' ends before widening to round ticks; nil for the data's.
    public var yRange: ClosedRange<Double>?
    /// The x labels.
    public var xAxis: XAxis
    /// The unit of y, written above the y labels, as `°C`.
    public var unit: String
    /// Horizontal lines behind the series.
    public var references: [Reference]
    /// The x of the cursor column; the legend then shows each series' value there.
    public var cursor: Double?
    /// Whether there may be a legend.
    public var showsLegend: Bool

    /// Makes a chart.
    public init(
        series: [Series], xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil,
        xAxis: XAxis = .none, unit: String = "", references: [Reference] = [], cursor: Double? = nil,
        showsLegend: Bool = true
    ) {
        self.series = series
        self.xRange = xRange
        self.yRange = yRange
        self.xAxis = xAxis
        self.unit = unit
        self.references = references
        self.cursor = cursor
        self.showsLegend = showsLegend
    }
}
