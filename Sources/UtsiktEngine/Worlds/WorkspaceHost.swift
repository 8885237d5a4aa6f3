package import UtsiktApp
package import UtsiktCore
import UtsiktSources

/// Owns the workspace behind a dashboard: opens it, feeds the screen from it, replaces it by another, closes it.
///
/// One queue keeps the order: of two quick key presses the later setting must win. The screen is painted before a workspace is
/// open; what is asked of it until then waits. While another workspace is being opened, orders go to the one on the screen.
package actor WorkspaceHost {
    /// How a workspace is opened.
    package struct Opening: Sendable {
        /// What the status line says of it.
        var world: WorldStatus
        /// Opens it.
        var open: @Sendable () async throws -> Workspace
    }

    private enum Job: Sendable {
        case order(WorldOrder)
        case tagList(TagListReading)
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

    private let sink: any EventSink
    private let clock: any PaceClock
    private let jobs: AsyncStream<Job>
    private nonisolated let asked: AsyncStream<Job>.Continuation
    private var stage: WorldStage?
    /// The number of the world on the screen.
    private var number = WorldNumber.none
    private var opening: Task<Result<Workspace, any Error>, Never>?
    private var next: Opening?
    private var waiting: [Job] = []
    private var waiters: [Waiter] = []

    /// Why there is nothing to show: the first workspace could not be opened.
    package private(set) var failure: (any Error)?

    /// Makes a host without a workspace; nothing happens before `run`.
    /// - Parameter clock: By which snapshots are paced.
    package init(sink: any EventSink, clock: any PaceClock = SystemPaceClock()) {
        self.sink = sink
        self.clock = clock
        (jobs, asked) = AsyncStream.makeStream()
    }

    /// Asks something of the workspace; returns at once.
    package nonisolated func perform(_ order: WorldOrder) { asked.yield(.order(order)) }

    /// Counts with a list of tags that was read, and says so; returns at once.
    package nonisolated func take(_ list: TagListReading) { asked.yield(.tagList(list)) }

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
            let job = Job.wait(Waiter(limit: limit, continuation: continuation))
            if case .terminated = asked.yield(job) { continuation.resume(returning: false) }
        }
    }

    /// Does what is asked, one after the other, until cancelled; then closes the workspace. For one caller.
    package func run() async {
        for await job in jobs { await work(job) }
        // Kept however soon the user leaves: a workspace that was being opened is closed as well.
        opening?.cancel()
        if let opening, case .success(let workspace) = await opening.value { await workspace.close() }
        await leave()
        for waiter in waiters { waiter.continuation.resume(returning: false) }
    }

    private func work(_ job: Job) async {
        switch job {
        case .order(let order):
            if let stage { await perform(order, on: stage) } else { waiting.append(job) }
        case .tagList(let list):
            guard let stage else { return waiting.append(job) }
            // Told first: the snapshot with the new query is the answer to it.
            stage.sink.hand(.tagList(list))
            await perform(.setTopicsQuery(list.query), on: stage)
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
            let (late, ready) = (waiting, waiters)
            (waiting, waiters) = ([], [])
            for job in late { await work(job) }
            for waiter in ready { await work(.wait(waiter)) }
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
        await leave()
        number = number.next
        let sink = WorldSink(sink, of: number)
        let settings = await workspace.forecast.current().settings
        sink.hand(.opened(OpenedWorld(status: workspace.status(speed: opening.world.speed), settings: settings)))
        if let change = workspace.store.schemaChange { sink.log(.info, change.description, source: "store") }
        if let note = workspace.store.oddNote { sink.log(.warning, note, source: "store") }
        let archive = ForecastArchive(workspace: workspace, sink: sink)
        let feed = SnapshotFeed(workspace: workspace, sink: sink, archive: archive, clock: clock)
        stage = WorldStage(
            workspace: workspace, sink: sink, feed: feed, archive: archive, tasks: [Task { await feed.run() }])
    }

    /// Ends the present workspace: pages under way are dropped before the server and the database go.
    private func leave() async {
        guard let stage else { return }
        self.stage = nil
        for task in stage.tasks { task.cancel() }
        for task in stage.tasks { await task.value }
        await stage.workspace.close()
    }

    private func perform(_ order: WorldOrder, on stage: WorldStage) async {
        if let work = await stage.perform(order) { self.stage?.tasks.append(work) }
    }
}
