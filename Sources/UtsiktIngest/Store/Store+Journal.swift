import GRDB
public import UtsiktBase

extension Store {
    /// Keeps which service a source asks and what its rows are.
    public func register(_ source: StoredSource) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO source (name, service, content) VALUES (?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET service = excluded.service, content = excluded.content
                    """,
                arguments: [
                    Store.storable(source.id.rawValue), Store.storable(source.service), source.content?.rawValue ?? "",
                ])
        }
    }

    /// Adds tasks to the journal; those it has already keep their state.
    public func add(_ tasks: [FetchTask], at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        guard !tasks.isEmpty else { return [] }
        return try await write { db in try Store.insert(tasks, at: now, db) }
    }

    /// The tasks of a source that are neither done nor failed, begun ones first.
    public func pending(_ source: SourceID) async throws(StoreError) -> [JournalEntry] {
        try await read { db in
            try Store.entries(
                db, "source = ? AND state = 0 ORDER BY pages > 0 DESC, row", [Store.storable(source.rawValue)])
        }
    }

    /// The tasks that failed for good, in the order in which that happened.
    public func setAsideTasks(_ source: SourceID?) async throws(StoreError) -> [JournalEntry] {
        try await read { db in
            guard let source else { return try Store.entries(db, "state = 2 ORDER BY changed, row", []) }
            return try Store.entries(
                db, "source = ? AND state = 2 ORDER BY changed, row", [Store.storable(source.rawValue)])
        }
    }

    /// Keeps a page together with the journal's new cursor; see `IngestStore`.
    public func commit(_ page: Page, of task: FetchTask, at now: Timestamp) async throws(StoreError) -> CommittedPage {
        let path = path
        return try await write { db in
            let key: StatementArguments = [Store.storable(task.source.rawValue), Store.storable(task.subject)]
            let position = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT row, cursor, pages, state FROM task WHERE source = ? AND subject = ?"),
                arguments: key)
            guard let position, position.key(3) == JournalEntry.State.pending.rawValue,
                position.steps(2) == task.pages, position.textIfAny(1) == task.cursor.map(Store.storable)
            else { throw StoreError(.conflict(subject: task.subject), path: path) }

            var next = task
            next.cursor = page.next.map(Store.storable)
            next.pages = task.pages + 1
            var result = CommittedPage(page, task: next)
            result.rows = try Store.insert(page.rows.of(task.source), of: task.source, db)
            result.addedTasks = try Store.insert(page.discovered, at: now, db)
            try Store.insert(page.rejected, of: task, at: now, db)
            try Store.count(result, db)
            let state = result.isDone ? JournalEntry.State.done : .pending
            try db.cachedStatement(
                sql: """
                    UPDATE task SET cursor = ?, pages = ?, state = ?, attempts = 0, problem = NULL, changed = ? WHERE row = ?
                    """
            ).execute(arguments: [next.cursor, next.pages, state.rawValue, now.milliseconds, position.key(0)])
            return result
        }
    }

    /// Notes that a page was not had; the task stays pending.
    public func noteFailure(
        of task: FetchTask, attempts: Int, problem: String, at now: Timestamp
    ) async throws(StoreError) {
        try await change(task, to: .pending, attempts: attempts, problem: problem, at: now)
    }

    /// Sets a pending task aside, with the reason.
    public func setAside(_ task: FetchTask, reason: String, at now: Timestamp) async throws(StoreError) {
        try await change(task, to: .setAside, attempts: nil, problem: reason, at: now)
    }

    /// Makes tasks that failed for good pending again, of one source or of all.
    public func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        try await write { db in
            let condition = source == nil ? "state = 2" : "state = 2 AND source = ?"
            let arguments: StatementArguments = source.map { [Store.storable($0.rawValue)] } ?? []
            let entries = try Store.entries(db, "\(condition) ORDER BY row", arguments)
            try db.execute(
                sql: "UPDATE task SET state = 0, attempts = 0, changed = ? WHERE \(condition)",
                arguments: [now.milliseconds] + arguments)
            return entries.map(\.task)
        }
    }

    /// Makes old done tasks of a source pending again, from their first page; see `IngestStore`.
    public func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [FetchTask] {
        try await write { db in
            try Row.fetchAll(
                db,
                sql: """
                    UPDATE task SET state = 0, cursor = NULL, pages = 0, attempts = 0, problem = NULL, changed = ?
                    WHERE source = ? AND state = 1 AND changed < ? RETURNING subject, label, budget
                    """,
                arguments: [now.milliseconds, Store.storable(source.rawValue), instant.milliseconds]
            ).map { row in
                FetchTask(
                    source: source, subject: row.text(0), label: row.text(1), budget: BudgetKey(rawValue: row.text(2)))
            }
        }
    }

    /// How far each source is.
    public func progress() async throws(StoreError) -> [SourceID: SourceTotals] {
        try await read { db in
            var totals: [SourceID: SourceTotals] = [:]
            let states = try Row.fetchCursor(db, sql: "SELECT source, state, count(*) FROM task GROUP BY source, state")
            while let row = try states.next() {
                let source = SourceID(rawValue: row.text(0))
                switch JournalEntry.State(rawValue: row.key(1)) {
                case .done: totals[source, default: SourceTotals()].done = row.count(2)
                case .setAside: totals[source, default: SourceTotals()].setAside = row.count(2)
                case .pending, nil: totals[source, default: SourceTotals()].pending += row.count(2)
                }
            }
            let counters = try Row.fetchCursor(
                db, sql: "SELECT source, pages, posts, observations, rejected, bytes, calls FROM counter")
            while let row = try counters.next() {
                var total = totals[SourceID(rawValue: row.text(0))] ?? SourceTotals()
                (total.pages, total.posts, total.observations) = (row.count(1), row.count(2), row.count(3))
                (total.rejected, total.bytes, total.calls) = (row.count(4), row.count(5), row.count(6))
                totals[SourceID(rawValue: row.text(0))] = total
            }
            return totals
        }
    }

    /// Notes a call before it is made; forgets calls older than `seconds`.
    public func noteCall(
        _ source: SourceID, budget: BudgetKey, at now: Timestamp, keep seconds: Int64
    ) async throws(StoreError) {
        let (source, key) = (Store.storable(source.rawValue), Store.storable(budget.rawValue))
        try await write { db in
            try db.cachedStatement(sql: "INSERT INTO call (source, budget, at) VALUES (?, ?, ?)")
                .execute(arguments: [source, key, now.milliseconds])
            try db.cachedStatement(sql: "DELETE FROM call WHERE source = ? AND budget = ? AND at < ?")
                .execute(arguments: [source, key, now.adding(seconds: 0 &- max(0, seconds)).milliseconds])
            try Store.addToCounter(source, [0, 0, 0, 0, 0, 1], db)
        }
    }

    /// The noted calls of a source since an instant, oldest first.
    public func calls(_ source: SourceID, since: Timestamp) async throws(StoreError) -> [BudgetKey: [Timestamp]] {
        try await read { db in
            var calls: [BudgetKey: [Timestamp]] = [:]
            let rows = try Row.fetchCursor(
                db, sql: "SELECT budget, at FROM call WHERE source = ? AND at >= ? ORDER BY at",
                arguments: [Store.storable(source.rawValue), since.milliseconds])
            while let row = try rows.next() {
                calls[BudgetKey(rawValue: row.text(0)), default: []].append(row.instant(1))
            }
            return calls
        }
    }

    /// The rejected records of all sources, or of those with one kind of rows: how many, and the first of them.
    public func rejections(
        of content: SourceContent? = nil, limit: Int = 100
    ) async throws(StoreError) -> (count: Int, first: [Rejection]) {
        try await read { db in
            let condition =
                content == nil ? "" : "WHERE source IN (SELECT name FROM source WHERE content = ?)"
            let arguments: StatementArguments = content.map { [$0.rawValue] } ?? []
            let count =
                try Int.fetchOne(db, sql: "SELECT count(*) FROM rejection \(condition)", arguments: arguments) ?? 0
            let first = try Row.fetchAll(
                db, sql: "SELECT file, line, field, reason FROM rejection \(condition) ORDER BY row LIMIT ?",
                arguments: arguments + [max(0, limit)]
            ).map { row in
                Rejection(file: row.text(0), line: row.line(1), field: row.textIfAny(2), reason: row.text(3))
            }
            return (count, first)
        }
    }

    private func change(
        _ task: FetchTask, to state: JournalEntry.State, attempts: Int?, problem: String, at now: Timestamp
    ) async throws(StoreError) {
        try await write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE task SET state = ?, attempts = coalesce(?, attempts), problem = ?, changed = ?
                    WHERE source = ? AND subject = ? AND state = 0
                    """
            ).execute(arguments: [
                state.rawValue, attempts, Store.storable(problem), now.milliseconds,
                Store.storable(task.source.rawValue), Store.storable(task.subject),
            ])
        }
    }

    private static func entries(
        _ db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [JournalEntry] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT source, subject, label, budget, cursor, pages, state, attempts, problem, changed
                FROM task WHERE \(condition)
                """,
            arguments: arguments
        ).map { row in
            JournalEntry(
                task: FetchTask(
                    source: SourceID(rawValue: row.text(0)), subject: row.text(1), label: row.text(2),
                    budget: BudgetKey(rawValue: row.text(3)), cursor: row.textIfAny(4), pages: row.steps(5)),
                state: JournalEntry.State(rawValue: row.key(6)) ?? .pending, attempts: row.steps(7),
                problem: row.textIfAny(8), changedAt: row.instant(9))
        }
    }
}
