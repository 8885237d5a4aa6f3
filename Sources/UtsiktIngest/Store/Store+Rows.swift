import GRDB
import UtsiktBase
import UtsiktForecast
import UtsiktTopics

// Inserts of a page's rows. Statements are prepared once a connection and kept (`cachedStatement`).
extension Store {
    /// Inserts the rows of a source and returns those that were new or changed.
    static func insert(_ rows: Rows, of source: SourceID, _ db: Database) throws -> Rows {
        guard !rows.isEmpty else { return Rows() }
        let number = try row(of: source, db)
        return Rows(
            posts: try insert(rows.posts, of: number, db), observations: try insert(rows.observations, of: number, db))
    }

    /// The row of a source, made when it is new: what it asks is not known then.
    private static func row(of source: SourceID, _ db: Database) throws -> Int64 {
        let name = storable(source.rawValue)
        let find = "SELECT row FROM source WHERE name = ?"
        if let row = try Int64.fetchOne(db.cachedStatement(sql: find), arguments: [name]) { return row }
        try db.execute(sql: "INSERT INTO source (name, service, content) VALUES (?, '', '')", arguments: [name])
        return db.lastInsertedRowID
    }

    /// Inserts the posts that are not there yet and returns them.
    private static func insert(_ posts: [Post], of source: Int64, _ db: Database) throws -> [Post] {
        guard !posts.isEmpty else { return [] }
        let post = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO post (row, source, id, account, created, text, language, repost, own_full)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        // A damaged database may hold hashtags of a post that is not there, under the number that a new one gets.
        let tag = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO hashtag (post, rule, ordinal, tag) VALUES (?, ?, ?, ?)")
        var accounts: [String: Int64] = [:]
        var new: [Post] = []
        // Only the first needs to be told: the others are given the numbers behind it.
        var number = try Store.numberBehindRemoved(db)
        for item in posts {
            let author = storable(item.author)
            let account = try accounts[author] ?? account(author, of: source, name: storable(item.authorName), db)
            accounts[author] = account
            let hasOwnFull = item.fullHashtags != item.hashtags
            try post.execute(arguments: [
                number, source, storable(item.id), account, item.createdAt.milliseconds, storable(item.text),
                storable(item.language), item.isRepost, hasOwnFull,
            ])
            guard db.changesCount == 1 else { continue }
            number = nil
            let row = db.lastInsertedRowID
            for (ordinal, text) in item.hashtags.enumerated() {
                try tag.execute(arguments: [row, 0, ordinal, storable(text)])
            }
            if hasOwnFull {
                for (ordinal, text) in item.fullHashtags.enumerated() {
                    try tag.execute(arguments: [row, 1, ordinal, storable(text)])
                }
            }
            new.append(item)
        }
        return new
    }

