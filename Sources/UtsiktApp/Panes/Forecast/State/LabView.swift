/// The views of the forecast pane.
public enum LabView: String, PaneView {
    /// The number, what it is worth, the settings, and the answers to them.
    case lab
    /// What the attributes hold.
    case report
    /// How the model misses.
    case residuals
    /// What moves its predictions.
    case coefficients
    /// How the error depends on the penalty.
    case curve
    /// The forecast itself, and what past ones were worth.
    case prediction
    /// The kept models, and two of them side by side.
    case runs

    /// The name in the row of views.
    public var title: String { rawValue }

    /// What it shows, in a few words.
    public var detail: String {
        switch self {
        case .lab: "the number, its worth and the settings"
        case .report: "every attribute: counts, range, relation to the target, missing values"
        case .residuals: "how the model misses: histogram, against the target, by hour"
        case .coefficients: "what moves the prediction, in original units"
        case .curve: "the error by the strength of the penalty"
        case .prediction: "the forecast by time of observation, and past forecasts with their truth"
        case .runs: "kept models: ranking, recall, two side by side"
        }
    }

    /// How many pictures it has, of which one can be shown alone.
    var charts: Int {
        switch self {
        case .residuals, .report: 3
        case .prediction: 2
        default: 1
        }
    }
}
