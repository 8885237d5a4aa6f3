import GRDB
import UtsiktForecast

extension Store {
    /// The schema that this program writes.
    static var schemaVersion: Int { schemas.count }
    /// Marks a file as one of ours (“Utsk”), so that another program's database is left alone.
    static let applicationID = 0x5574_736B

    /// The schema's history: a schema is never changed once released, only followed by another one.
    ///
    /// Instants are milliseconds since 1970 in INTEGER columns. Tables are STRICT: a text cannot slip into a number.
    static let schemas = [schema1, schema2, schema3, schema4, schema5]

    /// Makes the tables in one transaction, the mark that the file is ours included: a process that ends at any instant leaves
    /// nothing or the whole.
    static func create(_ path: String) throws {
        // Schema 3 makes tables anew: references are checked again when the pool opens the whole.
        let queue = try DatabaseQueue(path: path, configuration: configuration(checksReferences: false))
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { db in
            try db.inTransaction(.immediate) {
                // Another process may have made them while this one waited for the lock.
                guard try inspect(db, path: path) == .nothing else { return .rollback }
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                // What GRDB's migrator kept its place in: older programs tell by it which schema there is.
                try db.execute(
                    sql: "CREATE TABLE IF NOT EXISTS grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
                try advance(db, from: 0)
                return .commit
            }
        }
    }

    /// Brings a database from a schema to the present one; for a transaction.
    static func advance(_ db: Database, from: Int) throws {
        for (index, schema) in schemas.enumerated() where index >= from {
            try db.execute(sql: schema)
            try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES (?)", arguments: ["v\(index + 1)"])
        }
    }

    private static var schema1: String {
        let fields = WeatherField.allCases.map { "\($0.name) TEXT NOT NULL" }.joined(separator: ",\n    ")
        return """
            CREATE TABLE account (
                row INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL
            ) STRICT;
            CREATE TABLE post (
                row INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                account INTEGER NOT NULL REFERENCES account (row),
                created INTEGER NOT NULL,
                text TEXT NOT NULL,
                language TEXT NOT NULL,
                repost INTEGER NOT NULL,
                -- 1 when the hashtags by the full rule differ from those of rule 0 and are kept as rule 1
                own_full INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX post_created ON post (created);
            -- rule 0: the outer post's own entities; rule 1: reposts and extended texts resolved
            CREATE TABLE hashtag (
                post INTEGER NOT NULL REFERENCES post (row),
                rule INTEGER NOT NULL,
                ordinal INTEGER NOT NULL,
                tag TEXT NOT NULL,
                PRIMARY KEY (post, rule, ordinal)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE place (
                row INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE
            ) STRICT;
            -- ordinal tells apart what one page holds twice for an instant; the last one counts
            CREATE TABLE observation (
                place INTEGER NOT NULL REFERENCES place (row),
                instant INTEGER NOT NULL,
                ordinal INTEGER NOT NULL,
                \(fields),
                PRIMARY KEY (place, instant, ordinal)
            ) STRICT, WITHOUT ROWID;
            -- state 0 pending, 1 done, 2 failed
            CREATE TABLE task (
                row INTEGER PRIMARY KEY,
                source TEXT NOT NULL,
                subject TEXT NOT NULL,
                label TEXT NOT NULL,
                budget TEXT NOT NULL,
                cursor TEXT,
                pages INTEGER NOT NULL,
                state INTEGER NOT NULL,
                attempts INTEGER NOT NULL,
                problem TEXT,
                added INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                UNIQUE (source, subject)
            ) STRICT;
            CREATE INDEX task_state ON task (source, state);
            CREATE TABLE rejection (
                row INTEGER PRIMARY KEY,
                source TEXT NOT NULL,
                subject TEXT NOT NULL,
                file TEXT NOT NULL,
                line INTEGER,
                field TEXT,
                reason TEXT NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE counter (
                source TEXT PRIMARY KEY,
                pages INTEGER NOT NULL,
                posts INTEGER NOT NULL,
                observations INTEGER NOT NULL,
                rejected INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                calls INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            -- calls made, so that budgets hold across restarts
            CREATE TABLE call (
                row INTEGER PRIMARY KEY,
                source TEXT NOT NULL,
                budget TEXT NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX call_at ON call (source, budget, at);
            CREATE TABLE world (
                row INTEGER PRIMARY KEY CHECK (row = 1),
                label TEXT NOT NULL,
                replay INTEGER NOT NULL,
                topics_now INTEGER,
                weather_today INTEGER
            ) STRICT;
            """
    }

    /// Runs of the regression and the forecasts that were made, each whole as JSON: what is asked of them is their list.
    static var schema2: String {
        """
        CREATE TABLE forecast_run (
            id TEXT PRIMARY KEY,
            at INTEGER NOT NULL,
            rmse REAL NOT NULL,
            document TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE forecast_made (
            place TEXT NOT NULL,
            field TEXT NOT NULL,
            hour INTEGER NOT NULL,
            day TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (place, field, hour, day)
        ) STRICT, WITHOUT ROWID;
        """
    }

    /// Refuses files that are not ours before anything is written to them.
    /// - Throws: `StoreError` of kind `foreignDatabase`, `newerSchema` or `corrupt`.
    static func inspect(_ db: Database, path: String) throws -> StoreFile.Content {
        let tables = Set(try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'"))
        guard try !tables.isEmpty || Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0 > 0 else {
            return .nothing
        }
        let applied =
            tables.contains("grdb_migrations")
            ? try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations") : []
        guard try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0 == applicationID else {
            // Programs up to schema 3 made this table before they marked the file; it holds nothing that could be lost.
            if tables == ["grdb_migrations"], applied.isEmpty { return .nothing }
            throw StoreError(.foreignDatabase, path: path)
        }
        let known = Set(schemas.indices.map { "v\($0 + 1)" })
        let found = applied.compactMap { Int($0.dropFirst()) }.max() ?? 0
        guard known.isSuperset(of: applied) else {
            throw StoreError(.newerSchema(found: max(found, schemaVersion + 1), known: schemaVersion), path: path)
        }
        guard found > 0 else { throw StoreError(.corrupt, path: path) }
        return .schema(found)
    }
}
