import Foundation
import GRDB
import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

private let now = Timestamp(seconds: 1_436_782_590)

/// Numbers that cannot be, in every column of every table: said, and never a trap.
@Suite struct StoreFiguresTests {
    /// A column that holds numbers.
    struct Column: Sendable, CustomStringConvertible {
        var table: String
        var name: String
        var isReal: Bool
        var description: String { "\(table).\(name)" }
    }

    private static let extremes = [
        "-9223372036854775808", "9223372036854775807", "-1", "0", "9007199254740992", "1000000000000000000",
    ]
    private static let realExtremes = ["1e308", "-1e308", "9e999", "-9e999", "0.0", "-1.5"]

    /// A database with rows in every table.
    static func make(_ path: String) throws {
        try OldDatabase.make(path, schema: 2, isSmall: true)
        try Store.open(path: path).close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "UPDATE world SET topics_now = 1436782590000, weather_today = 16629")
            try db.execute(sql: "INSERT INTO pause VALUES ('weather', 'token', 'no', 1436782590000, 1436782591000)")
            try db.execute(sql: "INSERT INTO spending VALUES ('posts', 16629, 5000)")
            try db.execute(sql: "INSERT INTO removal VALUES (1, 'posts', '9', 1436782590000, 'en', 1, 1)")
        }
        try queue.close()
    }

    /// Every column with numbers, as the database itself tells them.
    static func columns(_ path: String) throws -> [Column] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'grdb_migrations' ORDER BY name")
            return try tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT name, type FROM pragma_table_info(?)", arguments: [table])
                    .filter { ["INTEGER", "REAL"].contains($0.text(1)) }
                    .map { Column(table: table, name: $0.text(0), isReal: $0.text(1) == "REAL") }
            }
        }
    }

    /// Everything that the store is ever asked, and a run of the ingestor that goes on where the journal is.
    private static func readEverything(_ path: String) async throws {
        let store = try Store.open(path: path)
        defer { try? store.close() }
        _ = store.notes
        let world = try await store.world()
        _ = world?.topicsNow?.adding(seconds: -7 * 86_400).iso8601
        _ = world?.weatherToday?.adding(days: 1).description
        _ = try await store.counts()
        _ = try await store.sources()
        let progress = try await store.progress()
        _ = progress.values.reduce(0) { $0 + $1.total + $1.pages + $1.posts + $1.observations + $1.bytes + $1.calls }
        let analysis = TopicsAnalysis(query: TopicsQuery(now: world?.topicsNow ?? now))
        for try await posts in store.posts() { await analysis.ingest(posts) }
        _ = await analysis.current().report
        let forecast = ForecastAnalysis(settings: ForecastSettings(), today: world?.weatherToday)
        for try await rows in store.observations() { await forecast.ingest(rows) }
        _ = await forecast.current()
        _ = try await store.rejections()
        _ = try await store.runs()
        _ = try await store.forecasts()
        _ = try await store.integrityCheck()
        for source in [SourceID.posts, .weather] {
            _ = try await store.setAsideTasks(source)
            _ = try await store.calls(source, since: .earliest)
            _ = try await store.retrySetAside(source, at: now)
            _ = try await store.pause(of: source)
            _ = try await store.spent(source, since: 0)
            _ = try await store.rows(after: StoreMark())
        }
        var sources = [ScriptedSource(subjects: 2), ScriptedSource(subjects: 2)]
        sources[1].id = .weather
        for index in sources.indices {
            sources[index].budgets = [BudgetKey(rawValue: "timeline"): [Budget(calls: 20, per: 60)]]
            sources[index].refreshSeconds = 3600
            sources[index].money = MoneyBudget(day: Money(dollars: 1), month: Money(dollars: 9))
            sources[index].priceOfPage = Money(dollars: 0.01)
        }
        let clock = ManualPaceClock(start: now, jumps: true)
        let ingestor = Ingestor(sources: sources, store: store, clock: clock)
        try await ingestor.run()
        let snapshot = await ingestor.snapshot()
        _ = (snapshot.fraction, snapshot.rows, snapshot.pages, snapshot.bytes, snapshot.total)
    }

    @Test(.timeLimit(.minutes(30))) func extremesInEveryColumnAreBounded() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let base = folder.file("base.sqlite")
        try Self.make(base)
        let columns = try Self.columns(base)
        #expect(columns.count > 40)
        var refused = 0
        for column in columns {
            for value in column.isReal ? Self.realExtremes : Self.extremes {
                let path = folder.file("a.sqlite")
                for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
                try FileManager.default.copyItem(atPath: base, toPath: path)
                var configuration = Configuration()
                configuration.foreignKeysEnabled = false
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                do {
                    try await queue.write { db in
                        // One row where all would be the same key.
                        try db.execute(sql: "UPDATE OR REPLACE \(column.table) SET \(column.name) = \(value)")
                    }
                } catch {
                    refused += 1
                }
                try queue.close()
                do {
                    try await Self.readEverything(path)
                } catch {
                    Issue.record(error, "\(column) = \(value)")
                }
            }
        }
        #expect(refused < columns.count, "nearly nothing could be set")
    }

    @Test func whatCannotBeIsSaid() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        try Self.make(path)
        let sound = try Store.open(path: path)
        #expect(sound.oddNote == nil && sound.notes == [])
        try await sound.write { db in
            try db.execute(sql: "UPDATE counter SET pages = 9223372036854775807 WHERE source = 'posts'")
            try db.execute(sql: "UPDATE task SET attempts = -1")
            try db.execute(sql: "UPDATE world SET weather_today = 9223372036854775807")
        }
        try sound.close()
        let store = try Store.open(path: path)
        defer { try? store.close() }
        #expect(
            store.oddFigures == ["world.weather_today in 1 row", "counter.pages in 1 row", "task.attempts in 3 rows"])
        #expect(store.notes.count == 1 && store.oddNote?.contains("counter.pages in 1 row") == true)
        #expect(try await store.world()?.weatherToday == .latest)
        #expect(try await store.progress()[.posts]?.pages == 1_000_000_000_000_000)
        #expect(try await store.pending(.posts).map(\.attempts) == [0])
    }
}
