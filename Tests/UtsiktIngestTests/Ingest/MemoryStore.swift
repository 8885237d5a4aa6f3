import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTopics

/// A journal in memory, for tests that need no database.
actor MemoryStore: IngestStore {
    private(set) var entries: [String: JournalEntry] = [:]
    private(set) var posts: [String: Post] = [:]
    private(set) var commits: [String] = []
    private(set) var registered: [SourceID: StoredSource] = [:]
    private(set) var notedCalls: [NotedCall] = []
    private var order: [String] = []
    private var totals: [SourceID: SourceTotals] = [:]
    private var afterPending: (@Sendable () async -> Void)?
    private var afterRetry: (@Sendable () async -> Void)?

    /// Does something once between reading the pending tasks and handing them out.
    func once(afterPending body: @escaping @Sendable () async -> Void) { afterPending = body }
    /// Does something once between making tasks pending again and telling which.
    func once(afterRetry body: @escaping @Sendable () async -> Void) { afterRetry = body }

    private func key(_ task: FetchTask) -> String { "\(task.source.rawValue) \(task.subject)" }

    private var kept: [SourceID: [KeptWait]] = [:]
    private var causes: [String: JournalEntry.Cause] = [:]
    private(set) var spending: [Int: Money] = [:]
    private var pauses: [SourceID: SourcePause] = [:]

    func begin(_ round: Round, at now: PaceInstant) async throws(StoreError) -> RoundChanges {
        registered[round.source.id] = round.source
        var changes = RoundChanges()
        changes.added = insert(round.seeds, at: now.at).count
        if let rule = round.retry {
            for (key, entry) in entries where entry.state == .setAside && entry.task.source == round.source.id {
                let limit = causes[key] == .givenUp ? rule.givenUp : rule.refused
                guard entry.changedAt <= limit else { continue }
                entries[key]?.state = .pending
                entries[key]?.attempts = 0
                changes.retried += 1
            }
        }
        if let instant = round.refreshBefore {
            changes.reopened = try await reopen(round.source.id, doneBefore: instant, at: now.at).count
        }
        return changes
    }

    private func insert(_ tasks: [FetchTask], at now: Timestamp) -> [FetchTask] {
        tasks.filter { task in
            guard entries[key(task)] == nil else { return false }
            entries[key(task)] = JournalEntry(task: task, changedAt: now)
            order.append(key(task))
            return true
        }
    }

    func pending(_ source: SourceID) async throws(StoreError) -> [JournalEntry] {
        let list = order.compactMap { entries[$0] }.filter { $0.task.source == source && $0.state == .pending }
        let body = afterPending
        afterPending = nil
        await body?()
        return list
    }

    func setAsideTasks(_ source: SourceID?) async throws(StoreError) -> [JournalEntry] {
        order.compactMap { entries[$0] }
            .filter { $0.state == .setAside && (source == nil || $0.task.source == source) }
    }

    func commit(_ page: Page, of task: FetchTask, at now: Timestamp) async throws(StoreError) -> CommittedPage {
        guard var entry = entries[key(task)], entry.state == .pending, entry.task.pages == task.pages,
            entry.task.cursor == task.cursor
        else { throw StoreError(.conflict(subject: task.subject), path: "memory") }
        commits.append(ScriptedSource.name(task))
        let new = page.rows.of(task.source).posts.filter { post in posts.updateValue(post, forKey: post.id) == nil }
        entry.task.cursor = page.next
        entry.task.pages += 1
        entry.attempts = 0
        entry.due = nil
        entry.changedAt = now
        if page.next == nil { entry.state = .done }
        entries[key(task)] = entry
        let added = insert(page.discovered, at: now)
        totals[task.source, default: SourceTotals()].pages += 1
        totals[task.source, default: SourceTotals()].posts += new.count
        totals[task.source, default: SourceTotals()].rejected += page.rejected.count
        var result = CommittedPage(page, task: entry.task)
        (result.rows.posts, result.addedTasks) = (new, added)
        return result
    }

    func noteFailure(of task: FetchTask, _ failure: NotedFailure, at now: PaceInstant) async throws(StoreError) {
        entries[key(task)]?.attempts = failure.attempts
        entries[key(task)]?.problem = failure.problem
        entries[key(task)]?.due = failure.due
        entries[key(task)]?.changedAt = now.at
        entries[key(task)]?.changedSteady = now.steady
    }

    func setAside(
        _ task: FetchTask, cause: JournalEntry.Cause, reason: String, at now: Timestamp
    ) async throws(StoreError) {
        entries[key(task)]?.state = .setAside
        entries[key(task)]?.problem = reason
        entries[key(task)]?.changedAt = now
        causes[key(task)] = cause
    }

    func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        let list = try await setAsideTasks(source)
        for entry in list {
            entries[key(entry.task)]?.state = .pending
            entries[key(entry.task)]?.attempts = 0
            entries[key(entry.task)]?.due = nil
            entries[key(entry.task)]?.task.cursor = nil
            entries[key(entry.task)]?.task.pages = 0
        }
        let body = afterRetry
        afterRetry = nil
        await body?()
        return list.map { entry in
            var task = entry.task
            (task.cursor, task.pages) = (nil, 0)
            return task
        }
    }

    func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [FetchTask] {
        order.filter { name in
            entries[name].map { $0.task.source == source && $0.state == .done && $0.changedAt < instant } ?? false
        }.compactMap { name in
            entries[name]?.state = .pending
            entries[name]?.task.cursor = nil
            entries[name]?.task.pages = 0
            entries[name]?.changedAt = now
            return entries[name]?.task
        }
    }

    func progress() async throws(StoreError) -> [SourceID: SourceTotals] {
        var result = totals
        for entry in entries.values {
            switch entry.state {
            case .pending: result[entry.task.source, default: SourceTotals()].pending += 1
            case .done: result[entry.task.source, default: SourceTotals()].done += 1
            case .setAside: result[entry.task.source, default: SourceTotals()].setAside += 1
            }
        }
        return result
    }

    func noteCall(_ source: SourceID, _ call: NotedCall, keep seconds: Int64) async throws(StoreError) {
        notedCalls.append(call)
        try await settle(call.payments, of: source)
    }

    func notedCalls(_ source: SourceID) async throws(StoreError) -> [NotedCall] { notedCalls }

    func spent(_ source: SourceID, since day: Int) async throws(StoreError) -> [Int: Money] {
        spending.filter { $0.key >= day }
    }

    func settle(_ changes: [MoneyChange], of source: SourceID) async throws(StoreError) {
        for change in changes { spending[change.day] = (spending[change.day] ?? .zero) - change.less + change.more }
    }

    func keep(
        _ pause: SourcePause, of source: SourceID, reviving subjects: [String], at now: Timestamp
    ) async throws(StoreError) {
        pauses[source] = pause
        for (key, entry) in entries where entry.task.source == source && subjects.contains(entry.task.subject) {
            entries[key]?.state = .pending
        }
    }

    func pause(of source: SourceID) async throws(StoreError) -> SourcePause? { pauses[source] }

    func endPauses(_ source: SourceID?) async throws(StoreError) -> [SourceID] {
        let ended = pauses.keys.filter { source == nil || $0 == source }
        for source in ended { pauses[source] = nil }
        return Array(ended)
    }

    func keep(_ waits: [KeptWait], of source: SourceID) async throws(StoreError) { kept[source] = waits }
    func waits(_ source: SourceID) async throws(StoreError) -> [KeptWait] { kept[source] ?? [] }
}
