public import UtsiktBase

/// Trains the forecast off the main thread and hands out snapshots; the newest setting wins.
///
/// A new setting cancels what is being computed. New observations do not: the running computation finishes, and one more
/// follows for all that came meanwhile, so that a steady stream neither starves the picture nor queues work. A snapshot
/// comes in two steps: the model and its forecast at once, then what takes longer (`ForecastSnapshot.isComplete`).
public actor ForecastAnalysis {
    private var store: WeatherRecords
    private var given: ForecastWork.Given?
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
    private var live: LiveCorrelations?
    private var liveKey: LiveKey?
    private var kept: [PastForecast] = []
    private let attributions: [String]
    private let continuation: AsyncStream<ForecastSnapshot>.Continuation

    private struct LiveKey: Equatable {
        var places: [JoinPlace]
        var target: ForecastTarget
    }

    /// Every new snapshot; a slow reader misses the ones in between. For one reader.
    public nonisolated let snapshots: AsyncStream<ForecastSnapshot>

    /// Makes an analysis without observations.
    /// - Parameters:
    ///   - preferred: Whose observation of a place and instant counts where several sources have one.
    ///   - tolerance: So many minutes from a full hour an observation stands for the hour.
    ///   - attributions: What is to be shown where the observations are, by the terms of those who gave them.
    public init(
        settings: ForecastSettings = ForecastSettings(), today: CivilDay? = nil, preferred: [SourceID] = [],
        tolerance: Int = 0, attributions: [String] = []
    ) {
        self.attributions = attributions
        store = WeatherRecords(preferred: preferred, tolerance: tolerance)
        self.settings = settings
        self.today = today
        latest = ForecastSnapshot(today: today, settings: settings)
        latest.attributions = attributions
        (snapshots, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    deinit { continuation.finish() }

    /// Takes in observations and retrains.
    public func ingest(_ observations: [Observation]) {
        guard !observations.isEmpty else { return }
        for observation in observations {
            if store.insert(observation) { live?.insert(observation, minute: store.minute(of: observation.instant)) }
        }
        storeRevision += 1
        isStale = true
        if running == nil { start() }
    }

    /// Takes a datasource in place of all observations, and retrains; settings stay.
    public func take(_ datasource: WeatherDatasource) {
        switch datasource.content {
        case .observations(let records, let places): (store, given) = (records, .places(places))
        case .dataset(let records): (store, given) = (WeatherRecords(), .dataset(records))
        }
        (live, liveKey) = (nil, nil)
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

    /// Takes forecasts that were kept when they were made; they are scored with the others.
    public func recall(forecasts: [PastForecast]) {
        guard forecasts != kept else { return }
        kept = forecasts
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
            store: store, given: given, storeRevision: storeRevision, settings: settings, today: today, kept: kept,
            correlations: correlations(), cache: cache)
        running = Task { [weak self] in
            let first = await work.run()
            if let first {
                await self?.take(first, generation)
                let whole = await work.complete(first)
                await self?.finish(whole, generation)
            } else {
                await self?.finish(nil, generation)
            }
        }
    }

    /// The correlations to the target so far; the sums start anew when the places or the target change.
    private func correlations() -> [String: Double?] {
        guard !store.places.isEmpty, let target = ForecastWork.target(settings, store, given) else { return [:] }
        let key = LiveKey(places: ForecastWork.places(store, given), target: target)
        if key != liveKey || live == nil {
            live = LiveCorrelations(store, places: key.places, target: target)
            liveKey = key
        }
        return live?.byColumn ?? [:]
    }

    /// Publishes the first step of a snapshot.
    private func take(_ outcome: ForecastWork.Outcome, _ generation: Int) {
        guard generation == self.generation else { return }
        cache = outcome.cache
        publish(outcome.snapshot)
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
        snapshot.attributions = attributions
        latest = snapshot
        continuation.yield(snapshot)
    }
}
