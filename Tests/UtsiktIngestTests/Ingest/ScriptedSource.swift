import Synchronization
import UtsiktBase
import UtsiktForecast
import UtsiktIngest
import UtsiktTestSupport
import UtsiktTopics

/// A source with a script: tasks with pages whose posts are known beforehand, and failures chosen by a seed.
struct ScriptedSource: Source {
    /// What a page does before it is had.
    enum Trouble: Sendable {
        case failure(SourceFailure)
        /// The call lasts until it is cancelled.
        case hang
        /// The call lasts until the gate is open, or it is cancelled.
        case wait(Gate)
    }

    var id = SourceID.posts
    let service = "scripted"
    let content = SourceContent.posts
    var title = "Scripted"
    var budgets: [BudgetKey: [Budget]] = [:]
    var subjects = 5
    var pagesPerSubject = 3
    var postsPerPage = 2
    /// Pages that fail at this attempt (0 is the first): subject, page, attempt.
    var trouble: @Sendable (Int, Int, Int) -> Trouble? = { _, _, _ in nil }
    /// The first task discovers the others, as a friends list does.
    var discovers = false
    /// After so many seconds a done task is asked again.
    var refreshSeconds: Int64?
    /// How many tasks there are at an instant; nil for `subjects` of them.
    var subjectsAt: (@Sendable (Timestamp) -> Int)?
    let history = History()

    /// What was asked for, over all copies of the source.
    final class History: Sendable {
        private struct State {
            var calls: [String] = []
            var attempts: [String: Int] = [:]
            var served: [String] = []
            var waiters: [(count: Int, gate: Gate)] = []
        }
        private let state = Mutex(State())

        var calls: [String] { state.withLock { $0.calls } }
        var served: [String] { state.withLock { $0.served } }

        func attempt(_ page: String) -> Int {
            let (attempt, due) = state.withLock { state in
                state.calls.append(page)
                state.attempts[page, default: -1] += 1
                let count = state.calls.count
                let due = state.waiters.filter { $0.count <= count }
                state.waiters.removeAll { $0.count <= count }
                return (state.attempts[page] ?? 0, due)
            }
            for waiter in due { waiter.gate.open() }
            return attempt
        }

        /// Returns when so many calls were made in all.
        func waitForCalls(_ count: Int) async {
            let gate = Gate()
            state.withLock { state in
                if state.calls.count >= count { gate.open() } else { state.waiters.append((count, gate)) }
            }
            await gate.wait()
        }

        func serve(_ page: String) { state.withLock { $0.served.append(page) } }
    }

    func task(_ subject: Int) -> FetchTask {
        FetchTask(
            source: id, subject: "account/\(subject)", label: "@user\(subject)", budget: BudgetKey(rawValue: "timeline")
        )
    }

    func seeds(at now: Timestamp) -> [FetchTask] {
        guard discovers else { return (0..<(subjectsAt?(now) ?? subjects)).map { task($0) } }
        return [FetchTask(source: id, subject: "friends", label: "friends", budget: BudgetKey(rawValue: "friends"))]
    }

    static func name(_ task: FetchTask) -> String { "\(task.subject)#\(task.cursor ?? "0")" }

    func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        let name = ScriptedSource.name(task)
        let attempt = history.attempt(name)
        let subject = Int(task.subject.split(separator: "/").last ?? "") ?? -1
        let page = Int(task.cursor ?? "0") ?? 0
        // As a real call does, this one lets others have their turn; nothing waits for it.
        await Task.yield()
        switch trouble(subject, page, attempt) {
        case .failure(let failure): throw failure
        case .hang:
            await untilCancelled()
            throw SourceFailure(.cancelled, "cancelled")
        case .wait(let gate):
            await gate.wait()
        case nil: break
        }
        if Task.isCancelled { throw SourceFailure(.cancelled, "cancelled") }
        history.serve(name)
        if subject < 0 { return Page(discovered: (0..<subjects).map { self.task($0) }, bytes: 10) }
        let posts = (0..<postsPerPage).map { post(subject, page, $0) }
        return Page(posts: posts, next: page + 1 < pagesPerSubject ? String(page + 1) : nil, bytes: 100)
    }

    func post(_ subject: Int, _ page: Int, _ index: Int) -> Post {
        Post(
            id: "\(subject)-\(page)-\(index)", author: "\(subject)", authorName: "user\(subject)",
            createdAt: Timestamp(seconds: 1_436_000_000 + Int64(subject * 1000 + page * 10 + index)),
            text: "text \(subject) \(page) \(index)", language: "en", hashtags: ["tag\(subject)", "swift"])
    }

    var expectedPosts: Set<String> {
        Set(
            (0..<subjects).flatMap { s in
                (0..<pagesPerSubject).flatMap { p in (0..<postsPerPage).map { post(s, p, $0).id } }
            })
    }

    var expectedPages: Int { subjects * pagesPerSubject + (discovers ? 1 : 0) }
}

