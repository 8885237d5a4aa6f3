public import UtsiktBase

/// Why no model could be made or judged from data that could be read.
public enum RegressionError: ExplainedError, Hashable {
    /// No two places have an observation at the same instant.
    case noOverlap(places: [String])
    /// No value of the target was ever measured.
    case noTarget(column: String)
    /// Nothing to learn from.
    case noTrainingRows(days: Int)
    /// Nothing to judge by.
    case noEvaluationRows(days: Int)
    /// The columns depend on each other and no penalty separates them.
    case singular
    /// The steps of gradient descent grew without bound.
    case diverged(pass: Int)
    /// Values so large that errors have no finite square.
    case tooLarge
    /// A setting outside its range.
    case badSetting(name: String, value: String, allowed: String)
    /// The work was overtaken by a newer setting.
    case cancelled

    /// What is wrong.
    public var problem: String {
        switch self {
        case .noOverlap(let places):
            "the places \(places.joined(separator: ", ")) have no instant in common, so there is no record"
        case .noTarget(let column): "nothing to learn from: ‘\(column)’ has no number at the hour that is predicted"
        case .noTrainingRows(let days): "nothing to learn from: \(RegressionError.days(days)) with a known target"
        case .noEvaluationRows(let days): "nothing to judge by: \(RegressionError.days(days)) with a known target"
        case .singular: "the columns depend on each other, so the coefficients are not determined"
        case .diverged(let pass): "gradient descent diverged in pass \(pass)"
        case .tooLarge: "some values are too large to compute with"
        case .badSetting(let name, let value, let allowed): "\(name) cannot be \(value); it must be \(allowed)"
        case .cancelled: "overtaken by a newer setting"
        }
    }

    /// What to do.
    public var remedy: String {
        switch self {
        case .noOverlap: "Look at the times and their offsets, and leave out places that report at other minutes"
        case .noTarget: "Choose another field, hour or place as the target"
        case .noTrainingRows, .noEvaluationRows: "At least three days of observations at all places are needed"
        case .singular: "Use a penalty above 0"
        case .diverged: "Clip the inputs, take smaller steps (eta0), or use ridge"
        case .tooLarge: "Look for impossible values in the data report; clipping the inputs helps when only they are"
        case .badSetting, .cancelled: ""
        }
    }

    private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
