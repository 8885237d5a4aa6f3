public import UtsiktBase

/// A model judged on records it was not trained on.
public struct Evaluation: Sendable {
    /// One prediction of the evaluation, with what was measured.
    public struct Prediction: Sendable, Hashable {
        /// The record's instant.
        public var instant: Timestamp
        /// What was predicted.
        public var score: Double
        /// What was measured.
        public var actual: Double

        /// By how much it was missed.
        public var residual: Double { Residual.of(score, target: actual) }
    }

    /// A rule that needs no model, judged on the same records.
    public struct Baseline: Sendable, Hashable {
        /// Which rule.
        public var learner: Learner
        /// How it misses.
        public var metrics: Metrics
    }

    /// What was asked for.
    public var settings: ForecastSettings
    /// The encoding that was used.
    public var encoding: Encoding
    /// The penalty that was used, for ridge.
    public var lambda: Double?
    /// Training records (of the last fold of a rolling origin).
    public var trainRows: Int
    /// Distinct days among them.
    public var trainDays: Int
    /// Evaluation records.
    public var evalRows: Int
    /// Distinct days among them: the honest sample size.
    public var evalDays: Int
    /// Whether some day lies on both sides, so that its target is known in training.
    public var isLeaking: Bool
    /// The model's columns.
    public var columns: [String]
    /// Columns left out: constant, or without a value in training.
    public var dropped: [String]
    /// Columns that were switched off.
    public var switchedOff: [String]
    /// The columns' training means.
    public var means: [Double]
    /// Their training deviations.
    public var deviations: [Double]
    /// The coefficients; nil for the rules.
    public var fit: LinearFit?
    /// The mean change to the target by UTC hour, for the corrected ridge.
    public var hourOffsets: [Double]?
    /// How the training records are missed.
    public var train: Metrics
    /// How the evaluation records are missed.
    public var eval: Metrics
    /// The rules on the same records: mean, persistence now, last noon, now + hour offset.
    public var baselines: [Baseline]
    /// Each evaluation record in order.
    public var predictions: [Prediction]
    /// The cross-validation that chose the penalty, when one did.
    public var crossValidation: CrossValidation?
    /// For SGD, how far a weight went at most, in spreads of the target; far above 1 its steps were too large.
    public var strain: Double?

    /// The errors, prediction − target, in the order of `predictions`.
    public var errors: [Double] { predictions.map(\.residual) }
    /// The residual histograms of the five widths.
    public var histograms: [ErrorHistogram] { ErrorHistogram.all(errors) }

    /// The baseline with the smallest error.
    public var bestBaseline: Baseline? { baselines.min { $0.metrics.rmse < $1.metrics.rmse } }
    /// 1 − RMSE / RMSE of the best baseline: 0 is no better than it, negative is worse.
    public var skill: Double? {
        guard let best = bestBaseline, best.metrics.rmse > 0 else { return nil }
        return Statistics.finite(1 - eval.rmse / best.metrics.rmse)
    }

    /// A 95 % interval of the RMSE: bootstrap over whole evaluation days; nil below two days, or when it is
    /// too large to be a number.
    public func rmseInterval(draws: Int = 2000, seed: UInt64 = 1) -> ClosedRange<Double>? {
        Evaluation.rmseInterval(of: predictions, draws: draws, seed: seed)
    }

    static func rmseInterval(
        of predictions: [Prediction], draws: Int = 2000, seed: UInt64 = 1
    ) -> ClosedRange<Double>? {
        var byDay: [Int: (squares: Double, count: Double)] = [:]
        for prediction in predictions {
            let error = prediction.residual
            byDay[prediction.instant.day.number, default: (0, 0)].squares += error * error
            byDay[prediction.instant.day.number, default: (0, 0)].count += 1
        }
        let days = byDay.sorted { $0.key < $1.key }.map(\.value)
        guard days.count >= 2, draws > 0 else { return nil }
        var random = SplitMix64(seed: seed)
        var results: [Double] = []
        results.reserveCapacity(draws)
        for _ in 0..<draws {
            var (squares, count) = (0.0, 0.0)
            for _ in days {
                let day = days[Int(random.next() % UInt64(days.count))]
                squares += day.squares
                count += day.count
            }
            results.append((squares / count).squareRoot())
        }
        results.sort()
        let low = Statistics.quantile(sorted: results, 0.025)
        let high = max(low, Statistics.quantile(sorted: results, 0.975))
        return low.isFinite && high.isFinite ? low...high : nil
    }

    /// The coefficients by importance: the absolute effect of one standard deviation, largest first.
    public var ranking: [RankedCoefficient] {
        guard let fit else { return [] }
        let total = fit.coefStd.reduce(0) { $0 + abs($1) }
        return columns.indices.map {
            RankedCoefficient(
                name: columns[$0], raw: fit.coefRaw[$0], std: fit.coefStd[$0], deviation: deviations[$0],
                share: total > 0 ? abs(fit.coefStd[$0]) / total : 0)
        }.sorted { abs($0.std) > abs($1.std) }
    }

    /// The errors by the records' UTC hour: always 24 of them.
    public var byHour: [HourError] {
        var hours = (0..<24).map { HourError(hour: $0) }
        for prediction in predictions { hours[prediction.instant.hour].add(prediction.residual) }
        return hours.map(\.finished)
    }
}

/// A coefficient and what it is worth.
public struct RankedCoefficient: Sendable, Hashable, Codable {
    /// The column.
    public var name: String
    /// The coefficient in the column's own unit.
    public var raw: Double
    /// The effect of one standard deviation.
    public var std: Double
    /// That deviation.
    public var deviation: Double
    /// Its part of all absolute effects, 0 ... 1.
    public var share: Double
}

/// The errors of the records of one UTC hour.
public struct HourError: Sendable, Hashable, Codable {
    /// The hour.
    public var hour: Int
    /// Records.
    public var n = 0
    /// Mean error; 0 without records.
    public var bias = 0.0
    /// Root of the mean squared error; 0 without records.
    public var rmse = 0.0
    /// The lowest error.
    public var min = 0.0
    /// The highest error.
    public var max = 0.0

    init(hour: Int) { self.hour = hour }

    fileprivate mutating func add(_ error: Double) {
        min = n == 0 ? error : Swift.min(min, error)
        max = n == 0 ? error : Swift.max(max, error)
        n += 1
        bias += error
        rmse += error * error
    }

    fileprivate var finished: HourError {
        guard n > 0 else { return self }
        var result = self
        result.bias /= Double(n)
        result.rmse = (rmse / Double(n)).squareRoot()
        return result
    }
}