/// A journal in memory, for tests that need no database.
actor MemoryStore: IngestStore {
    private(set) var entries: [String: JournalEntry] = [:]
    private(set) var posts: [String: Post] = [:]
    private(set) var commits: [String] = []
    private(set) var registered: [SourceID: StoredSource] = [:]
    private(set) var notedCalls: [BudgetKey: [Timestamp]] = [:]
    private var order: [String] = []
    private var totals: [SourceID: SourceTotals] = [:]
    private var afterPending: (@Sendable () async -> Void)?
    private var afterRetry: (@Sendable () async -> Void)?

    /// Does something once between reading the pending tasks and handing them out.
    func once(afterPending body: @escaping @Sendable () async -> Void) { afterPending = body }
    /// Does something once between making tasks pending again and telling which.
    func once(afterRetry body: @escaping @Sendable () async -> Void) { afterRetry = body }

    private func key(_ task: FetchTask) -> String { "\(task.source.rawValue) \(task.subject)" }

    func register(_ source: StoredSource) async throws(StoreError) { registered[source.id] = source }

    func add(_ tasks: [FetchTask], at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        insert(tasks, at: now)
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

    func noteFailure(
        of task: FetchTask, attempts: Int, problem: String, at now: Timestamp
    ) async throws(StoreError) {
        entries[key(task)]?.attempts = attempts
        entries[key(task)]?.problem = problem
    }

    func setAside(_ task: FetchTask, reason: String, at now: Timestamp) async throws(StoreError) {
        entries[key(task)]?.state = .setAside
        entries[key(task)]?.problem = reason
    }

    func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        let list = try await setAsideTasks(source)
        for entry in list {
            entries[key(entry.task)]?.state = .pending
            entries[key(entry.task)]?.attempts = 0
        }
        let body = afterRetry
        afterRetry = nil
        await body?()
        return list.map(\.task)
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

    func noteCall(
        _ source: SourceID, budget: BudgetKey, at now: Timestamp, keep seconds: Int64
    ) async throws(StoreError) {
        notedCalls[budget, default: []].append(now)
    }

    func calls(_ source: SourceID, since: Timestamp) async throws(StoreError) -> [BudgetKey: [Timestamp]] {
        notedCalls.mapValues { $0.filter { $0 >= since } }
    }
}

/// A store whose process dies: after so many operations nothing works any more, and what was under way may be done or not.
actor DyingStore: IngestStore {
    private let base: any IngestStore
    private var left: Int
    private let diesAfterDoing: Bool

    init(_ base: any IngestStore, after operations: Int, diesAfterDoing: Bool) {
        self.base = base
        left = operations
        self.diesAfterDoing = diesAfterDoing
    }

    private func run<T: Sendable>(
        _ body: @Sendable (any IngestStore) async throws(StoreError) -> T
    ) async throws(StoreError) -> T {
        left -= 1
        if left > 0 { return try await body(base) }
        if left == 0, diesAfterDoing { _ = try await body(base) }
        throw StoreError(.closed, path: "killed")
    }

    func register(_ source: StoredSource) async throws(StoreError) {
        try await run { base async throws(StoreError) in try await base.register(source) }
    }
    func add(_ tasks: [FetchTask], at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        try await run { base async throws(StoreError) in try await base.add(tasks, at: now) }
    }
    func pending(_ source: SourceID) async throws(StoreError) -> [JournalEntry] {
        try await run { base async throws(StoreError) in try await base.pending(source) }
    }
    func setAsideTasks(_ source: SourceID?) async throws(StoreError) -> [JournalEntry] {
        try await run { base async throws(StoreError) in try await base.setAsideTasks(source) }
    }
    func commit(_ page: Page, of task: FetchTask, at now: Timestamp) async throws(StoreError) -> CommittedPage {
        try await run { base async throws(StoreError) in try await base.commit(page, of: task, at: now) }
    }
    func noteFailure(
        of task: FetchTask, attempts: Int, problem: String, at now: Timestamp
    ) async throws(StoreError) {
        try await run { base async throws(StoreError) in
            try await base.noteFailure(of: task, attempts: attempts, problem: problem, at: now)
        }
    }
    func setAside(_ task: FetchTask, reason: String, at now: Timestamp) async throws(StoreError) {
        try await run { base async throws(StoreError) in try await base.setAside(task, reason: reason, at: now) }
    }
    func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        try await run { base async throws(StoreError) in try await base.retrySetAside(source, at: now) }
    }
    func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [FetchTask] {
        try await run { base async throws(StoreError) in
            try await base.reopen(source, doneBefore: instant, at: now)
        }
    }
    func progress() async throws(StoreError) -> [SourceID: SourceTotals] {
        try await run { base async throws(StoreError) in try await base.progress() }
    }
    func noteCall(
        _ source: SourceID, budget: BudgetKey, at now: Timestamp, keep seconds: Int64
    ) async throws(StoreError) {
        try await run { base async throws(StoreError) in
            try await base.noteCall(source, budget: budget, at: now, keep: seconds)
        }
    }
    func calls(_ source: SourceID, since: Timestamp) async throws(StoreError) -> [BudgetKey: [Timestamp]] {
        try await run { base async throws(StoreError) in try await base.calls(source, since: since) }
    }
}
