public import UtsiktBase

/// One thing that happened while fetching.
public struct IngestEvent: Sendable {
    /// What happened.
    public enum Kind: Sendable {
        /// A run has begun (or goes on after a restart).
        case started
        /// A page was committed; its new rows are in here and in the store.
        case committed(CommittedPage)
        /// A source waits because a budget is used up or the service asks for it.
        case waiting(SourceID, BudgetKey, until: Timestamp)
        /// A source as a whole is not asked any more.
        case sourcePaused(SourceID, SourcePause)
        /// It is asked again.
        case sourceResumed(SourceID, SourcePauseEnd)
        /// A page was not had and will be asked for again.
        case retrying(FetchTask, attempt: Int, until: Timestamp, problem: String)
        /// A task failed for good.
        case setAside(FetchTask, reason: String)
        /// Records of a page could not be used.
        case rejected(FetchTask, RejectionList)
        /// Tasks were added to the journal.
        case added(SourceID, count: Int)
        /// Tasks that failed for good are tried again.
        case retried(count: Int)
        /// Tasks are not wanted any more, `open` of them not done.
        case retired(SourceID, count: Int, open: Int)
        /// Another process fetches; this one follows it.
        case following
        /// Rows that the other process has committed.
        case followed(Rows)
        /// The clock was set, forward or, negative, back.
        case clockSet(milliseconds: Int64)
        /// Fetching was paused.
        case paused
        /// Fetching goes on.
        case resumed
        /// The disk is full; the run waits for room.
        case stalled(StoreError)
        /// There is room again.
        case unstalled
        /// The run has ended; the last event of it.
        case finished(IngestOutcome)
        /// The store failed and the run has ended; the last event of it.
        case failed(StoreError)
    }

    /// When, by the pace clock.
    public var at: Timestamp
    /// What.
    public var kind: Kind

    /// Makes an event.
    public init(at: Timestamp, kind: Kind) {
        self.at = at
        self.kind = kind
    }
}

/// How a run ended.
public struct IngestOutcome: Sendable, Hashable, Codable {
    /// Tasks fetched to their end, over all runs.
    public var done = 0
    /// Tasks not finished; none unless the run was stopped.
    public var pending = 0
    /// Tasks that failed.
    public var setAside = 0
    /// Records rejected.
    public var rejected = 0
    /// Sources that are paused, so that their tasks are not finished.
    public var paused = 0

    /// Makes an outcome.
    public init(done: Int = 0, pending: Int = 0, setAside: Int = 0, rejected: Int = 0, paused: Int = 0) {
        self.done = done
        self.pending = pending
        self.setAside = setAside
        self.rejected = rejected
        self.paused = paused
    }

    /// Whether everything was had and nothing rejected: exit status 0, else 1.
    public var isClean: Bool { pending == 0 && setAside == 0 && rejected == 0 }
}

extension IngestEvent {
    private func brief(_ reason: String, of task: FetchTask) -> String {
        SetAsideTask.reason(reason, beside: task.label)
    }

