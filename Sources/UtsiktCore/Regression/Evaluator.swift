/// Trains and judges models on joined records, keeping what a change of penalty does not touch.
///
/// A value: an actor or a command owns one. The cache holds one split's prepared fits at a time, for as long as the records
/// stay the same.
public struct Evaluator: Sendable {
    fileprivate struct Key: Hashable {
        var split: SplitStrategy
        var percent: Int
        var seed: UInt64
        var encoding: Encoding
        var clip: Double?
        var bins: Int
    }
    struct Fold: Sendable {
        var prepared: PreparedFit
        var evaluation: [Int]
        var matrix: PanelMatrix
    }

    /// The records it learns from.
    public let records: JoinedRecords
    private var key: Key?
    private(set) var folds: [Fold] = []
    private var all: (key: Key, prepared: PreparedFit)?

    /// Makes an evaluator of joined records.
    public init(_ records: JoinedRecords) { self.records = records }

    /// The number of days with records, which decides the defaults.
    public var days: Int { JoinedRecords.distinct(records.days).count }

    /// Trains and judges.
    /// - Throws: `RegressionError` when there is too little to learn from or the settings make no model.
    public mutating func evaluate(_ settings: ForecastSettings, bins: Int = 50) throws(RegressionError) -> Evaluation {
        try prepare(settings, bins: bins)
        var predictions: [Evaluation.Prediction] = []
        var rules: [[Double]] = Baselines.learners.map { _ in [] }
        var last: (fold: Fold, model: PreparedFit.Model)?
        for fold in folds {
            if Task.isCancelled { throw .cancelled }
            let model = try fold.prepared.fit(settings, records: records, days: days)
            let scores = fold.prepared.predict(model, rows: fold.evaluation, matrix: fold.matrix)
            for (row, score) in zip(fold.evaluation, scores) {
                predictions.append(
                    Evaluation.Prediction(
                        instant: records.instants[row], score: score, actual: records.targets[row]))
            }
            for (i, learner) in Baselines.learners.enumerated() {
                rules[i] += fold.prepared.baselines.predictions(learner, fold.evaluation) ?? []
            }
            last = (fold, model)
        }
        let actuals = predictions.map(\.actual)
        guard let (fold, model) = last,
            let eval = Metrics(predictions: predictions.map(\.score), targets: actuals),
            let train = Metrics(
                predictions: fold.prepared.predict(
                    model, rows: fold.prepared.trainRows, matrix: fold.prepared.matrix),
                targets: fold.prepared.targets)
        else { throw .tooLarge }
        let baselines = zip(Baselines.learners, rules).compactMap { learner, scores in
            Metrics(predictions: scores, targets: actuals).map { Evaluation.Baseline(learner: learner, metrics: $0) }
        }
        let trainDays = Set(fold.prepared.trainRows.map { records.days[$0] })
        let evalDays = Set(predictions.map { $0.instant.day.number })
        let standardizer = fold.prepared.standardizer
        guard model.fit?.isFinite ?? true,
            model.learner != .corrected || fold.prepared.baselines.hourOffsets.allSatisfy(\.isFinite)
        else {
            throw .tooLarge
        }
        return Evaluation(
            settings: settings, encoding: settings.encodingValue(days: days), lambda: model.lambda,
            trainRows: fold.prepared.trainRows.count, trainDays: trainDays.count, evalRows: predictions.count,
            evalDays: evalDays.count,
            isLeaking: folds.count == 1 && !trainDays.isDisjoint(with: evalDays),
            columns: model.fit == nil ? [] : standardizer.names, dropped: model.fit == nil ? [] : standardizer.dropped,
            means: model.fit == nil ? [] : standardizer.means,
            deviations: model.fit == nil ? [] : standardizer.deviations, fit: model.fit,
            hourOffsets: model.learner == .corrected ? fold.prepared.baselines.hourOffsets : nil,
            train: train, eval: eval, baselines: baselines, predictions: predictions,
            crossValidation: model.crossValidation)
    }

    /// The evaluation error of each penalty; empty for learners without one and for a rolling origin.
    public mutating func lambdaCurve(
        _ settings: ForecastSettings, grid: [Double] = Lambda.grid, bins: Int = 50
    ) throws(RegressionError) -> [LambdaPoint] {
        guard settings.learner == .ridge || settings.learner == .corrected, settings.split != .rollingOrigin else {
            return []
        }
        try prepare(settings, bins: bins)
        // Beyond some hundred columns each point costs a tenth of a second.
        guard let fold = folds.first, fold.prepared.matrix.columns <= 400 else { return [] }
        var curve: [LambdaPoint] = []
        for lambda in grid {
            if Task.isCancelled { throw .cancelled }
            var step = settings
            step.lambda = .fixed(lambda)
            let model = try fold.prepared.fit(step, records: records, days: days)
            let scores = fold.prepared.predict(model, rows: fold.evaluation, matrix: fold.matrix)
            let fitted = fold.prepared.predict(model, rows: fold.prepared.trainRows, matrix: fold.prepared.matrix)
            if let eval = Metrics(predictions: scores, targets: fold.evaluation.map { records.targets[$0] }),
                let train = Metrics(predictions: fitted, targets: fold.prepared.targets)
            {
                curve.append(LambdaPoint(lambda: lambda, trainRMSE: train.rmse, evalRMSE: eval.rmse))
            }
        }
        return curve
    }

