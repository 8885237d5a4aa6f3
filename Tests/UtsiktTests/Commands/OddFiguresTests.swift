import CDisk
import Foundation
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// Numbers that cannot be in a database, all the way to the screen: every pane, its data, and what commands print.
@Suite struct OddFiguresTests {
    private static let now = Timestamp(seconds: 1_436_782_590)

    private static func make(_ path: String) async throws {
        let store = try Store.open(path: path)
        try await store.setWorld(
            StoreWorld(label: "synthetic sample", isReplay: true, topicsNow: now, weatherToday: now.day))
        for source in [SourceID.posts, .weather] {
            let content: SourceContent = source == .posts ? .posts : .observations
            try await store.register(StoredSource(id: source, service: source.rawValue, content: content))
            let tasks = (0..<4).map {
                FetchTask(source: source, subject: "t\($0)", label: "t\($0)", budget: BudgetKey(rawValue: "b"))
            }
            _ = try await store.add(tasks, at: now)
            let posts = (0..<30).map { number in
                Post(
                    id: "\(number)", author: "\(number % 5)", createdAt: now.adding(seconds: Int64(-number) * 7200),
                    text: "text", hashtags: ["tag\(number % 4)"], fullHashtags: ["tag\(number % 3)"])
            }
            let hours = (0..<400).map { hour in
                Observation(
                    place: ["JFK", "LGA"][hour % 2], instant: now.adding(seconds: Int64(-hour) * 3600),
                    values: Array(repeating: "\(hour % 24)", count: 19))
            }
            let page =
                source == .posts
                ? Page(posts: posts, rejected: [Rejection(file: "f", line: 3, field: "x", reason: "r")], bytes: 100)
                : Page(observations: hours, bytes: 100)
            _ = try await store.commit(page, of: tasks[0], at: now)
            try await store.setAside(tasks[1], cause: .gone, reason: "gone", at: now)
            let instant = PaceInstant(at: now)
            try await store.noteFailure(
                of: tasks[2], NotedFailure(attempts: 2, problem: "500", due: now), at: instant)
            try await store.noteCall(source, budget: BudgetKey(rawValue: "b"), at: instant, keep: 60)
        }
        try store.close()
    }

    private static func execute(_ sql: String, in path: String) throws -> [[String]] {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        var (statement, rows): (OpaquePointer?, [[String]]) = (nil, [])
        defer { sqlite3_finalize(statement) }
        try #require(sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, "\(sql)")
        while sqlite3_step(statement) == SQLITE_ROW {
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                })
        }
        return rows
    }

    @Test(.timeLimit(.minutes(60))) func everyPaneIsDrawnWhateverANumberIs() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let base = folder.file("base.sqlite")
        try await Self.make(base)
        let columns = try Self.execute(
            """
            SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
            WHERE t.type = 'table' AND c.type IN ('INTEGER', 'REAL') AND c.name <> 'row'
                AND t.name IN ('world', 'counter', 'task', 'call', 'post', 'observation', 'rejection', 'hashtag')
            """, in: base)
        #expect(columns.count > 20)
        for column in columns {
            for value in ["-9223372036854775808", "9223372036854775807", "1000000000000000000"] {
                let path = folder.file("a.sqlite")
                for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
                try FileManager.default.copyItem(atPath: base, toPath: path)
                _ = try Self.execute("UPDATE OR REPLACE \(column[0]) SET \(column[1]) = \(value)", in: path)
                try await Self.draw(path)
            }
        }
    }

    private static func draw(_ path: String) async throws {
        let workspace = try await Workspace.stored(database: path)
        let run = try await HeadlessRun.stored(workspace)
        _ = try JSONOutput.line(RunSummary(run, world: workspace.world))
        _ = RunSummary(run, world: workspace.world).text
        for size in [Size(width: 120, height: 40), Size(width: 50, height: 14)] {
            var state = run.state(of: workspace, size: size, glyphs: .blocks, speed: .max)
            _ = App(state: state).render()
            for pane in Panes.all.ids {
                (state.focus, state.isZoomed) = (pane, true)
                _ = App(state: state).render()
                let subject = try #require(DumpSubject(argument: pane.rawValue))
                _ = try PaneData.json(subject, run, state, world: workspace.world)
                _ = try? PaneData.csv(subject, state)
            }
        }
        await workspace.close()
    }
}
