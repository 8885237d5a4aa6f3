import GRDB
import UtsiktBase
import UtsiktTopics

// Posts that a service has deleted or edited.
extension Store {
    /// So many removals stay known to those who follow. Whoever is further behind shows some of those posts until it starts anew.
    private static let mostRemovals = 20_000

    /// Takes posts away, with their hashtags.
    /// - Returns: Those that were there.
    static func remove(_ ids: [String], of source: SourceID, _ db: Database) throws -> [RemovedPost] {
        guard !ids.isEmpty else { return [] }
        let name = storable(source.rawValue)
        let find = try db.cachedStatement(
            sql: """
                SELECT row, created, language, own_full,
                    EXISTS (SELECT 1 FROM hashtag WHERE hashtag.post = post.row AND rule = 0),
                    EXISTS (SELECT 1 FROM hashtag WHERE hashtag.post = post.row AND rule = 1)
                FROM post WHERE source = (SELECT row FROM source WHERE name = ?) AND id = ?
                """)
        let tags = try db.cachedStatement(sql: "DELETE FROM hashtag WHERE post = ?")
        let post = try db.cachedStatement(sql: "DELETE FROM post WHERE row = ?")
        let note = try db.cachedStatement(
            sql: """
                INSERT INTO removal (source, id, created, language, own_tags, full_tags) VALUES (?, ?, ?, ?, ?, ?)
                """)
        var removed: [RemovedPost] = []
        for id in ids {
            guard let row = try Row.fetchOne(find, arguments: [name, storable(id)]) else { continue }
            if removed.isEmpty { try keepHighest(db) }
            let gone = RemovedPost(
                source: source, id: storable(id), createdAt: row.instant(1), language: row.text(2),
                hasOwnTags: row.flag(4), hasFullTags: row.flag(3) ? row.flag(5) : row.flag(4))
            try tags.execute(arguments: [row.key(0)])
            try post.execute(arguments: [row.key(0)])
            try note.execute(arguments: [
                name, gone.id, gone.createdAt.milliseconds, gone.language, gone.hasOwnTags, gone.hasFullTags,
            ])
            removed.append(gone)
        }
        guard !removed.isEmpty else { return [] }
        try db.cachedStatement(
            sql: "DELETE FROM removal WHERE row <= (SELECT max(row) FROM removal) - ?"
        ).execute(arguments: [mostRemovals])
        return removed
    }

    /// Remembers the greatest number of a post, before posts are taken away.
    static func keepHighest(_ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO highest (name, row) VALUES ('post', (SELECT coalesce(max(row), 0) FROM post))
                ON CONFLICT (name) DO UPDATE SET row = max(row, excluded.row)
                """
        ).execute()
    }

    /// The number for the next post when those with the greatest numbers were taken away, which SQLite would give again; else nil.
    static func numberBehindRemoved(_ db: Database) throws -> Int64? {
        let highest = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT row FROM highest WHERE name = 'post' AND row > (SELECT coalesce(max(row), 0) FROM post)
                    """))
        return highest.flatMap { $0 < .max ? $0 &+ 1 : nil }
    }

    /// How many of the new posts have taken the place of removed ones.
    static func edited(_ page: Page, _ rows: Rows) -> Int {
        guard !rows.removed.isEmpty else { return 0 }
        let (new, edited) = (Set(rows.posts.map(\.id)), Set(page.edited.map(\.id)))
        return rows.removed.count { edited.contains($0.id) && new.contains($0.id) }
    }

    /// The last removal that is known.
    static func lastRemoval(_ db: Database) throws -> Int64 {
        // Not the greatest row there is: old ones are forgotten, all of them perhaps.
        try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'removal'") ?? 0
    }

    /// Posts that were taken away after a mark, some thousands at a time.
    func removals(after last: Int64) async throws(StoreError) -> (removed: [RemovedPost], last: Int64) {
        try await read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT row, source, id, created, language, own_tags, full_tags FROM removal
                    WHERE row > ? ORDER BY row LIMIT 2000
                    """, arguments: [last])
            let removed = rows.map { row in
                RemovedPost(
                    source: SourceID(rawValue: row.text(1)), id: row.text(2), createdAt: row.instant(3),
                    language: row.text(4), hasOwnTags: row.flag(5), hasFullTags: row.flag(6))
            }
            return (removed, rows.last?.key(0) ?? last)
        }
    }
}
