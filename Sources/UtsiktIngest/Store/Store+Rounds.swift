import GRDB
public import UtsiktBase

// What is wanted: seeds, discovered tasks, and what is asked again.
extension Store {
    /// Begins a round of a source; see `IngestStore`.
    public func begin(_ round: Round, at now: PaceInstant) async throws(StoreError) -> RoundChanges {
        try await write { db in
            let source = Store.storable(round.source.id.rawValue)
            try Store.follow(now.steady?.boot, db)
            try Store.register(round.source, db)
            var changes = RoundChanges()
            changes.added = try Store.plant(round.seeds, at: now.at, db)
            try Store.retireUnwanted(source, seeds: round.seeds, at: now.at, db, into: &changes)
            let hasNewSecret = try Store.noteFingerprint(of: source, round.fingerprint, db)
            changes.endedPause = try Store.endPause(of: source, newSecret: hasNewSecret, at: now.at, db)
            changes.retried = try Store.retry(source, round.retry, all: hasNewSecret, at: now.at, db)
            changes.reopened = try Store.reopenOpen(source, at: now.at, db)
            if let instant = round.refreshBefore {
                let old = try Store.reopen(round.source.id, doneBefore: instant, at: now.at, db)
                changes.reopened &+= old.count
            }
            return changes
        }
    }

    /// Keeps which service a source asks and what its rows are.
    package func register(_ source: StoredSource) async throws(StoreError) {
        try await write { db in try Store.register(source, db) }
    }

