import UtsiktBase

extension Evaluation {
    /// Judges predictions, with the model they come from.
    /// - Throws: `RegressionError.tooLarge` when something is not a number, `.noEvaluationRows` when there is none.
    init(
        _ settings: ForecastSettings, days: Int, _ model: FittedModel, _ standardizer: Standardizer,
        train: (fitted: [Double], targets: [Double]), predictions: [Prediction]
    ) throws(RegressionError) {
        guard !predictions.isEmpty else { throw .noEvaluationRows(days: 0) }
        guard let eval = Metrics(errors: predictions.map(\.residual)),
            let train = Metrics(predictions: train.fitted, targets: train.targets), model.fit?.isFinite ?? true,
            model.learner != .corrected || model.baselines.hourOffsets.allSatisfy(\.isFinite)
        else { throw .tooLarge }
        let active = model.fit == nil ? [] : model.active
        let isOff = Set(active)
        var evalDays = 0
        var last: Int?
        for prediction in predictions where prediction.instant.day.number != last {
            last = prediction.instant.day.number
            evalDays += 1
        }
        self.init(
            settings: settings, encoding: settings.encodingValue(days: days), lambda: model.lambda, trainRows: train.n,
            trainDays: 0, evalRows: predictions.count, evalDays: evalDays, isLeaking: false,
            columns: active.map { standardizer.names[$0] }, dropped: model.fit == nil ? [] : standardizer.dropped,
            switchedOff: model.fit == nil
                ? [] : standardizer.names.indices.filter { !isOff.contains($0) }.map { standardizer.names[$0] },
            means: active.map { standardizer.means[$0] }, deviations: active.map { standardizer.deviations[$0] },
            fit: model.fit, hourOffsets: model.learner == .corrected ? model.baselines.hourOffsets : nil,
            train: train, eval: eval, baselines: [], predictions: predictions, crossValidation: model.crossValidation,
            strain: model.strain)
    }

    /// The rules judged on the same records.
    static func baselines(_ rules: [[Double]], _ actuals: [Double]) -> [Baseline] {
        zip(Baselines.learners, rules).compactMap { learner, scores in
            Metrics(predictions: scores, targets: actuals).map { Baseline(learner: learner, metrics: $0) }
        }
    }
}