    /// The row of an account, made when it is new; the name follows the last one known.
    private static func account(_ id: String, of source: Int64, name: String, _ db: Database) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO account (source, id, name) VALUES (?, ?, ?)
                ON CONFLICT (source, id) DO UPDATE SET name = excluded.name
                WHERE excluded.name <> '' AND excluded.name <> name
                """
        ).execute(arguments: [source, id, name])
        let find = "SELECT row FROM account WHERE source = ? AND id = ?"
        return try Int64.fetchOne(db.cachedStatement(sql: find), arguments: [source, id]) ?? 0
    }

    /// Inserts or replaces observations and returns those that were new or have new values.
    private static func insert(_ observations: [Observation], of source: Int64, _ db: Database) throws -> [Observation]
    {
        guard !observations.isEmpty else { return [] }
        let insert = try db.cachedStatement(sql: observationSQL)
        var places: [String: Int64] = [:]
        var ordinals: [Moment: Int] = [:]
        var new: [Observation] = []
        for item in observations {
            let name = storable(item.place)
            let place = try places[name] ?? place(name, db)
            places[name] = place
            let moment = Moment(place: place, instant: item.instant)
            let ordinal = ordinals[moment, default: 0]
            ordinals[moment] = ordinal + 1
            var arguments: StatementArguments = [place, item.instant.milliseconds, source, ordinal]
            arguments += StatementArguments(item.values.map(storable))
            try insert.execute(arguments: arguments)
            if db.changesCount == 1 { new.append(item) }
        }
        return new
    }

    private struct Moment: Hashable {
        var place: Int64
        var instant: Timestamp
    }

    private static let observationSQL: String = {
        let names = WeatherField.allCases.map(\.name)
        let marks = Array(repeating: "?", count: names.count + 4).joined(separator: ", ")
        return """
            INSERT INTO observation (place, instant, source, ordinal, \(names.joined(separator: ", "))) VALUES (\(marks))
            ON CONFLICT (place, instant, source, ordinal) DO UPDATE
            SET \(names.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
            WHERE \(names.map { "\($0) <> excluded.\($0)" }.joined(separator: " OR "))
            """
    }()

    private static func place(_ name: String, _ db: Database) throws -> Int64 {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO place (name) VALUES (?)").execute(arguments: [name])
        return try Int64.fetchOne(db.cachedStatement(sql: "SELECT row FROM place WHERE name = ?"), arguments: [name])
            ?? 0
    }

    /// Inserts the tasks that the journal does not have yet and returns them.
    static func insert(_ tasks: [FetchTask], at now: Timestamp, _ db: Database) throws -> [FetchTask] {
        guard !tasks.isEmpty else { return [] }
        let insert = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO task
                    (source, subject, label, budget, cursor, pages, state, attempts, problem, added, changed)
                VALUES (?, ?, ?, ?, ?, ?, 0, 0, NULL, ?, ?)
                """)
        return try tasks.filter { task in
            try insert.execute(arguments: [
                storable(task.source.rawValue), storable(task.subject), storable(task.label),
                storable(task.budget.rawValue), task.cursor.map(storable), task.pages, now.milliseconds,
                now.milliseconds,
            ])
            return db.changesCount == 1
        }
    }

    /// So many rejected records of a source stay readable; older ones make room.
    static let mostRejections = 1000

    /// Keeps the first of what was rejected, so that it stays readable.
    static func insert(
        _ rejections: RejectionList, of task: FetchTask, leftOut: Int, at now: Timestamp, _ db: Database
    ) throws {
        var rejections = rejections
        rejections.append(CommittedPage.leftOut(leftOut, of: task), count: leftOut)
        guard !rejections.isEmpty else { return }
        let source = storable(task.source.rawValue)
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO rejection (source, subject, file, line, field, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        for item in rejections {
            try insert.execute(arguments: [
                source, storable(task.subject), storable(item.file), item.line,
                item.field.map(storable), storable(item.reason), now.milliseconds,
            ])
        }
        try db.cachedStatement(
            sql: """
                DELETE FROM rejection WHERE source = ?1 AND row <= (
                    SELECT row FROM rejection WHERE source = ?1 ORDER BY row DESC LIMIT 1 OFFSET ?2)
                """
        ).execute(arguments: [source, mostRejections])
    }

    /// Adds a committed page to its source's counters.
    static func count(_ page: CommittedPage, _ db: Database) throws {
        try addToCounter(
            storable(page.task.source.rawValue),
            [
                1, page.rows.posts.count - page.edited, page.rows.observations.count, page.rejected,
                min(max(0, page.bytes), 1 << 40), 0,
            ], db)
    }

    /// Adds to pages, posts, observations, rejected, bytes and calls of a source.
    static func addToCounter(_ source: String, _ amounts: [Int], _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO counter (source, pages, posts, observations, rejected, bytes, calls)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET \(counterSums)
                """
        ).execute(arguments: [source] + StatementArguments(amounts))
    }

    /// SQLite makes a real number of a sum that overflows, which no column of these takes.
    private static let counterSums = ["pages", "posts", "observations", "rejected", "bytes", "calls"].map { column in
        "\(column) = min(max(\(column), 0), \(Row.Bounds.count)) + excluded.\(column)"
    }.joined(separator: ", ")
}
