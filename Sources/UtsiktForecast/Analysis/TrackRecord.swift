public import UtsiktBase

/// One forecast of the past: what was said on an evening about the day after, and what came.
public struct PastForecast: Sendable, Hashable, Codable {
    /// The place.
    public var place: String
    /// The field.
    public var field: WeatherField
    /// The UTC hour.
    public var hour: Int
    /// The record that it was made from: nothing later was known.
    public var madeFrom: Timestamp
    /// The day that was predicted.
    public var day: CivilDay
    /// What was predicted.
    public var predicted: Double
    /// What was measured, once it is known.
    public var actual: Double?
    /// What persistence would have said: the value at the time.
    public var now: Double?
    /// Whether it was worked out afterwards with the present settings, from what was known then, and not kept at the time.
    public var isReconstructed: Bool
    /// The settings in a line.
    public var words: String

    /// Makes a forecast.
    public init(
        target: ForecastTarget, madeFrom: Timestamp, day: CivilDay, predicted: Double, actual: Double? = nil,
        now: Double? = nil, isReconstructed: Bool, words: String
    ) {
        place = target.place
        field = target.field
        hour = target.hour
        self.madeFrom = madeFrom
        self.day = day
        self.predicted = predicted
        self.actual = actual
        self.now = now
        self.isReconstructed = isReconstructed
        self.words = words
    }

    /// Prediction − actual, once it is known.
    public var error: Double? { actual.map { Residual.of(predicted, target: $0) } }

    private enum Key: String, CodingKey {
        case place, field, hour, madeFrom, day, predicted, actual, now, isReconstructed, words
    }

    /// Reads a forecast.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        place = try values.decode(String.self, forKey: .place)
        field = try values.decode(WeatherField.self, forKey: .field)
        hour = try values.decode(Int.self, forKey: .hour)
        guard (0...23).contains(hour) else {
            throw DecodingError.dataCorruptedError(
                forKey: .hour, in: values, debugDescription: "\(hour) is not an hour")
        }
        madeFrom = try values.decode(Timestamp.self, forKey: .madeFrom)
        let text = try values.decode(String.self, forKey: .day)
        guard let day = CivilDay(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: .day, in: values, debugDescription: "‘\(text)’ is not a day as YYYY-MM-DD")
        }
        self.day = day
        predicted = try values.decode(Double.self, forKey: .predicted)
        actual = try values.decodeIfPresent(Double.self, forKey: .actual)
        now = try values.decodeIfPresent(Double.self, forKey: .now)
        isReconstructed = try values.decode(Bool.self, forKey: .isReconstructed)
        words = try values.decode(String.self, forKey: .words)
    }

    /// Writes a forecast.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(place, forKey: .place)
        try values.encode(field, forKey: .field)
        try values.encode(hour, forKey: .hour)
        try values.encode(madeFrom, forKey: .madeFrom)
        try values.encode("\(day)", forKey: .day)
        try values.encode(predicted, forKey: .predicted)
        try values.encodeIfPresent(actual, forKey: .actual)
        try values.encodeIfPresent(now, forKey: .now)
        try values.encode(isReconstructed, forKey: .isReconstructed)
        try values.encode(words, forKey: .words)
    }
}

/// Past forecasts with their truth: one a day, from the latest record of the day before.
public struct TrackRecord: Sendable, Hashable, Encodable {
    /// The forecasts by day, at most `limit`; the newest may have no truth yet.
    public private(set) var forecasts: [PastForecast]
    /// How they missed; nil while none has its truth.
    public private(set) var metrics: Metrics?
    /// How persistence would have missed on the same days.
    public private(set) var persistence: Metrics?

    /// The most days.
    public static let limit = 366

    /// Puts forecasts together.
    /// - Parameters:
    ///   - kept: Forecasts that were made and kept; they win over the others.
    ///   - reconstructed: Forecasts worked out afterwards.
    ///   - actuals: What was measured, by day number; it replaces what a kept forecast says.
    public init(
        kept: [PastForecast] = [], reconstructed: [PastForecast] = [], target: ForecastTarget? = nil,
        actuals: [Int: Double] = [:]
    ) {
        var byDay: [Int: PastForecast] = [:]
        for forecast in reconstructed { byDay[forecast.day.number] = forecast }
        for forecast in kept {
            guard let target, forecast.place == target.place, forecast.field == target.field,
                forecast.hour == target.hour, forecast.predicted.isFinite
            else { continue }
            byDay[forecast.day.number] = forecast
        }
        forecasts = byDay.values.sorted { $0.day < $1.day }.suffix(TrackRecord.limit).map { forecast in
            var forecast = forecast
            forecast.actual = actuals[forecast.day.number] ?? forecast.actual
            return forecast
        }
        metrics = Metrics(errors: forecasts.compactMap(\.error))
        persistence = Metrics(
            errors: forecasts.compactMap { forecast in
                forecast.actual.flatMap { actual in forecast.now.map { Residual.of($0, target: actual) } }
            })
    }

    /// 1 − RMSE / RMSE of persistence.
    public var skill: Double? {
        guard let metrics, let persistence, persistence.rmse > 0 else { return nil }
        return Statistics.finite(1 - metrics.rmse / persistence.rmse)
    }
}

/// The rolling origin beside another split, in figures.
public struct RollingSummary: Sendable, Hashable, Encodable {
    /// How it missed.
    public var metrics: Metrics
    /// Days that were predicted.
    public var days: Int
    /// A 95 % interval of the RMSE by days, `[low, high]`.
    public var interval: [Double]?
    /// The RMSE of the best rule on the same records.
    public var bestBaselineRMSE: Double?
    /// Which rule that is.
    public var bestBaseline: Learner?
    /// 1 − RMSE / that.
    public var skill: Double?

    /// The summary of an evaluation by a rolling origin.
    init(_ evaluation: Evaluation) {
        metrics = evaluation.eval
        days = evaluation.evalDays
        interval = evaluation.rmseInterval().map { [$0.lowerBound, $0.upperBound] }
        bestBaseline = evaluation.bestBaseline?.learner
        bestBaselineRMSE = evaluation.bestBaseline?.metrics.rmse
        skill = evaluation.skill
    }

    /// The summary of predictions; nil when there are none.
    init?(_ predictions: [Evaluation.Prediction], _ baselines: [Evaluation.Baseline]) {
        guard let metrics = Metrics(errors: predictions.map(\.residual)) else { return nil }
        self.metrics = metrics
        let interval = Evaluation.rmseInterval(of: predictions)
        days = JoinedRecords.distinct(predictions.map { $0.instant.day.number }).count
        self.interval = interval.map { [$0.lowerBound, $0.upperBound] }
        let best = baselines.min { $0.metrics.rmse < $1.metrics.rmse }
        bestBaseline = best?.learner
        bestBaselineRMSE = best?.metrics.rmse
        skill = best.flatMap { $0.metrics.rmse > 0 ? Statistics.finite(1 - metrics.rmse / $0.metrics.rmse) : nil }
    }
}