    private static func register(_ source: StoredSource, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO source (name, service, content) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET service = excluded.service, content = excluded.content
                """,
            arguments: [storable(source.id.rawValue), storable(source.service), source.content?.rawValue ?? ""])
    }

    /// Adds seeds and brings back those that were retired.
    /// - Returns: How many of them are to be fetched.
    private static func plant(_ seeds: [FetchTask], at now: Timestamp, _ db: Database) throws -> Int {
        guard !seeds.isEmpty else { return 0 }
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO task (source, subject, label, budget, cursor, pages, state, attempts, problem, added, changed)
                VALUES (?, ?, ?, ?, ?, ?, 0, 0, NULL, ?, ?)
                ON CONFLICT (source, subject) DO UPDATE SET retired = NULL, parent = NULL, attempts = 0,
                    -- what was answered but not finished is so still
                    due = iif(state = 1, due, NULL),
                    state = iif(state = 2, 0, state) WHERE retired IS NOT NULL
                RETURNING state
                """)
        return try seeds.reduce(into: 0) { count, task in
            let state = try Int64.fetchOne(insert, arguments: arguments(of: task, at: now))
            if state == JournalEntry.State.pending.rawValue { count += 1 }
        }
    }

    /// Retires the tasks that are neither seeds nor discovered by something that is wanted.
    private static func retireUnwanted(
        _ source: String, seeds: [FetchTask], at now: Timestamp, _ db: Database, into changes: inout RoundChanges
    ) throws {
        let wanted = Set(seeds.map { storable($0.subject) })
        let rows = try Row.fetchCursor(
            db, sql: "SELECT row, subject, parent, state FROM task WHERE source = ? AND retired IS NULL",
            arguments: [source])
        var others: [(row: Int64, subject: String, parent: String?, state: Int64)] = []
        while let row = try rows.next() {
            let subject: String = row[1]
            if !wanted.contains(subject) { others.append((row[0], subject, row[2], row[3])) }
        }
        // What is discovered by something wanted is wanted; lists within lists take a pass each.
        var reachable = wanted
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for other in others where other.parent.map(reachable.contains) ?? false {
                if reachable.insert(other.subject).inserted { isGrowing = true }
            }
        }
        let retire = try db.cachedStatement(sql: "UPDATE task SET retired = ? WHERE row = ?")
        for other in others where !reachable.contains(other.subject) {
            try retire.execute(arguments: [now.milliseconds, other.row])
            changes.retired += 1
            if other.state != JournalEntry.State.done.rawValue { changes.retiredOpen += 1 }
        }
    }

    /// Keeps the fingerprint of a source's secret.
    /// - Returns: Whether there was another one before.
    private static func noteFingerprint(
        of source: String, _ fingerprint: (@Sendable (UInt64) -> UInt8?)?, _ db: Database
    ) throws -> Bool {
        guard let fingerprint,
            let row = try Row.fetchOne(
                db, sql: "SELECT print_key, print FROM source WHERE name = ?", arguments: [source])
        else { return false }
        let key: Int64 = row[0] ?? Int64.random(in: .min ... .max)
        let former: Int64? = row[1]
        guard let present = fingerprint(UInt64(bitPattern: key)).map(Int64.init), present != former else {
            return false
        }
        try db.execute(
            sql: "UPDATE source SET print_key = ?, print = ? WHERE name = ?", arguments: [key, present, source])
        return former != nil
    }

    /// Takes failed tasks up again.
    private static func retry(
        _ source: String, _ rule: Round.Retry?, all: Bool, at now: Timestamp, _ db: Database
    ) throws -> Int {
        guard all || rule != nil else { return 0 }
        let (refused, givenUp) = (rule?.refused.milliseconds ?? .max, rule?.givenUp.milliseconds ?? .max)
        try db.execute(
            sql: """
                UPDATE task SET \(begunAgain), changed = ?1 WHERE source = ?2 AND state = 2 AND retired IS NULL
                    AND (?3 OR changed > ?1 OR changed <= iif(cause IN (1, 2), ?4, ?5))
                """,
            arguments: [now.milliseconds, source, all, refused, givenUp])
        return db.changesCount
    }

    /// Makes done tasks pending again that are not finished by their service's own rule, once they are due. A clock that was set
    /// back must not keep them from that.
    private static func reopenOpen(_ source: String, at now: Timestamp, _ db: Database) throws -> Int {
        try db.execute(
            sql: """
                UPDATE task SET state = 0, cursor = NULL, pages = 0, attempts = 0, problem = NULL, due = NULL, top = NULL,
                    up = NULL, walk = (walk & 1073741823) + 1, changed = ?1
                WHERE source = ?2 AND state = 1 AND due IS NOT NULL AND retired IS NULL AND (due <= ?1 OR changed > ?1)
                """, arguments: [now.milliseconds, source])
        return db.changesCount
    }

    /// Makes old done tasks pending again. What a list discovered waits until the list has been read again, so that nothing is
    /// asked for that it does not name any more.
    static func reopen(
        _ source: SourceID, doneBefore instant: Timestamp, at now: Timestamp, _ db: Database
    ) throws -> [FetchTask] {
        try Row.fetchAll(
            db,
            sql: """
                UPDATE task SET state = 0, cursor = NULL, pages = 0, attempts = 0, problem = NULL, due = NULL, top = NULL,
                    up = NULL, walk = (walk & 1073741823) + 1, changed = ?1
                WHERE source = ?2 AND state = 1 AND retired IS NULL AND (changed < ?3 OR changed > ?1)
                    AND (parent IS NULL OR NOT EXISTS (
                        SELECT 1 FROM task AS list WHERE list.source = task.source AND list.subject = task.parent
                            AND list.retired IS NULL
                            AND (list.state = 0 OR list.state = 1 AND (list.changed < ?3 OR list.changed > ?1))))
                RETURNING subject, label, budget, newest
                """,
            arguments: [now.milliseconds, storable(source.rawValue), instant.milliseconds]
        ).map {
            FetchTask(source: source, subject: $0[0], label: $0[1], budget: BudgetKey(rawValue: $0[2]), newest: $0[3])
        }
    }

    /// Takes in the tasks that a page discovered, and retires those that its list, read to its end, does not name any more.
    static func follow(
        _ page: Page, of task: FetchTask, walk: Int64, at now: Timestamp, _ db: Database,
        into result: inout CommittedPage
    ) throws {
        let (source, list) = (storable(task.source.rawValue), storable(task.subject))
        let find = try db.cachedStatement(sql: "SELECT row, state, retired FROM task WHERE source = ? AND subject = ?")
        let see = try db.cachedStatement(
            sql: """
                UPDATE task SET parent = ?, seen = ?, state = iif(retired IS NOT NULL AND state = 2, 0, state),
                    attempts = iif(retired IS NULL, attempts, 0), due = iif(retired IS NULL OR state = 1, due, NULL),
                    retired = NULL
                WHERE row = ?
                """)
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO task
                    (source, subject, label, budget, cursor, pages, state, attempts, problem, added, changed, parent, seen)
                VALUES (?, ?, ?, ?, ?, ?, 0, 0, NULL, ?, ?, ?, ?)
                """)
        var room: Int?
        for found in page.discovered {
            let key: StatementArguments = [storable(found.source.rawValue), storable(found.subject)]
            if let row = try Row.fetchOne(find, arguments: key) {
                let (number, state, wasRetired): (Int64, Int64, Bool) = (row[0], row[1], (row[2] as Int64?) != nil)
                try see.execute(arguments: [list, walk, number])
                if wasRetired {
                    if state == JournalEntry.State.done.rawValue {
                        result.returned += 1
                    } else {
                        result.addedTasks.append(found)
                    }
                }
                continue
            }
            let left = try room ?? Store.room(in: source, db)
            guard left > 0 else {
                result.leftOut += 1
                continue
            }
            room = left - 1
            try insert.execute(arguments: arguments(of: found, at: now) + [list, walk])
            result.addedTasks.append(found)
        }
        result.rejected &+= result.leftOut
        if page.isPartial || result.leftOut > 0 {
            // What it leaves out may be any of them: in this reading all count as named.
            try db.execute(
                sql: "UPDATE task SET seen = ? WHERE source = ? AND parent = ?", arguments: [walk, source, list])
        }
        guard result.isDone else { return }
        result.endsList =
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM task WHERE source = ? AND parent = ?)"),
                arguments: [source, list]) ?? false
        guard result.endsList else { return }
        result.retired = try Row.fetchAll(
            db,
            sql: """
                UPDATE task SET retired = ? WHERE source = ? AND parent = ? AND seen <> ? AND retired IS NULL
                RETURNING subject, state
                """, arguments: [now.milliseconds, source, list, walk]
        ).map { CommittedPage.Retired(subject: $0[0], state: JournalEntry.State(rawValue: $0[1]) ?? .pending) }
    }

    /// How many tasks a service may still add to a source. What was retired long ago makes room.
    private static func room(in source: String, _ db: Database) throws -> Int {
        func count(_ condition: String) throws -> Int {
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM task WHERE source = ? AND parent IS NOT NULL \(condition)",
                arguments: [source]) ?? 0
        }
        if try count("") >= 2 * CommittedPage.mostDiscovered {
            try db.execute(sql: "DELETE FROM task WHERE source = ? AND retired IS NOT NULL", arguments: [source])
        }
        return try CommittedPage.mostDiscovered - count("AND retired IS NULL")
    }

    /// The columns of a new task, up to those that say where it comes from.
    private static func arguments(of task: FetchTask, at now: Timestamp) -> StatementArguments {
        [
            storable(task.source.rawValue), storable(task.subject), storable(task.label),
            storable(task.budget.rawValue),
            task.cursor.map(storable), task.pages, now.milliseconds, now.milliseconds,
        ]
    }
}
