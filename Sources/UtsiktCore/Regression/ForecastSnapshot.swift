/// Everything the forecast pane and the headless commands show, as one immutable value.
public struct ForecastSnapshot: Sendable {
    /// Counts up with every snapshot of one analysis.
    public var revision: Int
    /// The world's day when it was made; nil when nobody said.
    public var today: CivilDay?
    /// The settings it was made with.
    public var settings: ForecastSettings
    /// The places that are joined, in the order of their columns.
    public var places: [String]
    /// The place whose noon is foretold; empty when there is none.
    public var targetPlace: String
    /// What was counted.
    public var facts: Facts
    /// The model judged; nil when there is too little to learn from.
    public var evaluation: Evaluation?
    /// The residual histograms of the five widths.
    public var histograms: [ErrorHistogram]
    /// A 95 % interval of the RMSE by days.
    public var interval: ClosedRange<Double>?
    /// The last day's records foretold by the model trained on all rows.
    public var batch: Batch?
    /// RMSE by penalty; empty for learners without one.
    public var lambdaCurve: [LambdaPoint]
    /// Why there is no model, or why not with the newest settings.
    public var problem: String?
    /// What to know of the forecast that is shown, as that it is not of the place that was asked for; nil as a rule.
    public var notice: String?

    /// What was counted.
    public struct Facts: Sendable, Hashable, Codable {
        /// Observations taken in.
        public var observations: Int
        /// Records: instants that all places have.
        public var records: Int
        /// Days with records.
        public var days: Int
        /// Records whose target is known.
        public var datasetRows: Int
        /// Records whose target is not.
        public var testsetRows: Int
        /// Instants that some place lacks.
        public var skippedInstants: Int
        /// Attributes, row id and target included.
        public var attributes: Int
        /// The part of the attributes' values that is missing, 0 ... 1.
        public var missingShare: Double

        /// Makes facts; nothing counted by default.
        public init(
            observations: Int = 0, records: Int = 0, days: Int = 0, datasetRows: Int = 0, testsetRows: Int = 0,
            skippedInstants: Int = 0, attributes: Int = 0, missingShare: Double = 0
        ) {
            self.observations = observations
            self.records = records
            self.days = days
            self.datasetRows = datasetRows
            self.testsetRows = testsetRows
            self.skippedInstants = skippedInstants
            self.attributes = attributes
            self.missingShare = missingShare
        }
    }

    /// The forecast itself.
    public struct Batch: Sendable, Hashable {
        /// The day that is foretold.
        public var day: CivilDay
        /// One prediction from each record of the day before.
        public var prediction: BatchPrediction
        /// The mean prediction of the model that was evaluated, trained on the training part only.
        public var trainedPartMean: Double?
        /// What was measured, when it is known.
        public var actual: Double?

        /// Makes a forecast.
        public init(day: CivilDay, prediction: BatchPrediction, trainedPartMean: Double? = nil, actual: Double? = nil) {
            self.day = day
            self.prediction = prediction
            self.trainedPartMean = trainedPartMean
            self.actual = actual
        }
    }

    /// Makes a snapshot; empty by default.
    public init(
        revision: Int = 0, today: CivilDay? = nil, settings: ForecastSettings = ForecastSettings(),
        places: [String] = [], targetPlace: String = "", facts: Facts = Facts(), evaluation: Evaluation? = nil,
        histograms: [ErrorHistogram] = [], interval: ClosedRange<Double>? = nil, batch: Batch? = nil,
        lambdaCurve: [LambdaPoint] = [], problem: String? = nil, notice: String? = nil
    ) {
        self.revision = revision
        self.today = today
        self.settings = settings
        self.places = places
        self.targetPlace = targetPlace
        self.facts = facts
        self.evaluation = evaluation
        self.histograms = histograms
        self.interval = interval
        self.batch = batch
        self.lambdaCurve = lambdaCurve
        self.problem = problem
        self.notice = notice
    }

    /// The one number: the prediction from the latest record.
    public var headline: Double? { batch?.prediction.latest }

    /// How the model compares with the rules, in words; nil without a model.
    public var verdict: String? { evaluation?.verdict }
}

extension Evaluation {
    /// How the model compares with the rules that need none, in words.
    public var verdict: String {
        func better(_ learner: Learner) -> Bool {
            baselines.first { $0.learner == learner }.map { eval.rmse < $0.metrics.rmse } ?? true
        }
        let persistence = Baselines.learners.filter { $0 != .mean }
        let losses = persistence.filter { !better($0) }
        switch (better(.mean), losses.count) {
        case (true, 0): return "better than the mean and persistence"
        case (false, 0): return "better than persistence, worse than the training mean"
        case (true, persistence.count): return "worse than persistence, better than the training mean"
        case (false, persistence.count): return "worse than persistence and the training mean"
        case (let beatsMean, _):
            let names = losses.map(\.title).joined(separator: ", ")
            return "worse than \(names)" + (beatsMean ? "" : " and the training mean")
        }
    }

    /// Whether some form of persistence beats the model.
    public var isWorseThanPersistence: Bool {
        baselines.contains { $0.learner != .mean && $0.metrics.rmse <= eval.rmse }
    }
}

/// A snapshot in JSON and CSV, as `weather --json` and `dump forecast` print it.
public struct ForecastReport: Sendable, Encodable {
    /// A record's prediction.
    public struct Score: Sendable, Encodable {
        /// The record's row id.
        public var tag: String
        /// What was measured, when it is known.
        public var trueLabel: Double?
        /// What was foretold.
        public var score: Double
    }
    /// The forecast.
    public struct Forecast: Sendable, Encodable {
        /// The day that is foretold, `YYYY-MM-DD`.
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
