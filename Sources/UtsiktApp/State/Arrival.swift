public import UtsiktCore
public import UtsiktScreen

/// Everything the engine hands in, as data: it can be kept, tagged with its world, and replayed.
///
/// To add one: a case here, its line in `App.receive(_:)`, and who hands it in.
public enum Arrival: Sendable {
    // From a world.
    /// A world was opened and takes the place of the one before.
    case opened(OpenedWorld)
    /// How fetching stands.
    case fetch(FetchSnapshot)
    /// What was counted.
    case topics(TopicsSnapshot)
    /// What was forecast.
    case forecast(ForecastSnapshot)
    /// Everything is fetched and the analyses have answered: the final snapshots.
    case settled(SettledWorld)
    /// The world's day for weather has moved.
    case today(CivilDay)
    /// The runs that the database keeps.
    case runs([ForecastRun])
    /// The settings with what the schema file says.
    case schema(ForecastSettings)
    /// A list of tags was read, and the query with it is asked for.
    case tagList(TagListReading)

    // From either.
    /// A line for the log.
    case logged(LogEntry)
    /// A short message for the footer.
    case notice(String)

    // From the program.
    /// The configuration says something else than before.
    case configured(PreferencesChange)
    /// What the start page says; nil for nothing.
    case startAnswer(String?)
    /// A plan's file was read.
    case planRead(PlanReading, path: String)
    /// A plan's file was written.
    case planSaved(path: String)
    /// A plan's file could be neither read nor written.
    case planFailed(PlanFileError, path: String)
    /// A cloud was laid out.
    case cloud(CloudLayout, for: CloudRequest)
}

/// A world as it is when it takes the screen.
public struct OpenedWorld: Sendable, Hashable {
    /// What the status line says of it.
    public var status: WorldStatus
    /// What its forecast begins with.
    public var settings: ForecastSettings

    /// Makes it from its parts.
    public init(status: WorldStatus, settings: ForecastSettings) {
        self.status = status
        self.settings = settings
    }
}

/// The final snapshots of a world that has settled; they belong together.
public struct SettledWorld: Sendable {
    /// How fetching ended.
    public var fetch: FetchSnapshot
    /// What was counted.
    public var topics: TopicsSnapshot
    /// What was forecast.
    public var forecast: ForecastSnapshot

    /// Makes it from its parts.
    public init(fetch: FetchSnapshot, topics: TopicsSnapshot, forecast: ForecastSnapshot) {
        self.fetch = fetch
        self.topics = topics
        self.forecast = forecast
    }
}

/// What reading a list of tags gave.
public struct TagListReading: Sendable, Hashable {
    /// The query with the list in it.
    public var query: TopicsQuery
    /// How many lines were taken over.
    public var added: Int
    /// How many cannot be used.
    public var rejected: Int
    /// The list's file.
    public var path: String

    /// Makes it from its parts.
    public init(query: TopicsQuery, added: Int, rejected: Int, path: String) {
        self.query = query
        self.added = added
        self.rejected = rejected
        self.path = path
    }
}

extension Arrival {
    /// Arrivals of which only the newest is worth showing.
    enum SnapshotKind: Sendable, Hashable {
        case fetch, topics, forecast
    }

    /// What kind of snapshot it is; nil for what must not be left out.
    var snapshotKind: SnapshotKind? {
        switch self {
        case .fetch: .fetch
        case .topics: .topics
        case .forecast: .forecast
        case .opened, .settled, .today, .runs, .schema, .tagList, .logged, .notice, .configured, .startAnswer,
            .planRead,
            .planSaved, .planFailed, .cloud:
            nil
        }
    }

    /// Whether it is a snapshot that was made before another of its kind: several readers may ask for them.
    func isOlder(than other: Arrival) -> Bool {
        switch (self, other) {
        case (.fetch(let own), .fetch(let other)): own.revision < other.revision
        case (.topics(let own), .topics(let other)): own.revision < other.revision
        case (.forecast(let own), .forecast(let other)): own.revision < other.revision
        default: false
        }
    }
}
