public import UtsiktCore

/// What the forecast pane remembers: the newest picture, what has been asked for since, and where its cursors are.
public struct ForecastPaneState: Sendable {
    /// The settings as keys have left them; newer than the picture while a model is being trained.
    public var settings: ForecastSettings
    /// The newest snapshot.
    public private(set) var snapshot: ForecastSnapshot?
    /// The newest snapshot with a model: what is drawn when newer settings or data make none.
    public private(set) var lastGood: ForecastSnapshot?
    /// The newest snapshot with everything that takes longer: report, rolling origin, track record.
    public private(set) var details: ForecastSnapshot?
    /// The chosen row of the settings list.
    public var selected: ForecastSetting = .lambda
    /// The bin width of the residual histogram, by its index in `ErrorHistogram.widths`.
    public var binWidth = 1
    /// What the pane shows.
    public var view = LabView.lab
    /// The picture of a view that is shown alone; nil for all that fit.
    public var chart: Int?
    /// The chosen attribute of report and coefficients, by its column's name.
    public var attribute: String?
    /// How the report is sorted.
    public var order = DataReport.AttributeOrder.correlation
    /// Whether its smallest values come first.
    public var isAscending = false
    /// The kept runs and those of this session, by their ids.
    public private(set) var runs: [ForecastRun] = []
    /// How the runs are ranked.
    public var ranking = ForecastRun.Order.rmse
    /// The chosen run, by its id.
    public var run: String?
    /// The run that the present one is compared with.
    public var pinned: PinnedRun?

    /// The settings that the defaults lead back to: the world's target place is one of them.
    private(set) var origin: ForecastSettings
    /// What values vote for, of attributes whose type was set since.
    var votes: [String: AttributeType] = [:]
    /// The settings before and after the present ones, for undo.
    var history = SettingsHistory()

    /// Makes the state at start.
    public init(settings: ForecastSettings = ForecastSettings()) {
        self.settings = settings
        origin = settings
    }

    /// Starts from other settings, as those of a project's schema file; what is kept and shown stays.
    public mutating func begin(with settings: ForecastSettings) {
        self.settings = settings
        origin = settings
        history = SettingsHistory()
    }

    /// Takes a new snapshot from the analysis.
    public mutating func receive(_ snapshot: ForecastSnapshot) {
        self.snapshot = snapshot
        if snapshot.evaluation != nil { lastGood = snapshot }
        if snapshot.report != nil { details = snapshot }
        if let run = snapshot.run { keep(run) }
    }

    /// Takes the kept runs of the database; runs of this session that are not among them stay.
    public mutating func receive(runs kept: [ForecastRun]) {
        for run in kept { keep(run) }
    }

    /// Takes a run away.
    mutating func forget(_ id: String) { runs.removeAll { $0.id == id } }

    private mutating func keep(_ run: ForecastRun) {
        if let index = runs.firstIndex(where: { $0.id == run.id }) {
            // The keeper's copy knows when.
            runs[index] = run.at == nil ? runs[index] : run
        } else {
            runs.append(run)
        }
    }

    /// The project's schema with the types and exclusions of the present settings; nil until there are records.
    var schema: DataSchema? {
        guard var schema = details?.schema else { return nil }
        schema.excludedAttributeNames = settings.excluded.sorted()
        for index in schema.attributes.indices {
            let name = schema.attributes[index].attributeName
            if let type = settings.types[name] ?? votes[name] {
                schema.attributes[index] = DataSchema.Attribute(name, type)
            }
        }
        return schema
    }

    /// Whether the picture is older than the settings.
    public var isTraining: Bool { snapshot.map { $0.settings != settings } ?? false }

    /// What is drawn: the newest picture that has a model, else the newest.
    var shown: ForecastSnapshot? { lastGood ?? snapshot }

    /// Whether what is drawn does not belong to the present settings and data.
    var isStale: Bool { isTraining || (snapshot?.evaluation == nil && lastGood != nil) }

    /// The data report, while it is about what is predicted now.
    var report: DataReport? { details?.target == shown?.target ? details?.report : nil }

    /// The rows of the settings list.
    var rows: [ForecastSetting] { ForecastSetting.rows(of: settings, days: snapshot?.facts.days ?? 0) }

    /// The chosen row, or the learner where there is no such row.
    var chosen: ForecastSetting { rows.contains(selected) ? selected : .learner }

    /// The ranked runs, those first that were judged on the present data.
    var leaderboard: [ForecastRun] { ForecastRun.leaderboard(runs, by: ranking, beside: currentRun) }

    /// A kept run's settings with what its defaults meant for its own data.
    func recalled(_ run: ForecastRun) -> ForecastSettings {
        run.settings.meant(forDays: run.days, now: shown?.facts.days ?? run.days)
    }

    /// The run of the model that is drawn.
    var currentRun: ForecastRun? { shown.flatMap { $0.run ?? ForecastRun($0) } }
}

/// A run that stays for comparison, with its snapshot when it is of this session.
public struct PinnedRun: Sendable {
    /// The run.
    public var run: ForecastRun
    /// Its picture; nil for a run from the database.
    public var snapshot: ForecastSnapshot?

    /// Makes a pin.
    public init(run: ForecastRun, snapshot: ForecastSnapshot? = nil) {
        self.run = run
        self.snapshot = snapshot
    }
}

/// Settings gone through, for undo and redo; the oldest are forgotten.
struct SettingsHistory: Sendable {
    private(set) var past: [ForecastSettings] = []
    private(set) var future: [ForecastSettings] = []

    private static let limit = 200

    /// Remembers the settings that a change replaces.
    mutating func changed(from old: ForecastSettings) {
        past.append(old)
        if past.count > Self.limit { past.removeFirst() }
        future = []
    }

    /// The settings before the present ones; nil when there are none.
    mutating func back(from present: ForecastSettings) -> ForecastSettings? {
        guard let last = past.popLast() else { return nil }
        future.append(present)
        return last
    }

    /// The settings that were undone last; nil when there are none.
    mutating func forward(from present: ForecastSettings) -> ForecastSettings? {
        guard let next = future.popLast() else { return nil }
        past.append(present)
        return next
    }
}
