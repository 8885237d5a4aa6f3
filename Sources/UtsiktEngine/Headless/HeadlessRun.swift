import Foundation
package import UtsiktApp
package import UtsiktCore
package import UtsiktScreen

/// A workspace run to its end without a screen, and what it found: the same core values the panes show.
package struct HeadlessRun: Sendable {
    /// The end state of the fetching.
    package var fetch: FetchSnapshot
    /// The final counts.
    package var topics: TopicsSnapshot
    /// The final forecast.
    package var forecast: ForecastSnapshot
    /// What happened, oldest first; the newest `logLimit` of it.
    package var log: [LogEntry]

    /// Makes it from its parts.
    package init(
        fetch: FetchSnapshot, topics: TopicsSnapshot, forecast: ForecastSnapshot, log: [LogEntry]
    ) {
        self.fetch = fetch
        self.topics = topics
        self.forecast = forecast
        self.log = log
    }

    private static let logLimit = 2000

    /// Runs a workspace until everything is fetched or has failed.
    /// - Parameter progress: Is told every event, and ten times a second the state of the fetching.
    /// - Throws: `CancellationError` when the task was cancelled, and what the store throws; the workspace is closed then.
    package static func complete(
        _ workspace: Workspace, progress: @escaping @Sendable (IngestEvent, FetchSnapshot?) -> Void = { _, _ in }
    ) async throws -> HeadlessRun {
        do {
            let events = workspace.ingestor.events()
            try await workspace.load()
            async let log = follow(workspace, events, progress)
            try await workspace.ingestor.run()
            let entries = await log
            // A run that was cancelled ends like any other, with less fetched.
            try Task.checkCancellation()
            return HeadlessRun(
                fetch: await workspace.ingestor.snapshot(), topics: await workspace.topics.current(),
                forecast: await workspace.forecast.current(), log: entries)
        } catch {
            await workspace.closeWholly()
            throw error
        }
    }

    /// What a database holds, with nothing fetched.
    package static func stored(_ workspace: Workspace) async throws -> HeadlessRun {
        try await workspace.load()
        return HeadlessRun(
            fetch: try await journal(of: workspace.store), topics: await workspace.topics.current(),
            forecast: await workspace.forecast.current(), log: [])
    }

    /// The state of the fetching as the journal of a database tells it.
    private static func journal(of store: Store) async throws -> FetchSnapshot {
        let totals = try await store.progress()
        let setAside = try await store.setAsideTasks(nil)
        var pauses: [SourceID: SourcePause] = [:]
        for id in totals.keys { pauses[id] = try await store.pause(of: id) }
        let sources = totals.sorted { $0.key.rawValue < $1.key.rawValue }.map { id, totals in
            var source = SourceProgress(id: id, title: id.rawValue.capitalized)
            (source.done, source.pending, source.setAside) = (totals.done, totals.pending, totals.setAside)
            (source.pages, source.posts, source.observations) = (totals.pages, totals.posts, totals.observations)
            (source.rejected, source.bytes, source.calls) = (totals.rejected, totals.bytes, totals.calls)
            source.open = totals.open > 0 ? totals.open : nil
            source.pause = pauses[id]
            source.setAsideTasks = setAside.filter { $0.task.source == id }.map { entry in
                SetAsideTask(
                    subject: entry.task.subject, label: entry.task.label, reason: entry.problem ?? "",
                    at: entry.changedAt)
            }
            return source
        }
        let isDone = sources.allSatisfy { $0.pending == 0 } && !sources.isEmpty
        let at = setAside.map(\.changedAt).max() ?? Timestamp(milliseconds: 0)
        return FetchSnapshot(at: at, phase: isDone ? .finished : .stopped, sources: sources)
    }

    private static func follow(
        _ workspace: Workspace, _ events: AsyncStream<IngestEvent>,
        _ progress: @escaping @Sendable (IngestEvent, FetchSnapshot?) -> Void
    ) async -> [LogEntry] {
        var log: [LogEntry] = []
        var shownAt = Timestamp(milliseconds: 0)
        await workspace.pump(events, onlyThisRun: true) { event in
            log.append(event.logEntry)
            if log.count > 2 * logLimit { log.removeFirst(logLimit) }
            let now = WorldClock.system.now
            let isDue = now.seconds(since: shownAt) >= 0.1
            if isDue { shownAt = now }
            progress(event, isDue ? await workspace.ingestor.snapshot() : nil)
        }
        return Array(log.suffix(logLimit))
    }

    /// The dashboard's state at the end of the run, for dumps.
    package func state(
        of workspace: Workspace, size: Size, glyphs: GlyphSet, speed: ReplaySpeed,
        preferences: Preferences = Preferences()
    ) -> AppState {
        var state = AppState(
            size: size, glyphs: glyphs, world: workspace.status(speed: speed), preferences: preferences)
        state.fetch.snapshot = fetch
        state.topics.snapshot = topics
        state.forecast = ForecastPaneState(settings: forecast.settings)
        state.forecast.receive(forecast)
        for entry in log { state.log.append(entry) }
        return state
    }
}

extension Workspace {
    /// Opens a workspace, hands it to a body, and closes it however the body ends.
    ///
    /// Cancelling stops the body only: opening or closing cut short would leave a temporary database behind.
    package static func using<Value: Sendable>(
        _ open: @escaping @Sendable () async throws -> Workspace, body: (Workspace) async throws -> Value
    ) async throws -> Value {
        let workspace = try await Task { try await open() }.value
        for note in workspace.store.notes { StandardError.say("utsikt: \(note)\n") }
        do {
            try Task.checkCancellation()
            let value = try await body(workspace)
            await workspace.closeWholly()
            return value
        } catch {
            await workspace.closeWholly()
            throw error
        }
    }

    /// Closes the workspace, also when the task was cancelled. Closing twice does nothing.
    fileprivate func closeWholly() async { await Task { await close() }.value }
}
