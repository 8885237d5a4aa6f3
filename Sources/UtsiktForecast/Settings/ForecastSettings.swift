/// How a forecast is made: everything that keys can change in the forecast pane.
///
/// A value; two equal settings on equal records give equal snapshots.
public struct ForecastSettings: Sendable, Hashable {
    /// The place whose weather is predicted; nil for the first place by name.
    public var targetPlace: String?
    /// The field that is predicted.
    public var targetField: WeatherField
    /// The UTC hour of the next day for which it is predicted, 0 ... 23.
    public var targetHour: Int
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
    /// Quantile bins of the quantile encoding, 2 ... 1000.
    public var bins: Int
    /// Standardised values are clipped to ± this; nil for no clipping.
    public var clip: Double?
    /// How records are divided into training and evaluation.
    public var split: SplitStrategy
    /// The part of the records (or days) that trains, in percent, 1 ... 99.
    public var trainPercent: Int
    /// Only the last so many days of the training part train; nil for all of them.
    public var trainingDays: Int?
    /// The day of the dataset, counted from 0, from which a rolling origin predicts; nil for the middle.
    public var rollingFrom: Int?
    /// Attributes that are switched off, by their columns' names; a derived group goes by what stands before its
    /// equals sign, as `hour`.
    public var excluded: Set<String>
    /// Types that somebody set, by column name; the others go by vote.
    public var types: [String: AttributeType]

    /// Makes settings; the defaults are what a new user starts with.
    public init(
        targetPlace: String? = nil, targetField: WeatherField = .tempm, targetHour: Int = 12,
        learner: Learner = .corrected, lambda: Lambda = .byDays, alpha: Double = 0.1, l1Ratio: Double = 0.5,
        sgd: SGDSettings = SGDSettings(), encoding: Encoding? = nil, bins: Int = 50, clip: Double? = 5,
        split: SplitStrategy = .byDay, trainPercent: Int = 70, trainingDays: Int? = nil,
        rollingFrom: Int? = nil, excluded: Set<String> = [], types: [String: AttributeType] = [:]
    ) {
        self.targetPlace = targetPlace
        self.targetField = targetField
        self.targetHour = targetHour
        self.learner = learner
        self.lambda = lambda
        self.alpha = alpha
        self.l1Ratio = l1Ratio
        self.sgd = sgd
        self.encoding = encoding
        self.bins = bins
        self.clip = clip
        self.split = split
        self.trainPercent = trainPercent
        self.trainingDays = trainingDays
        self.rollingFrom = rollingFrom
        self.excluded = excluded
        self.types = types
    }

    /// What the 2015 service did by default: ten passes in the order of the file, its mild L2 amount, fifty quantile
    /// bins, the first 70 % of the rows. Step size and clipping are ours: rare bins make larger steps diverge.
    public static let preset2015 = ForecastSettings(
        learner: .sgd, sgd: SGDSettings(eta0: 0.001), encoding: .quantile, bins: 50, clip: 5, split: .sequential,
        trainPercent: 70)

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

    /// These settings as they were meant for `days` days of records: defaults that would mean something else for `present`
    /// days are written out.
    public func meant(forDays days: Int, now present: Int) -> ForecastSettings {
        var settings = self
        if lambda == .byDays, lambdaValue(days: days) != lambdaValue(days: present) {
            settings.lambda = .fixed(lambdaValue(days: days))
        }
        if encoding == nil, encodingValue(days: days) != encodingValue(days: present) {
            settings.encoding = encodingValue(days: days)
        }
        return settings
    }

    /// Refuses values out of their range, whatever is to be done with them.
    /// - Throws: `RegressionError.badSetting` that names the first.
    func check() throws(RegressionError) {
        if let clip, !(clip > 0 && clip.isFinite) {
            throw .badSetting(name: "clip", value: "\(clip)", allowed: "a number above 0, or none")
        }
        guard (2...1000).contains(bins) else {
            throw .badSetting(name: "bins", value: "\(bins)", allowed: "between 2 and 1000")
        }
        guard (0...23).contains(targetHour) else {
            throw .badSetting(name: "target-hour", value: "\(targetHour)", allowed: "between 0 and 23")
        }
        if let trainingDays, trainingDays < 1 {
            throw .badSetting(name: "training-days", value: "\(trainingDays)", allowed: "at least 1, or all")
        }
        if let rollingFrom, rollingFrom < 1 {
            throw .badSetting(name: "rolling-from", value: "\(rollingFrom)", allowed: "at least 1")
        }
        // More days than any calendar has.
        for (name, days) in [("training-days", trainingDays), ("rolling-from", rollingFrom)] {
            guard let days, days > Self.mostDays else { continue }
            throw .badSetting(name: name, value: "\(days)", allowed: "at most \(Self.mostDays)")
        }
    }

    private static let mostDays = 1_000_000

