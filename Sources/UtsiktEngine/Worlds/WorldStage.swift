import UtsiktApp
import UtsiktCore
import UtsiktSources

/// A workspace that is on the screen, with what feeds the screen from it.
struct WorldStage: Sendable {
    var workspace: Workspace
    /// Where it hands in what it finds.
    var sink: WorldSink
    var feed: SnapshotFeed
    var archive: ForecastArchive
    /// What runs until it is left.
    var tasks: [Task<Void, Never>]

    /// Does what is asked of the world.
    /// - Returns: Work that goes on beside the queue; nil as a rule.
    func perform(_ order: WorldOrder) async -> Task<Void, Never>? {
        switch order {
        case .setPaused(true): await workspace.ingestor.pause()
        case .setPaused(false): await workspace.ingestor.resume()
        case .setSpeed(let speed): workspace.replay?.clock.setSpeed(speed)
        case .setTopicsQuery(var query):
            // The snapshot that the query was made from may be half a minute old.
            query.now = workspace.world.clock.now
            workspace.topicsMemory?.keep(query)
            await workspace.topics.set(query)
        case .setForecastSettings(let settings): await workspace.forecast.set(settings)
        case .forecast(let request): await archive.perform(request)
        case .retrySetAside:
            // A failing store is reported by the event that the ingestor sends. A run under way makes the call return at
            // once; otherwise the run goes on beside the queue.
            do { _ = try await workspace.ingestor.retrySetAside() } catch { sink.log(.error, "\(error)") }
            return Task { [feed] in await feed.fetchAgain() }
        }
        return nil
    }
}
