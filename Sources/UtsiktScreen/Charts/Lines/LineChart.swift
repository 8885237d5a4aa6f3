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

    /// A stretch between two lines behind the series, as the interval of a forecast.
    public struct Band: Sendable, Hashable {
        /// Its name in the legend; empty for none.
        public var name: String
        /// Its lower edge, in ascending x; a y of nil is a gap.
        public var lower: [ChartPoint]
        /// Its upper edge, at the lower edge's places.
        public var upper: [ChartPoint]
        /// Its role.
        public var role: Role

        /// Makes a band.
        public init(name: String = "", lower: [ChartPoint], upper: [ChartPoint], role: Role = .faint) {
            self.name = name
            self.lower = lower
            self.upper = upper
            self.role = role
        }
    }

    /// Where the x axis has labels.
    public typealias XAxis = ChartAxis

    /// Steps for an x axis in seconds: hours, then days, weeks and so on.
    public static let timeSteps = ChartAxis.timeSteps

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
    /// Bands behind the series.
    public var bands: [Band]
    /// Whether zero belongs to the y axis and has a line, as for residuals.
    public var includesZero: Bool
    /// Whether the values at the cursor are in a box next to it, where there is room for one.
    public var showsValueBox: Bool
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a chart.
    public init(
        series: [Series], xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil,
        xAxis: XAxis = .none, unit: String = "", references: [Reference] = [], cursor: Double? = nil,
        showsLegend: Bool = true, bands: [Band] = [], includesZero: Bool = false, showsValueBox: Bool = false,
        isStale: Bool = false
    ) {
        self.series = series
        self.xRange = xRange
        self.yRange = yRange
        self.xAxis = xAxis
        self.unit = unit
        self.references = references
        self.cursor = cursor
        self.showsLegend = showsLegend
        self.bands = bands
        self.includesZero = includesZero
        self.showsValueBox = showsValueBox
        self.isStale = isStale
    }
}
