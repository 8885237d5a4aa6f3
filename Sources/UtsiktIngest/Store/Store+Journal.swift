import GRDB
public import UtsiktBase
import UtsiktTopics

extension Store {
    /// Adds tasks to the journal; those it has already keep their state.
    public func add(_ tasks: [FetchTask], at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        guard !tasks.isEmpty else { return [] }
        return try await write { db in try Store.insert(tasks, at: now, db) }
    }

    /// The tasks of a source that are neither done nor failed nor retired, begun ones first.
    public func pending(_ source: SourceID) async throws(StoreError) -> [JournalEntry] {
        try await read { db in
            try Store.entries(
                db, "source = ? AND state = 0 AND retired IS NULL ORDER BY pages > 0 DESC, row",
                [Store.storable(source.rawValue)])
        }
    }

    /// The tasks that failed for good, in the order in which that happened.
    public func setAsideTasks(_ source: SourceID?) async throws(StoreError) -> [JournalEntry] {
        try await read { db in
            let (condition, arguments) = Store.failed(source)
            return try Store.entries(db, "\(condition) ORDER BY changed, row", arguments)
        }
    }

    /// Which tasks failed for good.
    private static func failed(_ source: SourceID?) -> (String, StatementArguments) {
        let condition = "state = 2 AND retired IS NULL"
        guard let source else { return (condition, []) }
        return ("source = ? AND \(condition)", [storable(source.rawValue)])
    }

    /// Keeps a page together with the journal's new cursor; see `IngestStore`.
    public func commit(_ page: Page, of task: FetchTask, at now: Timestamp) async throws(StoreError) -> CommittedPage {
        let path = path
        return try await write { db in
            let key: StatementArguments = [Store.storable(task.source.rawValue), Store.storable(task.subject)]
            let position = try Row.fetchOne(
                db.cachedStatement(
                    sql:
                        "SELECT row, cursor, pages, state, walk, top, newest FROM task WHERE source = ? AND subject = ?"
                ),
                arguments: key)
            guard let position, position.key(3) == JournalEntry.State.pending.rawValue,
                position.steps(2) == task.pages, position.textIfAny(1) == task.cursor.map(Store.storable)
            else { throw StoreError(.conflict(subject: task.subject), path: path) }

            // The newest of a list stands on its first page; it counts once the list has been read to its end.
            // A first page may be empty and say nothing of it: then the first one that does.
            let top = position[5] as String? ?? page.newest.map(Store.storable)
            let known = position[6] as String?
            var next = task
            next.cursor = page.next.map(Store.storable)
            next.pages = task.pages + 1
            next.newest = page.next == nil ? top ?? known : known
            var result = CommittedPage(page, task: next)
            let removed = try Store.remove(page.deleted + page.edited.map(\.id), of: task.source, db)
            var rows = page.rows.of(task.source)
            // First: of two posts of one id the first one counts.
            rows.posts.insert(contentsOf: Rows(posts: page.edited).of(task.source).posts, at: 0)
            result.rows = try Store.insert(rows, of: task.source, db)
            result.rows.removed = removed
            result.edited = Store.edited(page, result.rows)
            try Store.follow(page, of: task, walk: position[4], at: now, db, into: &result)
            try Store.insert(page.rejected, of: task, leftOut: result.leftOut, at: now, db)
            try Store.count(result, db)
            let state = result.isDone ? JournalEntry.State.done : .pending
            try db.cachedStatement(
                sql: """
                    UPDATE task SET cursor = ?, pages = ?, state = ?, attempts = 0, problem = NULL, changed = ?, up = NULL,
                        due = NULL, cause = NULL, newest = ?, top = ? WHERE row = ?
                    """
            ).execute(arguments: [
                next.cursor, next.pages, state.rawValue, now.milliseconds, next.newest, result.isDone ? nil : top,
                position.key(0),
            ])
            result.settled = try Store.settle(page.settled, by: task, isDone: result.isDone, at: now, db)
            return result
        }
    }

    /// Notes what a page says of tasks. Only those are changed that are still to be fetched, and the page's own once it is done.
    /// - Returns: Those that were changed.
    private static func settle(
        _ tasks: [SettledTask], by own: FetchTask, isDone: Bool, at now: Timestamp, _ db: Database
    ) throws -> [SettledTask] {
        guard !tasks.isEmpty else { return [] }
        let update = try db.cachedStatement(
            sql: """
                UPDATE task SET state = ?, due = ?, cause = ?, problem = ?, attempts = 0, up = NULL, changed = ?,
                    pages = pages + ?, cursor = NULL
                WHERE source = ? AND subject = ? AND retired IS NULL AND state = ?
                """)
        var seen: Set<String> = []
        return try tasks.filter { task in
            let isOwn = task.subject == own.subject
            guard !isOwn || isDone, seen.insert(task.subject).inserted else { return false }
            var state = JournalEntry.State.done
            var (due, cause, problem): (Timestamp?, JournalEntry.Cause?, String?) = (nil, nil, nil)
            switch task.outcome {
            case .done: break
            case .open(let until): due = until
            case .failed(let why, let reason): (state, cause, problem) = (.setAside, why, reason)
            }
            try update.execute(arguments: [
                state.rawValue, due?.milliseconds, cause?.rawValue, problem.map(storable), now.milliseconds,
                isOwn ? 0 : 1, storable(own.source.rawValue), storable(task.subject), isOwn ? 1 : 0,
            ])
            return db.changesCount == 1
        }
    }

