import Foundation
import GRDB
import UtsiktBase

/// The embedded database: posts, observations, the journal of what was fetched, and the world they belong to.
///
/// SQLite in WAL mode, so that analyses read while pages are committed. One process fetches into it at a time; others may
/// read. It holds no secrets: tokens and keys never reach it.
public final class Store: IngestStore, Sendable {
    /// The database's path.
    public let path: String
    /// What was done when it was opened to bring an older schema up to date; nil when nothing was.
    public let schemaChange: SchemaChange?
    /// Numbers that cannot be, as `counter.pages in 1 row`, among those that are read at every start; each counts as the nearest
    /// one that can.
    public let oddFigures: [String]
    private let pool: DatabasePool
    private let folder: String?

    private init(
        pool: DatabasePool, path: String, folder: String?, change: SchemaChange?, oddFigures: [String]
    ) {
        self.pool = pool
        self.path = path
        self.folder = folder
        schemaChange = change
        self.oddFigures = oddFigures
    }

    /// Opens a database, creating it when there is none and bringing an older schema up to date, whatever it is opened for.
    /// - Throws: `StoreError` when it cannot be opened, is none of ours, was written by a newer program, or could not be
    ///   brought up to date; the file is left as it was then.
    public static func open(path: String) throws(StoreError) -> Store { try open(path: path, folder: nil) }

