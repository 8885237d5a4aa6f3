import Foundation
import GRDB
import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

/// Databases of older programs are brought up to date, or left as they are.
@Suite struct SchemaUpgradeTests {
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-test-\(UUID().uuidString)")
        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }
        func path(_ name: String) -> String { url.appendingPathComponent(name).path }
        var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted() }
    }

    private struct Interrupted: Error {}

    /// Every row of every table as text, without the numbers of sources: what an upgrade must not change.
    private static func rows(_ path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            return try tables.filter { !["source", "grdb_migrations", "machine"].contains($0) }.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
                    // What came with schemas 4 and 5 says nothing yet, but for who discovered a task.
                    let cells = row.filter { name, value in
                        name == "source" ? value.storage.value is String : !added.contains(name)
                    }
                    return table + " " + cells.map { "\($0.0)=\($0.1)" }.sorted().joined(separator: ",")
                }
            }.sorted()
        }
    }

    private static let added: Set<String> = [
        "parent", "walk", "seen", "newest", "top", "cause", "due", "up", "retired", "cost",
    ]

    private static func version(_ path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
        }
    }

    private static func failure(_ path: String, _ onStep: @escaping (SchemaUpgrade.Step, Database?) throws -> Void)
        -> StoreError?
    {
        do {
            _ = try SchemaUpgrade(path: path, onStep: onStep).run()
            return nil
        } catch {
            return error as? StoreError ?? StoreError(error, path: path)
        }
    }

    @Test(arguments: [1, 2])
    func everyRowOfAnOldDatabaseIsKept(schema: Int) async throws {
        let folder = try Folder()
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: schema)
        let before = try Self.rows(path)
        #expect(before.count > 1000)
        let store = try Store.open(path: path)
        let change = try #require(store.schemaChange)
        #expect(change == SchemaChange(from: schema, to: 5, backup: "\(path).schema-\(schema).backup"))
        #expect(change.description.contains(change.backup))
        #expect(try await store.integrityCheck().isEmpty)

        var posts: [Post] = []
        for try await batch in store.posts() { posts += batch }
        #expect(posts.count == OldDatabase.bulk + 2 && posts.allSatisfy { $0.source == .posts })
        #expect(
            posts.first
                == Post(
                    id: "1001", author: "77", authorName: "kari", createdAt: Timestamp(milliseconds: 1_436_782_590_000),
                    text: "first", language: "no", hashtags: ["Oslo", "sol"], source: .posts))
        #expect(posts.dropFirst().first?.fullHashtags == ["Bergen"] && posts.dropFirst().first?.hashtags == [])
        let observations = try await store.observations(place: "JFK")
        #expect(observations.map { $0[.tempm] } == ["21.5", "20"] && observations.allSatisfy { $0.source == .weather })
        #expect(
            try await store.sources() == [
                StoredSource(id: .posts, service: "timelines-1.1", content: .posts),
                StoredSource(id: .weather, service: "weather-history", content: .observations),
            ])
        // The journal goes on where it was, cursors and failures included.
        let pending = try await store.pending(.posts)
        #expect(pending.map(\.task.cursor) == ["1000"] && pending.map(\.attempts) == [2])
        #expect(try await store.setAsideTasks(.weather).map(\.problem) == ["gone"])
        #expect(try await store.rejections(of: .posts).count == 1)
        #expect(try await store.progress()[.weather]?.observations == 202)
        try store.close()

        let after = try Self.rows(path)
        #expect(Set(before).subtracting(after) == [])
        #expect(after.count == before.count)
        // The backup is the database as it was, for its owner only.
        #expect(try Self.rows(change.backup) == before)
        let mode = try FileManager.default.attributesOfItem(atPath: change.backup)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(folder.files == ["a.sqlite", "a.sqlite.schema-\(schema).backup"])
        // The second time there is nothing to do.
        let again = try Store.open(path: path)
        #expect(again.schemaChange == nil)
        try again.close()
    }

    @Test func aFormerBackupIsNeverOverwritten() throws {
        let folder = try Folder()
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path + ".schema-2.backup"))
        let change = try #require(try SchemaUpgrade(path: path).run())
        #expect(change.backup == path + ".schema-2-2.backup")
        #expect(FileManager.default.contents(atPath: path + ".schema-2.backup") == Data("mine".utf8))
    }

    /// A process that is killed leaves the files as they are at that instant: so they are copied then, and opened.
    @Test(arguments: SchemaUpgrade.Step.allCases)
    func killedAtAnyStepItIsOldOrNewAndWhole(step: SchemaUpgrade.Step) async throws {
        let (folder, image) = (try Folder(), try Folder())
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        let before = try Self.rows(path)
        _ = try SchemaUpgrade(path: path) { now, _ in
            guard now == step else { return }
            for name in folder.files {
                try FileManager.default.copyItem(atPath: folder.path(name), toPath: image.path(name))
            }
        }.run()
        let dead = image.path("a.sqlite")
        #expect(try Self.version(dead) == (step == .committed ? ["v1", "v2", "v3", "v4", "v5"] : ["v1", "v2"]))
        #expect(try Self.rows(dead).count == before.count)
        if step != .committed { #expect(try Self.rows(dead) == before) }
        // The next start finishes it, and what was left lying about is gone.
        let store = try Store.open(path: dead)
        #expect(try await store.counts().posts == OldDatabase.bulk + 2)
        #expect(try await store.integrityCheck().isEmpty)
        try store.close()
        #expect(!image.files.contains { $0.contains("unfinished") || $0.contains("trial") }, "\(image.files)")
        #expect(image.files.contains("a.sqlite.schema-2.backup"))
    }

    @Test(arguments: SchemaUpgrade.Step.allCases.filter { $0 != .committed })
    func aFaultAtAnyStepLeavesItAsItWas(step: SchemaUpgrade.Step) throws {
        let folder = try Folder()
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        let before = try Self.rows(path)
        let error = Self.failure(path) { now, _ in if now == step { throw Interrupted() } }
        guard case .upgradeRefused(from: 2, to: 5, _) = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.exitStatus == 3 && error?.description.contains("left as it is") == true)
        #expect(try Self.rows(path) == before)
        #expect(folder.files == ["a.sqlite"])
    }

    @Test(arguments: [SchemaUpgrade.Step.copying, .trying, .tried])
    func aFullDiskLeavesItAsItWas(step: SchemaUpgrade.Step) throws {
        let folder = try Folder()
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        let before = try Self.rows(path)
        let error = Self.failure(path) { now, db in
            guard now == step, let db else { return }
            // Room for hardly a page more.
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
        }
        let words = StoreError(.full, path: path).problem
        #expect(error?.kind == .upgradeRefused(from: 2, to: 5, reason: words))
        #expect(try Self.rows(path) == before)
        #expect(try Self.version(path) == ["v1", "v2"])
        #expect(folder.files == ["a.sqlite"])
    }

    @Test func whereNoCopyCanBeWrittenNothingIsChanged() throws {
        let folder = try Folder()
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        // A folder in the way: permissions would not stop the superuser, under whom tests may run.
        try FileManager.default.createDirectory(
            atPath: path + ".backup-unfinished/x", withIntermediateDirectories: true)
        #expect(throws: StoreError.self) { try Store.open(path: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try Self.version(path) == ["v1", "v2"])
    }

    @Test func aDamagedDatabaseIsRefusedAndLeftAsItWas() throws {
        let folder = try Folder()
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // Pages in the middle, which hold rows; the schema is on the first ones.
        for index in bytes.count / 2..<bytes.count / 2 + 8192 { bytes[index] = 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: path))
        let kind = Self.failure(path) { _, _ in }?.kind
        guard case .upgradeRefused = kind else {
            Issue.record("\(String(describing: kind))")
            return
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
        #expect(folder.files == ["a.sqlite"])
    }

    @Test func rowsThatReferToNothingAreRefused() throws {
        let folder = try Folder()
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { try $0.execute(sql: "DELETE FROM account WHERE row = 5") }
        try queue.close()
        #expect(throws: StoreError.self) { try Store.open(path: path) }
        #expect(try Self.version(path) == ["v1", "v2"])
    }

    @Test func aNewerDatabaseIsLeftUntouched() throws {
        let folder = try Folder()
        let path = folder.path("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v6')") }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: StoreError(.newerSchema(found: 6, known: 5), path: path)) { try Store.open(path: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        // A reader of a database in WAL mode may leave its side files; nothing else is there.
        #expect(folder.files.allSatisfy { $0.hasPrefix("a.sqlite") && !$0.contains("backup") })
    }
}

