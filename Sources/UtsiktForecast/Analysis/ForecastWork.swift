import UtsiktBase

/// One computation of a snapshot, with what the one before it can lend.
struct ForecastWork: Sendable {
    /// Joined records and prepared fits, which stay good while observations and target stay the same.
    struct Cache: Sendable {
        var storeRevision: Int
        var target: ForecastTarget
        var facts: ForecastSnapshot.Facts
        var evaluator: Evaluator
        var report: (types: [String: AttributeType], value: DataReport)?
        var curves: (key: ForecastSettings, lambda: [LambdaPoint], alpha: [AlphaPoint])?
    }
    struct Outcome: Sendable {
        var snapshot: ForecastSnapshot
        var cache: Cache?
    }

    /// What a datasource says of its records.
    enum Given: Sendable {
        /// The places in the order of their columns.
        case places([JoinPlace])
        /// Records that were joined before, in place of observations.
        case dataset(JoinedRecords)
    }

    let store: WeatherRecords
    let given: Given?
    let storeRevision: Int
    let settings: ForecastSettings
    let today: CivilDay?
    let kept: [PastForecast]
    let correlations: [String: Double?]
    let cache: Cache?

    /// What the settings predict; nil without observations.
    static func target(_ settings: ForecastSettings, _ store: WeatherRecords, _ given: Given?) -> ForecastTarget? {
        if case .dataset(let records) = given { return records.target }
        let places = places(store, given).map(\.name)
        guard let first = places.first else { return nil }
        let place = settings.targetPlace.flatMap { places.contains($0) ? $0 : nil } ?? first
        return ForecastTarget(place: place, field: settings.targetField, hour: settings.targetHour)
    }

    /// The places that are joined, in the order of their columns.
    static func places(_ store: WeatherRecords, _ given: Given?) -> [JoinPlace] {
        switch given {
        case .places(let places): places
        case .dataset(let records): records.places
        case nil: JoinPlace.distinct(store.places.sorted())
        }
    }

    /// Computes the model and its forecast; nil when it was cancelled.
    @concurrent
    func run() async -> Outcome? { compute() }

    func compute() -> Outcome? {
        let places = ForecastWork.places(store, given)
        guard let target = ForecastWork.target(settings, store, given) else {
            return Outcome(
                snapshot: ForecastSnapshot(today: today, settings: settings, problem: "no observations yet"), cache: nil
            )
        }
        var cache = reusable(target) ?? fresh(places, target)
        var snapshot = ForecastSnapshot(
            today: today, settings: settings, places: places.map(\.name), targetPlace: target.place, facts: cache.facts)
        snapshot.target = target
        snapshot.isComplete = false
        snapshot.notice = notice(target, places)
        if Task.isCancelled { return nil }
        do throws(RegressionError) {
            if settings.targetField.isWords {
                throw .badSetting(
                    name: "target", value: settings.targetField.name, allowed: "a field with numbers, as tempm")
            }
            let evaluation = try cache.evaluator.evaluate(settings)
            snapshot.histograms = evaluation.histograms
            snapshot.interval = evaluation.rmseInterval()
            snapshot.ranking = evaluation.ranking
            snapshot.byHour = evaluation.byHour
            snapshot.notices = evaluation.remarks
            try addCurves(&snapshot, &cache, evaluation)
            snapshot.evaluation = evaluation
        } catch {
            if error == .cancelled { return nil }
            snapshot.problem = error.problem + (error.remedy.isEmpty ? "" : ". " + error.remedy)
        }
        do throws(RegressionError) {
            snapshot.batch = try batch(&cache.evaluator)
            snapshot.made = made(snapshot, cache.evaluator.records)
        } catch {
            if error == .cancelled { return nil }
            if snapshot.problem == nil { snapshot.problem = error.problem }
        }
        snapshot.report = cache.report.flatMap { $0.types == settings.types ? marked($0.value) : nil }
        snapshot.schema = settings.schema(of: cache.evaluator.records)
        return Task.isCancelled ? nil : Outcome(snapshot: snapshot, cache: cache)
    }

    private func reusable(_ target: ForecastTarget) -> Cache? {
        guard let cache, cache.storeRevision == storeRevision, cache.target == target else { return nil }
        return cache
    }

    /// What to say when something else is predicted than was asked for.
    private func notice(_ target: ForecastTarget, _ places: [JoinPlace]) -> String? {
        if case .dataset(let records) = given {
            let asked = ForecastTarget(
                place: settings.targetPlace ?? target.place, field: settings.targetField, hour: settings.targetHour)
            return asked == target
                ? nil
                : "A dataset predicts its own target, \(records.targetName): open the raw files to choose another"
        }
        guard let asked = settings.targetPlace, asked != target.place else { return nil }
        return "No observations of ‘\(asked)’: this is the forecast of \(target.place). "
            + "There are observations of \(places.map(\.name).joined(separator: ", "))"
    }

