import UtsiktCore

/// Snapshots that golden screens are drawn from.
enum FetchFixtures {
    static let now = Timestamp(seconds: 1_436_782_590)

    /// A replay half-way: one source waits for its budget, the other fetches; some tasks fail.
    static var running: FetchSnapshot {
        var posts = SourceProgress(id: .posts, title: "Posts of followed accounts")
        (posts.done, posts.pending, posts.retrying, posts.setAside) = (431, 178, 2, 5)
        (posts.pages, posts.posts, posts.rejected, posts.bytes, posts.calls) = (868, 17_204, 3, 9_412_331, 881)
        (posts.pagesPerMinute, posts.rowsPerMinute) = (12, 238)
        posts.history = (0..<120).map { [3, 4, 5, 5, 4, 3, 2, 2, 1, 0, 0, 1, 2][($0 + $0 / 29) % 13] }
        posts.budgets = [
            BudgetGauge(
                key: BudgetKey(rawValue: "friends/ids"), used: 1, limit: 15, seconds: 900,
                resetsAt: now.adding(seconds: 700)),
            BudgetGauge(
                key: BudgetKey(rawValue: "statuses/user_timeline"), used: 142, limit: 180, seconds: 900,
                resetsAt: now.adding(seconds: 250)),
        ]
        posts.waitingUntil = now.adding(seconds: 5)
        posts.current = [
            TaskInFlight(label: "@user432", page: 2, since: now.adding(seconds: -1)),
            TaskInFlight(label: "@user433", page: 1, since: now, attempts: 2),
        ]
        posts.setAsideTasks = (0..<5).map {
            SetAsideTask(
                subject: "account/\($0)", label: "@user\(100 + $0 * 71)",
                reason: $0 % 2 == 0 ? "Not authorized (401)" : "there is no such account (404)",
                at: now.adding(seconds: Int64($0) * 60 - 600))
        }
        var weather = SourceProgress(id: .weather, title: "Weather history")
        (weather.done, weather.pending) = (196, 80)
        (weather.pages, weather.observations, weather.bytes, weather.calls) = (196, 4_704, 3_120_004, 199)
        (weather.pagesPerMinute, weather.rowsPerMinute) = (10, 240)
        weather.history = (0..<120).map { $0 % 6 == 5 ? 1 : 2 }
        weather.budgets = [
            BudgetGauge(
                key: BudgetKey(rawValue: "history"), used: 10, limit: 10, seconds: 60, resetsAt: now.adding(seconds: 12)
            ),
            BudgetGauge(
                key: BudgetKey(rawValue: "history"), used: 196, limit: 500, seconds: 86_400,
                resetsAt: now.adding(seconds: 81_000)),
        ]
        weather.waitingUntil = now.adding(seconds: 12)
        weather.isExhausted = true
        weather.current = []
        return FetchSnapshot(revision: 7, at: now, phase: .running, sources: [posts, weather], activity: log)
    }

    /// Everything is done, five tasks failed.
    static var finished: FetchSnapshot {
        var snapshot = running
        snapshot.phase = .finished
        for index in snapshot.sources.indices {
            snapshot.sources[index].done += snapshot.sources[index].pending
            snapshot.sources[index].pending = 0
            snapshot.sources[index].retrying = 0
            snapshot.sources[index].current = []
            snapshot.sources[index].waitingUntil = nil
            snapshot.sources[index].isExhausted = false
            snapshot.sources[index].pagesPerMinute = 0
            snapshot.sources[index].rowsPerMinute = 0
        }
        return snapshot
    }

    static var log: [LogEntry] {
        [
            LogEntry(at: now.adding(seconds: -590), level: .info, source: "ingest", text: "fetching"),
            LogEntry(at: now.adding(seconds: -589), level: .info, source: "posts", text: "613 to fetch"),
            LogEntry(at: now.adding(seconds: -588), level: .debug, source: "posts", text: "@user001: 20 posts, page 1"),
            LogEntry(
                at: now.adding(seconds: -300), level: .warning, source: "posts",
                text: "@user171: the service answered 500; attempt 2 in 0:02"),
            LogEntry(
                at: now.adding(seconds: -240), level: .error, source: "posts",
                text: "@user100 failed: Not authorized (401)"),
            LogEntry(
                at: now.adding(seconds: -12), level: .info, source: "weather",
                text: "history: budget used up, next call in 0:24"),
            LogEntry(
                at: now.adding(seconds: -3), level: .debug, source: "posts", text: "@user431: 20 posts, page 2, done"),
            LogEntry(at: now, level: .debug, source: "weather", text: "JFK 2013-03-12: 24 observations, page 1, done"),
        ]
    }
}
