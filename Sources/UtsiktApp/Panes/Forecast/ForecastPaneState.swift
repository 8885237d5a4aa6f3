public import UtsiktCore

/// What the forecast pane remembers: the newest picture, what has been asked for since, and the chosen row.
public struct ForecastPaneState: Sendable {
    /// The settings as keys have left them; newer than the picture while a model is being trained.
    public var settings: ForecastSettings
    /// The newest snapshot.
    public private(set) var snapshot: ForecastSnapshot?
    /// The newest snapshot with a model: what is drawn when newer settings or data make none.
    public private(set) var lastGood: ForecastSnapshot?
    /// The chosen row of the settings list.
    public var selected: ForecastSetting
    /// The bin width of the residual histogram, by its index in `ErrorHistogram.widths`.
    public var binWidth: Int

    /// The settings that the defaults lead back to: the world's target place is one of them.
    let origin: ForecastSettings

    /// Makes the state at start.
    public init(settings: ForecastSettings = ForecastSettings()) {
        self.settings = settings
        origin = settings
        selected = .lambda
        binWidth = 1
    }

    /// Takes a new snapshot from the analysis.
    public mutating func receive(_ snapshot: ForecastSnapshot) {
        self.snapshot = snapshot
        if snapshot.evaluation != nil { lastGood = snapshot }
    }

    /// Whether the picture is older than the settings.
    public var isTraining: Bool { snapshot.map { $0.settings != settings } ?? false }

    /// What is drawn: the newest picture that has a model, else the newest.
    var shown: ForecastSnapshot? { lastGood ?? snapshot }

    /// Whether what is drawn does not belong to the present settings and data.
    var isStale: Bool { isTraining || (snapshot?.evaluation == nil && lastGood != nil) }

    /// The rows of the settings list.
    var rows: [ForecastSetting] { ForecastSetting.rows(of: settings) }

    /// The chosen row, or the first where the learner has no such row.
    var chosen: ForecastSetting { rows.contains(selected) ? selected : .learner }
}