    /// What tells these settings from others, in one line.
    /// - Parameter days: Days of records, which decide the defaults.
    public func words(days: Int) -> String {
        var parts: [String] = []
        switch learner {
        case .ridge, .corrected:
            let value = lambda == .auto ? "lambda auto" : "lambda \(lambdaValue(days: days).shortText)"
            parts.append("\(learner.title), \(value)")
        case .elasticNet: parts.append("elastic net, alpha \(alpha.shortText), l1 ratio \(l1Ratio.shortText)")
        case .sgd:
            let amount = sgd.penalty == .none ? "" : ", \(sgd.penalty.title) \(sgd.amount.shortText)"
            parts.append("SGD, \(sgd.passes) passes\(sgd.shuffle ? " shuffled" : "")\(amount)")
        default: parts.append(learner.title)
        }
        let encoding = encodingValue(days: days)
        parts.append(encoding.rawValue + (encoding == .quantile ? " \(bins)" : ""))
        if let clip { parts.append("clip \(clip.shortText)") }
        parts.append(split.title + (split == .rollingOrigin ? "" : " \(trainPercent) %"))
        if let trainingDays { parts.append("last \(trainingDays) days") }
        if !excluded.isEmpty { parts.append("\(excluded.count) off") }
        return parts.joined(separator: ", ")
    }
}

extension Double {
    /// The number without superfluous zeros, for lines of words.
    var shortText: String {
        guard isFinite, abs(self) < 1e15, self == rounded(.towardZero) else { return "\(self)" }
        return "\(Int64(self))"
    }
}

extension ForecastSettings: Codable {
    private enum Key: String, CodingKey {
        case targetPlace, targetField, targetHour, learner, lambda, alpha, l1Ratio, sgd, encoding, bins, clip, split
        case trainPercent, trainingDays, rollingFrom, excluded, types
    }

    /// Reads settings; what is missing keeps its default, so that older documents stay readable.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init()
        targetPlace = try values.decodeIfPresent(String.self, forKey: .targetPlace)
        targetField = try values.decodeIfPresent(WeatherField.self, forKey: .targetField) ?? targetField
        targetHour = try values.decodeIfPresent(Int.self, forKey: .targetHour) ?? targetHour
        learner = try values.decodeIfPresent(Learner.self, forKey: .learner) ?? learner
        lambda = try values.decodeIfPresent(Lambda.self, forKey: .lambda) ?? lambda
        alpha = try values.decodeIfPresent(Double.self, forKey: .alpha) ?? alpha
        l1Ratio = try values.decodeIfPresent(Double.self, forKey: .l1Ratio) ?? l1Ratio
        sgd = try values.decodeIfPresent(SGDSettings.self, forKey: .sgd) ?? sgd
        encoding = try values.decodeIfPresent(Encoding.self, forKey: .encoding)
        bins = try values.decodeIfPresent(Int.self, forKey: .bins) ?? bins
        clip = try values.decodeIfPresent(Double.self, forKey: .clip)
        split = try values.decodeIfPresent(SplitStrategy.self, forKey: .split) ?? split
        trainPercent = try values.decodeIfPresent(Int.self, forKey: .trainPercent) ?? trainPercent
        trainingDays = try values.decodeIfPresent(Int.self, forKey: .trainingDays)
        rollingFrom = try values.decodeIfPresent(Int.self, forKey: .rollingFrom)
        excluded = Set(try values.decodeIfPresent([String].self, forKey: .excluded) ?? [])
        types = try values.decodeIfPresent([String: AttributeType].self, forKey: .types) ?? [:]
        // Whoever reads them counts with them: what no form would take is refused here.
        do {
            try check()
            try sgd.check()
        } catch {
            throw DecodingError.dataCorruptedError(forKey: .bins, in: values, debugDescription: error.problem)
        }
        guard (0...100).contains(trainPercent) else {
            throw DecodingError.dataCorruptedError(
                forKey: .trainPercent, in: values, debugDescription: "\(trainPercent) is not a percentage")
        }
    }

    /// Writes all settings; equal settings give equal documents when keys are sorted.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encodeIfPresent(targetPlace, forKey: .targetPlace)
        try values.encode(targetField, forKey: .targetField)
        try values.encode(targetHour, forKey: .targetHour)
        try values.encode(learner, forKey: .learner)
        try values.encode(lambda, forKey: .lambda)
        try values.encode(alpha, forKey: .alpha)
        try values.encode(l1Ratio, forKey: .l1Ratio)
        try values.encode(sgd, forKey: .sgd)
        try values.encodeIfPresent(encoding, forKey: .encoding)
        try values.encode(bins, forKey: .bins)
        try values.encodeIfPresent(clip, forKey: .clip)
        try values.encode(split, forKey: .split)
        try values.encode(trainPercent, forKey: .trainPercent)
        try values.encodeIfPresent(trainingDays, forKey: .trainingDays)
        try values.encodeIfPresent(rollingFrom, forKey: .rollingFrom)
        try values.encode(excluded.sorted(), forKey: .excluded)
        try values.encode(types, forKey: .types)
    }
}
