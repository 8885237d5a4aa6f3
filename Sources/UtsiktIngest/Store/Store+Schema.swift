import GRDB
import UtsiktForecast

extension Store {
    /// The schema that this program writes.
    static let schemaVersion = 4
    /// Marks a file as one of ours (“Utsk”), so that another program's database is left alone.
    static let applicationID = 0x5574_736B

    /// The schema's history: a migration is never changed once released, only followed by another one.
    ///
    /// Instants are milliseconds since 1970 in INTEGER columns. Tables are STRICT: a text cannot slip into a number.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("v1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: schema1)
        }
        migrator.registerMigration("v2") { db in try db.execute(sql: schema2) }
        migrator.registerMigration("v3") { db in try db.execute(sql: schema3) }
        migrator.registerMigration("v4") { db in try db.execute(sql: schema4) }
        return migrator
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

    /// The schema that a database has; 0 for one without tables.
    static func version(_ db: Database) throws -> Int {
        try migrator.appliedIdentifiers(db).compactMap { Int($0.dropFirst()) }.max() ?? 0
    }

    /// Refuses files that are not ours before anything is written to them.
    /// - Returns: The schema that the database has; 0 for an empty one.
    /// - Throws: `StoreError` of kind `notADatabase`, `foreignDatabase` or `newerSchema`.
    static func inspect(_ db: Database, path: String) throws -> Int {
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard tables > 0 else { return 0 }
        let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard id == applicationID else { throw StoreError(.foreignDatabase, path: path) }
        let found = try version(db)
        if try migrator.hasBeenSuperseded(db) {
            throw StoreError(
                .newerSchema(found: max(found, schemaVersion + 1), known: schemaVersion), path: path)
        }
        return found
    }
}
