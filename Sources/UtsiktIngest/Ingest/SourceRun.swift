import UtsiktBase

/// The tasks of one source during a run: which comes next, which are under way, which wait for another attempt.
///
/// A value without a clock of its own; the ingestor asks it what to do and tells it what has become of it.
struct SourceRun: Sendable {
    /// A task with what this run needs to know of it.
    struct Entry: Sendable {
        var task: FetchTask
        /// Failed attempts since the last committed page, over all runs: what the wait follows from.
        var attempts = 0
        /// Those of this run: what giving up follows from, so that a process that ended in between costs no attempt.
        var failures = 0
    }

    /// What to do next.
    enum Step: Sendable {
        case fetch(Entry)
        case wait(until: Timestamp, BudgetKey?, RateLimiter.Reason)
        case nothing
    }

    /// After so many tasks have failed in a row, with no answer between them, the service itself is taken to be down.
    static let outageAfter = 4

    let source: any Source
    var limiter: RateLimiter
    var totals = SourceTotals()
    var setAside: [SetAsideTask] = []
    /// What the source asks for by itself.
    var seeds: Set<String> = []
    /// Whether tasks were retired that may be under way: the totals are read from the journal at the end.
    var mustRecount = false
    /// The waits that were kept last.
    var keptWaits: [KeptWait] = []
    private(set) var inFlight: [String: TaskInFlight] = [:]
    private(set) var waiting: (until: Timestamp, isExhausted: Bool)?
    var pages = RateMeter()
    var rows = RateMeter()
    private var ready: [(key: BudgetKey, queue: TaskQueue)] = []
    private var retries: [(at: Timestamp, entry: Entry)] = []
    /// Subjects that are queued, put off or under way; none is so twice.
    private var known: Set<String> = []
    private var failing: Set<String> = []
    private var outages = 0
    private var heldUntil: Timestamp?

    init(source: any Source) {
        self.source = source
        limiter = RateLimiter(budgets: source.budgets)
    }

    var isEmpty: Bool { inFlight.isEmpty && retries.isEmpty && ready.allSatisfy { $0.queue.isEmpty } }
    var retrying: Int { retries.count }

    /// Queues a task unless it is in the run already.
    /// - Parameter due: Before then it is not asked for.
    mutating func enqueue(_ entry: Entry, first: Bool = false, due: Timestamp? = nil) {
        guard known.insert(entry.task.subject).inserted else { return }
        if let due { retries.append((due, entry)) } else { queue(entry, first: first) }
    }

    /// Drops tasks that are not wanted any more; those under way come to their end.
    mutating func drop(_ subjects: Set<String>) {
        retries.removeAll { subjects.contains($0.entry.task.subject) }
        for index in ready.indices { ready[index].queue.drop(subjects) }
        known.subtract(subjects.subtracting(inFlight.keys))
    }

    private mutating func queue(_ entry: Entry, first: Bool) {
        let key = entry.task.budget
        if let index = ready.firstIndex(where: { $0.key == key }) {
            ready[index].queue.append(entry, first: first)
        } else {
            var queue = TaskQueue()
            queue.append(entry, first: first)
            ready.append((key, queue))
        }
    }

    /// Chooses the next task that may be fetched now; it is under way then.
    mutating func next(at now: Timestamp, concurrency: Int) -> Step {
        waiting = nil
        for retry in retries where retry.at <= now { queue(retry.entry, first: false) }
        retries.removeAll { $0.at <= now }
        if let held = heldUntil {
            // While the service is down a single probe is under way at a time.
            guard inFlight.isEmpty else { return .nothing }
            if held > now { return note(held, nil, .asked) }
        }
        guard inFlight.count < concurrency else { return .nothing }
        var soonest = retries.map(\.at).min().map { ($0, BudgetKey?.none, RateLimiter.Reason.pacing) }
        for index in ready.indices where !ready[index].queue.isEmpty {
            switch limiter.reserve(ready[index].key, at: now) {
            case .go:
                guard let entry = ready[index].queue.popFirst() else { continue }
                inFlight[entry.task.subject] = TaskInFlight(
                    label: entry.task.label, page: entry.task.pages &+ 1, since: now, attempts: entry.attempts)
                return .fetch(entry)
            case .wait(let until, let reason):
                if soonest.map({ until < $0.0 }) ?? true { soonest = (until, ready[index].key, reason) }
            }
        }
        guard let (until, key, reason) = soonest else { return .nothing }
        return note(until, key, reason)
    }

    private mutating func note(_ until: Timestamp, _ key: BudgetKey?, _ reason: RateLimiter.Reason) -> Step {
        waiting = (until, reason != .pacing)
        return .wait(until: until, key, reason)
    }

