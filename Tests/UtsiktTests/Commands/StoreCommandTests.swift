import CDisk
import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

/// `utsikt store`, and databases that no command may touch.
@Suite(.serialized, .takesTurns) struct StoreCommandTests {
    private func write(_ path: String, posts: Int, at instant: Timestamp) async throws {
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        let store = try Store.open(path: path)
        let task = FetchTask(source: .posts, subject: "a", label: "a", budget: BudgetKey(rawValue: "b"))
        _ = try await store.add([task], at: instant)
        let list = (0..<posts).map { number in
            Post(
                id: "\(number)", author: "a", createdAt: instant.adding(seconds: Int64(-number) * 86_400),
                text: String(repeating: "t", count: 300), hashtags: ["one"])
        }
        _ = try await store.commit(Page(posts: list), of: task, at: instant)
        try store.close()
    }

    @Test func checkBackupAndCompact() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try await write(home.database, posts: 400, at: WorldClock.system.now)
        let db = ["--db", home.database]
        let check = try await home.run(["store", "check"] + db)
        #expect(check.status == 0 && check.errors.isEmpty, "\(check.errors)")
        #expect(check.output.contains(": sound\n") && check.output.contains("posts         400 of 1 accounts"))
        let line = try (try await home.run(["store", "check", "--json"] + db)).object()
        #expect(line["sound"] as? Bool == true && (line["rows"] as? [String: Int])?["post"] == 400)

        let copy = home.folder.file("copy.sqlite")
        let backup = try await home.run(["store", "backup", copy, "--json"] + db)
        let told = try backup.object()["backup"] as? String
        #expect(backup.status == 0 && told == copy, "\(backup.errors)")
        let again = try await home.run(["store", "backup", copy] + db)
        #expect(again.status == 3 && again.errors.contains("there is a file of this name already"))
        #expect(try await home.run(["store", "check", "--db", copy]).status == 0)

        // Without a retention nothing is deleted.
        let plain = try await home.run(["store", "compact"] + db)
        #expect(plain.status == 0 && plain.output.contains("nothing was deleted"), "\(plain.errors)")
        try home.write("retention: {days: 100}\n", to: home.configuration)
        let compact = try await home.run(["store", "compact", "--json"] + db)
        #expect(compact.status == 0, "\(compact.errors)")
        let deleted = try compact.object()["deleted"] as? [String: Any]
        #expect(deleted?["posts"] as? Int == 300)
        let after = try (try await home.run(["store", "check", "--json"] + db)).object()
        #expect((after["rows"] as? [String: Int])?["post"] == 100 && after["reclaimable_bytes"] as? Int == 0)
        // What is wrong in the configuration must not delete anything.
        try home.write("retention: {days: 0}\n", to: home.configuration)
        let faulty = try await home.run(["store", "compact"] + db)
        #expect(faulty.status == 2 && faulty.errors.contains("days must be a whole number from 1"))
        #expect(try await home.run(["store", "check", "--db", "/none.sqlite"]).status == 3)
    }

    @Test func whatIsWrongIsToldWithStatusOne() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try await write(home.database, posts: 400, at: WorldClock.system.now)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: home.database))
        for index in bytes.count - 30_000..<bytes.count - 20_000 { bytes[index] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: home.database))
        let check = try await home.run(["store", "check", "--json", "--db", home.database])
        #expect(check.status == 1 && !check.errors.isEmpty)
        #expect(try check.object()["sound"] as? Bool == false)
        let backup = try await home.run(["store", "backup", home.folder.file("copy"), "--db", home.database])
        #expect(backup.status == 3 && backup.errors.contains("damaged"))
    }

    /// Every command that opens a database, at one that a newer program wrote and at another program's.
    @Test(.timeLimit(.minutes(30)), arguments: ["newer", "foreign"])
    func noCommandTouchesADatabaseThatIsNotItsOwn(kind: String) async throws {
        let home = try UserHome()
        defer { home.remove() }
        try home.makeDatabase()
        let change = kind == "newer" ? "INSERT INTO grdb_migrations VALUES ('v99')" : "PRAGMA application_id = 7"
        try execute(change, in: home.database)
        try home.write(
            "posts: {url: 'http://127.0.0.1:9', user: '1', token_env: KILL_TOKEN}\nretention: {days: 1}\n",
            to: home.configuration)
        let before = try Data(contentsOf: URL(fileURLWithPath: home.database))
        let db = ["--db", home.database]
        for arguments in [
            ["fetch"] + db, ["fetch"], ["demo", "--headless"] + db, ["topics"] + db,
            ["export", "--ndjson", "out"] + db,
            ["dump", "fetch", "--size", "80x24"] + db, ["watch", "--plain", "--once"] + db, ["weather", "runs"] + db,
            ["store", "check"] + db, ["store", "backup", "copy"] + db,
            ["store", "compact"] + db,
        ] {
            let run = try await home.run(arguments, environment: ["KILL_TOKEN": "t"])
            #expect(run.status == 3, "\(arguments): \(run.status) \(run.errors)")
            #expect(
                run.errors.contains(kind == "newer" ? "written by a newer utsikt" : "not one of utsikt's"),
                "\(arguments): \(run.errors)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: home.database)) == before, "\(arguments)")
        }
    }
}

/// Changes a database behind the program's back.
private func execute(_ sql: String, in path: String) throws {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    try #require(sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
    try #require(sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK)
}