    /// Which records a batch's model learns from.
    public enum Training: String, Sendable, CaseIterable {
        /// All records with a target.
        case all
        /// The first 70 % of the rows.
        case train70
    }

    /// Predicts some records, by default the testset, with a model trained on all records or the first 70 %.
    /// - Throws: `RegressionError` as `evaluate` does; `tooLarge` when a prediction is no number.
    public mutating func batch(
        _ settings: ForecastSettings, training: Training, rows: [Int]? = nil, bins: Int = 50
    ) throws(RegressionError) -> BatchPrediction {
        try Evaluator.check(settings)
        let train: [Int]
        switch training {
        case .all: train = records.datasetRows
        case .train70: train = Array(records.datasetRows.prefix(records.datasetRows.count * 70 / 100))
        }
        guard !train.isEmpty else { throw .noTrainingRows(days: records.datasetDays.count) }
        let prepared: PreparedFit
        var key = Key(settings, days: days, bins: bins)
        key.percent = training == .all ? 100 : 70
        key.split = .sequential
        if let all, all.key == key {
            prepared = all.prepared
        } else {
            let encoding = settings.encodingValue(days: days)
            prepared = PreparedFit(
                records, trainRows: train, encoding: encoding, clip: settings.clip, bins: bins,
                raw: RawFeatures.dependsOnTraining(encoding) ? nil : sharedFeatures(encoding))
            all = (key, prepared)
        }
        let model = try prepared.fit(settings, records: records, days: days)
        let rows = rows ?? records.testsetRows
        let scores = prepared.predict(model, rows: rows)
        guard scores.allSatisfy(\.isFinite) else { throw .tooLarge }
        return BatchPrediction(
            trainedRows: train.count,
            scores: zip(rows, scores).map { .init(instant: records.instants[$0], score: $1) })
    }

    /// Refuses settings that are out of their range, whatever is to be done with them.
    private static func check(_ settings: ForecastSettings) throws(RegressionError) {
        if let clip = settings.clip, !(clip > 0 && clip.isFinite) {
            throw .badSetting(name: "clip", value: "\(clip)", allowed: "a number above 0, or none")
        }
    }

    private mutating func prepare(_ settings: ForecastSettings, bins: Int) throws(RegressionError) {
        let key = Key(settings, days: days, bins: bins)
        if key == self.key { return }
        try Evaluator.check(settings)
        let splits = try DataSplit.splits(
            records, settings.split, percent: settings.trainPercent, seed: settings.sgd.seed)
        let encoding = key.encoding
        var shared = RawFeatures.dependsOnTraining(encoding) ? nil : sharedFeatures(encoding)
        var folds: [Fold] = []
        for split in splits {
            if Task.isCancelled { throw .cancelled }
            let prepared = PreparedFit(
                records, trainRows: split.train, encoding: encoding, clip: settings.clip, bins: bins, raw: shared)
            if shared == nil, !RawFeatures.dependsOnTraining(encoding) { shared = prepared.raw }
            folds.append(
                Fold(
                    prepared: prepared, evaluation: split.evaluation,
                    matrix: prepared.standardizer.matrix(prepared.raw, rows: split.evaluation)))
        }
        self.folds = folds
        self.key = key
    }

    /// An encoding's columns from a fit that has them already.
    private func sharedFeatures(_ encoding: Encoding) -> RawFeatures? {
        if key?.encoding == encoding, let fold = folds.first { return fold.prepared.raw }
        if let all, all.key.encoding == encoding { return all.prepared.raw }
        return nil
    }
}

extension Evaluator.Key {
    init(_ settings: ForecastSettings, days: Int, bins: Int) {
        split = settings.split
        percent = settings.trainPercent
        seed = settings.split == .random ? settings.sgd.seed : 0
        encoding = settings.encodingValue(days: days)
        clip = settings.clip
        self.bins = bins
    }
}

/// A penalty and the errors it leads to.
public struct LambdaPoint: Sendable, Hashable, Codable {
    /// The penalty.
    public var lambda: Double
    /// RMSE on the training records.
    public var trainRMSE: Double
    /// RMSE on the evaluation records.
    public var evalRMSE: Double
}
