import GRDB
public import UtsiktBase

extension Store {
    /// Rows that go in one transaction: whoever commits a page meanwhile waits for some milliseconds only.
    private static let batch = 500

    /// Deletes what a retention lets go, in small transactions; stops between two of them when the task is cancelled.
    ///
    /// Posts go with their hashtags. Authors, places, kept runs and forecasts, and the journal stay: what was fetched and deleted
    /// is not fetched again because of that.
    public func retain(
        _ retention: Retention, at now: Timestamp
    ) async throws(StoreError) -> RetentionOutcome {
        var outcome = RetentionOutcome()
        if let limit = retention.limit(at: now) {
            outcome.posts += try await deletePosts(before: limit)
            outcome.observations = try await delete(
                "observation", key: "place, instant, source, ordinal", column: "instant", before: limit)
            outcome.rejections = try await delete("rejection", key: "row", column: "at", before: limit)
        }
        if let bytes = retention.bytes { outcome.posts += try await shrink(to: bytes, &outcome) }
        (outcome.oldestPost, outcome.oldestObservation) = try await read { db in
            (
                try Row.fetchOne(db, sql: "SELECT min(created) FROM post")?.instantIfAny(0),
                try Row.fetchOne(db, sql: "SELECT min(instant) FROM observation")?.instantIfAny(0)
            )
        }
        return outcome
    }

    private func deletePosts(before limit: Timestamp) async throws(StoreError) -> Int {
        try await inBatches { db in
            try Store.deletePosts(
                db, "SELECT row FROM post WHERE created < ? ORDER BY created, row LIMIT \(Store.batch)",
                [limit.milliseconds])
        }
    }

    /// Repeats a transaction that deletes a batch until one deletes less.
    /// - Returns: How much was deleted.
    private func inBatches(_ body: @escaping @Sendable (Database) throws -> Int) async throws(StoreError) -> Int {
        var count = 0
        while !Task.isCancelled {
            let gone = try await write(body)
            count += gone
            if gone < Store.batch { break }
        }
        return count
    }

    /// Deletes the oldest posts until no more than so many bytes are used.
    private func shrink(to bytes: Int, _ outcome: inout RetentionOutcome) async throws(StoreError) -> Int {
        var count = 0
        while !Task.isCancelled {
            let (gone, excess) = try await write { db -> (Int, Int) in
                let excess = try DatabaseSize(db).used - bytes
                guard excess > 0 else { return (0, 0) }
                return (
                    try Store.deletePosts(
                        db, "SELECT row FROM post ORDER BY created, row LIMIT \(Store.batch)", []), excess
                )
            }
            count += gone
            guard gone > 0 else {
                outcome.excess = excess
                break
            }
        }
        return count
    }

    /// Deletes posts with their hashtags, which refer to them.
    private static func deletePosts(_ db: Database, _ rows: String, _ arguments: StatementArguments) throws -> Int {
        let numbers = try Int64.fetchAll(db, sql: rows, arguments: arguments)
        let (tags, post) = (
            try db.cachedStatement(sql: "DELETE FROM hashtag WHERE post = ?"),
            try db.cachedStatement(sql: "DELETE FROM post WHERE row = ?")
        )
        if !numbers.isEmpty { try keepHighest(db) }
        for number in numbers {
            try tags.execute(arguments: [number])
            try post.execute(arguments: [number])
        }
        return numbers.count
    }

    private func delete(
        _ table: String, key: String, column: String, before limit: Timestamp
    ) async throws(StoreError) -> Int {
        try await inBatches { db in
            try db.execute(
                sql: """
                    DELETE FROM \(table) WHERE (\(key)) IN
                        (SELECT \(key) FROM \(table) WHERE \(column) < ? LIMIT \(Store.batch))
                    """, arguments: [limit.milliseconds])
            return db.changesCount
        }
    }
}