    /// The event as a line of the log. Labels and problems come from sources, which keep secrets out of them.
    public var logEntry: LogEntry {
        switch kind {
        case .started: entry(.info, "ingest", "fetching")
        case .committed(let page):
            entry(.debug, page.task.source.rawValue, "\(page.task.label): \(page.summary)")
        case .waiting(let source, let key, let until):
            entry(
                .info, source.rawValue,
                "\(key.rawValue): budget used up, next call in \(ShortDuration.text(until.seconds(since: at)))")
        case .sourcePaused(let source, let pause):
            entry(pause.cause == .money ? .warning : .error, source.rawValue, Self.words(pause, at: at))
        case .sourceResumed(let source, let end):
            entry(.info, source.rawValue, "asked again, \(Self.words(end))")
        case .retrying(let task, let attempt, let until, let problem):
            entry(
                .warning, task.source.rawValue,
                "\(task.label): \(brief(problem, of: task)); "
                    + "attempt \(attempt + 1) in \(ShortDuration.text(until.seconds(since: at)))")
        case .setAside(let task, let reason):
            entry(.error, task.source.rawValue, "\(task.label) failed: \(brief(reason, of: task))")
        case .rejected(let task, let list):
            entry(
                .warning, task.source.rawValue,
                "\(task.label): \(list.count) rejected, the first: \(list.first?.reason ?? "")")
        case .added(let source, let count): entry(.info, source.rawValue, "\(count) to fetch")
        case .retried(let count): entry(.info, "ingest", "retrying \(count) failed ones")
        case .retired(let source, let count, let open):
            entry(open > 0 ? .info : .debug, source.rawValue, "\(count) not wanted any more")
        case .following: entry(.info, "ingest", "another process fetches; following it until it ends")
        case .followed(let rows): entry(.debug, "ingest", "the other process: \(rows.summary ?? "nothing new")")
        case .clockSet(let step):
            entry(
                .warning, "ingest",
                "the clock was set \(step < 0 ? "back" : "forward") by \(ShortDuration.text(Double(step.magnitude) / 1000)); "
                    + "waits keep their length")
        case .paused: entry(.info, "ingest", "paused")
        case .resumed: entry(.info, "ingest", "resumed")
        case .stalled(let error): entry(.error, "store", error.description)
        case .unstalled: entry(.info, "store", "there is room on the disk again")
        case .finished(let outcome):
            entry(
                outcome.isClean ? .info : .warning, "ingest",
                (outcome.pending > 0
                    ? "stopped: \(outcome.done) done, \(outcome.pending) to go" : "\(outcome.done) done")
                    + (outcome.paused > 0 ? ", \(outcome.paused) paused" : "")
                    + (outcome.setAside > 0 ? ", \(outcome.setAside) failed" : "")
                    + (outcome.rejected > 0 ? ", \(outcome.rejected) records rejected" : ""))
        case .failed(let error): entry(.error, "store", error.description)
        }
    }

    private static func words(_ pause: SourcePause, at now: Timestamp) -> String {
        let remedy = pause.remedy.isEmpty ? "" : ". \(pause.remedy)"
        guard let until = pause.until else { return "paused: \(pause.problem)\(remedy)" }
        let left = ShortDuration.text(until.seconds(since: now))
        return "paused until \(until) (in \(left)): \(pause.problem)\(remedy)"
    }

    private static func words(_ end: SourcePauseEnd) -> String {
        switch end {
        case .date: "since its date has come"
        case .key: "since somebody wishes it"
        case .secret: "with another secret"
        }
    }

    private func entry(_ level: LogLevel, _ source: String, _ text: String) -> LogEntry {
        LogEntry(at: at, level: level, source: source, text: text)
    }

    /// The event as `utsikt fetch --json` prints it, one line each.
    public var record: IngestEventRecord {
        var record = IngestEventRecord(at: at, event: "")
        switch kind {
        case .started: record.event = "started"
        case .committed(let page):
            record.event = "committed"
            record.take(page.task)
            record.page = page.task.pages
            (record.posts, record.observations) = (page.rows.posts.count, page.rows.observations.count)
            (record.bytes, record.rejected, record.done) = (page.bytes, page.rejected, page.isDone ? 1 : 0)
            if !page.rows.removed.isEmpty { record.removed = page.rows.removed.count - page.edited }
        case .waiting(let source, let key, let until):
            (record.event, record.source, record.budget, record.until) = (
                "waiting", source.rawValue, key.rawValue, until
            )
        case .sourcePaused(let source, let pause):
            (record.event, record.source, record.cause) = ("source_paused", source.rawValue, pause.cause.rawValue)
            (record.problem, record.until) = (pause.problem, pause.until)
        case .sourceResumed(let source, let end):
            (record.event, record.source, record.cause) = ("source_resumed", source.rawValue, end.rawValue)
        case .retrying(let task, let attempt, let until, let problem):
            record.event = "retrying"
            record.take(task)
            (record.attempt, record.until, record.problem) = (attempt, until, problem)
        case .setAside(let task, let reason):
            record.event = "set_aside"
            record.take(task)
            record.problem = reason
        case .rejected(let task, let list):
            record.event = "rejected"
            record.take(task)
            (record.rejected, record.problem) = (list.count, list.first?.reason)
        case .added(let source, let count):
            (record.event, record.source, record.count) = ("added", source.rawValue, count)
        case .retried(let count): (record.event, record.count) = ("retried", count)
        case .retired(let source, let count, _):
            (record.event, record.source, record.count) = ("retired", source.rawValue, count)
        case .following: record.event = "following"
        case .followed(let rows):
            (record.event, record.posts, record.observations) = (
                "followed", rows.posts.count, rows.observations.count
            )
        case .clockSet(let step): (record.event, record.seconds) = ("clock_set", Double(step) / 1000)
        case .paused: record.event = "paused"
        case .resumed: record.event = "resumed"
        case .stalled(let error): (record.event, record.problem) = ("stalled", error.description)
        case .unstalled: record.event = "unstalled"
        case .finished(let outcome):
            record.event = "finished"
            (record.done, record.pending) = (outcome.done, outcome.pending)
            (record.setAside, record.rejected) = (outcome.setAside, outcome.rejected)
            if outcome.paused > 0 { record.paused = outcome.paused }
        case .failed(let error): (record.event, record.problem) = ("failed", error.description)
        }
        return record
    }
}