    /// Opens a database of its own in a temporary folder; `close` removes it.
    public static func temporary() throws(StoreError) -> Store {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(.cannotOpen, path: folder.path)
        }
        return try open(path: folder.appendingPathComponent("utsikt.sqlite").path, folder: folder.path)
    }

    private static func open(path: String, folder: String?) throws(StoreError) -> Store {
        do {
            let file = StoreFile(path: path)
            var found = try file.inspect()
            if found == .interrupted { found = try file.recover() }
            var change: SchemaChange?
            switch found {
            case .schema(schemaVersion), .interrupted: break
            case .schema: change = try SchemaUpgrade(path: path).run()
            case .nothing: try create(path)
            }
            let pool = try DatabasePool(path: path, configuration: configuration())
            let (content, odd) = try pool.read { db in
                (try inspect(db, path: path), try StoreFigures.odd(db, tables: StoreFigures.read))
            }
            guard content == .schema(schemaVersion) else { throw StoreError(.locked, path: path) }
            return Store(pool: pool, path: path, folder: folder, change: change, oddFigures: odd)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// How connections are opened.
    /// - Parameter checksReferences: Whether SQLite refuses rows that refer to nothing; while tables are made anew they do.
    static func configuration(readonly: Bool = false, checksReferences: Bool = true) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = checksReferences
        configuration.readonly = readonly
        configuration.label = "utsikt"
        return configuration
    }

    /// What there is to say of the database as it was opened, a line each.
    public var notes: [String] {
        [schemaChange?.description, oddNote].compactMap { $0 }
    }

    /// What there is to say of numbers that cannot be.
    public var oddNote: String? {
        guard !oddFigures.isEmpty else { return nil }
        return
            "\(path): numbers that cannot be: \(oddFigures.joined(separator: ", ")). Each counts as the nearest one that can; "
            + "`utsikt store check` looks at all of them"
    }

    /// Closes the database, so that all of it stands in its one file; a temporary one is removed.
    public func close() throws(StoreError) {
        // Readers first: SQLite empties the log and removes it when the last connection that may write is closed.
        pool.invalidateReadOnlyConnections()
        do { try pool.close() } catch { throw StoreError(error, path: path) }
        if let folder { try? FileManager.default.removeItem(atPath: folder) }
    }

    /// Whether the database is sound: SQLite's own check and that every reference leads somewhere.
    /// - Returns: What is wrong, at most a hundred lines; nothing when it is sound.
    public func integrityCheck() async throws(StoreError) -> [String] {
        try await read { db in
            let (faults, orphans) = (try Store.fileFaults(db), try Store.danglingReferences(db))
            return faults + orphans
        }
    }

    /// What SQLite's own check finds, at most a hundred lines.
    static func fileFaults(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
    }

    /// The first hundred references that lead nowhere, a line each.
    static func danglingReferences(_ db: Database) throws -> [String] {
        try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(100).map { row in
            "a row of \(row.text(0)) refers to nothing in \(row.text(2))"
        }
    }

    /// The world that the database holds; nil when none was set.
    public func world() async throws(StoreError) -> StoreWorld? {
        try await read { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT label, replay, topics_now, weather_today FROM world")
            else { return nil }
            return StoreWorld(
                label: row.text(0), isReplay: row.flag(1), topicsNow: row.instantIfAny(2),
                weatherToday: row.dayIfAny(3))
        }
    }

    /// Says which world the database holds.
    public func setWorld(_ world: StoreWorld) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO world (row, label, replay, topics_now, weather_today) VALUES (1, ?, ?, ?, ?)
                    ON CONFLICT (row) DO UPDATE SET label = excluded.label, replay = excluded.replay,
                        topics_now = excluded.topics_now, weather_today = excluded.weather_today
                    """,
                arguments: [
                    Store.storable(world.label), world.isReplay, world.topicsNow?.milliseconds,
                    world.weatherTodayNumber,
                ])
        }
    }

    /// The sources that the database knows, by name.
    public func sources() async throws(StoreError) -> [StoredSource] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT name, service, content FROM source ORDER BY name").map { row in
                StoredSource(
                    id: SourceID(rawValue: row.text(0)), service: row.text(1),
                    content: SourceContent(rawValue: row.text(2)))
            }
        }
    }

    /// How many of each thing there are.
    public func counts() async throws(StoreError) -> StoreCounts {
        try await read { db in
            func count(_ table: String) throws -> Int {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            var counts = StoreCounts()
            counts.posts = try count("post")
            counts.hashtags = try count("hashtag WHERE rule = 0")
            counts.accounts = try count("account")
            counts.observations = try count("observation")
            counts.tasks = try count("task")
            counts.rejections = try Int.fetchOne(db, sql: "SELECT CAST(total(rejected) AS INTEGER) FROM counter") ?? 0
            return counts
        }
    }
}

// MARK: - Transactions

extension Store {
    /// Reads a consistent state, beside any writer.
    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        try await uncancelled { pool in try await pool.read(body) }
    }

    /// Writes in one transaction. An actor's writes are done in the order in which it begins them, whether or not one is awaited
    /// before the next: the last word on a thing is the last one kept.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        let (pool, path) = (pool, path)
        // Handed to the writer's queue before anything is awaited; once there, a cancelled caller cannot cut it short.
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<T, StoreError>, Never>) in
            pool.asyncWrite(body) { _, result in
                done.resume(returning: result.mapError { StoreError($0, path: path) })
            }
        }
        return try result.get()
    }

    /// Writes the whole file anew, without the room that nothing uses. Readers are not held up; writers wait.
    func vacuum() async throws(StoreError) {
        try await uncancelled { pool in
            try await pool.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM")
                // What others still read stays in the log until they are done.
                _ = try? Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
    }

    /// Runs in a task of its own: a cancelled task's transaction would be rolled back or, worse, be committed and still be
    /// reported as cancelled.
    private func uncancelled<T: Sendable>(
        _ body: @escaping @Sendable (DatabasePool) async throws -> T
    ) async throws(StoreError) -> T {
        let (pool, path) = (pool, path)
        let result = await Task { () -> Result<T, StoreError> in
            do {
                return .success(try await body(pool))
            } catch {
                return .failure(StoreError(error, path: path))
            }
        }.value
        return try result.get()
    }

    /// A text as it can be stored: SQLite's texts end at a NUL, which would cut it and make different ids equal.
    static func storable(_ text: String) -> String {
        guard text.utf8.contains(0) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }))
    }
}
