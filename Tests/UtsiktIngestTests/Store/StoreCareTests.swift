import Foundation
import GRDB
import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

private let now = Timestamp(seconds: 1_436_782_590)

/// Checking, copying and compacting a database.
@Suite struct StoreCareTests {
    private static let task = FetchTask(
        source: .posts, subject: "a", label: "a", budget: BudgetKey(rawValue: "b"))

    /// Posts of the last `days` days and observations of as many, the newest first.
    private static func fill(_ store: Store, days: Int, textBytes: Int = 200) async throws {
        _ = try await store.add([task], at: now)
        var task = task
        for day in 0..<days {
            let instant = now.adding(seconds: Int64(-day) * 86_400)
            let posts = (0..<10).map { index in
                Post(
                    id: "\(day)-\(index)", author: "\(index)", createdAt: instant,
                    text: String(repeating: "t", count: textBytes), hashtags: ["one", "two"], fullHashtags: ["three"])
            }
            let page = Page(
                posts: posts, observations: [Observation(place: "Oslo", instant: instant, values: [])], next: "\(day)",
                rejected: [Rejection(file: "f", reason: "r")])
            task = try await store.commit(page, of: task, at: instant).task
        }
    }

    private static func bytes(_ folder: String) -> [String: Data] {
        var files: [String: Data] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            files[name] = FileManager.default.contents(atPath: folder + "/" + name)
        }
        return files
    }

    @Test func aSoundDatabaseIsSoundAndCounted() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let store = try Store.open(path: path)
        try await Self.fill(store, days: 5)
        // While it is open, and after it was closed.
        let open = try StoreCare(path: path).check()
        try store.close()
        let before = Self.bytes(folder.path)["a.sqlite"]
        let report = try StoreCare(path: path).check()
        #expect(Self.bytes(folder.path)["a.sqlite"] == before)
        for report in [open, report] {
            #expect(report.isSound && report.schema == Store.schemaVersion && report.bytes > 0)
            #expect(report.counts["post"] == 50 && report.counts["hashtag"] == 150 && report.counts["observation"] == 5)
            #expect(report.counts["task"] == 1 && report.counts["rejection"] == 5 && report.counts["account"] == 10)
        }
    }

    @Test func whatIsWrongIsTold() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let store = try Store.open(path: path)
        try await Self.fill(store, days: 40)
        try store.close()
        let sound = try Data(contentsOf: URL(fileURLWithPath: path))

        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try await queue.write { db in
            try db.execute(sql: "DELETE FROM account WHERE row = 3")
            try db.execute(
                sql: "UPDATE observation SET instant = 9223372036854775807 WHERE instant = \(now.milliseconds)")
        }
        try queue.close()
        let orphans = try StoreCare(path: path).check()
        #expect(!orphans.isSound && orphans.problems.count == 40)
        #expect(orphans.problems.first == "a row of post refers to nothing in account")
        #expect(orphans.oddFigures == ["observation.instant in 1 row"])
        #expect(throws: StoreError.self) { try StoreCare(path: path).backup(to: folder.file("copy.sqlite")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("copy.sqlite")))

        // Bytes overwritten: told or refused wherever it is not a text that may as well be so, and never trapped.
        var random = SeededGenerator(seed: 11)
        var told = 0
        for round in 0..<60 {
            var bytes = sound
            for _ in 0..<(round % 3 + 1) {
                let start = 4096 + Int.random(in: 0..<(bytes.count - 8192), using: &random)
                for index in start..<start + Int.random(in: 1...3000, using: &random) {
                    bytes[index] = UInt8.random(in: 0...255, using: &random)
                }
            }
            let damaged = folder.file("damaged\(round).sqlite")
            try bytes.write(to: URL(fileURLWithPath: damaged))
            let report = try? StoreCare(path: damaged).check()
            if report?.isSound != true { told += 1 }
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: damaged + suffix) }
        }
        #expect(told > 20, "\(told)")
    }

    @Test func aBackupIsConsistentWhileSomebodyFetches() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let store = try Store.open(path: path)
        try await Self.fill(store, days: 3)
        let stop = Noted(false)
        let writer = Task {
            var task = try #require(try await store.pending(.posts).first).task
            var number = 0
            while !stop.value {
                let posts = (0..<10).map { Post(id: "w\(number)-\($0)", author: "w", createdAt: now) }
                task = try await store.commit(Page(posts: posts, next: "w\(number)"), of: task, at: now).task
                number += 1
            }
            return number
        }
        for round in 0..<8 {
            let copy = folder.file("copy\(round).sqlite")
            let report = try StoreCare(path: path).backup(to: copy)
            #expect(report.isSound)
            // Every page is in it as a whole, with the journal where it was then.
            let copied = try Store.open(path: copy)
            let posts = try await copied.counts().posts
            #expect(posts % 10 == 0 && posts == report.counts["post"])
            #expect(try await copied.pending(.posts).map(\.task.pages) == [posts / 10])
            try copied.close()
            let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        stop.change { $0 = true }
        #expect(try await writer.value > 0)
        try store.close()
        #expect(!Self.bytes(folder.path).keys.contains { $0.contains("unfinished") })
    }

    @Test func aBackupNeverOverwritesAndLeavesNothingBehind() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let store = try Store.open(path: path)
        try await Self.fill(store, days: 20)
        try store.close()
        let taken = folder.file("mine")
        try Data("mine".utf8).write(to: URL(fileURLWithPath: taken))
        #expect(throws: StoreError(.exists, path: taken)) { try StoreCare(path: path).backup(to: taken) }
        #expect(FileManager.default.contents(atPath: taken) == Data("mine".utf8))
        #expect(throws: StoreError(.exists, path: path)) { try StoreCare(path: path).backup(to: path) }
        #expect(throws: StoreError.self) { try StoreCare(path: path).backup(to: folder.file("none/copy.sqlite")) }

        // A full disk at any operation of the copy.
        let target = folder.file("to")
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        var failures = 0
        for first in 0..<300 {
            let disk = WatchedDisk.full(target, from: first, onlyGrowth: true)
            defer { disk.stop() }
            do throws(StoreError) {
                _ = try StoreCare(path: path).backup(to: target + "/copy.sqlite")
                break
            } catch {
                failures += 1
                #expect(error.kind == .full, "from operation \(first): \(error)")
                #expect(Self.bytes(target).isEmpty, "from operation \(first)")
            }
        }
        #expect((3..<300).contains(failures))
        #expect(try StoreCare(path: target + "/copy.sqlite").check().isSound)
    }

    @Test func anOlderDatabaseIsCheckedAndCopiedAsItIs() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        try OldDatabase.make(path, schema: 2)
        let before = Self.bytes(folder.path)["a.sqlite"]
        let report = try StoreCare(path: path).check()
        #expect(report.schema == 2 && report.isSound && report.counts["post"] == OldDatabase.bulk + 2)
        let copy = try StoreCare(path: path).backup(to: folder.file("copy.sqlite"))
        #expect(copy.schema == 2 && copy.counts == report.counts)
        #expect(Self.bytes(folder.path)["a.sqlite"] == before)
        #expect(!Self.bytes(folder.path).keys.contains { $0.hasSuffix(".backup") })
    }

    @Test func aNewerOrForeignDatabaseIsRefusedAndKeepsEveryByte() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        try Store.open(path: path).close()
        let newer = try DatabaseQueue(path: path)
        try await newer.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v99')") }
        try newer.close()
        let foreign = try DatabaseQueue(path: folder.file("f.sqlite"))
        try await foreign.write { try $0.execute(sql: "CREATE TABLE bookmarks (url TEXT)") }
        try foreign.close()
        let before = Self.bytes(folder.path)
        for (file, kind) in [
            (path, StoreError.Kind.newerSchema(found: 99, known: Store.schemaVersion)),
            (folder.file("f.sqlite"), .foreignDatabase),
        ] {
            func refused(_ body: () async throws -> Void) async {
                do {
                    try await body()
                    Issue.record("not refused")
                } catch {
                    #expect((error as? StoreError)?.kind == kind)
                }
            }
            await refused { _ = try Store.open(path: file) }
            await refused { _ = try StoreCare(path: file).check() }
            await refused { _ = try StoreCare(path: file).backup(to: folder.file("copy.sqlite")) }
            await refused { _ = try await StoreCare(path: file).compact(Retention(days: 1, megabytes: 1), at: now) }
        }
        let after = Self.bytes(folder.path)
        for (name, data) in before { #expect(after[name] == data, "\(name)") }
        // A reader of a database in WAL mode may leave its empty side files.
        #expect(after.keys.allSatisfy { before.keys.contains($0) || $0.hasSuffix("-wal") || $0.hasSuffix("-shm") })
    }

    @Test func retentionDeletesByAgeInSmallStepsAndSaysSo() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store = try Store.open(path: folder.file("a.sqlite"))
        defer { try? store.close() }
        try await Self.fill(store, days: 120)
        #expect(try await store.retain(Retention(), at: now).isEmpty)
        #expect(try await store.counts().posts == 1200)
        let outcome = try await store.retain(Retention(days: 30), at: now)
        #expect(outcome.posts == 890 && outcome.observations == 89 && outcome.rejections == 89)
        #expect(outcome.oldestPost == now.adding(seconds: -30 * 86_400))
        #expect(
            outcome.description
                == "retention: deleted 890 posts, 89 observations, 89 rejected records; posts now begin on 2015-06-13; "
                + "forecasts learn from 2015-06-13 on")
        let counts = try await store.counts()
        #expect(counts.posts == 310 && counts.observations == 31)
        // How many there were is still known; those that are kept are the newer ones.
        let rejections = try await store.rejections(limit: 1000)
        #expect(rejections.count == 120 && rejections.first.count == 31)
        #expect(counts.hashtags == 620 && counts.accounts == 10 && counts.tasks == 1)
        #expect(try await store.integrityCheck().isEmpty)
        // The journal goes on where it was.
        #expect(try await store.pending(.posts).map(\.task.pages) == [120])
        #expect(try await store.retain(Retention(days: 30), at: now).isEmpty)
    }

    @Test func retentionDeletesTheOldestPostsBeyondASize() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let store = try Store.open(path: path)
        try await Self.fill(store, days: 200, textBytes: 2000)
        let outcome = try await store.retain(Retention(megabytes: 2), at: now)
        #expect(outcome.posts > 500 && outcome.posts < 2000 && outcome.observations == 0 && outcome.excess == 0)
        var newest = 0
        for try await posts in store.posts() { newest += posts.filter { $0.createdAt == now }.count }
        #expect(newest == 10)
        try store.close()
        let result = try await StoreCare(path: path).compact(Retention(megabytes: 2), at: now)
        #expect(result.deleted.isEmpty && result.bytes <= 2_100_000 && result.bytes < result.bytesBefore)
        let report = try StoreCare(path: path).check()
        #expect(report.isSound && report.reclaimableBytes == 0 && report.counts["observation"] == 200)
    }

    @Test func aSizeThatCannotBeReachedIsSaid() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store = try Store.open(path: folder.file("a.sqlite"))
        defer { try? store.close() }
        _ = try await store.add([Self.task], at: now)
        let rows = (0..<12_000).map { hour in
            Observation(
                place: "Oslo", instant: now.adding(seconds: Int64(-hour) * 3600),
                values: Array(repeating: "a measured value", count: 19))
        }
        _ = try await store.commit(Page(observations: rows), of: Self.task, at: now)
        let outcome = try await store.retain(Retention(megabytes: 1), at: now)
        #expect(outcome.posts == 0 && outcome.observations == 0 && outcome.excess > 0)
        #expect(outcome.description.contains("which forecasts need"))
    }

    @Test func compactingWithoutARetentionDeletesNothing() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let store = try Store.open(path: path)
        try await Self.fill(store, days: 100, textBytes: 1000)
        try await store.write { db in
            try db.execute(sql: "DELETE FROM hashtag")
            try db.execute(sql: "DELETE FROM post WHERE row % 4 <> 0")
        }
        let before = try await store.counts()
        // Another process reads meanwhile.
        let result = try await StoreCare(path: path).compact(Retention(), at: now)
        #expect(try await store.counts() == before)
        try store.close()
        #expect(result.deleted.isEmpty)
        #expect(try StoreCare(path: path).check().reclaimableBytes == 0)
    }
}
