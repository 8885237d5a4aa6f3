/// Each day predicted from all days before it, or from a window of them: how the model would have done day by day.
struct RollingOrigin: Sendable {
    /// One day's records as they were predicted.
    struct Day: Sendable {
        /// The records.
        var rows: [Int]
        /// The model's predictions.
        var scores: [Double]
        /// The rules' predictions, in the order of `Baselines.learners`.
        var rules: [[Double]]
    }
    /// The last day's model.
    struct Last: Sendable {
        var model: FittedModel
        var standardizer: Standardizer
        var trainRows: [Int]
        var fitted: [Double]
    }
    /// The days in order.
    var days: [Day] = []
    /// The last day's model; nil when no day was predicted.
    var last: Last?

    /// The days that a rolling origin judges: from the middle of the dataset on, from the third at the earliest, unless
    /// another first one is named.
    static func evaluationDays(_ records: JoinedRecords, from first: Int? = nil) -> [Int] {
        let days = records.datasetDays
        return Array(days.dropFirst(first ?? max(2, days.count / 2)))
    }

    /// Predicts some days.
    /// - Parameters:
    ///   - wanted: The days, ascending; each needs a training record on a day before it.
    ///   - allDays: Days of records, which decide the defaults.
    ///   - raw: The encoding's columns, where they do not depend on the training rows.
    ///   - judgesTraining: Whether the last model's predictions of its own training rows are wanted.
    /// - Throws: `RegressionError` as fitting does.
    static func run(
        _ records: JoinedRecords, _ settings: ForecastSettings, wanted: [Int], allDays: Int, raw: RawFeatures?,
        inputs: BaselineInputs, judgesTraining: Bool
    ) throws(RegressionError) -> RollingOrigin {
        var result = RollingOrigin()
        let positions = Positions(records, settings.trainingDays)
        let isRule = Baselines.learners.contains(settings.learner)
        let isClosed = settings.learner != .sgd && settings.lambda != .auto || settings.learner == .elasticNet
        var moments: RollingMoments?
        if let raw, isClosed, !isRule {
            moments = RollingMoments(raw, inputs, rows: records.datasetRows, clip: settings.clip)
        }
        for (index, day) in wanted.enumerated() {
            if Task.isCancelled { throw .cancelled }
            let training = positions.training(before: day)
            guard !training.isEmpty else { continue }
            let rows = positions.rows(of: day)
            let trainRows = Array(records.datasetRows[training])
            let last: Last
            if isRule {
                let baselines = Baselines(inputs, trainRows: trainRows)
                last = Last(
                    model: FittedModel(learner: settings.learner, baselines: baselines),
                    standardizer: Standardizer(names: [], moments: [], clip: nil), trainRows: trainRows, fitted: [])
                result.append(rows, last.model.predict(rows) { PanelMatrix(rows: 0, columns: 0) }, baselines)
            } else if moments != nil, let raw {
                moments?.move(to: training)
                guard let fold = moments?.fold() else { continue }
                let context = FittedModel.Context(
                    standardizer: fold.standardizer, baselines: fold.baselines,
                    active: raw.active(fold.standardizer.kept, without: settings.excluded),
                    lambda: settings.lambdaValue(days: allDays))
                let model = try FittedModel.fit(settings, context, plain: fold.plain, corrected: fold.corrected) {
                    () throws(RegressionError) in throw .cancelled
                }
                last = Last(model: model, standardizer: fold.standardizer, trainRows: fold.trainRows, fitted: [])
                result.append(rows, model.predict(rows) { fold.standardizer.matrix(raw, rows: rows) }, fold.baselines)
            } else {
                let prepared = PreparedFit(
                    records, trainRows: trainRows, encoding: settings.encodingValue(days: allDays), clip: settings.clip,
                    bins: settings.bins, raw: raw, inputs: inputs)
                let model = try prepared.fit(settings, records: records, days: allDays)
                let isLast = index == wanted.count - 1 && judgesTraining
                last = Last(
                    model: model, standardizer: prepared.standardizer, trainRows: trainRows,
                    fitted: isLast ? prepared.predict(model, rows: trainRows, matrix: prepared.matrix) : [])
                result.append(rows, prepared.predict(model, rows: rows), prepared.baselines)
            }
            result.last = last
        }
        if judgesTraining { result.judgeTraining(raw) }
        return result
    }

    private mutating func append(_ rows: [Int], _ scores: [Double], _ baselines: Baselines) {
        let rules = Baselines.learners.map { baselines.predictions($0, rows) ?? [] }
        days.append(Day(rows: rows, scores: scores, rules: rules))
    }

    private mutating func judgeTraining(_ raw: RawFeatures?) {
        guard let last, last.fitted.isEmpty else { return }
        self.last?.fitted = last.model.predict(last.trainRows) {
            raw.map { last.standardizer.matrix($0, rows: last.trainRows) } ?? PanelMatrix(rows: 0, columns: 0)
        }
    }

    /// Where days begin among the dataset's rows and among all records.
    private struct Positions {
        private let datasetDays: [Int]
        private let days: [Int]
        private let window: Int?

        init(_ records: JoinedRecords, _ window: Int?) {
            datasetDays = records.datasetRows.map { records.days[$0] }
            days = records.days
            self.window = window
        }

        /// The dataset's positions before a day, within the window.
        func training(before day: Int) -> Range<Int> {
            let end = datasetDays.partitioningIndex { $0 >= day }
            guard let window, end > 0 else { return 0..<end }
            let start = datasetDays.partitioningIndex { $0 > datasetDays[end - 1] - window }
            return min(start, end)..<end
        }

        /// All records of a day.
        func rows(of day: Int) -> [Int] {
            Array(days.partitioningIndex { $0 >= day }..<days.partitioningIndex { $0 > day })
        }
    }
}
