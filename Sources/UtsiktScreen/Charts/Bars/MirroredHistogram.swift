/// Two distributions over the same bins, one upward and one downward from a common axis, as before against after.
///
/// Each side is scaled by its own total unless told otherwise, so that shapes compare whatever the sizes.
public struct MirroredHistogram: Sendable, Hashable {
    /// One bin; bins ascend and touch.
    public struct Bin: Sendable, Hashable {
        /// Its lower edge.
        public var lower: Double
        /// Its upper edge.
        public var upper: Double
        /// How many of the first kind lie in it; negative counts as 0.
        public var first: Int
        /// How many of the second kind.
        public var second: Int

        /// Makes a bin.
        public init(lower: Double, upper: Double, first: Int, second: Int) {
            self.lower = lower
            self.upper = upper
            self.first = first
            self.second = second
        }
    }

    /// The bins, ascending.
    public var bins: [Bin]
    /// What stands upward.
    public var firstName: String
    /// What hangs down.
    public var secondName: String
    /// The unit of the edges.
    public var unit: String
    /// Whether heights are shares of each side's own total instead of counts.
    public var comparesShares: Bool
    /// The role of what stands upward.
    public var firstRole: Role
    /// The role of what hangs down.
    public var secondRole: Role
    /// What stands for the whole where only a number fits; empty for both totals.
    public var summary: String
    /// Whether the data is no longer fed.
    public var isStale: Bool

    /// Makes a chart.
    public init(
        bins: [Bin], firstName: String, secondName: String, unit: String = "", comparesShares: Bool = true,
        firstRole: Role = .series1, secondRole: Role = .series2, summary: String = "", isStale: Bool = false
    ) {
        self.bins = bins
        self.firstName = firstName
        self.secondName = secondName
        self.unit = unit
        self.comparesShares = comparesShares
        self.firstRole = firstRole
        self.secondRole = secondRole
        self.summary = summary
        self.isStale = isStale
    }
}
