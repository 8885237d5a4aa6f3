/// How the error depends on the penalty.
extension Evaluator {
    /// The evaluation error of each ridge penalty; empty for learners without one and for a rolling origin.
    /// - Complexity: O(columns³) a penalty; no curve beyond some hundred columns.
    public mutating func lambdaCurve(
        _ settings: ForecastSettings, grid: [Double] = Lambda.grid
    ) throws(RegressionError) -> [LambdaPoint] {
        guard settings.learner == .ridge || settings.learner == .corrected, settings.split != .rollingOrigin else {
            return []
        }
        try adopt(settings)
        let fold = try prepare(settings)
        guard fold.prepared.matrix.columns <= 400 else { return [] }
        var curve: [LambdaPoint] = []
        for lambda in grid {
            if Task.isCancelled { throw .cancelled }
            var step = settings
            step.lambda = .fixed(lambda)
            let model = try fold.prepared.fit(step, records: records, days: days)
            if let (train, eval) = judge(model, fold) {
                curve.append(LambdaPoint(lambda: lambda, trainRMSE: train, evalRMSE: eval))
            }
        }
        return curve
    }

    /// The evaluation error along the elastic net's path, from where all coefficients are zero downwards; empty for
    /// other learners and for a rolling origin.
    public mutating func alphaCurve(
        _ settings: ForecastSettings, count: Int = 30
    ) throws(RegressionError) -> [AlphaPoint] {
        guard settings.learner == .elasticNet, settings.split != .rollingOrigin else { return [] }
        try adopt(settings)
        let fold = try prepare(settings)
        guard fold.prepared.matrix.columns <= 400 else { return [] }
        let standardizer = fold.prepared.standardizer
        let active = fold.prepared.raw.active(standardizer.kept, without: settings.excluded)
        let system = fold.prepared.plain.part(active)
        let net = ElasticNet(system)
        let ratio = max(settings.l1Ratio, 0.01)
        let path = net.path(l1Ratio: ratio, count: count)
        var curve: [AlphaPoint] = []
        for (alpha, solution) in zip(path, try net.solve(path: path, l1Ratio: ratio)) {
            var model = FittedModel(learner: .elasticNet, active: active, baselines: fold.prepared.baselines)
            model.take(
                solution.coefficients, intercept: system.intercept(solution.coefficients), standardizer)
            if let (train, eval) = judge(model, fold) {
                curve.append(
                    AlphaPoint(alpha: alpha, nonzero: solution.nonzero, trainRMSE: train, evalRMSE: eval))
            }
        }
        return curve
    }

    /// The elastic net's path on the training part alone: the largest penalty first, each solved exactly.
    /// - Returns: The penalties, and how many coefficients are not zero.
    public mutating func elasticNetPath(
        _ settings: ForecastSettings, count: Int
    ) throws(RegressionError) -> [(alpha: Double, nonzero: Int)] {
        try adopt(settings)
        let fold = try prepare(settings)
        let active = fold.prepared.raw.active(fold.prepared.standardizer.kept, without: settings.excluded)
        let net = ElasticNet(fold.prepared.plain.part(active))
        let path = net.path(l1Ratio: settings.l1Ratio, count: count)
        return zip(path, try net.solve(path: path, l1Ratio: settings.l1Ratio)).map { ($0, $1.nonzero) }
    }

    private func judge(_ model: FittedModel, _ fold: Fold) -> (train: Double, eval: Double)? {
        let scores = fold.prepared.predict(model, rows: fold.evaluation, matrix: fold.matrix)
        let fitted = fold.prepared.predict(model, rows: fold.prepared.trainRows, matrix: fold.prepared.matrix)
        guard let eval = Metrics(predictions: scores, targets: fold.actuals),
            let train = Metrics(predictions: fitted, targets: fold.prepared.targets)
        else { return nil }
        return (train.rmse, eval.rmse)
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
    /// RMSE of the cross-validation by days, when one was made.
    public var cvRMSE: Double?

    /// Makes a point.
    public init(lambda: Double, trainRMSE: Double, evalRMSE: Double, cvRMSE: Double? = nil) {
        self.lambda = lambda
        self.trainRMSE = trainRMSE
        self.evalRMSE = evalRMSE
        self.cvRMSE = cvRMSE
    }
}

/// A penalty of the elastic net and what it leads to.
public struct AlphaPoint: Sendable, Hashable, Codable {
    /// The penalty.
    public var alpha: Double
    /// Coefficients that are not zero.
    public var nonzero: Int
    /// RMSE on the training records.
    public var trainRMSE: Double
    /// RMSE on the evaluation records.
    public var evalRMSE: Double
}
