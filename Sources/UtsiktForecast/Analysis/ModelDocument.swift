public import UtsiktBase

/// A trained model as a file: everything that is needed to predict a record with it by hand.
public struct ModelDocument: Sendable, Encodable {
    /// What was fitted.
    public var learner: Learner
    /// How attributes become columns.
    public var encoding: Encoding
    /// Quantile bins, where the encoding has some.
    public var bins: Int?
    /// The target's column.
    public var target: String
    /// The UTC hour of the next day that is predicted.
    public var targetHour: Int
    /// Records it was trained on.
    public var trainRows: Int
    /// Days among them.
    public var trainDays: Int
    /// The first training record.
    public var trainFirst: String?
    /// The last one.
    public var trainLast: String?
    /// The penalty, for ridge.
    public var lambda: Double?
    /// The elastic net's penalty.
    public var alpha: Double?
    /// The absolute part of it.
    public var l1Ratio: Double?
    /// Clipping of standardised values, if any.
    public var clip: Double?
    /// The model's columns.
    public var columns: [String]
    /// Their training means.
    public var mean: [Double]
    /// Their training deviations.
    public var sd: [Double]
    /// Coefficients on standardised columns.
    public var coefStd: [Double]
    /// The intercept that goes with them; null for a rule.
    @NullWhenMissing public var interceptStd: Double?
    /// Coefficients in the columns' units.
    public var coefRaw: [Double]
    /// The intercept that goes with them; null for a rule.
    @NullWhenMissing public var interceptRaw: Double?
    /// The mean change to the target by UTC hour, for the corrected ridge.
    public var hourOffsets: [Double]?
    /// The training mean of the target.
    public var targetMean: Double
    /// RMSE on the training records.
    public var trainRmse: Double
    /// All settings.
    public var settings: ForecastSettings
}

extension Evaluator {
    /// Trains a model without judging it.
    /// - Throws: `RegressionError` as `evaluate` does.
    public mutating func train(
        _ settings: ForecastSettings, training: Training
    ) throws(RegressionError) -> ModelDocument {
        let (prepared, model) = try fit(settings, training)
        let fitted = prepared.predict(model, rows: prepared.trainRows, matrix: prepared.matrix)
        guard let metrics = Metrics(predictions: fitted, targets: prepared.targets), model.fit?.isFinite ?? true else {
            throw .tooLarge
        }
        let active = model.fit == nil ? [] : model.active
        let encoding = settings.encodingValue(days: days)
        let isNet = settings.learner == .elasticNet
        return ModelDocument(
            learner: settings.learner, encoding: encoding, bins: encoding == .quantile ? settings.bins : nil,
            target: records.targetName, targetHour: records.target.hour, trainRows: prepared.trainRows.count,
            trainDays: JoinedRecords.distinct(prepared.trainRows.map { records.days[$0] }).count,
            trainFirst: prepared.trainRows.first.map { records.instants[$0].rowID },
            trainLast: prepared.trainRows.last.map { records.instants[$0].rowID }, lambda: model.lambda,
            alpha: isNet ? settings.alpha : nil, l1Ratio: isNet ? settings.l1Ratio : nil, clip: settings.clip,
            columns: active.map { prepared.standardizer.names[$0] },
            mean: active.map { prepared.standardizer.means[$0] },
            sd: active.map { prepared.standardizer.deviations[$0] }, coefStd: model.fit?.coefStd ?? [],
            interceptStd: model.fit?.interceptStd, coefRaw: model.fit?.coefRaw ?? [],
            interceptRaw: model.fit?.interceptRaw,
            hourOffsets: settings.learner == .corrected ? model.baselines.hourOffsets : nil,
            targetMean: model.baselines.mean, trainRmse: metrics.rmse, settings: settings)
    }
}
