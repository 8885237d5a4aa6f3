import Foundation
import GRDB
import UtsiktBase

/// Looking after a database's file: checking it, copying it, making it small. A database that a newer program wrote, or another
/// one, is refused and not touched; one of an older schema is not brought up to date by looking at it.
public struct StoreCare: Sendable {
    /// The database's path.
    public let path: String

    /// Makes it for a database.
    public init(path: String) { self.path = path }

    /// Checks the file: SQLite's own check, the references between rows, the numbers; and counts.
    /// - Throws: `StoreError` when it cannot be opened or is none of ours.
    public func check() throws(StoreError) -> StoreReport {
        do throws(StoreError) {
            return try checked()
        } catch {
            // Damage where every look begins is what a check is asked for.
            guard case .corrupt = error.kind else { throw error }
            var report = StoreReport(path: path, schema: 0)
            report.problems = [error.problem]
            report.bytes = Self.size(path)
            return report
        }
    }

    private func checked() throws(StoreError) -> StoreReport {
        try reading { db, schema in
            var report = StoreReport(path: path, schema: schema)
            report.problems = Self.problems(db)
            report.oddFigures = (try? StoreFigures.odd(db)) ?? []
            report.counts = Self.counts(db)
            let size = try DatabaseSize(db)
            (report.bytes, report.reclaimableBytes) = (size.bytes, size.free)
            report.logBytes = Self.size(path + "-wal")
            return report
        }
    }

    /// Opens the database without the right to write and hands it to a body.
    func reading<Value>(_ body: (Database, Int) throws -> Value) throws(StoreError) -> Value {
        do {
            let schema = try schema()
            let queue = try DatabaseQueue(path: path, configuration: Store.configuration(readonly: true))
            defer { try? queue.close() }
            return try queue.read { db in
                // Once more: between the look and the opening somebody else may have changed it.
                _ = try Store.inspect(db, path: path)
                return try body(db, schema)
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// The database's schema.
    /// - Throws: `StoreError` also when there is no database.
    func schema() throws -> Int {
        let file = StoreFile(path: path)
        var content = try file.inspect()
        if content == .interrupted { content = try file.recover() }
        guard case .schema(let schema) = content else { throw StoreError(.cannotOpen, path: path) }
        return schema
    }

    /// The size of a file; 0 when there is none.
    static func size(_ path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }

    /// What is wrong, at most a hundred lines of each kind. A damaged file ends a check early: that is one more line.
    static func problems(_ db: Database) -> [String] {
        func lines(_ body: () throws -> [String]) -> [String] {
            do { return try body() } catch { return ["\(StoreError(error, path: "").problem)"] }
        }
        let faults = lines { try Store.fileFaults(db) }
        let orphans = lines { try Store.danglingReferences(db) }
        return faults + orphans
    }

    private static func counts(_ db: Database) -> [String: Int] {
        var counts: [String: Int] = [:]
        for table in tables where (try? db.tableExists(table)) == true {
            counts[table] = (try? Row.fetchOne(db, sql: "SELECT count(*) FROM \(table)"))?.count(0)
        }
        return counts
    }

    /// What holds rows, in the order in which they are told.
    public static let tables = [
        "post", "account", "hashtag", "observation", "place", "source", "task", "rejection", "call", "forecast_run",
        "forecast_made",
    ]
}

/// What a check has found.
public struct StoreReport: Sendable, Hashable, Codable {
    /// The database's path.
    public var path: String
    /// Its schema; 0 when it cannot be told.
    public var schema: Int
    /// The schema that this program writes.
    public var knownSchema = Store.schemaVersion
    /// What is wrong.
    public var problems: [String] = []
    /// Columns with numbers that cannot be, as `counter.pages in 1 row`.
    public var oddFigures: [String] = []
    /// Rows by table.
    public var counts: [String: Int] = [:]
    /// The size of the file.
    public var bytes = 0
    /// What `compact` would give back to the disk, at least.
    public var reclaimableBytes = 0
    /// What is written but not yet in the file itself.
    public var logBytes = 0

    init(path: String, schema: Int) {
        self.path = path
        self.schema = schema
    }

    /// Whether nothing is wrong.
    public var isSound: Bool { problems.isEmpty && oddFigures.isEmpty }
}
