import GRDB
public import UtsiktBase

// Sources that fail as a whole, and what they have spent.
extension Store {
    /// Pauses a source, and makes those tasks pending again that had failed for the same reason.
    public func keep(
        _ pause: SourcePause, of source: SourceID, reviving subjects: [String], at now: Timestamp
    ) async throws(StoreError) {
        try await write { db in
            let source = Store.storable(source.rawValue)
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO pause (source, cause, problem, since, until) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    source, pause.cause.rawValue, Store.storable(pause.problem), pause.since.milliseconds,
                    pause.until?.milliseconds,
                ])
            for subject in subjects {
                try db.execute(
                    sql: "UPDATE task SET \(Store.takenUp), changed = ? WHERE source = ? AND subject = ? AND state = 2",
                    arguments: [now.milliseconds, source, Store.storable(subject)])
            }
        }
    }

    /// Why a source is not asked; nil when it is.
    public func pause(of source: SourceID) async throws(StoreError) -> SourcePause? {
        try await read { db in
            try Row.fetchOne(
                db, sql: "SELECT cause, problem, since, until FROM pause WHERE source = ?",
                arguments: [Store.storable(source.rawValue)]
            ).map { row in
                // A cause that this program does not know is one that somebody must look at.
                SourcePause(
                    SourcePause.Cause(rawValue: row.text(0)) ?? .refusals, row.text(1), since: row.instant(2),
                    until: row.instantIfAny(3))
            }
        }
    }

    /// Ends the pause of one source or of all.
    public func endPauses(_ source: SourceID?) async throws(StoreError) -> [SourceID] {
        try await write { db in
            let condition = source == nil ? "" : "WHERE source = ?"
            let arguments: StatementArguments = source.map { [Store.storable($0.rawValue)] } ?? []
            return try String.fetchAll(
                db, sql: "DELETE FROM pause \(condition) RETURNING source", arguments: arguments
            ).map { SourceID(rawValue: $0) }
        }
    }

    /// Ends a source's pause when its date has come, or when the source asks with another secret.
    /// - Returns: Whether the secret has ended one.
    static func endPause(of source: String, newSecret: Bool, at now: Timestamp, _ db: Database) throws -> Bool {
        try db.execute(
            sql: "DELETE FROM pause WHERE source = ? AND until <= ?", arguments: [source, now.milliseconds])
        guard newSecret else { return false }
        try db.execute(sql: "DELETE FROM pause WHERE source = ?", arguments: [source])
        return db.changesCount > 0
    }

    /// What a source has spent since a day, by days since 1970.
    public func spent(_ source: SourceID, since day: Int) async throws(StoreError) -> [Int: Money] {
        try await read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT day, amount FROM spending WHERE source = ? AND day >= ?",
                arguments: [Store.storable(source.rawValue), day])
            return Dictionary(
                rows.map { (CivilDay(number: Int($0.key(0))).number, Money(millionths: $0.key(1))) },
                uniquingKeysWith: +)
        }
    }

    /// Changes what a source has spent.
    public func settle(_ changes: [MoneyChange], of source: SourceID) async throws(StoreError) {
        try await write { db in
            for change in changes { try Store.spend(change, Store.storable(source.rawValue), db) }
        }
    }

    static func spend(_ change: MoneyChange, _ source: String, _ db: Database) throws {
        let find = "SELECT amount FROM spending WHERE source = ? AND day = ?"
        let before = try Int64.fetchOne(db.cachedStatement(sql: find), arguments: [source, change.day]) ?? 0
        let after = Money(millionths: before) - change.less + change.more
        try db.cachedStatement(
            sql: """
                INSERT INTO spending (source, day, amount) VALUES (?, ?, ?)
                ON CONFLICT (source, day) DO UPDATE SET amount = excluded.amount
                """
        ).execute(arguments: [source, change.day, after.millionths])
    }
}
