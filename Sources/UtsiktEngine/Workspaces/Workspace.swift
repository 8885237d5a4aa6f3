import Foundation
package import UtsiktCore
import UtsiktSources

/// Everything that runs behind the screen, the same for the dashboard and the headless commands: the database, the
/// fetching, the two analyses, and for a replayed world its server and clock.
package struct Workspace: Sendable {
    /// The database.
    package let store: Store
    /// What fetches.
    package let ingestor: Ingestor
    /// The count of hashtags, live.
    package var topics: any TopicsCounting
    /// The forecast of tomorrow's noon, live.
    package let forecast: ForecastAnalysis
    /// The world's label and clocks.
    package let world: StoreWorld
    /// The replay's server and clock; nil for live services.
    package let replay: Replay?
    /// Where the way of counting is kept; nil for a sample world, which begins as in 2015 every time.
    package var topicsMemory: TopicsMemory?
    /// How long rows are kept.
    package var retention = Retention()
    /// The case or dataset that the forecast learns from, in place of the database's observations.
    package var datasource: String?

    /// A sample world that is served to the connectors over loopback HTTP.
    package struct Replay: Sendable {
        let server: ReplayServer
        let clock: ReplayPaceClock
    }

    /// Opens the bundled sample world.
    /// - Parameters:
    ///   - assets: Where the bundled samples are.
    ///   - database: The database's path; nil for a temporary one that goes with the workspace.
    ///   - speed: How fast the replay runs at first.
    ///   - waitsForRoom: Whether fetching waits when the disk is full; otherwise it ends.
    package static func demo(
        assets: AssetLocator, database: String?, speed: ReplaySpeed, waitsForRoom: Bool = false
    ) async throws -> Workspace {
        let sample = try SampleWorld.load(assets)
        let store = try database.map { try Store.open(path: $0) } ?? Store.temporary()
        let world = StoreWorld(
            label: SampleWorld.label, isReplay: true, topicsNow: sample.topicsNow, weatherToday: sample.weatherToday)
        if let found = try await store.world() {
            guard found.isReplay else { throw WorkspaceError.liveDatabase(store.path) }
        } else {
            guard try await store.counts().tasks == 0 else { throw WorkspaceError.liveDatabase(store.path) }
            try await store.setWorld(world)
        }
        // A resumed world goes on where its journal ends: budgets would else be counted from the future.
        var start = sample.paceStart
        for source in try await store.sources() {
            let calls = try await store.calls(source.id, since: start)
            // A replay goes through hours; an instant in the far future is none of its calls.
            let latest = sample.paceStart.adding(seconds: 366 * 86_400)
            start = max(start, calls.values.joined().filter { $0 <= latest }.max() ?? start)
        }
        let clock = ReplayPaceClock(start: start, speed: speed)
        // What this world's servers have answered wrongly stays so, however often one is started.
        let server = ReplayServer(
            world: sample, clock: clock, answered: try await store.faults(),
            onFault: { request, count in try? await store.keep(fault: request, count: count) })
        let url = ReplayServer.baseURL(port: try await server.start())
        let transport = CurlTransport()
        var topics = TopicsQuery.preset2015
        topics.now = sample.topicsNow
        var options = IngestOptions()
        options.waitsForRoom = waitsForRoom
        return Workspace(
            store: store,
            ingestor: Ingestor(
                sources: [
                    sample.postsSource(baseURL: url, transport: transport),
                    sample.weatherSource(baseURL: url, transport: transport),
                ], store: store, clock: clock, options: options),
            topics: CountingEngine.embedded(topics),
            forecast: ForecastAnalysis(
                settings: ForecastSettings(targetPlace: sample.targetPlace), today: sample.weatherToday),
            world: world, replay: Replay(server: server, clock: clock))
    }

    /// Makes the connector of a configured source.
    /// - Parameter unusable: Is told when a secret is missing; nil to throw instead.
    /// - Returns: The connector; nil without its secret, or when the register does not know the service.
    private static func source(
        _ source: ConfiguredSource, _ files: ConfigurationFiles, _ transport: any HTTPTransport,
        _ sessions: SessionFolder, _ unusable: (@Sendable (ConfigurationError) -> Void)?
    ) throws(ConfigurationError) -> (any Source)? {
        var secrets: [String: Secret] = [:]
        for (name, origin) in source.values.secrets.sorted(by: { $0.key < $1.key }) {
            do {
                secrets[name] = Secret(try files.secret(origin))
            } catch {
                guard let unusable else { throw error }
                unusable(
                    ConfigurationError("no \(source.id): \(error.problem)", at: error.location, remedy: error.remedy))
                return nil
            }
        }
        let means = SourceMeans(secrets: secrets, transport: transport, sessions: sessions)
        return files.services[source.service]?.source(source.id, source.values, means)
    }

    /// Makes the connector of a configured source, to ask it once.
    /// - Throws: `ConfigurationError` when its secret is missing.
    package static func connector(
        _ configured: ConfiguredSource, _ files: ConfigurationFiles, database: String
    ) throws(ConfigurationError) -> any Source {
        guard let source = try source(configured, files, CurlTransport(), SessionFolder(database: database), nil) else {
            throw ConfigurationError(
                "there is no service ‘\(configured.service)’", at: nil, remedy: "`utsikt sources` lists them")
        }
        return source
    }

    /// Opens the user's own world.
    /// - Parameters:
    ///   - configuration: What to fetch from where.
    ///   - database: A database named on the command line; nil for the configured one.
    ///   - files: Where the secrets are.
    ///   - watch: Whether to look again for new pages when everything has been fetched.
    ///   - clock: What all waiting is done on.
    ///   - unusable: Is told of a source without its secret, which is left out then; nil to throw instead.
    package static func live(
        _ configuration: Configuration, database: String?, files: ConfigurationFiles, watch: Bool,
        clock: any PaceClock = SystemPaceClock(),
        unusable: (@Sendable (ConfigurationError) -> Void)? = nil
    ) async throws -> Workspace {
        let path = database ?? configuration.database
        let store = try openForUse(path)
        let memory = TopicsMemory(files, database: path, configured: configuration.topics)
        var topics = memory.query
        topics.now = WorldClock.system.now
        let world = StoreWorld(label: "", isReplay: false)
        if let found = try await store.world() {
            guard !found.isReplay else { throw WorkspaceError.replayDatabase(store.path) }
            guard found.label == world.label else { throw WorkspaceError.otherData(store.path) }
        } else {
            try await store.setWorld(world)
        }
        let observing = configuration.sources.filter { $0.content == .observations }.map(\.service)
        let rules = try await files.services.observationRules(observing, in: store)
        let transport = CurlTransport()
        let sources = try configuration.sources.compactMap { source in
            try Self.source(source, files, transport, SessionFolder(database: path), unusable)
        }
        var options = IngestOptions()
        options.watchSeconds = watch ? 900 : nil
        options.waitsForRoom = watch
        // A service that was down may be up again.
        options.retriesSetAside = true
        return Workspace(
            store: store,
            ingestor: Ingestor(sources: sources, store: store, clock: clock, options: options),
            topics: CountingEngine.embedded(topics),
            forecast: ForecastAnalysis(
                settings: ForecastSettings(targetPlace: configuration.target), today: WorldClock.system.now.day,
                preferred: configuration.preferred, tolerance: rules.tolerance, attributions: rules.attributions),
            world: world, replay: nil, topicsMemory: memory, retention: configuration.retention)
    }

    /// Opens a database to show what it holds; nothing will be fetched.
    /// - Parameters:
    ///   - database: The path of a database that exists.
    ///   - target: The place whose noon is forecast; nil for the first by name.
    package static func stored(database: String, target: String? = nil) async throws -> Workspace {
        guard FileManager.default.fileExists(atPath: database) else { throw WorkspaceError.noDatabase(database) }
        let store = try Store.open(path: database)
        let world =
            try await store.world() ?? StoreWorld(label: "", isReplay: false)
        var query = world.isReplay ? TopicsQuery.preset2015 : TopicsQuery()
        query.now = world.topicsNow ?? WorldClock.system.now
        let today = world.weatherToday ?? WorldClock.system.now.day
        let rules = try await ServiceRegister.all.observationRules(in: store)
        return Workspace(
            store: store, ingestor: Ingestor(sources: [], store: store, clock: SystemPaceClock()),
            topics: CountingEngine.embedded(query),
            forecast: ForecastAnalysis(
                settings: ForecastSettings(targetPlace: target), today: today,
                tolerance: rules.tolerance, attributions: rules.attributions), world: world, replay: nil)
    }

    /// Opens a case or a dataset: the forecast learns from its files, runs and forecasts are kept in the database.
    /// - Parameters:
    ///   - path: What `WeatherDatasource` reads.
    ///   - database: The database's path; nil for a temporary one that goes with the workspace.
    package static func opened(_ path: String, database: String?) async throws -> Workspace {
        let source = try WeatherDatasource(path: path)
        let store = try database.map { try openForUse($0) } ?? Store.temporary()
        let today = source.lastDay.map { CivilDay(number: $0.number + 1) }
        let world = StoreWorld(label: source.name, isReplay: false, weatherToday: today)
        if let found = try await store.world() {
            guard !found.isReplay else { throw WorkspaceError.replayDatabase(store.path) }
            guard found.label == world.label else { throw WorkspaceError.otherData(store.path) }
        }
        try await store.setWorld(world)
        return Workspace(
            store: store, ingestor: Ingestor(sources: [], store: store, clock: SystemPaceClock()),
            topics: CountingEngine.embedded(TopicsQuery(now: WorldClock.system.now)),
            forecast: ForecastAnalysis(settings: source.aimed(ForecastSettings()), today: today), world: world,
            replay: nil, datasource: path)
    }

    /// Opens a database at a path whose folders may not exist yet.
    private static func openForUse(_ path: String) throws -> Store {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try Store.open(path: path)
    }

    /// Hands the analyses what the database holds already. Must end before `Ingestor.run` starts.
    package func load() async throws {
        // What another process adds from here on is told as an event; a row that comes twice counts once.
        await ingestor.follow(from: try await store.mark())
        for try await posts in store.posts() { await topics.ingest(posts) }
        let rejected = try await store.rejections(of: .posts, limit: TopicsReport.Rejected.listed)
        await topics.note(rejected: TopicsReport.Rejected(count: rejected.count, first: rejected.first))
        for try await observations in store.observations() { await forecast.ingest(observations) }
    }

    /// Hands what has been committed to the analyses.
    /// - Parameters:
    ///   - events: Subscribed before the run, so that no row is missed.
    ///   - onlyThisRun: Whether to return after the run's last event; otherwise when the events end.
    ///   - queue: Where observations wait; nil to hand them over at once.
    ///   - each: Sees every event after the analyses have.
    package func pump(
        _ events: AsyncStream<IngestEvent>, onlyThisRun: Bool = false, queue: ObservationQueue? = nil,
        each: (IngestEvent) async -> Void
    ) async {
        let contents = await ingestor.contents
        for await event in events {
            if case .committed(let page) = event.kind {
                let rows = page.rows
                if !rows.removed.isEmpty { await topics.remove(rows.removed) }
                if !rows.posts.isEmpty { await topics.ingest(rows.posts) }
                if let queue { queue.add(rows.observations) } else { await forecast.ingest(rows.observations) }
            }
            if case .followed(let rows) = event.kind {
                if !rows.removed.isEmpty { await topics.remove(rows.removed) }
                if !rows.posts.isEmpty { await topics.ingest(rows.posts) }
                if let queue { queue.add(rows.observations) } else { await forecast.ingest(rows.observations) }
            }
            if case .rejected(let task, let rejections) = event.kind, contents[task.source] == .posts {
                await topics.note(
                    rejected: TopicsReport.Rejected(
                        count: rejections.count, first: Array(rejections.kept.prefix(TopicsReport.Rejected.listed))))
            }
            await each(event)
            switch event.kind {
            case .finished, .failed: if onlyThisRun { return }
            default: break
            }
        }
    }

    /// Stops the server and closes the database.
    package func close() async {
        await replay?.server.stop()
        try? store.close()
    }
}

/// A database is of another world than the command.
package enum WorkspaceError: ExplainedError {
    /// A live database was named for the demo.
    case liveDatabase(String)
    /// A replayed world's database was named for live fetching.
    case replayDatabase(String)
    /// A database was named for a case that keeps the runs of something else.
    case otherData(String)
    /// There is no such database.
    case noDatabase(String)

    package var problem: String {
        switch self {
        case .liveDatabase(let path): "the database \(path) holds live data; the sample world would mix with it"
        case .replayDatabase(let path): "the database \(path) holds the synthetic sample world"
        case .otherData(let path): "the database \(path) is that of other data"
        case .noDatabase(let path): "there is no database at \(path)"
        }
    }
    package var remedy: String {
        switch self {
        case .liveDatabase: "Name another file, or leave --db out for a temporary one"
        case .replayDatabase: "Name another file, or open this one with `utsikt demo --db`"
        case .otherData: "Name a database of its own for this data, or leave --db out for a temporary one"
        case .noDatabase: "Fetch first: `utsikt fetch`, or `utsikt demo --headless --db PATH` for the sample world"
        }
    }
}
