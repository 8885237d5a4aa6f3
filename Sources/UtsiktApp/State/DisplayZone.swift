public import UtsiktCore

/// The zone in which times are shown; inside they are UTC.
///
/// A value with the offsets written out, so that drawing asks no zone database and a golden screen is the same everywhere.
public struct DisplayZone: Sendable, Hashable {
    /// From one instant on an offset counts.
    public struct Period: Sendable, Hashable {
        /// The first instant.
        public var from: Timestamp
        /// Seconds east of Greenwich.
        public var offset: Int64

        /// Makes a period.
        public init(from: Timestamp, offset: Int64) {
            self.from = from
            self.offset = offset
        }
    }

    /// What stands behind a time: `Z`, or nothing for local time.
    public let suffix: String
    /// A name for the status line, as `UTC` or `Europe/Oslo`.
    public let name: String
    /// The offset before the first period, in seconds.
    private let first: Int64
    private let periods: [Period]

    /// Universal time.
    public static let utc = DisplayZone(name: "UTC", suffix: "Z", first: 0, periods: [])

    /// Makes a zone.
    /// - Parameters:
    ///   - first: The offset before the first period, in seconds east.
    ///   - periods: The changes, in the order of time.
    public init(name: String, suffix: String, first: Int64, periods: [Period]) {
        self.name = name
        self.suffix = suffix
        self.first = first
        self.periods = periods
    }

    /// The offset at an instant, in seconds east of Greenwich. O(log periods).
    public func offset(at time: Timestamp) -> Int64 {
        var (low, high) = (0, periods.count)
        while low < high {
            let middle = (low + high) / 2
            if periods[middle].from <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : periods[low - 1].offset
    }

    /// The instant whose UTC reading is this zone's reading of a time: for printing with the UTC parts of `Timestamp`.
    public func wall(_ time: Timestamp) -> Timestamp { time.adding(seconds: offset(at: time)) }
}
