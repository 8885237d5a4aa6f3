import UtsiktApp
import UtsiktCore
import UtsiktTerminal

/// Carries what the workspace finds into the terminal's inbox. The newest snapshot of each kind wins, so that a slow terminal
/// never makes a queue of old pictures.
struct SnapshotFeed: Sendable {
    let workspace: Workspace
    let inbox: EventInbox
    let controls: WorkspaceControls

    /// The least time between two snapshots of one kind, in real milliseconds. Progress looks fluent at twenty a second; counts
    /// and clouds are read, not watched, and each new one costs a layout. A key's answer is not held up: the pause follows a
    /// snapshot and is over long before the next key.
    private enum Interval {
        static let fetch: Int64 = 50
        static let topics: Int64 = 100
        static let forecast: Int64 = 40
    }

    /// Loads, fetches and feeds until cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await feedTopics() }
            group.addTask { await feedForecast() }
            group.addTask { await feedFetch() }
            group.addTask { await countDown() }
            group.addTask { await keepTime() }
            group.addTask { await controls.serve(workspace) { log(.error, "\($0)") } }
            await fetch()
            await group.waitForAll()
        }
    }

    /// Loads what is stored, then fetches; a failure of the store is told in the log and ends the fetching only.
    private func fetch() async {
        // Subscribed before fetching starts: a committed page is counted once, by loading or by its event, never by both.
        let events = workspace.ingestor.events()
        let queue = ObservationQueue()
        do {
            try await workspace.load()
        } catch {
            log(.error, "\(error)")
            return
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await workspace.pump(events, queue: queue) { event in
                    let entry = event.logEntry
                    inbox.post(.update { $0.log.append(entry) })
                }
            }
            group.addTask { await queue.drain(into: workspace.forecast) }
            // A failing store is told by the run's last event.
            try? await workspace.ingestor.run()
        }
    }

    private func feedTopics() async {
        let clock = SystemPaceClock()
        for await snapshot in workspace.topics.snapshots {
            inbox.post(.update { $0.topics.snapshot = snapshot }, replacing: "topics")
            try? await clock.sleep(until: clock.now.adding(milliseconds: Interval.topics))
        }
    }

    private func feedForecast() async {
        let clock = SystemPaceClock()
        for await snapshot in workspace.forecast.snapshots {
            inbox.post(.update { $0.forecast.receive(snapshot) }, replacing: "forecast")
            try? await clock.sleep(until: clock.now.adding(milliseconds: Interval.forecast))
        }
    }

    private func feedFetch() async {
        let clock = SystemPaceClock()
        for await snapshot in workspace.ingestor.snapshots() {
            show(snapshot, key: "fetch")
            try? await clock.sleep(until: clock.now.adding(milliseconds: Interval.fetch))
        }
    }

    /// Lets the countdowns of waiting sources move, once a second and only while something waits.
    private func countDown() async {
        let clock = SystemPaceClock()
        while !Task.isCancelled {
            try? await clock.sleep(until: clock.now.adding(seconds: 1))
            let snapshot = await workspace.ingestor.snapshot()
            guard snapshot.phase == .running, snapshot.sources.contains(where: { $0.waitingUntil != nil }) else {
                continue
            }
            show(snapshot, key: "countdown")
        }
    }

    /// Shows a state of the fetching, unless a newer one is shown: two readers ask for them.
    private func show(_ snapshot: FetchSnapshot, key: String) {
        inbox.post(
            .update { state in
                guard snapshot.revision >= state.fetch.snapshot?.revision ?? 0 else { return }
                state.fetch.snapshot = snapshot
            }, replacing: key)
    }

    /// Moves a live world's now and today along; a replayed world's stand still.
    private func keepTime() async {
        guard !workspace.world.isReplay else { return }
        let clock = SystemPaceClock()
        while !Task.isCancelled {
            let now = WorldClock.system.now
            await workspace.topics.advance(to: now)
            await workspace.forecast.setToday(now.day)
            try? await clock.sleep(until: now.adding(seconds: 30))
        }
    }

    private func log(_ level: LogLevel, _ text: String) {
        let entry = LogEntry(at: WorldClock.system.now, level: level, source: "utsikt", text: text)
        inbox.post(.update { $0.log.append(entry) })
    }
}
