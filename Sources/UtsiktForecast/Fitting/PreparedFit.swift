/// Training rows made ready: columns standardised, Gram matrix cached. A change of penalty is only a solve from here, and
/// an attribute switched off only a smaller system.
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
    /// - Parameters:
    ///   - raw: The encoding's columns when they are built already.
    ///   - inputs: What the rules look at when it is gathered already.
    /// - Complexity: O(rows × columns²).
    init(
        _ records: JoinedRecords, trainRows: [Int], encoding: Encoding, clip: Double?, bins: Int = 50,
        raw known: RawFeatures? = nil, inputs: BaselineInputs? = nil
    ) {
        let raw = known ?? RawFeatures.build(records, encoding, trainRows: trainRows, bins: bins)
        let standardizer = Standardizer(raw, trainRows: trainRows, clip: clip)
        let matrix = standardizer.matrix(raw, rows: trainRows)
        let baselines = Baselines(inputs ?? BaselineInputs(records), trainRows: trainRows)
        let targets = trainRows.map { records.targets[$0] }
        let gram = CentredGram(matrix)
        self.trainRows = trainRows
        self.raw = raw
        self.standardizer = standardizer
        self.matrix = matrix
        self.baselines = baselines
        self.targets = targets
        plain = LinearSystem(gram, matrix, targets)
        corrected = LinearSystem(gram, matrix, zip(targets, trainRows).map { $0 - baselines.hour($1) })
    }

    /// Fits a learner.
    /// - Parameters:
    ///   - days: Days of records, which decide the penalty by default.
    ///   - warm: The elastic net's coefficients at a penalty nearby.
    func fit(
        _ settings: ForecastSettings, records: JoinedRecords, days: Int, warm: [Double]? = nil
    ) throws(RegressionError) -> FittedModel {
        let active = raw.active(standardizer.kept, without: settings.excluded)
        var crossValidation: CrossValidation?
        if settings.lambda == .auto, settings.learner == .ridge || settings.learner == .corrected {
            crossValidation = try CrossValidation(
                self, records: records, isCorrected: settings.learner == .corrected, columns: active)
        }
        let context = FittedModel.Context(
            standardizer: standardizer, baselines: baselines, active: active,
            lambda: crossValidation?.chosen ?? settings.lambdaValue(days: days), warm: warm)
        var model = try FittedModel.fit(settings, context, plain: plain, corrected: corrected) {
            () throws(RegressionError) in
            // Ten passes of steps small enough for hundreds of rare columns do not reach the targets' level from 0.
            let start = settings.encodingValue(days: days) == .quantile ? baselines.mean : 0
            return try StochasticGradient.fit(matrix.part(active), targets, settings.sgd, bias: start)
        }
        model.crossValidation = crossValidation
        return model
    }

    /// Predictions for some joined records.
    /// - Parameter matrix: Their standardised columns when they are at hand.
    func predict(_ model: FittedModel, rows: [Int], matrix known: PanelMatrix? = nil) -> [Double] {
        model.predict(rows, matrix: { known ?? standardizer.matrix(raw, rows: rows) })
    }
}

/// A learner fitted to some training rows.
struct FittedModel: Sendable {
    /// What was fitted.
    var learner: Learner
    /// The penalty that was used, for ridge.
    var lambda: Double?
    /// The linear part over the active columns; nil for the rules.
    var fit: LinearFit?
    /// Coefficients over all kept columns, zero where a column is switched off.
    var weights: [Double] = []
    /// Positions of the columns that take part among the kept ones.
    var active: [Int] = []
    /// The rules fitted on the same rows.
    var baselines: Baselines
    /// The cross-validation that chose the penalty.
    var crossValidation: CrossValidation?
    /// How far SGD's weights went, in spreads of the target.
    var strain: Double?

    /// What fitting needs besides the systems.
    struct Context {
        var standardizer: Standardizer
        var baselines: Baselines
        var active: [Int]
        var lambda: Double
        var warm: [Double]?
    }

    /// Fits a learner to systems over all kept columns.
    /// - Parameter descend: Runs gradient descent on the rows, when that is the learner.
    static func fit(
        _ settings: ForecastSettings, _ context: Context, plain: LinearSystem, corrected: LinearSystem,
        descend: () throws(RegressionError) -> StochasticGradient.Solution
    ) throws(RegressionError) -> FittedModel {
        var model = FittedModel(learner: settings.learner, active: context.active, baselines: context.baselines)
        switch settings.learner {
        case .mean, .persistenceNow, .persistenceNoon, .persistenceHour: return model
        case .ridge, .corrected:
            let system = (settings.learner == .corrected ? corrected : plain).part(context.active)
            let b = try system.ridge(context.lambda)
            model.lambda = context.lambda
            model.take(b, intercept: system.intercept(b), context.standardizer)
        case .elasticNet:
            let system = plain.part(context.active)
            // Where the solution need not be the only one, it must not depend on what was solved before.
            let warm = settings.l1Ratio < 1 ? context.warm : nil
            let b = try ElasticNet(system).solve(alpha: settings.alpha, l1Ratio: settings.l1Ratio, warm: warm)
                .coefficients
            model.take(b, intercept: system.intercept(b), context.standardizer)
        case .sgd:
            let solution = try descend()
            model.strain = solution.strain
            model.take(solution.weights, intercept: solution.bias, context.standardizer)
        }
        return model
    }

    /// Takes coefficients over the active columns.
    mutating func take(_ b: [Double], intercept: Double, _ standardizer: Standardizer) {
        fit = LinearFit(
            b, intercept: intercept, means: active.map { standardizer.means[$0] },
            deviations: active.map { standardizer.deviations[$0] })
        weights = Array(repeating: 0, count: standardizer.kept.count)
        for (value, column) in zip(b, active) { weights[column] = value }
    }

    /// Predictions for some joined records; their standardised columns are only asked for when they count.
    func predict(_ rows: [Int], matrix: () -> PanelMatrix) -> [Double] {
        if let rule = baselines.predictions(learner, rows) { return rule }
        guard let fit else { return rows.map { _ in baselines.mean } }
        let linear = matrix().times(weights, plus: fit.interceptStd)
        guard learner == .corrected else { return linear }
        return zip(linear, rows).map { $0 + baselines.hour($1) }
    }
}
