import GRDB
import UtsiktBase
public import UtsiktForecast
public import UtsiktTopics

extension Store {
    /// All posts in the order in which they were committed, in batches.
    ///
    /// No transaction is held between batches: pages may be committed meanwhile, and those posts come at the end.
    public func posts(batch: Int = 2000) -> StoredPosts { StoredPosts(store: self, batch: max(1, batch)) }

    /// All observations by place and instant, in batches; of one instant the last one counts.
    public func observations(batch: Int = 2000) -> StoredObservations {
        StoredObservations(store: self, batch: max(1, batch))
    }

    /// The observations of one place, by instant.
    public func observations(place: String) async throws(StoreError) -> [Observation] {
        let name = Store.storable(place)
        return try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT instant, source, \(Store.fields) FROM observation
                    WHERE place = (SELECT row FROM place WHERE name = ?) ORDER BY instant, source, ordinal
                    """,
                arguments: [name])
            let sources = try Store.sourceNames(db)
            var result: [Observation] = []
            while let row = try rows.next() {
                result.append(
                    Observation(
                        place: place, instant: row.instant(0), values: Store.values(row, from: 2),
                        source: sources[row.key(1)] ?? .unnamed))
            }
            return result
        }
    }

    /// The places with observations, in the order in which they came.
    public func places() async throws(StoreError) -> [String] {
        try await read { db in try String.fetchAll(db, sql: "SELECT name FROM place ORDER BY row") }
    }

    /// The columns of an observation's values, as they are read.
    ///
    /// Values are some characters long; in a database that something else has written one may be as long as the disk.
    static let fields = WeatherField.allCases.map { "substr(\($0.name), 1, 200)" }.joined(separator: ", ")

    static func values(_ row: Row, from column: Int) -> [String] {
        (0..<WeatherField.allCases.count).map { row.text(column + $0) }
    }

    /// The sources by their rows.
    private static func sourceNames(_ db: Database) throws -> [Int64: SourceID] {
        let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT row, name FROM source"))
        return Dictionary(
            rows.map { ($0.key(0), SourceID(rawValue: $0.text(1))) }, uniquingKeysWith: { first, _ in first })
    }

    /// The posts after a row, and the last row.
    func posts(after last: Int64, limit: Int) async throws(StoreError) -> (posts: [Post], last: Int64) {
        try await read { db in
            var posts: [Post] = []
            var rowIDs: [Int64] = []
            var own: Set<Int64> = []
            let sources = try Store.sourceNames(db)
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT post.row, post.id, account.id, account.name, created, substr(text, 1, 1000000), language,
                            repost, own_full, post.source
                        FROM post JOIN account ON account.row = post.account
                        WHERE post.row > ? ORDER BY post.row LIMIT ?
                        """),
                arguments: [last, limit])
            // Long texts make short batches.
            var room = 16 << 20
            while room > 0, let row = try rows.next() {
                let id = row.key(0)
                rowIDs.append(id)
                if row.flag(8) { own.insert(id) }
                posts.append(
                    Post(
                        id: row.text(1), author: row.text(2), authorName: row.text(3), createdAt: row.instant(4),
                        text: row.text(5), language: row.text(6), isRepost: row.flag(7),
                        source: sources[row.key(9)] ?? .unnamed))
                room -= posts.last?.text.utf8.count ?? 0
            }
            guard let end = rowIDs.last else { return ([], last) }
            // Both lists are in the order of rows: one pass brings them together.
            let tags = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT post, rule, tag FROM hashtag WHERE post > ? AND post <= ? ORDER BY post, rule, ordinal
                        """),
                arguments: [last, end])
            var index = 0
            while let row = try tags.next() {
                let id = row.key(0)
                while index < rowIDs.count, rowIDs[index] < id { index += 1 }
                guard index < rowIDs.count, rowIDs[index] == id else { continue }
                if row.key(1) == 0 {
                    posts[index].hashtags.append(row.text(2))
                } else {
                    posts[index].fullHashtags.append(row.text(2))
                }
            }
            for index in posts.indices where !own.contains(rowIDs[index]) {
                posts[index].fullHashtags = posts[index].hashtags
            }
            return (posts, end)
        }
    }

    /// The observations after a position, and the last position.
    func observations(
        after last: ObservationPosition, limit: Int
    ) async throws(StoreError) -> (rows: [Observation], last: ObservationPosition) {
        try await read { db in
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT place, instant, source, ordinal, name, \(Store.fields)
                        FROM observation JOIN place ON place.row = observation.place
                        WHERE (place, instant, source, ordinal) > (?, ?, ?, ?)
                        ORDER BY place, instant, source, ordinal LIMIT ?
                        """),
                arguments: [last.place, last.instant, last.source, last.ordinal, limit])
            let sources = try Store.sourceNames(db)
            var result: [Observation] = []
            var end = last
            while let row = try rows.next() {
                end = ObservationPosition(
                    place: row.key(0), instant: row.key(1), source: row.key(2), ordinal: row.key(3))
                result.append(
                    Observation(
                        place: row.text(4), instant: Timestamp(milliseconds: end.instant),
                        values: Store.values(row, from: 5),
                        source: sources[end.source] ?? .unnamed))
            }
            return (result, end)
        }
    }
}

/// Where a reader of observations is.
struct ObservationPosition: Sendable {
    var place: Int64 = .min
    var instant: Int64 = .min
    var source: Int64 = .min
    var ordinal: Int64 = .min
}

/// Batches of stored posts; reads each one when it is asked for.
public struct StoredPosts: AsyncSequence, Sendable {
    fileprivate let store: Store
    fileprivate let batch: Int

    /// Reads batch after batch.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let store: Store
        fileprivate let batch: Int
        // Nothing says that rows are numbered from 1.
        fileprivate var last: Int64 = .min

        /// The next posts; nil when there are no more.
        public mutating func next() async throws(StoreError) -> [Post]? {
            let (posts, end) = try await store.posts(after: last, limit: batch)
            last = end
            return posts.isEmpty ? nil : posts
        }
    }

    /// Begins at the oldest row.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(store: store, batch: batch) }
}

/// Batches of stored observations; reads each one when it is asked for.
public struct StoredObservations: AsyncSequence, Sendable {
    fileprivate let store: Store
    fileprivate let batch: Int

    /// Reads batch after batch.
    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let store: Store
        fileprivate let batch: Int
        fileprivate var last = ObservationPosition()

        /// The next observations; nil when there are no more.
        public mutating func next() async throws(StoreError) -> [Observation]? {
            let (rows, end) = try await store.observations(after: last, limit: batch)
            last = end
            return rows.isEmpty ? nil : rows
        }
    }

    /// Begins at the first place.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(store: store, batch: batch) }
}
