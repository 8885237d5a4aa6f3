public import UtsiktBase

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
    /// The place whose noon is predicted; empty when there is none.
    public var targetPlace: String
    /// What was counted.
    public var facts: Facts
    /// The model judged; nil when there is too little to learn from.
    public var evaluation: Evaluation?
    /// The residual histograms of the five widths.
    public var histograms: [ErrorHistogram]
    /// A 95 % interval of the RMSE by days.
    public var interval: ClosedRange<Double>?
    /// The last day's records predicted by the model trained on all rows.
    public var batch: Batch?
    /// RMSE by penalty; empty for learners without one.
    public var lambdaCurve: [LambdaPoint]
    /// Why there is no model, or why not with the newest settings.
    public var problem: String?
    /// What to know of the forecast that is shown, as that it is not of the place that was asked for; nil as a rule.
    public var notice: String?
    /// Other remarks that end nothing: a split that leaks, steps that were too large.
    public var notices: [String] = []
    /// What is to be shown where the observations are, by the terms of the services that gave them.
    public var attributions: [String] = []
    /// What is predicted; nil without observations.
    public var target: ForecastTarget?
    /// The data report; nil until it is made.
    public var report: DataReport?
    /// The columns in the 2015 service's schema names.
    public var schema: DataSchema?
    /// The coefficients, the largest effect first.
    public var ranking: [RankedCoefficient] = []
    /// The errors by the records' hour.
    public var byHour: [HourError] = []
    /// RMSE along the elastic net's path; empty for other learners.
    public var alphaCurve: [AlphaPoint] = []
    /// The rolling origin beside the split; nil until it is made, and for learners that would take too long.
    public var rolling: RollingSummary?
    /// What was said on past evenings, and what came.
    public var track = TrackRecord()
    /// The model as a run to keep; nil without one, and until the rolling origin is there.
    public var run: ForecastRun?
    /// The newest forecast, to keep until its truth is known.
    public var made: PastForecast?
    /// Whether the parts that take longer (report, rolling origin, track record, run) are there.
    public var isComplete = true

    /// The unit of what is predicted.
    public var unit: String { target?.field.unit ?? WeatherField.tempm.unit }

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
        /// The day that is predicted.
        public var day: CivilDay
        /// One prediction from each record of the day before.
        public var prediction: BatchPrediction
        /// The mean prediction of the model that was evaluated, trained on the training part only.
        public var trainedPartMean: Double?
        /// What was measured, when it is known.
        public var actual: Double?
        /// The same records predicted by the model that was evaluated, trained on the training part only.
        public var trainedPart: BatchPrediction?

        /// Makes a forecast.
        public init(
            day: CivilDay, prediction: BatchPrediction, trainedPartMean: Double? = nil, actual: Double? = nil,
            trainedPart: BatchPrediction? = nil
        ) {
            self.day = day
            self.prediction = prediction
            self.trainedPartMean = trainedPartMean ?? trainedPart?.mean
            self.actual = actual
            self.trainedPart = trainedPart
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
