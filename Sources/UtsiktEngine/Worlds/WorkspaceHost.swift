package import UtsiktApp
import UtsiktCore
import UtsiktSources

/// Owns the workspace behind a dashboard: opens it, feeds the screen from it, replaces it by another, closes it.
///
/// One queue keeps the order: of two quick key presses the later setting must win. The screen is painted before a workspace is
/// open; what is asked of it until then waits.
package actor WorkspaceHost {
    /// How a workspace is opened.
    package struct Opening: Sendable {
        /// What the status line says of it.
        var world: WorldStatus
        /// Opens it.
        var open: @Sendable () async throws -> Workspace
    }

    private enum Order: Sendable {
        case effect(Effect)
        case open(Opening)
        case opened(Opening, Result<Workspace, any Error>)
        case wait(Waiter)
    }

    /// Somebody who waits until a workspace is open, or until it has settled.
    private struct Waiter: Sendable {
        /// How long it may take to settle, in seconds; nil when being open is enough.
        var limit: Double?
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct Stage: Sendable {
        var workspace: Workspace
        var feed: SnapshotFeed
        var archive: ForecastArchive
        var tasks: [Task<Void, Never>]
    }

    private let sink: any EventSink
    private let orders: AsyncStream<Order>
    private nonisolated let asked: AsyncStream<Order>.Continuation
    private var stage: Stage?
    private var opening: Task<Result<Workspace, any Error>, Never>?
    private var next: Opening?
    private var waiting: [Effect] = []
    private var waiters: [Waiter] = []

    /// Why there is nothing to show: the first workspace could not be opened.
    package private(set) var failure: (any Error)?

    /// Makes a host without a workspace; nothing happens before `run`.
    package init(sink: any EventSink) {
        self.sink = sink
        (orders, asked) = AsyncStream.makeStream()
    }

    /// Asks something of the workspace; returns at once.
    package nonisolated func perform(_ effect: Effect) { asked.yield(.effect(effect)) }

    /// Opens a workspace in place of the present one, which stays when that fails; returns at once.
    package nonisolated func open(_ opening: Opening) { asked.yield(.open(opening)) }

    /// Returns when everything asked before has been passed on and no workspace is being opened. Needs `run`.
    package nonisolated func opened() async { _ = await wait(limit: nil) }

    /// Returns when everything asked before is done, everything is fetched, and the final snapshots are in the sink. Needs `run`.
    /// - Parameter limit: For how long is waited at most, in seconds.
    /// - Returns: Whether it has settled in that time.
    package nonisolated func settle(limit: Double) async -> Bool { await wait(limit: limit) }

    private nonisolated func wait(limit: Double?) async -> Bool {
        await withCheckedContinuation { continuation in
            let order = Order.wait(Waiter(limit: limit, continuation: continuation))
            if case .terminated = asked.yield(order) { continuation.resume(returning: false) }
        }
    }

    /// Does what is asked, one after the other, until cancelled; then closes the workspace. For one caller.
    package func run() async {
        for await order in orders { await obey(order) }
        // Kept however soon the user leaves: a workspace that was being opened is closed as well.
        if let opening, case .success(let workspace) = await opening.value { await workspace.close() }
        await leave()
        for waiter in waiters { waiter.continuation.resume(returning: false) }
    }

    private func obey(_ order: Order) async {
        switch order {
        case .effect(let effect):
            if let stage, opening == nil { await perform(effect, on: stage) } else { waiting.append(effect) }
        case .open(let opening):
            if self.opening == nil { start(opening) } else { next = opening }
        case .opened(let opening, let result):
            self.opening = nil
            switch result {
            case .success(let workspace): await enter(workspace, opening)
            case .failure(let error): fail(error)
            }
            if let next {
                self.next = nil
                start(next)
            }
            let (ready, effects) = (waiters, waiting)
            (waiters, waiting) = ([], [])
            for effect in effects { await obey(.effect(effect)) }
            for waiter in ready { await obey(.wait(waiter)) }
        case .wait(let waiter):
            if opening != nil {
                waiters.append(waiter)
            } else if let stage, let limit = waiter.limit {
                // Beside the queue: a retry or another workspace may be asked for meanwhile.
                Task { waiter.continuation.resume(returning: await stage.feed.settle(limit: limit)) }
            } else {
                waiter.continuation.resume(returning: true)
            }
        }
    }

    private func start(_ opening: Opening) {
        let asked = asked
        self.opening = Task {
            let result: Result<Workspace, any Error>
            do { result = .success(try await opening.open()) } catch { result = .failure(error) }
            asked.yield(.opened(opening, result))
            return result
        }
    }

    private func fail(_ error: any Error) {
        guard stage != nil else {
            failure = error
            sink.post(.end)
            return
        }
        let text = (error as? any ExplainedError)?.description ?? "\(error)"
        sink.log(.error, text)
        sink.notice("could not be opened: the log says why")
    }

    /// Puts a workspace on the screen in place of the present one.
    private func enter(_ workspace: Workspace, _ opening: Opening) async {
        let isFirst = stage == nil
        await leave()
        let status = workspace.status(speed: opening.world.speed)
        let settings = await workspace.forecast.current().settings
        sink.update { state in
            // What keys set while the world was opening has been asked for and still counts.
            let (isPaused, speed) = (state.world.isPaused, state.world.speed)
            let isSame = state.world.isReplay == status.isReplay
            state.world = status
            if isFirst, isSame { (state.world.isPaused, state.world.speed) = (isPaused, speed) }
            state.forecast = ForecastPaneState(settings: settings)
            guard !isFirst else { return }
            let postponesClouds = state.topics.postponesClouds
            state.topics = TopicsPaneState()
            state.topics.postponesClouds = postponesClouds
            state.fetch = FetchPaneState()
        }
        sink.update { state in
            state.layers.removeAll { if case .start = $0 { true } else { false } }
        }
        let archive = ForecastArchive(workspace: workspace, sink: sink)
        let feed = SnapshotFeed(workspace: workspace, sink: sink, archive: archive)
        stage = Stage(workspace: workspace, feed: feed, archive: archive, tasks: [Task { await feed.run() }])
    }

    /// Ends the present workspace: pages under way are dropped before the server and the database go.
    private func leave() async {
        guard let stage else { return }
        self.stage = nil
        for task in stage.tasks { task.cancel() }
        for task in stage.tasks { await task.value }
        await stage.workspace.close()
    }

    private func perform(_ effect: Effect, on stage: Stage) async {
        let workspace = stage.workspace
        switch effect {
        case .setPaused(true): await workspace.ingestor.pause()
        case .setPaused(false): await workspace.ingestor.resume()
        case .setSpeed(let speed): workspace.replay?.clock.setSpeed(speed)
        case .setTopicsQuery(var query):
            // The snapshot that the query was made from may be half a minute old.
            query.now = workspace.world.clock.now
            workspace.topicsMemory?.keep(query)
            await workspace.topics.set(query)
        case .setForecastSettings(let settings): await workspace.forecast.set(settings)
        case .forecast(let request): await stage.archive.perform(request)
        case .retrySetAside:
            // A failing store is told by the event that the ingestor sends. A run under way makes the call return at
            // once; otherwise the run goes on beside the queue.
            do { _ = try await workspace.ingestor.retrySetAside() } catch { sink.log(.error, "\(error)") }
            let feed = stage.feed
            self.stage?.tasks.append(Task { await feed.fetchAgain() })
        case .quit, .suspend, .repaint, .copy, .layOutCloud, .openDemo, .writeConfiguration, .editConfiguration,
            .fabric, .topics:
            break
        }
    }
}
