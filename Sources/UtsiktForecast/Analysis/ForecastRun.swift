import Foundation
public import UtsiktBase

/// A model as it is kept: its settings, how it did and on what, so that runs can be ranked, compared and recalled.
public struct ForecastRun: Sendable, Hashable, Codable, Identifiable {
    /// Tells runs apart: equal for the same settings on the same data, 16 hexadecimal digits.
    public var id: String
    /// How the model was made.
    public var settings: ForecastSettings
    /// The place that was predicted.
    public var place: String
    /// The world's day, `YYYY-MM-DD`, when it is known.
    public var worldDay: String?
    /// When it was kept; set by the keeper.
    public var at: Timestamp?
    /// Records with a target.
    public var records: Int
    /// Days with records.
    public var days: Int
    /// Training records.
    public var trainRows: Int
    /// Evaluation records.
    public var evalRows: Int
    /// Days among them: the sample size.
    public var evalDays: Int
    /// Columns of the model.
    public var columns: Int
    /// The penalty that was used, for ridge.
    public var lambda: Double?
    /// RMSE on the evaluation records.
    public var rmse: Double
    /// RMSE on the training records.
    public var trainRMSE: Double
    /// Mean error.
    public var bias: Double
    /// 1 − RMSE / RMSE of the best baseline.
    public var skill: Double?
    /// A 95 % interval of the RMSE by days, `[low, high]`.
    public var interval: [Double]?
    /// The best rule that needs no model.
    public var bestBaseline: Learner?
    /// Its error.
    public var bestBaselineRMSE: Double?
    /// Whether a day lies on both sides of the split.
    public var isLeaking: Bool
    /// RMSE of the rolling origin beside the split.
    public var rollingRMSE: Double?
    /// The largest coefficients, at most 400.
    public var coefficients: [RankedCoefficient]
    /// The residuals in bins of half a unit.
    public var histogram: ErrorHistogram?
    /// The settings in a line.
    public var words: String

    /// Makes the run of a snapshot; nil when the snapshot has no model.
    public init?(_ snapshot: ForecastSnapshot) {
        guard let evaluation = snapshot.evaluation else { return nil }
        settings = snapshot.settings
        place = snapshot.targetPlace
        worldDay = snapshot.today.map { "\($0)" }
        records = snapshot.facts.datasetRows
        days = snapshot.facts.days
        trainRows = evaluation.trainRows
        evalRows = evaluation.evalRows
        evalDays = evaluation.evalDays
        columns = evaluation.columns.count
        lambda = evaluation.lambda
        rmse = evaluation.eval.rmse
        trainRMSE = evaluation.train.rmse
        bias = evaluation.eval.bias
        skill = evaluation.skill
        interval = snapshot.interval.map { [$0.lowerBound, $0.upperBound] }
        bestBaseline = evaluation.bestBaseline?.learner
        bestBaselineRMSE = evaluation.bestBaseline?.metrics.rmse
        isLeaking = evaluation.isLeaking
        rollingRMSE = snapshot.rolling?.metrics.rmse
        coefficients = Array(snapshot.ranking.prefix(400))
        histogram = snapshot.histograms.first { $0.width == 0.5 }
        words = snapshot.settings.words(days: snapshot.facts.days)
        id = ForecastRun.fingerprint(snapshot.settings, place, evaluation, records)
    }

    /// FNV-1a over the settings and what tells the data from other data.
    private static func fingerprint(
        _ settings: ForecastSettings, _ place: String, _ evaluation: Evaluation, _ records: Int
    ) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var bytes = (try? encoder.encode(settings)).map { [UInt8]($0) } ?? []
        let actuals = evaluation.predictions.reduce(0) { $0 &+ $1.actual.bitPattern &* 31 }
        let last = evaluation.predictions.last?.instant.milliseconds ?? 0
        bytes += Array("|\(place)|\(records)|\(evaluation.trainRows)|\(actuals)|\(last)".utf8)
        let digits = String(FNV1a.hash(bytes), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Ways to rank runs.
    public enum Order: String, Sendable, Hashable, CaseIterable, Codable {
        /// The smallest error first.
        case rmse
        /// The largest skill first.
        case skill
        /// The newest first.
        case date
    }

    /// Whether the other is of the same target and as much data, so that their errors can be compared.
    public func isOfSameData(as other: ForecastRun) -> Bool {
        place == other.place && settings.targetField == other.settings.targetField
            && settings.targetHour == other.settings.targetHour && records == other.records && days == other.days
    }

    /// Runs in an order.
    ///
    /// By error and skill, runs that were judged on other data than `present` come after those that can be compared with
    /// it, and of either, runs whose split leaks last: their figures mean nothing.
    public static func leaderboard(
        _ runs: [ForecastRun], by order: Order, beside present: ForecastRun? = nil
    ) -> [ForecastRun] {
        runs.sorted { a, b in
            if order != .date, let present {
                let (first, second) = (a.isOfSameData(as: present), b.isOfSameData(as: present))
                if first != second { return first }
            }
            if order != .date, a.isLeaking != b.isLeaking { return b.isLeaking }
            switch order {
            case .rmse where a.rmse != b.rmse: return a.rmse < b.rmse
            case .skill where a.skill != b.skill: return (a.skill ?? -.infinity) > (b.skill ?? -.infinity)
            default: break
            }
            let (first, second) = (a.at?.milliseconds ?? .min, b.at?.milliseconds ?? .min)
            return first == second ? a.id < b.id : first > second
        }
    }
}

/// What keeps runs and forecasts: a database, as a rule.
public protocol ForecastKeeper: Sendable {
    /// Keeps a run in place of one with the same id, with the time of the world.
    func keep(run: ForecastRun) async throws
    /// The kept runs, the newest first; what cannot be read any more is left out.
    func runs() async throws -> [ForecastRun]
    /// Keeps a forecast in place of one of the same target for the same day.
    func keep(forecast: PastForecast) async throws
    /// The kept forecasts.
    func forecasts() async throws -> [PastForecast]
}
