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
        /// Tasks that the same call answers.
        var companions: [Entry] = []
        /// Only tasks of the same group are asked for together: a group whose call has failed is split.
        var group = 0
        /// What the call takes of the budget.
        var cost = CallCost.one
        /// What was paid for it: at once, on which day since 1970, and by days.
        var price = Money.zero
        var paidOn = 0
        var payments: [MoneyChange] = []
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
    /// What has become of the source as a whole.
    var standing = SourceStanding()
    /// What it has spent; nil for a source that costs nothing.
    var meter: MoneyMeter?
    private(set) var inFlight: [String: TaskInFlight] = [:]
    private var calls: [String: Entry] = [:]
    private(set) var waiting: (until: Timestamp, isExhausted: Bool)?
    var pages = RateMeter()
    var rows = RateMeter()
    var ready: [(key: BudgetKey, queue: TaskQueue)] = []
    private(set) var retries: [(at: Timestamp, entry: Entry)] = []
    /// Subjects that are queued, put off or under way; none is so twice.
    private var known: Set<String> = []
    private var failing: Set<String> = []
    private var outages = 0
    private var groups = 0
    private var heldUntil: Timestamp?

    init(source: any Source) {
        self.source = source
        limiter = RateLimiter(budgets: source.budgets)
        meter = source.money.map { MoneyMeter($0) }
    }

    var isEmpty: Bool { inFlight.isEmpty && retries.isEmpty && ready.allSatisfy { $0.queue.isEmpty } }
    /// Whether nothing will happen by itself before a pause ends.
    var isAtRest: Bool { isEmpty || inFlight.isEmpty && standing.isPaused }
    var retrying: Int { retries.count }

    /// Queues a task unless it is in the run already.
    /// - Parameters:
    ///   - leads: Whether it comes before all that are first, too.
    ///   - due: Before then it is not asked for.
    mutating func enqueue(_ entry: Entry, first: Bool = false, leads: Bool = false, due: Timestamp? = nil) {
        guard known.insert(entry.task.subject).inserted else { return }
        var entry = entry
        entry.companions = []
        if let due { retries.append((due, entry)) } else { queue(entry, first: first, leads: leads) }
    }

    /// Drops tasks that are not wanted any more; those under way come to their end.
    mutating func drop(_ subjects: Set<String>) {
        retries.removeAll { subjects.contains($0.entry.task.subject) }
        for index in ready.indices { ready[index].queue.drop(subjects) }
        var kept = Set(inFlight.keys)
        for entry in calls.values { kept.formUnion(entry.companions.map(\.task.subject)) }
        known.subtract(subjects.subtracting(kept))
    }

    private mutating func queue(_ entry: Entry, first: Bool, leads: Bool = false) {
        let key = entry.task.budget
        if let index = ready.firstIndex(where: { $0.key == key }) {
            ready[index].queue.append(entry, first: first, leads: leads)
        } else {
            var queue = TaskQueue()
            queue.append(entry, first: first, leads: leads)
            ready.append((key, queue))
        }
    }

    /// Chooses the next task that may be fetched now; it is under way then.
    mutating func next(at now: Timestamp, concurrency: Int) -> Step {
        waiting = nil
        standing.moneyStop = nil
        for retry in retries where retry.at <= now { queue(retry.entry, first: false) }
        retries.removeAll { $0.at <= now }
        if let pause = standing.pause { return pause.until.map { note($0, nil, .asked) } ?? .nothing }
        if let held = heldUntil {
            // While the service is down a single probe is under way at a time.
            guard inFlight.isEmpty else { return .nothing }
            if held > now { return note(held, nil, .asked) }
        }
        guard inFlight.count < standing.most(concurrency) else { return .nothing }
        var soonest = retries.map(\.at).min().map { ($0, BudgetKey?.none, RateLimiter.Reason.pacing) }
        var stop: MoneyMeter.Obstacle?
        for index in ready.indices {
            guard var entry = ready[index].queue.first else { continue }
            if let meter {
                entry.price = source.price(of: entry.task)
                if let obstacle = meter.obstacle(entry.price, at: now) {
                    stop = stop ?? obstacle
                    continue
                }
            }
            entry.companions = companions(of: entry, in: ready[index].queue)
            entry.cost = cost(of: entry)
            switch limiter.reserve(ready[index].key, cost: entry.cost, at: now) {
            case .go:
                ready[index].queue.popFirst()
                ready[index].queue.drop(Set(entry.companions.map(\.task.subject)))
                entry.paidOn = now.day.number
                entry.payments = meter?.pay(entry.price, at: now) ?? []
                begin(entry, at: now)
                return .fetch(entry)
            case .wait(let until, let reason):
                if soonest.map({ until < $0.0 }) ?? true { soonest = (until, ready[index].key, reason) }
            }
        }
        guard let (until, key, reason) = soonest else {
            guard let stop else { return .nothing }
            return standing.stop(stop, meter?.budget, at: now).until.map { note($0, nil, .asked) } ?? .nothing
        }
        return note(until, key, reason)
    }

    private mutating func begin(_ entry: Entry, at now: Timestamp) {
        calls[entry.task.subject] = entry
        inFlight[entry.task.subject] = TaskInFlight(
            label: entry.task.label, page: entry.task.pages &+ 1, since: now, attempts: entry.attempts)
    }

    private mutating func note(_ until: Timestamp, _ key: BudgetKey?, _ reason: RateLimiter.Reason) -> Step {
        waiting = (until, reason != .pacing)
        return .wait(until: until, key, reason)
    }

    /// The task is no longer under way, nor in the run unless it is queued or put off again. Those that its call was to answer
    /// as well are queued again, but for those that it has settled.
    /// - Parameter due: When those are asked for again; nil for at once.
    mutating func land(
        _ task: FetchTask, quota: Quota?, settled: Set<String> = [], due: Timestamp? = nil, at now: Timestamp
    ) {
        let start = inFlight.removeValue(forKey: task.subject)?.since
        let entry = calls.removeValue(forKey: task.subject)
        known.remove(task.subject)
        limiter.finish(task.budget, from: start, cost: entry?.cost ?? .one, quota: quota, at: now)
        for companion in entry?.companions ?? [] {
            known.remove(companion.task.subject)
            if !settled.contains(companion.task.subject) { enqueue(companion, first: true, due: due) }
        }
    }

    /// A call for several tasks has failed, and which of them it is nobody says: each half is asked for by itself. Those of one
    /// name stay together, as the days of a place do.
    mutating func split(_ entry: Entry, quota: Quota?, at now: Timestamp) {
        let all = ([entry] + entry.companions).sorted { $0.task.subject < $1.task.subject }
        land(entry.task, quota: quota, settled: Set(entry.companions.map(\.task.subject)), at: now)
        for (index, var part) in all.enumerated() {
            if index == 0 || index == (all.count &+ 1) / 2 { groups &+= 1 }
            part.group = groups
            // What they have failed at together counts for each.
            part.failures = max(part.failures, entry.failures)
            enqueue(part, first: true)
        }
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

    /// Follows a clock that was set: every wait keeps its length. The date of a pause is one of the calendar.
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
        var entry = entry
        entry.companions = []
        // Before those that its call was to answer as well: it leads them again.
        retries.insert((until, entry), at: 0)
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
        progress.open = totals.open > 0 ? totals.open : nil
        progress.pause = standing.shown
        if !isEmpty { (progress.plan, progress.money) = plan(at: now) }
        if let meter, progress.money == nil {
            progress.money = MoneyGauge(
                budget: meter.budget, today: meter.today(at: now), month: meter.month(at: now),
                forecast: source.spendingForecast)
        }
        return progress
    }
}
