import GRDB

extension Store {
    /// Takes the right to fetch into the database; see `IngestStore`.
    public func claim() throws(StoreError) -> FetchClaim? { try FetchClaim.take(database: path) }

    /// How much is in the database.
    public func mark() async throws(StoreError) -> StoreMark {
        try await read { db in
            var mark = StoreMark()
            mark.post = try Int64.fetchOne(db, sql: "SELECT coalesce(max(row), 0) FROM post") ?? 0
            mark.observations = try Store.observationCount(db)
            mark.removal = try Store.lastRemoval(db)
            return mark
        }
    }

    /// Posts that came after a mark, some thousands at a time; and all observations once some have come or changed: those have
    /// no order of arrival, and are few.
    public func rows(after mark: StoreMark) async throws(StoreError) -> (rows: Rows, mark: StoreMark) {
        var (rows, next) = (Rows(), mark)
        (rows.removed, next.removal) = try await removals(after: mark.removal)
        // Those first: a post may have come back under its id.
        guard rows.removed.isEmpty else { return (rows, next) }
        (rows.posts, next.post) = try await posts(after: mark.post, limit: 2000)
        next.observations = try await read { db in try Store.observationCount(db) }
        if next.observations != mark.observations {
            for try await batch in observations() { rows.observations += batch }
        }
        return (rows, next)
    }

    private static func observationCount(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT CAST(total(observations) AS INTEGER) FROM counter") ?? 0
    }
}
