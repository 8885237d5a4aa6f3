/// Training rows made ready: columns standardised, Gram matrix cached. A change of penalty is only a solve from here.
struct PreparedFit: Sendable {
    /// The training rows.
    let trainRows: [Int]
    /// How columns are standardised.
    let standardizer: Standardizer
    /// The raw columns over all joined records.
    let raw: RawFeatures
    /// The standardised training rows.
    let matrix: PanelMatrix
    /// The training targets.
    let targets: [Double]
    /// The rules fitted on the same rows.
    let baselines: Baselines
    /// The system of the targets.
    let plain: LinearSystem
    /// The system of what the hour-adjusted persistence leaves over.
    let corrected: LinearSystem

    /// Prepares training rows.
    /// - Parameter raw: The encoding's columns when they are built already.
    /// - Complexity: O(rows × columns²).
    init(
        _ records: JoinedRecords, trainRows: [Int], encoding: Encoding, clip: Double?, bins: Int = 50,
        raw known: RawFeatures? = nil
    ) {
        let raw = known ?? RawFeatures.build(records, encoding, trainRows: trainRows, bins: bins)
        let standardizer = Standardizer(raw, trainRows: trainRows, clip: clip)
        let matrix = standardizer.matrix(raw, rows: trainRows)
        let baselines = Baselines(records, trainRows: trainRows)
        let targets = trainRows.map { records.targets[$0] }
        let gram = matrix.gram()
        self.trainRows = trainRows
        self.raw = raw
        self.standardizer = standardizer
        self.matrix = matrix
        self.baselines = baselines
        self.targets = targets
        plain = LinearSystem(matrix, targets, gram: gram)
        corrected = LinearSystem(
            matrix, zip(targets, trainRows).map { $0 - baselines.hour[$1] }, gram: gram)
    }

    /// A fitted model.
    struct Model: Sendable {
        /// What was fitted.
        var learner: Learner
        /// The penalty that was used, for ridge.
        var lambda: Double?
        /// The linear part; nil for the rules.
        var fit: LinearFit?
        /// The cross-validation that chose the penalty.
        var crossValidation: CrossValidation?
    }

    /// Fits a learner.
    /// - Parameter days: Days of records, which decide the penalty by default.
    func fit(_ settings: ForecastSettings, records: JoinedRecords, days: Int) throws(RegressionError) -> Model {
        switch settings.learner {
        case .mean, .persistenceNow, .persistenceNoon, .persistenceHour:
            return Model(learner: settings.learner)
        case .ridge, .corrected:
            var crossValidation: CrossValidation?
            var lambda = settings.lambdaValue(days: days)
            if settings.lambda == .auto {
                crossValidation = try CrossValidation(
                    self, records: records, isCorrected: settings.learner == .corrected)
                lambda = crossValidation?.chosen ?? lambda
            }
            let system = settings.learner == .corrected ? corrected : plain
            return Model(
                learner: settings.learner, lambda: lambda, fit: linear(try system.ridge(lambda), system),
                crossValidation: crossValidation)
        case .elasticNet:
            let solution = try ElasticNet(plain).solve(alpha: settings.alpha, l1Ratio: settings.l1Ratio)
            return Model(learner: .elasticNet, fit: linear(solution.coefficients, plain))
        case .sgd:
            let (weights, bias) = try StochasticGradient.fit(matrix, targets, settings.sgd)
            return Model(learner: .sgd, fit: linear(weights, intercept: bias))
        }
    }

    private func linear(_ coefficients: [Double], _ system: LinearSystem) -> LinearFit {
        linear(coefficients, intercept: system.intercept(coefficients))
    }

    private func linear(_ coefficients: [Double], intercept: Double) -> LinearFit {
        LinearFit(
            coefficients, intercept: intercept, means: standardizer.means, deviations: standardizer.deviations)
    }

    /// Predictions for some joined records.
    /// - Parameter matrix: Their standardised columns when they are at hand.
    func predict(_ model: Model, rows: [Int], matrix known: PanelMatrix? = nil) -> [Double] {
        if let rule = baselines.predictions(model.learner, rows) { return rule }
        guard let fit = model.fit else { return rows.map { _ in baselines.mean } }
        let matrix = known ?? standardizer.matrix(raw, rows: rows)
        let linear = matrix.times(fit.coefStd, plus: fit.interceptStd)
        guard model.learner == .corrected else { return linear }
        return zip(linear, rows).map { $0 + baselines.hour[$1] }
    }
}
