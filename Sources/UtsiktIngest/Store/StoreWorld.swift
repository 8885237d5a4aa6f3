public import UtsiktBase

/// The world that a database holds: a live one, or a replayed sample with clocks that stand still.
public struct StoreWorld: Sendable, Hashable, Codable {
    /// What people see, as `synthetic sample`; empty for a live database.
    public var label: String
    /// Whether the rows come from the bundled sample.
    public var isReplay: Bool
    /// The world's present instant for posts; nil for the machine's clock.
    public var topicsNow: Timestamp?
    /// The world's present day for weather, days since 1970-01-01; nil for the machine's clock.
    public var weatherTodayNumber: Int?

    /// Makes a world.
    public init(label: String, isReplay: Bool, topicsNow: Timestamp? = nil, weatherToday: CivilDay? = nil) {
        self.label = label
        self.isReplay = isReplay
        self.topicsNow = topicsNow
        weatherTodayNumber = weatherToday?.number
    }

    /// The world's present day for weather; nil for the machine's clock.
    public var weatherToday: CivilDay? {
        get { weatherTodayNumber.map { CivilDay(number: $0) } }
        set { weatherTodayNumber = newValue?.number }
    }

    /// The clock that windows and expiry of posts follow.
    public var clock: WorldClock { topicsNow.map { .fixed($0) } ?? .system }
}

/// How many of each thing a database holds.
public struct StoreCounts: Sendable, Hashable, Codable {
    /// Posts, each once by its id.
    public var posts = 0
    /// Hashtags by the 2015 rule, repetitions counted.
    public var hashtags = 0
    /// Authors.
    public var accounts = 0
    /// Observations.
    public var observations = 0
    /// Tasks in the journal, whatever has become of them.
    public var tasks = 0
    /// Rejected records.
    public var rejections = 0

    /// Nothing.
    public init() {}
}