    /// The task is no longer under way, nor in the run unless it is queued or put off again.
    mutating func land(_ task: FetchTask, quota: Quota?, at now: Timestamp) {
        let start = inFlight.removeValue(forKey: task.subject)?.since
        known.remove(task.subject)
        limiter.finish(task.budget, from: start, quota: quota, at: now)
    }

    /// The waits that the service has imposed and that are to be kept over a restart.
    func waits(at now: PaceInstant) -> [KeptWait] {
        var waits = limiter.waits(at: now.at).map {
            KeptWait(budget: $0.key, noted: now, until: $0.until, times: $0.times)
        }
        if let held = heldUntil, held > now.at {
            waits.append(KeptWait(budget: nil, noted: now, until: held, times: outages))
        }
        return waits
    }

    /// Takes up the waits that were kept.
    mutating func restore(_ waits: [KeptWait], at now: PaceInstant) {
        keptWaits = waits
        for wait in waits {
            let end = wait.end(seenFrom: now)
            if let key = wait.budget {
                limiter.restore(waitUntil: end, times: wait.times, of: key)
            } else {
                (heldUntil, outages) = (end, wait.times)
            }
        }
    }

    /// Follows a clock that was set: every wait keeps its length.
    mutating func shift(by milliseconds: Int64) {
        limiter.shift(by: milliseconds)
        for index in retries.indices { retries[index].at = retries[index].at.adding(milliseconds: milliseconds) }
        for (subject, task) in inFlight { inFlight[subject]?.since = task.since.adding(milliseconds: milliseconds) }
        heldUntil = heldUntil?.adding(milliseconds: milliseconds)
        waiting = nil
    }

    /// The service has answered, whatever it said: it is not down.
    mutating func noteAnswer(_ key: BudgetKey) {
        limiter.noteAnswer(key)
        failing = []
        outages = 0
        heldUntil = nil
    }

    /// Puts a failed task off. Failures of many tasks in a row hold the whole source back, so that a service that is down
    /// is asked now and then and not by every task.
    mutating func putOff(_ entry: Entry, until: Timestamp, at now: Timestamp, options: IngestOptions) {
        retries.append((until, entry))
        known.insert(entry.task.subject)
        failing.insert(entry.task.subject)
        guard failing.count >= SourceRun.outageAfter else { return }
        outages = min(outages + 1, 30)
        let wait = options.backoffMilliseconds(of: entry.task, attempt: outages)
        heldUntil = now.adding(milliseconds: wait)
    }

    func progress(at now: Timestamp) -> SourceProgress {
        var progress = SourceProgress(id: source.id, title: source.title)
        (progress.done, progress.pending, progress.setAside) = (totals.done, totals.pending, totals.setAside)
        progress.retrying = retries.count
        (progress.pages, progress.posts, progress.observations) = (totals.pages, totals.posts, totals.observations)
        (progress.rejected, progress.bytes, progress.calls) = (totals.rejected, totals.bytes, totals.calls)
        progress.pagesPerMinute = pages.perMinute(at: now)
        progress.rowsPerMinute = rows.perMinute(at: now)
        progress.history = pages.history(120, at: now)
        progress.historySeconds = RateMeter.width
        progress.budgets = limiter.gauges(at: now)
        if let waiting, waiting.until > now {
            (progress.waitingUntil, progress.isExhausted) = (waiting.until, waiting.isExhausted)
        }
        progress.current = inFlight.values.sorted { ($0.since, $0.label) < ($1.since, $1.label) }
        progress.setAsideTasks = Array(setAside.suffix(200))
        return progress
    }
}

/// A queue of tasks; one that goes on is put first.
struct TaskQueue: Sendable {
    private var items: [SourceRun.Entry] = []
    private var head = 0
    private var urgent: [SourceRun.Entry] = []

    var isEmpty: Bool { urgent.isEmpty && head == items.count }

    mutating func drop(_ subjects: Set<String>) {
        urgent.removeAll { subjects.contains($0.task.subject) }
        items = items[head...].filter { !subjects.contains($0.task.subject) }
        head = 0
    }

    mutating func append(_ entry: SourceRun.Entry, first: Bool) {
        if first { urgent.append(entry) } else { items.append(entry) }
    }

    mutating func popFirst() -> SourceRun.Entry? {
        if !urgent.isEmpty { return urgent.removeFirst() }
        guard head < items.count else { return nil }
        defer {
            head += 1
            if head > 256, head * 2 > items.count {
                items.removeFirst(head)
                head = 0
            }
        }
        return items[head]
    }
}
