/// How a forecast is made: everything that keys can change in the forecast pane.
///
/// A value; two equal settings on equal records give equal snapshots.
public struct ForecastSettings: Sendable, Hashable {
    /// The place whose noon is foretold; nil for the first place by name.
    public var targetPlace: String?
    /// What is fitted.
    public var learner: Learner
    /// The ridge penalty (a sum over rows, scikit-learn's `alpha`).
    public var lambda: Lambda
    /// The elastic net's penalty (scikit-learn's `alpha`).
    public var alpha: Double
    /// The part of the elastic net's penalty that is absolute, 0 ... 1.
    public var l1Ratio: Double
    /// What the SGD learner is told.
    public var sgd: SGDSettings
    /// How attributes become columns; nil for the default by the number of days.
    public var encoding: Encoding?
    /// Standardised values are clipped to ± this; nil for no clipping.
    public var clip: Double?
    /// How records are divided into training and evaluation.
    public var split: SplitStrategy
    /// The part of the records (or days) that trains, in percent, 1 ... 99.
    public var trainPercent: Int

    /// Makes settings; the defaults are what a new user starts with.
    public init(
        targetPlace: String? = nil, learner: Learner = .corrected, lambda: Lambda = .byDays, alpha: Double = 0.1,
        l1Ratio: Double = 0.5, sgd: SGDSettings = SGDSettings(), encoding: Encoding? = nil, clip: Double? = 5,
        split: SplitStrategy = .byDay, trainPercent: Int = 70
    ) {
        self.targetPlace = targetPlace
        self.learner = learner
        self.lambda = lambda
        self.alpha = alpha
        self.l1Ratio = l1Ratio
        self.sgd = sgd
        self.encoding = encoding
        self.clip = clip
        self.split = split
        self.trainPercent = trainPercent
    }

    /// From so many days of records on, history columns and the weaker penalty are the defaults.
    public static let manyDays = 60

    /// The penalty that `lambda` means for so many days of records; `auto` is not known before cross-validation and
    /// counts as the default.
    public func lambdaValue(days: Int) -> Double {
        if case .fixed(let value) = lambda { return value }
        return days < ForecastSettings.manyDays ? 1000 : 100
    }

    /// The encoding that `encoding` means for so many days of records.
    public func encodingValue(days: Int) -> Encoding {
        encoding ?? (days < ForecastSettings.manyDays ? .numeric : .history)
    }
}

/// A ridge penalty, or the way to choose one.
public enum Lambda: Sendable, Hashable {
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
        case .persistenceNow: "persistence now"
        case .persistenceNoon: "last noon"
        case .persistenceHour: "now + hour offset"
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
    /// Every day from the middle on is foretold from all days before it.
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

/// What the SGD learner is told; the names are the 2015 service's.
public struct SGDSettings: Sendable, Hashable {
    /// How often the training rows are gone through.
    public var passes: Int
    /// Whether the rows are shuffled before each pass.
    public var shuffle: Bool
    /// L1 amount a step.
    public var l1: Double
    /// L2 amount a step.
    public var l2: Double
    /// The first step's size.
    public var eta0: Double
    /// The power of the step number by which steps shrink.
    public var powerT: Double
    /// The seed of the shuffle.
    public var seed: UInt64

    /// Makes settings; the defaults are the service's where it names one.
    public init(
        passes: Int = 10, shuffle: Bool = false, l1: Double = 0, l2: Double = 1e-6, eta0: Double = 0.01,
        powerT: Double = 0.25, seed: UInt64 = 1
    ) {
        self.passes = passes
        self.shuffle = shuffle
        self.l1 = l1
        self.l2 = l2
        self.eta0 = eta0
        self.powerT = powerT
        self.seed = seed
    }
}
