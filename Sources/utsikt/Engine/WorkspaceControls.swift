import UtsiktApp
import UtsiktCore
import UtsiktSources

/// What keys may ask of the workspace. Asking returns at once; the work is done elsewhere and answers with a snapshot.
///
/// One queue keeps the order: of two quick key presses the later setting must win. The screen is painted before the workspace is
/// open; what is asked until then waits in the queue.
struct WorkspaceControls: Sendable {
    private let queue: AsyncStream<Effect>
    private let asked: AsyncStream<Effect>.Continuation

    init() { (queue, asked) = AsyncStream.makeStream() }

    /// Asks for an effect; the terminal loop's own are not passed here.
    func perform(_ effect: Effect) { asked.yield(effect) }

    /// Does what is asked, one after the other, until cancelled. For one caller.
    /// - Parameter failed: Is told when something could not be done.
    func serve(_ workspace: Workspace, failed: @Sendable (any Error) -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            for await effect in queue {
                switch effect {
                case .quit, .suspend, .repaint, .copy, .openDemo, .writeConfiguration, .editConfiguration, .layOutCloud: break
                case .setPaused(true): await workspace.ingestor.pause()
                case .setPaused(false): await workspace.ingestor.resume()
                case .setSpeed(let speed): workspace.replay?.clock.setSpeed(speed)
                case .setTopicsQuery(var query):
                    // The snapshot that the query was made from may be half a minute old.
                    query.now = workspace.world.clock.now
                    await workspace.topics.set(query)
                case .setForecastSettings(let settings): await workspace.forecast.set(settings)
                case .retrySetAside:
                    // A failing store is told by the event that the ingestor sends. A run under way makes the call return at
                    // once; otherwise the run goes on beside the queue.
                    do {
                        _ = try await workspace.ingestor.retrySetAside()
                    } catch {
                        failed(error)
                    }
                    group.addTask { try? await workspace.ingestor.run() }
                }
            }
            group.cancelAll()
        }
    }
}
