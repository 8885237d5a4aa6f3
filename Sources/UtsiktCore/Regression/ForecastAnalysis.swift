/// Trains the forecast off the main thread and hands out snapshots; the newest setting wins.
///
/// A new setting cancels what is being computed. New observations do not: the running computation finishes, and one more
/// follows for all that came meanwhile, so that a steady stream neither starves the picture nor queues work.
public actor ForecastAnalysis {
    private var store = WeatherRecords()
    private var storeRevision = 0
    private var settings: ForecastSettings
    private var today: CivilDay?
    private var latest: ForecastSnapshot
    private var revision = 0
    private var running: Task<Void, Never>?
    /// Which computation may publish; an older one that comes in late is dropped.
    private var generation = 0
    private var isStale = false
    private var cache: ForecastWork.Cache?
    private let continuation: AsyncStream<ForecastSnapshot>.Continuation

    /// Every new snapshot; a slow reader misses the ones in between. For one reader.
    public nonisolated let snapshots: AsyncStream<ForecastSnapshot>

    /// Makes an analysis without observations.
    public init(settings: ForecastSettings = ForecastSettings(), today: CivilDay? = nil) {
        self.settings = settings
        self.today = today
        latest = ForecastSnapshot(today: today, settings: settings)
        (snapshots, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    deinit { continuation.finish() }

    /// Takes in observations and retrains.
    public func ingest(_ observations: [Observation]) {
        guard !observations.isEmpty else { return }
        for observation in observations { store.insert(observation) }
        storeRevision += 1
        isStale = true
        if running == nil { start() }
    }

    /// Takes new settings, cancels what is being computed with older ones, and retrains.
    public func set(_ settings: ForecastSettings) {
        guard settings != self.settings else { return }
        self.settings = settings
        restart()
    }

    /// Takes the world's day.
    public func setToday(_ day: CivilDay) {
        guard day != today else { return }
        today = day
        isStale = true
        if running == nil { start() }
    }

    /// The snapshot of everything that has been taken in and set, once it is computed.
    public func current() async -> ForecastSnapshot {
        while let running { await running.value }
        return latest
    }

    private func restart() {
        running?.cancel()
        running = nil
        isStale = true
        start()
    }

    private func start() {
        isStale = false
        generation += 1
        let generation = generation
        let work = ForecastWork(
            store: store, storeRevision: storeRevision, settings: settings, today: today, cache: cache)
        running = Task { [weak self] in
            let outcome = await work.run()
            await self?.finish(outcome, generation)
        }
    }

    private func finish(_ outcome: ForecastWork.Outcome?, _ generation: Int) {
        guard generation == self.generation else { return }
        running = nil
        if let outcome {
            cache = outcome.cache
            publish(outcome.snapshot)
        }
        if isStale { start() }
    }

    private func publish(_ snapshot: ForecastSnapshot) {
        revision += 1
        var snapshot = snapshot
        snapshot.revision = revision
        latest = snapshot
        continuation.yield(snapshot)
    }
}

/// One computation of a snapshot, with what the one before it can lend.
struct ForecastWork: Sendable {
    /// Joined records and prepared fits, which stay good while observations and target stay the same.
    struct Cache: Sendable {
        var storeRevision: Int
        var target: String
        var facts: ForecastSnapshot.Facts
        var evaluator: Evaluator
    }
    struct Outcome: Sendable {
        var snapshot: ForecastSnapshot
        var cache: Cache?
    }

    let store: WeatherRecords
    let storeRevision: Int
    let settings: ForecastSettings
    let today: CivilDay?
    let cache: Cache?

    /// Computes the snapshot; nil when it was cancelled.
    @concurrent
    func run() async -> Outcome? { compute() }

    func compute() -> Outcome? {
        let places = store.places.sorted()
        guard let first = places.first else {
            return Outcome(
                snapshot: ForecastSnapshot(today: today, settings: settings, problem: "no observations yet"), cache: nil
            )
        }
        let target = settings.targetPlace.flatMap { places.contains($0) ? $0 : nil } ?? first
        var cache = reusable(target) ?? fresh(places, target)
        var snapshot = ForecastSnapshot(
            today: today, settings: settings, places: places, targetPlace: target, facts: cache.facts)
        if let asked = settings.targetPlace, asked != target {
            snapshot.notice =
                "No observations of ‘\(asked)’: this is the forecast of \(target). "
                + "There are observations of \(places.joined(separator: ", "))"
        }
        if Task.isCancelled { return nil }
        do throws(RegressionError) {
            let evaluation = try cache.evaluator.evaluate(settings)
            snapshot.histograms = evaluation.histograms
            snapshot.interval = evaluation.rmseInterval()
            snapshot.evaluation = evaluation
            snapshot.lambdaCurve = try cache.evaluator.lambdaCurve(settings)
        } catch {
            if error == .cancelled { return nil }
            snapshot.problem = error.problem + (error.remedy.isEmpty ? "" : ". " + error.remedy)
        }
        do throws(RegressionError) {
            snapshot.batch = try batch(&cache.evaluator)
        } catch {
            if error == .cancelled { return nil }
            if snapshot.problem == nil { snapshot.problem = error.problem }
        }
        return Task.isCancelled ? nil : Outcome(snapshot: snapshot, cache: cache)
    }

    private func reusable(_ target: String) -> Cache? {
        guard let cache, cache.storeRevision == storeRevision, cache.target == target else { return nil }
        return cache
    }

    private func fresh(_ places: [String], _ target: String) -> Cache {
        let records = store.join(places: JoinPlace.distinct(places), target: ForecastTarget(place: target))
        var missing = 0
        for attribute in records.attributes { missing += attribute.texts.count { $0.isEmpty } }
        let values = records.attributes.count * records.instants.count
        let evaluator = Evaluator(records)
        return Cache(
            storeRevision: storeRevision, target: target,
            facts: ForecastSnapshot.Facts(
                observations: store.observationCount, records: records.instants.count, days: evaluator.days,
                datasetRows: records.datasetRows.count, testsetRows: records.testsetRows.count,
                skippedInstants: records.counts.skippedInstants, attributes: records.columnNames.count,
                missingShare: values > 0 ? Double(missing) / Double(values) : 0),
            evaluator: evaluator)
    }

    /// The last day's records, foretold by a model that has seen every known target before them.
    private func batch(_ evaluator: inout Evaluator) throws(RegressionError) -> ForecastSnapshot.Batch? {
        let records = evaluator.records
        guard let last = records.days.last else { return nil }
        let rows = records.days.indices.filter { records.days[$0] == last }
        let prediction = try evaluator.batch(settings, training: .all, rows: rows)
        return ForecastSnapshot.Batch(
            day: CivilDay(number: last + 1), prediction: prediction,
            trainedPartMean: evaluator.trainedPartMean(settings, rows: rows),
            actual: records.noons[last + 1]?.value)
    }
}

extension Evaluator {
    /// The mean prediction of the last evaluated model for some rows; nil when there is none.
    func trainedPartMean(_ settings: ForecastSettings, rows: [Int]) -> Double? {
        guard let fold = folds.last, let model = try? fold.prepared.fit(settings, records: records, days: days) else {
            return nil
        }
        let scores = fold.prepared.predict(model, rows: rows)
        return scores.isEmpty ? nil : Statistics.finite(Statistics.mean(scores))
    }
}
