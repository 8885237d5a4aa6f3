import Foundation
import GRDB

/// Databases as older programs wrote them: their schemas word for word, and rows in every table.
enum OldDatabase {
    /// Makes a database in a file.
    /// - Parameter schema: 1, or 2 with the forecasts.
    /// - Parameter isSmall: Whether it has only the few rows that are told apart.
    static func make(_ path: String, schema: Int, isSmall: Bool = false) throws {
        let pool = try DatabasePool(path: path)
        try pool.write { db in
            try db.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            // “Utsk”
            try db.execute(sql: "PRAGMA application_id = \(0x5574_736B)")
            try db.execute(sql: schema1)
            try db.execute(sql: rows1)
            if !isSmall { try fill(db) }
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('v1')")
            guard schema > 1 else { return }
            try db.execute(sql: schema2)
            try db.execute(sql: rows2)
            try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('v2')")
        }
        try pool.close()
    }

    /// Posts that `fill` makes, besides the two that are told apart by their tags.
    static let bulk = 400

    /// Enough rows that every table has several pages.
    private static func fill(_ db: Database) throws {
        for number in 1...40 {
            try db.execute(
                sql: "INSERT INTO account (id, name) VALUES (?, ?)", arguments: ["a\(number)", "n\(number)"])
        }
        for number in 1...bulk {
            try db.execute(
                sql:
                    "INSERT INTO post (id, account, created, text, language, repost, own_full) VALUES (?, ?, ?, ?, 'en', 0, 0)",
                arguments: [
                    "bulk\(number)", 3 + number % 40, 1_436_000_000_000 + number * 1000,
                    String(repeating: "text ", count: 20),
                ])
            try db.execute(
                sql: "INSERT INTO hashtag (post, rule, ordinal, tag) VALUES (?, 0, 0, ?)",
                arguments: [db.lastInsertedRowID, "tag\(number % 7)"])
        }
        let blanks = Array(repeating: "''", count: 18).joined(separator: ", ")
        for hour in 1...200 {
            try db.execute(
                sql: "INSERT INTO observation VALUES (2, ?, 0, 'Clear', \(blanks))", arguments: [hour * 3_600_000])
        }
    }

    private static let rows1 = """
        INSERT INTO account VALUES (1, '77', 'kari'), (2, '78', '');
        INSERT INTO post VALUES (1, '1001', 1, 1436782590000, 'first', 'no', 0, 0), (2, '1002', 2, 1436782591000, 'two', '', 1, 1);
        INSERT INTO hashtag VALUES (1, 0, 0, 'Oslo'), (1, 0, 1, 'sol'), (2, 1, 0, 'Bergen');
        INSERT INTO place VALUES (1, 'JFK'), (2, 'Oslo');
        INSERT INTO observation VALUES
            (1, 1436780000000, 0, 'Clear', '', '', '', '', '', '', '', '', '', '21.5', '', '', '', '', '', '', '', ''),
            (1, 1436780000000, 1, 'Rain', '', '', '', '', '', '', '', '', '', '20', '', '', '', '', '', '', '', '');
        INSERT INTO task VALUES
            (1, 'posts', 'friends/1', 'friends of 1', 'friends/ids', NULL, 1, 1, 0, NULL, 5, 6),
            (2, 'posts', 'account/77', 'account 77', 'statuses/user_timeline', '1000', 1, 0, 2, '500', 5, 7),
            (3, 'weather', 'JFK/20150713', 'JFK 2015-07-13', 'history', NULL, 0, 2, 0, 'gone', 5, 8);
        INSERT INTO rejection VALUES (1, 'posts', 'account/77', 'f', 3, 'id', 'no id', 9);
        INSERT INTO counter VALUES ('posts', 2, 402, 0, 1, 999, 3), ('weather', 1, 0, 202, 0, 99, 1);
        INSERT INTO call VALUES (1, 'posts', 'friends/ids', 4), (2, 'weather', 'history', 5);
        INSERT INTO world VALUES (1, '', 0, NULL, NULL);
        """

    private static let rows2 = """
        INSERT INTO forecast_run VALUES ('run', 10, 1.5, '{}'), ('other', 11, 2.5, '{}');
        INSERT INTO forecast_made VALUES ('JFK', 'tempm', 12, '2015-07-14', '{}');
        """

    private static let schema1 = """
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
            own_full INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX post_created ON post (created);
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
        CREATE TABLE observation (
            place INTEGER NOT NULL REFERENCES place (row),
            instant INTEGER NOT NULL,
            ordinal INTEGER NOT NULL,
            conds TEXT NOT NULL,
            dewptm TEXT NOT NULL,
            fog TEXT NOT NULL,
            hail TEXT NOT NULL,
            heatindexm TEXT NOT NULL,
            hum TEXT NOT NULL,
            precipm TEXT NOT NULL,
            pressurem TEXT NOT NULL,
            rain TEXT NOT NULL,
            snow TEXT NOT NULL,
            tempm TEXT NOT NULL,
            thunder TEXT NOT NULL,
            tornado TEXT NOT NULL,
            vism TEXT NOT NULL,
            wdird TEXT NOT NULL,
            wdire TEXT NOT NULL,
            wgustm TEXT NOT NULL,
            windchillm TEXT NOT NULL,
            wspdm TEXT NOT NULL,
            PRIMARY KEY (place, instant, ordinal)
        ) STRICT, WITHOUT ROWID;
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

    private static let schema2 = """
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
