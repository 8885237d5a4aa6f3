public import UtsiktBase

/// An evaluation in JSON: names and shapes as the commands promise them.
public struct EvaluationReport: Sendable, Encodable {
    /// What was fitted.
    public var learner: Learner
    /// How attributes became columns.
    public var encoding: Encoding
    /// How records were divided.
    public var split: SplitStrategy
    /// Percent of the records (or days) that train.
    public var trainPercent: Int
    /// The penalty, for ridge.
    public var lambda: Double?
    /// The elastic net's penalty.
    public var alpha: Double?
    /// The absolute part of it.
    public var l1Ratio: Double?
    /// Clipping of standardised values, if any.
    public var clip: Double?
    /// Training records.
    public var trainRows: Int
    /// Distinct days among them.
    public var trainDays: Int
    /// Evaluation records.
    public var evalRows: Int
    /// Distinct days among them.
    public var evalDays: Int
    /// Whether a day lies on both sides of the split.
    public var leaks: Bool
    /// The model's columns.
    public var columns: [String]
    /// Columns left out.
    public var dropped: [String]
    /// Training means of the columns.
    public var mean: [Double]
    /// Training deviations of the columns.
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
    /// RMSE on the training records.
    public var trainRmse: Double
    /// RMSE on the evaluation records.
    public var evalRmse: Double
    /// Mean error on the evaluation records, prediction − target.
    public var evalBias: Double
    /// All metrics of the evaluation.
    public var eval: Metrics
    /// Over-predictions.
    public var over: Int
    /// Under-predictions.
    public var under: Int
    /// Residuals in bins of the five widths.
    public var histograms: [ErrorHistogram]
    /// The rules on the same records.
    public var baselines: [String: Metrics]
    /// A 95 % interval of the RMSE by days, `[low, high]`; null below two days.
    @NullWhenMissing public var evalRmseInterval: [Double]?
    /// 1 − RMSE / RMSE of the best baseline.
    public var skill: Double?
    /// How the model compares, in words.
    public var verdict: String
    /// The cross-validation that chose the penalty.
    public var blockedCv: BlockedCV?
    /// The evaluation day by day, for a rolling origin.
    public var perDay: [Evaluation.Day]?

    /// A cross-validation in JSON.
    public struct BlockedCV: Sendable, Encodable {
        /// The penalties tried.
        public var grid: [Double]
        /// Their errors.
        public var cvRmse: [Double]
        /// The one chosen.
        public var chosen: Double
    }

    /// Makes the report of an evaluation.
    public init(_ evaluation: Evaluation) {
        self.init(evaluation, interval: evaluation.rmseInterval())
    }

    init(_ evaluation: Evaluation, interval: ClosedRange<Double>?) {
        let settings = evaluation.settings
        learner = settings.learner
        encoding = evaluation.encoding
        split = settings.split
        trainPercent = settings.trainPercent
        lambda = evaluation.lambda
        alpha = learner == .elasticNet ? settings.alpha : nil
        l1Ratio = learner == .elasticNet ? settings.l1Ratio : nil
        clip = settings.clip
        trainRows = evaluation.trainRows
        trainDays = evaluation.trainDays
        evalRows = evaluation.evalRows
        evalDays = evaluation.evalDays
        leaks = evaluation.isLeaking
        columns = evaluation.columns
        dropped = evaluation.dropped
        mean = evaluation.means
        sd = evaluation.deviations
        coefStd = evaluation.fit?.coefStd ?? []
        interceptStd = evaluation.fit?.interceptStd
        coefRaw = evaluation.fit?.coefRaw ?? []
        interceptRaw = evaluation.fit?.interceptRaw
        hourOffsets = evaluation.hourOffsets
        trainRmse = evaluation.train.rmse
        evalRmse = evaluation.eval.rmse
        evalBias = evaluation.eval.bias
        eval = evaluation.eval
        over = evaluation.eval.over
        under = evaluation.eval.under
        histograms = evaluation.histograms
        var rules: [String: Metrics] = [:]
        for baseline in evaluation.baselines { rules[EvaluationReport.key(baseline.learner)] = baseline.metrics }
        baselines = rules
        evalRmseInterval = interval.map { [$0.lowerBound, $0.upperBound] }
        skill = evaluation.skill
        verdict = evaluation.verdict
        blockedCv = evaluation.crossValidation.map { BlockedCV(grid: $0.grid, cvRmse: $0.rmse, chosen: $0.chosen) }
        perDay = settings.split == .rollingOrigin ? evaluation.perDay : nil
    }

    /// A rule's key in `baselines`: its name with underscores.
    public static func key(_ learner: Learner) -> String {
        String(learner.rawValue.map { $0 == "-" ? "_" : $0 })
    }
}