    private func fresh(_ places: [JoinPlace], _ target: ForecastTarget) -> Cache {
        let records =
            if case .dataset(let given) = given { given } else { store.join(places: places, target: target) }
        var missing = 0
        for attribute in records.attributes { missing += attribute.texts.count { $0.isEmpty } }
        let values = records.attributes.count * records.instants.count
        let evaluator = Evaluator(records)
        return Cache(
            storeRevision: storeRevision, target: target,
            facts: ForecastSnapshot.Facts(
                observations: given == nil || !store.places.isEmpty ? store.observationCount : records.instants.count,
                records: records.instants.count, days: evaluator.days,
                datasetRows: records.datasetRows.count, testsetRows: records.testsetRows.count,
                skippedInstants: records.counts.skippedInstants, attributes: records.columnNames.count,
                missingShare: values > 0 ? Double(missing) / Double(values) : 0),
            evaluator: evaluator)
    }

    /// The curves do not depend on the penalty: a change of it alone finds them ready.
    private func addCurves(
        _ snapshot: inout ForecastSnapshot, _ cache: inout Cache, _ evaluation: Evaluation
    ) throws(RegressionError) {
        var key = settings
        (key.lambda, key.alpha) = (.byDays, 0)
        if cache.curves?.key != key {
            cache.curves = (
                key, try cache.evaluator.lambdaCurve(settings), try cache.evaluator.alphaCurve(settings)
            )
        }
        snapshot.lambdaCurve = cache.curves?.lambda ?? []
        snapshot.alphaCurve = cache.curves?.alpha ?? []
        guard let validation = evaluation.crossValidation else { return }
        for index in snapshot.lambdaCurve.indices {
            let place = validation.grid.firstIndex(of: snapshot.lambdaCurve[index].lambda)
            snapshot.lambdaCurve[index].cvRMSE = place.map { validation.rmse[$0] }
        }
    }

    /// The last day's records, predicted by a model that has seen every known target before them.
    private func batch(_ evaluator: inout Evaluator) throws(RegressionError) -> ForecastSnapshot.Batch? {
        let records = evaluator.records
        guard let last = records.days.last else { return nil }
        let rows = Array(records.days.partitioningIndex { $0 >= last }..<records.days.count)
        let prediction = try evaluator.batch(settings, training: .all, rows: rows)
        return ForecastSnapshot.Batch(
            day: CivilDay(number: last + 1), prediction: prediction, actual: records.noons[last + 1]?.value,
            trainedPart: try? evaluator.trainedPart(settings, rows: rows))
    }

    private func made(_ snapshot: ForecastSnapshot, _ records: JoinedRecords) -> PastForecast? {
        guard let batch = snapshot.batch, let last = batch.prediction.scores.last, let target = snapshot.target else {
            return nil
        }
        let now = records.targetPlaceColumn(target.field)?.numbers.last
        return PastForecast(
            target: target, madeFrom: last.instant, day: batch.day, predicted: last.score, actual: batch.actual,
            now: now.flatMap { $0.isNaN ? nil : $0 }, isReconstructed: false,
            words: settings.words(days: snapshot.facts.days))
    }

    private func marked(_ report: DataReport) -> DataReport {
        var report = report
        for index in report.attributes.indices {
            report.attributes[index].isExcluded =
                settings.excluded.contains(report.attributes[index].statistics.name)
        }
        return report
    }
}

/// What takes longer.
extension ForecastWork {
    /// Adds the data report, the rolling origin, the track record and the run; nil when it was cancelled.
    @concurrent
    func complete(_ first: Outcome) async -> Outcome? { completed(first) }

    func completed(_ first: Outcome) -> Outcome? {
        var outcome = first
        outcome.snapshot.isComplete = true
        guard var cache = first.cache else { return outcome }
        let records = cache.evaluator.records
        if outcome.snapshot.report == nil {
            let report = DataReport(records, settings, correlations: correlations)
            cache.report = (settings.types, report)
            outcome.snapshot.report = marked(report)
        }
        if Task.isCancelled { return nil }
        do throws(RegressionError) {
            try addRolling(&outcome.snapshot, &cache.evaluator)
        } catch {
            // What is beside the split is left out when it cannot be made.
            if error == .cancelled { return nil }
        }
        outcome.snapshot.run = ForecastRun(outcome.snapshot)
        outcome.cache = cache
        return Task.isCancelled ? nil : outcome
    }