    /// Notes that a page was not had; the task stays pending.
    public func noteFailure(
        of task: FetchTask, _ failure: NotedFailure, at now: PaceInstant
    ) async throws(StoreError) {
        try await write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE task SET attempts = ?, problem = ?, due = ?, changed = ?, up = ?
                    WHERE source = ? AND subject = ? AND state = 0
                    """
            ).execute(arguments: [
                failure.attempts, Store.storable(failure.problem), failure.due.milliseconds, now.at.milliseconds,
                now.steady?.milliseconds, Store.storable(task.source.rawValue), Store.storable(task.subject),
            ])
        }
    }

    /// Sets a pending task aside, with the reason.
    public func setAside(
        _ task: FetchTask, cause: JournalEntry.Cause, reason: String, at now: Timestamp
    ) async throws(StoreError) {
        try await write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE task SET state = 2, cause = ?, problem = ?, due = NULL, changed = ?, up = NULL
                    WHERE source = ? AND subject = ? AND state = 0
                    """
            ).execute(arguments: [
                cause.rawValue, Store.storable(reason), now.milliseconds, Store.storable(task.source.rawValue),
                Store.storable(task.subject),
            ])
        }
    }

    /// Makes tasks that failed for good pending again, of one source or of all.
    public func retrySetAside(_ source: SourceID?, at now: Timestamp) async throws(StoreError) -> [FetchTask] {
        try await write { db in
            let (condition, arguments) = Store.failed(source)
            let entries = try Store.entries(db, "\(condition) ORDER BY row", arguments)
            try db.execute(
                sql: "UPDATE task SET \(Store.begunAgain), changed = ? WHERE \(condition)",
                arguments: [now.milliseconds] + arguments)
            return entries.map { entry in
                var task = entry.task
                (task.cursor, task.pages) = (nil, 0)
                return task
            }
        }
    }

    /// What makes a failed task one that has all its attempts again.
    static let takenUp = "state = 0, attempts = 0, due = NULL, cause = NULL, up = NULL"
    /// The same from its first page: what was refused may have been the word for the next one.
    static let begunAgain = takenUp + ", cursor = NULL, pages = 0, top = NULL"

    /// Makes old done tasks of a source pending again, from their first page; see `IngestStore`.
    public func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp
    ) async throws(StoreError) -> [FetchTask] {
        try await write { db in try Store.reopen(source, doneBefore: instant, at: now, db) }
    }

    /// How far each source is; what is retired does not count.
    public func progress() async throws(StoreError) -> [SourceID: SourceTotals] {
        try await read { db in
            var totals: [SourceID: SourceTotals] = [:]
            let states = try Row.fetchCursor(
                db,
                sql: """
                    SELECT source, state, count(*), count(due) FROM task WHERE retired IS NULL GROUP BY source, state
                    """)
            while let row = try states.next() {
                let source = SourceID(rawValue: row.text(0))
                switch JournalEntry.State(rawValue: row.key(1)) {
                case .done:
                    totals[source, default: SourceTotals()].done = row.count(2)
                    totals[source, default: SourceTotals()].open = row.count(3)
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

    /// The rejected records of all sources, or of those with one kind of rows: how many there were, and the first of those that
    /// are kept.
    public func rejections(
        of content: SourceContent? = nil, limit: Int = 100
    ) async throws(StoreError) -> (count: Int, first: [Rejection]) {
        try await read { db in
            let condition =
                content == nil ? "" : "WHERE source IN (SELECT name FROM source WHERE content = ?)"
            let arguments: StatementArguments = content.map { [$0.rawValue] } ?? []
            let count =
                try Int.fetchOne(
                    db, sql: "SELECT CAST(total(rejected) AS INTEGER) FROM counter \(condition)", arguments: arguments)
                ?? 0
            let first = try Row.fetchAll(
                db, sql: "SELECT file, line, field, reason FROM rejection \(condition) ORDER BY row LIMIT ?",
                arguments: arguments + [max(0, limit)]
            ).map { row in
                Rejection(file: row.text(0), line: row.line(1), field: row.textIfAny(2), reason: row.text(3))
            }
            return (count, first)
        }
    }

    static func entries(
        _ db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> [JournalEntry] {
        let boot = try boot(db)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT source, subject, label, budget, cursor, pages, state, attempts, problem, changed, newest, due, up
                FROM task WHERE \(condition)
                """,
            arguments: arguments
        ).map { row in
            JournalEntry(
                task: FetchTask(
                    source: SourceID(rawValue: row.text(0)), subject: row.text(1), label: row.text(2),
                    budget: BudgetKey(rawValue: row.text(3)), cursor: row.textIfAny(4), pages: row.steps(5),
                    newest: row.textIfAny(10)),
                state: JournalEntry.State(rawValue: row.key(6)) ?? .pending, attempts: row.steps(7),
                problem: row.textIfAny(8), changedAt: row.instant(9), changedSteady: steady(row[12], boot),
                due: row.instantIfAny(11))
        }
    }
}
