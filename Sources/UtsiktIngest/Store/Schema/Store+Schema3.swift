import UtsiktForecast

extension Store {
    /// Rows carry their source: posts and accounts are unique by source and id, observations by source, place and instant.
    ///
    /// Tables are made anew, since SQLite cannot change a table's constraints; the rows keep their numbers, so that what refers
    /// to them goes on doing so. What schemas 1 and 2 hold was fetched by the two sources there were.
    static var schema3: String {
        let fields = WeatherField.allCases.map(\.name)
        let columns = fields.map { "\($0) TEXT NOT NULL" }.joined(separator: ",\n    ")
        return """
            -- service and content are empty while nobody has said them
            CREATE TABLE source (
                row INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                service TEXT NOT NULL,
                content TEXT NOT NULL
            ) STRICT;
            INSERT INTO source (name, service, content)
            SELECT name,
                CASE name WHEN 'posts' THEN 'timelines-1.1' WHEN 'weather' THEN 'weather-history' ELSE '' END,
                CASE name WHEN 'posts' THEN 'posts' WHEN 'weather' THEN 'observations' ELSE '' END
            FROM (
                SELECT 'posts' AS name WHERE EXISTS (SELECT 1 FROM account)
                UNION SELECT 'weather' WHERE EXISTS (SELECT 1 FROM observation)
                UNION SELECT source FROM task UNION SELECT source FROM counter
                UNION SELECT source FROM rejection UNION SELECT source FROM call
            ) ORDER BY name;

            CREATE TABLE new_account (
                row INTEGER PRIMARY KEY,
                source INTEGER NOT NULL REFERENCES source (row),
                id TEXT NOT NULL,
                name TEXT NOT NULL,
                UNIQUE (source, id)
            ) STRICT;
            INSERT INTO new_account (row, source, id, name)
            SELECT row, (SELECT row FROM source WHERE name = 'posts'), id, name FROM account;
            CREATE TABLE new_post (
                row INTEGER PRIMARY KEY,
                source INTEGER NOT NULL REFERENCES source (row),
                id TEXT NOT NULL,
                account INTEGER NOT NULL REFERENCES account (row),
                created INTEGER NOT NULL,
                text TEXT NOT NULL,
                language TEXT NOT NULL,
                repost INTEGER NOT NULL,
                -- 1 when the hashtags by the full rule differ from those of rule 0 and are kept as rule 1
                own_full INTEGER NOT NULL,
                UNIQUE (source, id)
            ) STRICT;
            INSERT INTO new_post (row, source, id, account, created, text, language, repost, own_full)
            SELECT row, (SELECT row FROM source WHERE name = 'posts'), id, account, created, text, language, repost, own_full
            FROM post;
            DROP TABLE post;
            DROP TABLE account;
            ALTER TABLE new_account RENAME TO account;
            ALTER TABLE new_post RENAME TO post;
            CREATE INDEX post_created ON post (created);

            -- ordinal tells apart what one page holds twice for an instant; the last one counts
            CREATE TABLE new_observation (
                place INTEGER NOT NULL REFERENCES place (row),
                instant INTEGER NOT NULL,
                source INTEGER NOT NULL REFERENCES source (row),
                ordinal INTEGER NOT NULL,
                \(columns),
                PRIMARY KEY (place, instant, source, ordinal)
            ) STRICT, WITHOUT ROWID;
            INSERT INTO new_observation (place, instant, source, ordinal, \(fields.joined(separator: ", ")))
            SELECT place, instant, (SELECT row FROM source WHERE name = 'weather'), ordinal, \(fields.joined(separator: ", "))
            FROM observation;
            DROP TABLE observation;
            ALTER TABLE new_observation RENAME TO observation;
            """
    }
}
