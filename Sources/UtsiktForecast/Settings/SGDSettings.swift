/// What the SGD learner is told; the names are the 2015 service's, except for the step size, which it did not show.
public struct SGDSettings: Sendable, Hashable, Codable {
    /// How often the training rows are gone through (`sgd.maxPasses`), 1 ... 10000.
    public var passes: Int
    /// Whether the rows are shuffled before each pass (`sgd.shuffleType`: `auto` or `none`).
    public var shuffle: Bool
    /// L1 amount a step (`sgd.l1RegularizationAmount`).
    public var l1: Double
    /// L2 amount a step (`sgd.l2RegularizationAmount`); not together with `l1`.
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

    /// Which amount is above zero. Setting it moves the amount over.
    public var penalty: SGDPenalty {
        get { l1 > 0 ? .l1 : l2 > 0 ? .l2 : .none }
        set {
            let amount = max(l1, l2) > 0 ? max(l1, l2) : SGDPreset.mild.amount
            (l1, l2) = newValue == .l1 ? (amount, 0) : newValue == .l2 ? (0, amount) : (0, 0)
        }
    }

    /// The amount of the penalty. Setting it keeps the kind, L2 when there was none.
    public var amount: Double {
        get { max(l1, l2) }
        set { if penalty == .l1 { l1 = newValue } else { l2 = newValue } }
    }

    /// The preset that the amount is; nil when it is none of them. Setting it keeps the kind.
    public var preset: SGDPreset? {
        get { SGDPreset.allCases.first { $0.amount == amount } }
        set { if let newValue { amount = newValue.amount } }
    }

    /// Refuses values out of their range.
    /// - Throws: `RegressionError.badSetting` that names the first.
    func check() throws(RegressionError) {
        guard (1...10_000).contains(passes) else {
            throw .badSetting(name: "passes", value: "\(passes)", allowed: "between 1 and 10000")
        }
        for (name, value) in [("eta0", eta0), ("l1", l1), ("l2", l2), ("power-t", powerT)] {
            guard value.isFinite, value >= 0 else {
                throw .badSetting(name: name, value: "\(value)", allowed: "a number from 0 on")
            }
        }
        guard l1 == 0 || l2 == 0 else {
            throw .badSetting(
                name: "l1", value: "\(l1)", allowed: "0 when l2 is above 0: the service takes one of them")
        }
    }
}

/// Which kind of amount pulls SGD's weights towards zero.
public enum SGDPenalty: String, Sendable, Hashable, CaseIterable, Codable {
    /// None.
    case none
    /// The absolute values.
    case l1
    /// The squares.
    case l2

    /// As the screen writes it.
    public var title: String {
        switch self {
        case .none: "none"
        case .l1: "L1"
        case .l2: "L2"
        }
    }
}

/// Amounts by name; `mild` is the service's, the others are ours.
public enum SGDPreset: String, Sendable, Hashable, CaseIterable, Codable {
    /// Nothing.
    case none
    /// 1e-6.
    case mild
    /// 1e-4.
    case medium
    /// 1e-2.
    case aggressive

    /// The amount.
    public var amount: Double {
        switch self {
        case .none: 0
        case .mild: 1e-6
        case .medium: 1e-4
        case .aggressive: 1e-2
        }
    }
}

/// The steps by which keys change settings: a small step is the next rung.
public enum ForecastLadders {
    /// The elastic net's penalty.
    public static let alpha: [Double] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
    /// Its absolute part; 1 is left out, where coefficients need not be unique.
    public static let l1Ratio: [Double] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
    /// SGD's passes.
    public static let passes: [Int] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
    /// SGD's amounts.
    public static let amounts: [Double] = [0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1]
    /// SGD's first step.
    public static let eta0: [Double] = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1]
    /// Clipping; infinity stands for none.
    public static let clip: [Double] = [2, 3, 4, 5, 6, 8, 10, .infinity]
    /// Quantile bins.
    public static let bins: [Int] = [5, 10, 20, 30, 50, 75, 100, 200]
    /// Percent that train.
    public static let trainPercent: [Int] = [30, 40, 50, 60, 65, 70, 75, 80, 90]
    /// The training span in days.
    public static let trainingDays: [Int] = [7, 14, 21, 28, 35, 42, 60, 90, 120, 180, 365]
}