/// Two services that number their posts, accounts and hours alike.
@Suite struct EqualIdsTests {
    private let now = Timestamp(seconds: 1_436_782_590)

    private func task(_ source: SourceID) -> FetchTask {
        FetchTask(source: source, subject: "a", label: "a", budget: BudgetKey(rawValue: "b"))
    }

    @Test func bothPostsAreKeptAndBothAreCounted() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let (sky, toots) = (SourceID(rawValue: "sky"), SourceID(rawValue: "toots"))
        let analysis = TopicsAnalysis(query: TopicsQuery(now: now))
        for source in [sky, toots, .posts] {
            _ = try await store.add([task(source)], at: now)
            let post = Post(id: "1", author: "7", authorName: "kari", createdAt: now, hashtags: ["oslo"])
            let page = try await store.commit(Page(posts: [post, post]), of: task(source), at: now)
            #expect(page.rows.posts.map(\.source) == [source])
            await analysis.ingest(page.rows.posts)
        }
        let counts = try await store.counts()
        #expect(counts.posts == 3 && counts.accounts == 3)
        var stored: [Post] = []
        for try await batch in store.posts() { stored += batch }
        #expect(stored.map(\.source) == [sky, toots, .posts] && Set(stored.map(\.id)) == ["1"])

        let live = await analysis.current().report
        #expect(live.funnel.total == 3 && live.hashtags.total == 3 && live.authors == 3)
        // The same from the database, in one go, and met twice.
        let later = TopicsAnalysis(query: TopicsQuery(now: now))
        await later.ingest(stored)
        await later.ingest(stored)
        #expect(await later.current().report == live)
    }

    @Test func bothObservationsAreKept() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let sources = [SourceID(rawValue: "frost"), SourceID(rawValue: "iem")]
        for (index, source) in sources.enumerated() {
            _ = try await store.add([task(source)], at: now)
            let rows = [Observation(place: "Oslo", instant: now, values: ["\(index)"])]
            let page = try await store.commit(Page(observations: rows), of: task(source), at: now)
            #expect(page.rows.observations.count == 1)
        }
        let read = try await store.observations(place: "Oslo")
        #expect(read.map(\.source) == sources && read.map { $0[.conds] } == ["0", "1"])
        var all: [Observation] = []
        for try await batch in store.observations(batch: 1) { all += batch }
        #expect(all == read)
    }
}