    /// The most days that learners without a closed form are followed through.
    private static let slowDays = 14

    private func addRolling(
        _ snapshot: inout ForecastSnapshot, _ evaluator: inout Evaluator
    ) throws(RegressionError) {
        guard let target = snapshot.target, snapshot.evaluation != nil else { return }
        let records = evaluator.records
        let isQuick =
            settings.learner != .sgd && settings.learner != .elasticNet && settings.lambda != .auto
            && !RawFeatures.dependsOnTraining(settings.encodingValue(days: evaluator.days))
        let all = JoinedRecords.distinct(records.days).filter { day in
            records.datasetDays.first.map { day >= $0 + 2 } ?? false
        }
        let wanted = all.suffix(isQuick ? TrackRecord.limit : ForecastWork.slowDays)
        let judged = Set(RollingOrigin.evaluationDays(records, from: settings.rollingFrom))
        guard !wanted.isEmpty else { return }
        let origin = try evaluator.rolling(settings, wanted: Array(wanted)).origin
        let words = settings.words(days: evaluator.days)
        var reconstructed: [PastForecast] = []
        for day in origin.days {
            guard let row = day.rows.last, let score = day.scores.last, score.isFinite else { continue }
            let now = evaluator.inputs.now[row]
            reconstructed.append(
                PastForecast(
                    target: target, madeFrom: records.instants[row],
                    day: CivilDay(number: records.days[row] + 1), predicted: score, now: now.isNaN ? nil : now,
                    isReconstructed: true, words: words))
        }
        snapshot.track = TrackRecord(
            kept: kept, reconstructed: reconstructed, target: target, actuals: records.noons.mapValues(\.value))
        if isQuick, judged.isSubset(of: Set(wanted)) {
            snapshot.rolling = evaluator.summary(of: origin, days: judged)
        } else if settings.split == .rollingOrigin {
            snapshot.rolling = snapshot.evaluation.map(RollingSummary.init)
        }
    }
}

extension Evaluator {
    /// Some rows predicted by the model that was evaluated last, or by one of the first 70 % under a rolling origin.
    mutating func trainedPart(_ settings: ForecastSettings, rows: [Int]) throws(RegressionError) -> BatchPrediction {
        if settings.split == .rollingOrigin { return try batch(settings, training: .train70, rows: rows) }
        let fold = try prepare(settings)
        let model = try fold.prepared.fit(settings, records: records, days: days)
        let scores = fold.prepared.predict(model, rows: rows)
        guard scores.allSatisfy(\.isFinite) else { throw .tooLarge }
        return BatchPrediction(
            trainedRows: fold.prepared.trainRows.count,
            scores: zip(rows, scores).map { .init(instant: records.instants[$0], score: $1) })
    }

    /// Some days of a rolling origin in figures; nil when nothing of them is known.
    func summary(of origin: RollingOrigin, days wanted: Set<Int>) -> RollingSummary? {
        var predictions: [Evaluation.Prediction] = []
        var rules: [[Double]] = Baselines.learners.map { _ in [] }
        for day in origin.days {
            guard let first = day.rows.first, wanted.contains(records.days[first]) else { continue }
            for (index, row) in day.rows.enumerated() where !inputs.targets[row].isNaN {
                predictions.append(
                    Evaluation.Prediction(
                        instant: records.instants[row], score: day.scores[index], actual: inputs.targets[row]))
                for rule in rules.indices { rules[rule].append(day.rules[rule][index]) }
            }
        }
        return RollingSummary(predictions, Evaluation.baselines(rules, predictions.map(\.actual)))
    }
}

extension Evaluation {
    /// What to know of a model, in words.
    public var remarks: [String] {
        var remarks: [String] = []
        if settings.split == .random {
            remarks.append("a random split leaks: all records of a day share a target, so this error means nothing")
        } else if isLeaking {
            remarks.append("the split cuts a day in two: its target is known in training")
        }
        if settings.learner == .sgd, let mean = baselines.first(where: { $0.learner == .mean }),
            eval.rmse > 3 * mean.metrics.rmse || (strain ?? 0) > 50
        {
            remarks.append(
                "SGD is diverging: its steps are too large for outliers and rare columns. Clip the inputs, take a "
                    + "smaller eta0, or use ridge")
        }
        if settings.learner == .elasticNet, settings.l1Ratio == 1 {
            remarks.append("an l1 ratio of 1 need not have one solution where columns coincide; 0.95 has")
        }
        return remarks
    }
}
