import UtsiktBase

/// A snapshot in JSON and CSV, as `weather --json` and `dump forecast` print it.
public struct ForecastReport: Sendable, Encodable {
    /// A record's prediction.
    public struct Score: Sendable, Encodable {
        /// The record's row id.
        public var tag: String
        /// What was measured, when it is known.
        public var trueLabel: Double?
        /// What was predicted.
        public var score: Double
    }
    /// The forecast.
    public struct Forecast: Sendable, Encodable {
        /// The day that is predicted, `YYYY-MM-DD`.
        public var day: String
        /// The prediction from the latest record.
        public var latest: Double?
        /// The batch in figures.
        public var summary: BatchPrediction.Summary
        /// The mean prediction of the model trained on the training part only.
        public var trainedPartMean: Double?
        /// What was measured, when it is known.
        public var actual: Double?
        /// Each prediction.
        public var scores: [Score]
    }
    /// The target's place.
    public var targetPlace: String
    /// The world's day, `YYYY-MM-DD`.
    public var today: String?
    /// What was counted.
    public var facts: ForecastSnapshot.Facts
    /// How the model compares, in words.
    public var verdict: String?
    /// The model judged.
    public var evaluation: EvaluationReport?
    /// The forecast.
    public var forecast: Forecast?
    /// RMSE by penalty.
    public var lambdaCurve: [LambdaPoint]
    /// Why there is no model.
    public var problem: String?
    /// What to know of the forecast, as that it is not of the place that was asked for.
    public var notice: String?
    /// Other remarks.
    public var notices: [String]
    /// What is to be shown where the observations are, by the terms of their services; nil for nothing.
    public var attributions: [String]?
    /// RMSE along the elastic net's path.
    public var alphaCurve: [AlphaPoint]
    /// The coefficients, the largest effect first.
    public var ranking: [RankedCoefficient]
    /// The errors by the records' hour.
    public var byHour: [HourError]
    /// The rolling origin beside the split.
    public var rolling: RollingSummary?
    /// What was said on past evenings, and what came.
    public var track: TrackRecord

    /// Makes the report of a snapshot.
    public init(_ snapshot: ForecastSnapshot) {
        targetPlace = snapshot.targetPlace
        today = snapshot.today.map { "\($0)" }
        facts = snapshot.facts
        verdict = snapshot.verdict
        evaluation = snapshot.evaluation.map { EvaluationReport($0, interval: snapshot.interval) }
        forecast = snapshot.batch.map { batch in
            Forecast(
                day: "\(batch.day)", latest: batch.prediction.latest, summary: batch.prediction.summary,
                trainedPartMean: batch.trainedPartMean, actual: batch.actual,
                scores: batch.prediction.scores.map {
                    Score(tag: $0.instant.rowID, trueLabel: batch.actual, score: $0.score)
                })
        }
        lambdaCurve = snapshot.lambdaCurve
        problem = snapshot.problem
        notice = snapshot.notice
        notices = snapshot.notices
        attributions = snapshot.attributions.isEmpty ? nil : snapshot.attributions
        alphaCurve = snapshot.alphaCurve
        ranking = snapshot.ranking
        byHour = snapshot.byHour
        rolling = snapshot.rolling
        track = snapshot.track
    }
}

extension ForecastSnapshot {
    /// The evaluation's and then the batch's predictions in the 2015 form, `tag,trueLabel,score`.
    public var csv: String {
        var text = evaluation?.csv ?? "tag,trueLabel,score\n"
        for score in batch?.prediction.scores ?? [] {
            let actual = batch?.actual.map { "\($0)" } ?? ""
            text += "\(score.instant.rowID),\(actual),\(score.score)\n"
        }
        return text
    }
}
