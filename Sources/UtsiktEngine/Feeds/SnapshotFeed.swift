import UtsiktApp
package import UtsiktCore

/// Carries what the workspace finds to the app. The newest snapshot of each kind wins, so that a slow terminal never makes a
/// queue of old pictures.
package struct SnapshotFeed: Sendable {
    package let workspace: Workspace
    package let sink: any ArrivalSink
    package let archive: ForecastArchive
    /// By which snapshots are paced.
    private let clock: any PaceClock
    private let queue: ObservationQueue
    private let progress = FeedProgress()
    /// A signal for each snapshot in which a source waits.
    private let waits: (signals: AsyncStream<Void>, signal: AsyncStream<Void>.Continuation)

    /// Makes a feed; nothing happens before `run`.
    package init(
        workspace: Workspace, sink: any ArrivalSink, archive: ForecastArchive, clock: any PaceClock = SystemPaceClock()
    ) {
        self.workspace = workspace
        self.sink = sink
        self.archive = archive
        self.clock = clock
        queue = ObservationQueue(clock: clock)
        let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        waits = (signals, signal)
        progress.begin()
    }

    /// The least time between two snapshots of one kind, in real milliseconds. Progress looks fluent at thirty a second; counts
    /// and clouds are read, not watched, and each new one costs a layout. A key's answer is not held up: the pause follows a
    /// snapshot and is over long before the next key.
    private enum Interval {
        static let fetch: Int64 = 33
        static let topics: Int64 = 100
        static let settle: Int64 = 5
        static let longest: Int64 = 400
    }

    /// Loads, fetches and feeds until cancelled. For one caller.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await feedTopics() }
            group.addTask { await feedForecast() }
            group.addTask { await feedFetch() }
            group.addTask { await countDown() }
            group.addTask { await keepTime() }
            group.addTask {
                let keeper = RetentionKeeper(workspace.store, workspace.retention, clock: clock)
                await keeper.run { sink.hand(.logged($0)) }
            }
            await fetch()
            await group.waitForAll()
        }
    }

    /// Fetches once more, unless that is under way.
    package func fetchAgain() async {
        progress.begin()
        defer { progress.end() }
        try? await workspace.ingestor.run()
    }

    /// Returns when everything is fetched and both analyses have answered, after leaving their final snapshots in the sink. A
    /// paused world counts as settled.
    /// - Parameter limit: For how long is waited at most, in seconds.
    /// - Returns: Whether it has settled in that time.
    package func settle(limit: Double) async -> Bool {
        let end = clock.now.adding(milliseconds: Int64(min(limit, 86_400) * 1000))
        func rest() async -> Bool {
            try? await clock.sleep(until: clock.now.adding(milliseconds: Interval.settle))
            return clock.now < end && !Task.isCancelled
        }
        while progress.isFetching {
            if [.paused, .following].contains(await workspace.ingestor.snapshot().phase) { break }
            guard await rest() else { return false }
        }
        // The last event of a run is told before the run returns; the analyses have had all rows once it was passed on.
        let last = await workspace.ingestor.snapshot().activity.last
        while let last, progress.lastPassedOn != last, !progress.hasFailed {
            guard await rest() else { return false }
        }
        await queue.handOver(to: workspace.forecast)
        let topics = await workspace.topics.current()
        let forecast = await workspace.forecast.current()
        let fetch = await workspace.ingestor.snapshot()
        sink.hand(.settled(SettledWorld(fetch: fetch, topics: topics, forecast: forecast)))
        return true
    }

    /// Loads what is stored, then fetches; a failure of the store is reported in the log and ends the fetching only.
    private func fetch() async {
        // Subscribed before fetching starts: a committed page is counted once, by loading or by its event, never by both.
        let events = workspace.ingestor.events()
        await archive.open()
        let watch = workspace.datasource.map { DatasourceWatch(path: $0, forecast: workspace.forecast, sink: sink) }
        do {
            try await workspace.load()
        } catch {
            sink.log(.error, "\(error)")
            progress.fail()
            return
        }
        do {
            try await watch?.load()
        } catch {
            // They are followed all the same: once they are corrected, they count.
            sink.log(.error, "\(error)", source: "forecast")
        }
        await withTaskGroup(of: Void.self) { group in
            if let watch { group.addTask { await watch.run() } }
            group.addTask {
                await workspace.pump(events, queue: queue) { event in
                    let entry = event.logEntry
                    sink.hand(.logged(entry))
                    progress.passedOn(entry)
                }
            }
            group.addTask { await queue.drain(into: workspace.forecast) }
            // A failing store is reported by the run's last event.
            try? await workspace.ingestor.run()
            progress.end()
            await queue.handOver(to: workspace.forecast)
            await archive.keep(await workspace.forecast.current())
        }
    }

    private func feedTopics() async {
        for await snapshot in workspace.topics.snapshots {
            sink.hand(.topics(snapshot))
            // Behind a long history a snapshot takes longer: posts that come in meanwhile must not wait for pictures.
            let cost = Int64(await workspace.topics.cost / .milliseconds(1))
            let pause = min(max(Interval.topics, 4 * cost), Interval.longest)
            try? await clock.sleep(until: clock.now.adding(milliseconds: pause))
        }
    }

    /// Shows every snapshot at once: rows come in at a pace of their own (`ObservationQueue`), and a key waits for the picture.
    private func feedForecast() async {
        // Keeping takes the disk's time, which no picture waits for; none is left out.
        let (kept, keeping) = AsyncStream<ForecastSnapshot>.makeStream()
        async let keeper: Void = {
            for await snapshot in kept { await archive.keep(snapshot) }
        }()
        var chosen: ForecastSettings?
        for await snapshot in workspace.forecast.snapshots {
            sink.hand(.forecast(snapshot))
            // While rows come in, every page makes another model; only what a person chose is a run then.
            let fetch = await workspace.ingestor.snapshot()
            if fetch.done + fetch.setAside >= fetch.total || chosen.map({ $0 != snapshot.settings }) ?? false {
                keeping.yield(snapshot)
            }
            chosen = snapshot.settings
        }
        keeping.finish()
        await keeper
    }

    private func feedFetch() async {
        for await snapshot in workspace.ingestor.snapshots() {
            sink.hand(.fetch(snapshot))
            if snapshot.isCountingDown { waits.signal.yield() }
            try? await clock.sleep(until: clock.now.adding(milliseconds: Interval.fetch))
        }
    }

    /// Lets the countdowns of waiting sources move, once a second. While nothing waits it does not wake up.
    private func countDown() async {
        for await _ in waits.signals {
            while (try? await clock.sleep(until: clock.now.adding(seconds: 1))) != nil {
                let snapshot = await workspace.ingestor.snapshot()
                guard snapshot.isCountingDown else { break }
                sink.hand(.fetch(snapshot))
            }
        }
    }

    /// Moves a live world's now and today along; a replayed world's stand still.
    private func keepTime() async {
        guard !workspace.world.isReplay else { return }
        while !Task.isCancelled {
            let now = clock.now
            await workspace.topics.advance(to: now)
            // Files know no day after their last.
            if workspace.world.weatherToday == nil { await workspace.forecast.setToday(now.day) }
            try? await clock.sleep(until: now.adding(seconds: 30))
        }
    }
}

extension FetchSnapshot {
    /// Whether a countdown is shown.
    fileprivate var isCountingDown: Bool { phase == .running && sources.contains { $0.waitingUntil != nil } }
}
