/// Trains and judges models on joined records, keeping what a change of penalty does not touch.
///
/// A value: an actor or a command owns one. The cache holds one split's prepared fit at a time, for as long as the records
/// stay the same.
public struct Evaluator: Sendable {
    struct Key: Hashable {
        var split: SplitStrategy
        var percent: Int
        var seed: UInt64
        var encoding: Encoding
        var clip: Double?
        var bins: Int
        var trainingDays: Int?
    }
    /// A training part made ready, and what judging it needs.
    struct Fold: Sendable {
        var key: Key
        var prepared: PreparedFit
        var evaluation: [Int]
        var matrix: PanelMatrix
        var trainDays: Set<Int>
        var actuals: [Double]
        var rules: [Evaluation.Baseline]
    }

    /// The records it learns from, with the types that the last settings gave them.
    public private(set) var records: JoinedRecords
    /// The number of days with records, which decides the defaults.
    public let days: Int
    let inputs: BaselineInputs
    private(set) var fold: Fold?
    private var all: (key: Key, prepared: PreparedFit)?
    private var features: (encoding: Encoding, raw: RawFeatures)?
    private var types: [String: AttributeType] = [:]
    /// The elastic net's last solution, from which the next penalty starts.
    private var net: (key: Key, excluded: Set<String>, coefficients: [Double])?

    /// Makes an evaluator of joined records.
    public init(_ records: JoinedRecords) {
        self.records = records
        days = JoinedRecords.distinct(records.days).count
        inputs = BaselineInputs(records)
    }

    /// Trains and judges.
    /// - Throws: `RegressionError` when there is too little to learn from or the settings make no model.
    public mutating func evaluate(_ settings: ForecastSettings) throws(RegressionError) -> Evaluation {
        try adopt(settings)
        if settings.split == .rollingOrigin { return try rolling(settings).evaluation }
        let fold = try prepare(settings)
        let warm = net.flatMap { $0.key == fold.key && $0.excluded == settings.excluded ? $0.coefficients : nil }
        let model = try fold.prepared.fit(settings, records: records, days: days, warm: warm)
        if settings.learner == .elasticNet, let fit = model.fit { net = (fold.key, settings.excluded, fit.coefStd) }
        let scores = fold.prepared.predict(model, rows: fold.evaluation, matrix: fold.matrix)
        let fitted = fold.prepared.predict(model, rows: fold.prepared.trainRows, matrix: fold.prepared.matrix)
        var result = try Evaluation(
            settings, days: days, model, fold.prepared.standardizer, train: (fitted, fold.prepared.targets),
            predictions: zip(fold.evaluation, scores).map {
                Evaluation.Prediction(instant: records.instants[$0], score: $1, actual: inputs.targets[$0])
            })
        result.trainDays = fold.trainDays.count
        result.isLeaking = fold.evaluation.contains { fold.trainDays.contains(records.days[$0]) }
        result.baselines = fold.rules
        return result
    }

    /// Trains and judges by a rolling origin, whatever the settings' split.
    /// - Returns: The evaluation, and each day as it was predicted.
    mutating func rolling(
        _ settings: ForecastSettings, wanted: [Int]? = nil
    ) throws(RegressionError) -> (evaluation: Evaluation, origin: RollingOrigin) {
        try adopt(settings)
        let wanted = wanted ?? RollingOrigin.evaluationDays(records, from: settings.rollingFrom)
        guard !wanted.isEmpty else { throw .noEvaluationRows(days: records.datasetDays.count) }
        let encoding = settings.encodingValue(days: days)
        let origin = try RollingOrigin.run(
            records, settings, wanted: wanted, allDays: days,
            raw: RawFeatures.dependsOnTraining(encoding) ? nil : sharedFeatures(encoding), inputs: inputs,
            judgesTraining: true)
        guard let last = origin.last else { throw .noTrainingRows(days: records.datasetDays.count) }
        var predictions: [Evaluation.Prediction] = []
        var rules: [[Double]] = Baselines.learners.map { _ in [] }
        for day in origin.days {
            for (index, row) in day.rows.enumerated() where !inputs.targets[row].isNaN {
                predictions.append(
                    Evaluation.Prediction(
                        instant: records.instants[row], score: day.scores[index], actual: inputs.targets[row]))
                for rule in rules.indices { rules[rule].append(day.rules[rule][index]) }
            }
        }
        var asked = settings
        asked.split = .rollingOrigin
        var result = try Evaluation(
            asked, days: days, last.model, last.standardizer,
            train: (last.fitted, last.trainRows.map { inputs.targets[$0] }), predictions: predictions)
        result.trainDays = Set(last.trainRows.map { records.days[$0] }).count
        result.baselines = Evaluation.baselines(rules, predictions.map(\.actual))
        return (result, origin)
    }

