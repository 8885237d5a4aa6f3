/// A ridge penalty, or the way to choose one.
public enum Lambda: Sendable, Hashable, Codable {
    /// 1000 below 60 days of records, 100 above.
    case byDays
    /// By cross-validation over blocks of whole days.
    case auto
    /// This one; finite and ≥ 0.
    case fixed(Double)

    /// The steps that keys move through: powers of ten and their half steps.
    public static let steps: [Double] = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000, 100_000]

    /// The grid of the cross-validation and of the lambda curve.
    public static let grid: [Double] = [1, 3, 10, 30, 100, 300, 1000, 3000, 10000, 30000]

    /// Reads a number, `auto`, or `by_days`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Double.self) {
            self = .fixed(value)
        } else {
            self = try container.decode(String.self) == "auto" ? .auto : .byDays
        }
    }

    /// Writes a number, `auto`, or `by_days`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .byDays: try container.encode("by_days")
        case .auto: try container.encode("auto")
        case .fixed(let value): try container.encode(value)
        }
    }
}

/// What is fitted, or the rule that stands in for it.
public enum Learner: String, Sendable, Hashable, CaseIterable, Codable {
    /// Always the mean of the training targets.
    case mean
    /// The target place's present temperature.
    case persistenceNow = "persistence-now"
    /// The target place's last noon.
    case persistenceNoon = "persistence-noon"
    /// The present temperature plus the mean change from that hour to the next noon.
    case persistenceHour = "persistence-hour"
    /// Least squares with an L2 penalty, closed form.
    case ridge
    /// Ridge on what `persistenceHour` leaves over.
    case corrected
    /// Least squares with an L1 and an L2 penalty.
    case elasticNet = "elastic-net"
    /// Stochastic gradient descent as the 2015 service offered it.
    case sgd

    /// The learners that keys step through.
    public static let tunable: [Learner] = [.corrected, .ridge, .elasticNet, .sgd]

    /// Two or three words for the screen.
    public var title: String {
        switch self {
        case .mean: "training mean"
        case .persistenceNow: "as now"
        case .persistenceNoon: "yesterday's noon"
        case .persistenceHour: "now + usual change"
        case .ridge: "ridge"
        case .corrected: "corrected ridge"
        case .elasticNet: "elastic net"
        case .sgd: "SGD as in 2015"
        }
    }
}

/// How attributes become columns.
public enum Encoding: String, Sendable, Hashable, CaseIterable, Codable {
    /// Numeric and binary attributes as they are.
    case numeric
    /// And one column for each category seen in training.
    case onehot
    /// Wind as a vector, and the hour of the day.
    case weather
    /// Quantile bins, as the 2015 service's default recipe.
    case quantile
    /// The weather columns and what happened before: yesterday, the last noons, the tendency, the season.
    case history
}

/// How records are divided into training and evaluation.
public enum SplitStrategy: String, Sendable, Hashable, CaseIterable, Codable {
    /// The first rows train, as in 2015; a day may be cut in two.
    case sequential
    /// The first whole days train.
    case byDay = "by_day"
    /// Every day from the middle on is predicted from all days before it.
    case rollingOrigin = "rolling_origin"
    /// Rows at random: leaks, since all records of a day share a target.
    case random

    /// Two or three words for the screen.
    public var title: String {
        switch self {
        case .sequential: "rows in order"
        case .byDay: "whole days"
        case .rollingOrigin: "rolling origin"
        case .random: "random rows"
        }
    }
}
