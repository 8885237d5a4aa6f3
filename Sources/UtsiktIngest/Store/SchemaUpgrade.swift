import Foundation
import GRDB
import UtsiktBase

/// What was done to a database that an older program had written.
public struct SchemaChange: Sendable, Hashable, CustomStringConvertible {
    /// The schema it had.
    public var from: Int
    /// The schema it has now.
    public var to: Int
    /// Where the database is kept as it was.
    public var backup: String

    /// A line for the log.
    public var description: String {
        "the database was brought from schema \(from) to \(to); as it was it is kept in \(backup)"
    }
}

/// Brings a database of an older schema up to date, or leaves it as it is.
///
/// Everything happens while the database is locked against other writers. It is copied first; the change is tried on another
/// copy and checked there; then it is made in one transaction, which is checked before it is committed. So a process that
/// ends at any instant leaves the old schema or the new one, and the copy stays as a backup.
struct SchemaUpgrade {
    /// How far an upgrade is.
    enum Step: Sendable, CaseIterable {
        /// The database is locked; nothing was written.
        case locked
        /// The copy that becomes the backup is being written; handed over with its connection.
        case copying
        /// The copy is there.
        case copied
        /// The second copy is being changed; handed over with its connection.
        case trying
        /// The change has passed its trial; handed over with the database's own connection.
        case tried
        /// The database itself is changed, but nothing is committed; handed over with its connection.
        case changed
        /// The backup has its name; nothing is committed.
        case kept
        /// It is committed.
        case committed
    }

    let path: String
    /// Is told of every step; what it throws ends the upgrade as a fault there would.
    var onStep: (Step, Database?) throws -> Void = { _, _ in }

    /// Upgrades the database.
    /// - Returns: What was done; nil when there was nothing to do.
    /// - Throws: `StoreError`; the database is as it was then.
    func run() throws -> SchemaChange? {
        let queue = try DatabaseQueue(path: path, configuration: Self.configuration())
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction { db in
            guard Self.old(try Store.inspect(db, path: path)) != nil else { return nil }
            var change: SchemaChange?
            do {
                try db.inTransaction(.immediate) {
                    // Another process may have done it while this one waited for the lock.
                    guard let found = Self.old(try Store.inspect(db, path: path)) else { return .commit }
                    change = try upgrade(db, from: found)
                    try onStep(.kept, nil)
                    return .commit
                }
            } catch {
                guard let change else { throw error }
                // Not committed: there is nothing that the backup would be a backup of.
                UpgradeFiles(database: path, schema: change.from).remove(change.backup)
                throw refused(error, from: change.from)
            }
            try onStep(.committed, nil)
            return change
        }
    }

    private func refused(_ error: any Error, from: Int) -> StoreError {
        let reason = StoreError(error, path: path).problem
        return StoreError(.upgradeRefused(from: from, to: Store.schemaVersion, reason: reason), path: path)
    }

    /// The schema of a database that is to be upgraded.
    private static func old(_ content: StoreFile.Content) -> Int? {
        guard case .schema(let version) = content, version < Store.schemaVersion else { return nil }
        return version
    }

    /// Foreign keys are checked at the end and not on the way, where tables are missing for a moment.
    private static func configuration(readonly: Bool = false) -> Configuration {
        var configuration = Store.configuration(readonly: readonly, checksReferences: false)
        configuration.label = "utsikt upgrade"
        return configuration
    }

    private func upgrade(_ db: Database, from: Int) throws -> SchemaChange {
        let files = UpgradeFiles(database: path, schema: from)
        do {
            try onStep(.locked, nil)
            files.removeLeftovers()
            let before = try TableCounts(db)
            try copy(to: files.copy)
            try onStep(.copied, nil)
            try tryOut(files, from: from, expecting: before)
            try onStep(.tried, db)
            try Store.advance(db, from: from)
            try onStep(.changed, db)
            try Self.check(db, expecting: before)
            return SchemaChange(from: from, to: Store.schemaVersion, backup: try files.keepCopy())
        } catch {
            files.removeLeftovers()
            throw refused(error, from: from)
        }
    }

    /// Copies the database page by page, as it is.
    private func copy(to copy: String) throws {
        guard FileManager.default.createPrivateFile(copy) else { throw StoreError(.readOnly, path: copy) }
        let source = try DatabaseQueue(path: path, configuration: Self.configuration(readonly: true))
        defer { try? source.close() }
        let target = try DatabaseQueue(path: copy, configuration: Self.configuration())
        defer { try? target.close() }
        try target.writeWithoutTransaction { db in try onStep(.copying, db) }
        try source.backup(to: target)
        // One file, without the side files of WAL.
        try target.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA journal_mode = DELETE") }
    }

    private func tryOut(_ files: UpgradeFiles, from: Int, expecting counts: TableCounts) throws {
        defer { files.remove(files.trial) }
        try files.copyForTrial()
        let queue = try DatabaseQueue(path: files.trial, configuration: Self.configuration())
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { db in
            // Whatever is wrong with the old database would else be carried into the new one.
            try Self.check(db, expecting: counts)
            try onStep(.trying, db)
            try db.inTransaction {
                try Store.advance(db, from: from)
                return .commit
            }
            try Self.check(db, expecting: counts)
        }
    }

    private static func check(_ db: Database, expecting counts: TableCounts) throws {
        let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(1)").filter { $0 != "ok" }
        guard faults.isEmpty else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        guard try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        let now = try TableCounts(db)
        guard let table = counts.differing(from: now) else { return }
        throw DatabaseError(message: "the rows of \(table) would not be the same")
    }
}

/// How many rows each table has that any schema knows.
private struct TableCounts {
    private var counts: [String: Int] = [:]

    init(_ db: Database) throws {
        for table in [
            "account", "post", "hashtag", "place", "observation", "task", "rejection", "counter", "call", "world",
            "forecast_run", "forecast_made",
        ] where try db.tableExists(table) {
            counts[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
        }
    }

    /// The first table that has not as many rows later; a table that is new has none.
    func differing(from later: TableCounts) -> String? {
        later.counts.keys.sorted().first { counts[$0] ?? 0 != later.counts[$0] }
            ?? counts.keys.sorted().first { later.counts[$0] == nil }
    }
}
