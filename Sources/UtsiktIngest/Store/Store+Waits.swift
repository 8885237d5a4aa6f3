import GRDB
public import UtsiktBase

// Calls and waits: what keeps budgets and a service's wishes over restarts.
extension Store {
    /// Notes a call before it is made, and what was paid for it; forgets calls older than `seconds`.
    public func noteCall(_ source: SourceID, _ call: NotedCall, keep seconds: Int64) async throws(StoreError) {
        let (source, key) = (Store.storable(source.rawValue), Store.storable(call.budget.rawValue))
        let span = Timestamp(seconds: max(0, seconds)).milliseconds
        let now = call.at
        try await write { db in
            try db.cachedStatement(sql: "INSERT INTO call (source, budget, at, up, cost) VALUES (?, ?, ?, ?, ?)")
                .execute(arguments: [
                    source, key, now.at.milliseconds, now.steady?.milliseconds, call.cost.thousandths,
                ])
            try db.cachedStatement(
                sql: """
                    DELETE FROM call WHERE source = ? AND budget = ?
                        AND iif(up IS NULL OR ?3 IS NULL, at < ?4, up < ?3)
                    """
            ).execute(arguments: [
                source, key, now.steady.map { $0.milliseconds.subtractingReportingOverflow(span).partialValue },
                now.at.adding(milliseconds: 0 &- span).milliseconds,
            ])
            for payment in call.payments { try Store.spend(payment, source, db) }
            try Store.addToCounter(source, [0, 0, 0, 0, 0, 1], db)
        }
    }

    /// The noted calls of a source, oldest first.
    public func notedCalls(_ source: SourceID) async throws(StoreError) -> [NotedCall] {
        try await read { db in
            let boot = try Store.boot(db)
            return try Row.fetchAll(
                db, sql: "SELECT budget, at, up, cost FROM call WHERE source = ? ORDER BY row",
                arguments: [Store.storable(source.rawValue)]
            ).map { row in
                NotedCall(
                    budget: BudgetKey(rawValue: row[0]),
                    at: PaceInstant(at: Timestamp(milliseconds: row[1]), steady: Store.steady(row[2], boot)),
                    cost: CallCost(thousandths: row.steps(3)))
            }
        }
    }

    /// The noted calls of a source since an instant, oldest first.
    public func calls(_ source: SourceID, since: Timestamp) async throws(StoreError) -> [BudgetKey: [Timestamp]] {
        Dictionary(grouping: try await notedCalls(source).filter { $0.at.at >= since }, by: \.budget)
            .mapValues { calls in calls.map(\.at.at).sorted() }
    }

    /// Keeps what a source has to wait for; what was kept before of it is replaced.
    public func keep(_ waits: [KeptWait], of source: SourceID) async throws(StoreError) {
        try await write { db in
            let source = Store.storable(source.rawValue)
            try db.execute(sql: "DELETE FROM wait WHERE source = ?", arguments: [source])
            for wait in waits {
                try db.execute(
                    sql: """
                        INSERT OR REPLACE INTO wait (source, budget, noted, up, until, times) VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        source, Store.storable(wait.budget?.rawValue ?? ""), wait.noted.at.milliseconds,
                        wait.noted.steady?.milliseconds, wait.until.milliseconds, wait.times,
                    ])
            }
        }
    }

    /// What a source has to wait for.
    public func waits(_ source: SourceID) async throws(StoreError) -> [KeptWait] {
        try await read { db in
            let boot = try Store.boot(db)
            return try Row.fetchAll(
                db, sql: "SELECT budget, noted, up, until, times FROM wait WHERE source = ?",
                arguments: [Store.storable(source.rawValue)]
            ).map { row in
                let budget: String = row[0]
                return KeptWait(
                    budget: budget.isEmpty ? nil : BudgetKey(rawValue: budget),
                    noted: PaceInstant(at: Timestamp(milliseconds: row[1]), steady: Store.steady(row[2], boot)),
                    until: Timestamp(milliseconds: row[3]), times: min(max(0, row[4]), 30))
            }
        }
    }

    /// The start of the machine that the uptimes in the database belong to.
    static func boot(_ db: Database) throws -> String? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT boot FROM machine"))
    }

    static func steady(_ up: Int64?, _ boot: String?) -> SteadyInstant? {
        guard let up, let boot else { return nil }
        return SteadyInstant(boot: boot, milliseconds: up)
    }

    /// Forgets the uptimes of an earlier start of the machine: they mean nothing in this one.
    static func follow(_ present: String?, _ db: Database) throws {
        guard let present, try boot(db) != present else { return }
        for table in ["call", "task", "wait"] {
            try db.execute(sql: "UPDATE \(table) SET up = NULL WHERE up IS NOT NULL")
        }
        try db.execute(
            sql: "INSERT INTO machine (row, boot) VALUES (1, ?) ON CONFLICT (row) DO UPDATE SET boot = excluded.boot",
            arguments: [present])
    }
}