extension CommittedPage {
    /// A few words: `20 posts, page 2`.
    var summary: String {
        var words = [rows.summary ?? "nothing new"]
        words.append("page \(task.pages)")
        if isDone { words.append("done") }
        return words.joined(separator: ", ")
    }
}

extension Rows {
    /// A few words: `20 posts, 3 observations`; nil when there are none.
    var summary: String? {
        var words: [String] = []
        if !posts.isEmpty { words.append(posts.count == 1 ? "1 post" : "\(posts.count) posts") }
        if !observations.isEmpty {
            words.append(observations.count == 1 ? "1 observation" : "\(observations.count) observations")
        }
        if !removed.isEmpty { words.append("\(removed.count) taken away") }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }
}

/// An event as one line of JSON; what does not apply is left out.
public struct IngestEventRecord: Sendable, Hashable, Encodable {
    /// When, by the pace clock.
    public var at: Timestamp
    /// Its name, as `committed`.
    public var event: String
    /// The source.
    public var source: String?
    /// The task within the source.
    public var subject: String?
    /// The task's name for people.
    public var label: String?
    /// The budget.
    public var budget: String?
    /// Pages committed of the task.
    public var page: Int?
    /// New posts.
    public var posts: Int?
    /// New or changed observations.
    public var observations: Int?
    /// The answer's size.
    public var bytes: Int?
    /// Records rejected.
    public var rejected: Int?
    /// Tasks done (1 or 0 in a page).
    public var done: Int?
    /// Tasks not finished.
    public var pending: Int?
    /// Tasks that failed.
    public var setAside: Int?
    /// Failed attempts.
    public var attempt: Int?
    /// Tasks added or tried again.
    public var count: Int?
    /// When it goes on.
    public var until: Timestamp?
    /// By how much the clock was set.
    public var seconds: Double?
    /// What is wrong.
    public var problem: String?
    /// Why a source is paused (`token`, `credits`, `cap`, `refusals`, `money`), or what ended that (`date`, `key`, `secret`).
    public var cause: String?
    /// Sources that are paused.
    public var paused: Int?
    /// Posts that were taken away.
    public var removed: Int?

    init(at: Timestamp, event: String) {
        self.at = at
        self.event = event
    }

    mutating func take(_ task: FetchTask) {
        (source, subject, label) = (task.source.rawValue, task.subject, task.label)
    }
}

/// Spans of time in a few characters.
enum ShortDuration {
    /// `0:05`, `4:10`, `1:02:03`; what lies in the past is `0:00`.
    static func text(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds > 0 else { return "0:00" }
        let whole = Int(bounded: min(seconds.rounded(.up), 359_999))
        let (h, m, s) = (whole / 3600, whole / 60 % 60, whole % 60)
        let tail = (s < 10 ? ":0" : ":") + String(s)
        guard h > 0 else { return String(m) + tail }
        return String(h) + (m < 10 ? ":0" : ":") + String(m) + tail
    }
}
