/// Points of two values each, as predictions against what was measured, with the line on which both agree.
///
/// With the diagonal both axes have the same ends. Points above and below it then have the roles of positive and negative
/// differences, and a cell with many points is bold.
public struct Scatter: Sendable {
    /// Points of one kind.
    public struct Group: Sendable, Hashable {
        /// Its name in the legend.
        public var name: String
        /// The points; those that are not finite are left out.
        public var points: [ChartPoint]
        /// Its role; nil for the sides of the diagonal.
        public var role: Role?

        /// Makes a group.
        public init(name: String = "", points: [ChartPoint], role: Role? = nil) {
            self.name = name
            self.points = points
            self.role = role
        }
    }

    /// The groups; later ones are drawn above earlier ones.
    public var groups: [Group]
    /// What x is, written below the right end.
    public var xName: String
    /// What y is, written above the y labels.
    public var yName: String
    /// The unit of the values for the small forms and the labels' end.
    public var unit: String
    /// The ends of both axes (with the diagonal) or of x; nil for the data's.
    public var xRange: ClosedRange<Double>?
    /// The ends of y; ignored with the diagonal.
    public var yRange: ClosedRange<Double>?
    /// Whether the line of equal values is drawn.
    public var showsDiagonal: Bool
    /// A point to be marked, as the record chosen elsewhere.
    public var cursor: ChartPoint?
    /// What stands for the whole, as `MAE 1.2 °C`: in the legend, and alone where nothing else fits.
    public var summary: String
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a chart.
    public init(
        groups: [Group], xName: String = "", yName: String = "", unit: String = "",
        xRange: ClosedRange<Double>? = nil, yRange: ClosedRange<Double>? = nil, showsDiagonal: Bool = true,
        cursor: ChartPoint? = nil, summary: String = "", isStale: Bool = false
    ) {
        self.groups = groups
        self.xName = xName
        self.yName = yName
        self.unit = unit
        self.xRange = xRange
        self.yRange = yRange
        self.showsDiagonal = showsDiagonal
        self.cursor = cursor
        self.summary = summary
        self.isStale = isStale
    }
}