    /// Which records a batch's model learns from.
    public enum Training: String, Sendable, CaseIterable {
        /// All records with a target.
        case all
        /// The first 70 % of the rows.
        case train70
    }

    /// Predicts some records, by default the testset, with a model trained on all records or the first 70 %.
    /// - Throws: `RegressionError` as `evaluate` does; `tooLarge` when a prediction is not a number.
    public mutating func batch(
        _ settings: ForecastSettings, training: Training, rows: [Int]? = nil
    ) throws(RegressionError) -> BatchPrediction {
        let (prepared, model) = try fit(settings, training)
        let rows = rows ?? records.testsetRows
        let scores = prepared.predict(model, rows: rows)
        guard scores.allSatisfy(\.isFinite) else { throw .tooLarge }
        return BatchPrediction(
            trainedRows: prepared.trainRows.count,
            scores: zip(rows, scores).map { .init(instant: records.instants[$0], score: $1) })
    }

    /// Fits a model to all records with a target, or to the first 70 % of them.
    mutating func fit(
        _ settings: ForecastSettings, _ training: Training
    ) throws(RegressionError) -> (prepared: PreparedFit, model: FittedModel) {
        try adopt(settings)
        var train = records.datasetRows
        if training == .train70 { train.removeLast(train.count - train.count * 70 / 100) }
        if let span = settings.trainingDays, let last = train.last {
            train.removeAll { records.days[$0] <= records.days[last] - span }
        }
        guard !train.isEmpty else { throw lack() }
        let prepared: PreparedFit
        var key = Key(settings, days: days)
        (key.percent, key.split, key.seed) = (training == .all ? 100 : 70, .sequential, 0)
        if let all, all.key == key {
            prepared = all.prepared
        } else {
            prepared = make(settings, train)
            if training == .all { all = (key, prepared) }
        }
        return (prepared, try prepared.fit(settings, records: records, days: days))
    }

    /// Makes the settings' training part ready, or finds it ready.
    mutating func prepare(_ settings: ForecastSettings) throws(RegressionError) -> Fold {
        let key = Key(settings, days: days)
        if let fold, fold.key == key { return fold }
        let split = try DataSplit.split(
            records, settings.split, percent: settings.trainPercent, seed: settings.sgd.seed,
            trainingDays: settings.trainingDays)
        if Task.isCancelled { throw .cancelled }
        let prepared = make(settings, split.train)
        let actuals = split.evaluation.map { inputs.targets[$0] }
        let fold = Fold(
            key: key, prepared: prepared, evaluation: split.evaluation,
            matrix: prepared.standardizer.matrix(prepared.raw, rows: split.evaluation),
            trainDays: Set(JoinedRecords.distinct(split.train.map { records.days[$0] })), actuals: actuals,
            rules: Evaluation.baselines(
                Baselines.learners.map { prepared.baselines.predictions($0, split.evaluation) ?? [] }, actuals))
        self.fold = fold
        return fold
    }

    /// Takes the settings' types, and says when there is nothing to learn from at all.
    mutating func adopt(_ settings: ForecastSettings) throws(RegressionError) {
        try settings.check()
        if settings.types != types {
            records = records.retyped(settings.types)
            types = settings.types
            (fold, all, features, net) = (nil, nil, nil, nil)
        }
        if records.datasetRows.isEmpty { throw lack() }
    }

    /// Why there is no record to learn from.
    private func lack() -> RegressionError {
        if records.instants.isEmpty, records.places.count > 1, records.counts.instantsAnyPlace > 0 {
            return .noOverlap(places: records.places.map(\.name))
        }
        if days >= 2, !records.noons.keys.contains(where: { $0 > (records.days.first ?? Int.max) }) {
            return .noTarget(column: records.targetName)
        }
        return .noTrainingRows(days: records.datasetDays.count)
    }

    private mutating func make(_ settings: ForecastSettings, _ rows: [Int]) -> PreparedFit {
        let encoding = settings.encodingValue(days: days)
        return PreparedFit(
            records, trainRows: rows, encoding: encoding, clip: settings.clip, bins: settings.bins,
            raw: RawFeatures.dependsOnTraining(encoding) ? nil : sharedFeatures(encoding), inputs: inputs)
    }

    /// An encoding's columns, built once.
    private mutating func sharedFeatures(_ encoding: Encoding) -> RawFeatures {
        if let features, features.encoding == encoding { return features.raw }
        let raw = RawFeatures.build(records, encoding, trainRows: [])
        features = (encoding, raw)
        return raw
    }
}

extension Evaluator.Key {
    init(_ settings: ForecastSettings, days: Int) {
        split = settings.split
        percent = settings.trainPercent
        seed = settings.split == .random ? settings.sgd.seed : 0
        encoding = settings.encodingValue(days: days)
        clip = settings.clip
        bins = encoding == .quantile ? settings.bins : 0
        trainingDays = settings.trainingDays
    }
}
