import Foundation
import GRDB
import Testing
import UtsiktBase
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

private let now = Timestamp(seconds: 1_436_782_590)

/// A database survives every instant: a process may end, or the disk be full, at any operation.
@Suite struct StoreInstantsTests {
    private static let task = FetchTask(
        source: .posts, subject: "a", label: "a", budget: BudgetKey(rawValue: "b"))

    private static func page(_ number: Int) -> Page {
        let posts = (0..<8).map { index in
            Post(
                id: "\(number)-\(index)", author: "\(index)", createdAt: now,
                text: String(repeating: "text ", count: 60), hashtags: ["tag\(index)"])
        }
        return Page(posts: posts, next: "\(number + 1)")
    }

    /// What a user does next: opens it, and fetches a page.
    private static func goOn(_ path: String, _ comment: Comment) async throws {
        let store = try Store.open(path: path)
        #expect(try await store.integrityCheck().isEmpty, comment)
        _ = try await store.add([task], at: now)
        let entry = try #require(try await store.pending(.posts).first)
        let committed = try await store.commit(page(entry.task.pages), of: entry.task, at: now)
        #expect(committed.rows.posts.count == 8, comment)
        try store.close()
    }

    /// Opens every image and goes on in it.
    private static func survive(
        _ images: [FolderImages.Image], _ folder: TemporaryFolder,
        _ check: (String, FolderImages.Image, Comment) async throws -> Void
    ) async throws {
        for (number, image) in images.enumerated() {
            let place = folder.file("image\(number)")
            try FolderImages.write(image, to: place)
            let sizes = image.files.mapValues(\.count).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            let comment = Comment(rawValue: "instant \(number) of \(images.count): \(sizes)")
            do {
                try await check(place + "/a.sqlite", image, comment)
            } catch {
                Issue.record(error, comment)
            }
            try FileManager.default.removeItem(atPath: place)
        }
    }

    private static func folder(_ name: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.file(name)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test func aFirstStartThatEndsAtAnyInstantIsBegunAnew() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let place = try Self.folder("live", in: folder)
        let images = try await FolderImages(place).take { try Store.open(path: place + "/a.sqlite").close() }
        #expect(images.count > 60, "\(images.count)")
        try await Self.survive(images, folder) { path, _, comment in
            try await Self.goOn(path, comment)
        }
    }

    /// Programs up to schema 3 turned the file to WAL and made their migrator's table before they marked it.
    @Test func aFirstStartOfAnOlderProgramThatEndsAtAnyInstantIsBegunAnew() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let place = try Self.folder("live", in: folder)
        let images = try await FolderImages(place).take {
            var migrator = DatabaseMigrator()
            for (index, schema) in Store.schemas.prefix(3).enumerated() {
                migrator.registerMigration("v\(index + 1)") { db in
                    if index == 0 { try db.execute(sql: "PRAGMA application_id = \(Store.applicationID)") }
                    try db.execute(sql: schema)
                }
            }
            let pool = try DatabasePool(path: place + "/a.sqlite", configuration: Store.configuration())
            try migrator.migrate(pool)
            try pool.close()
        }
        #expect(images.count > 60, "\(images.count)")
        try await Self.survive(images, folder) { path, _, comment in
            try await Self.goOn(path, comment)
        }
    }

    @Test func anUpgradeThatEndsAtAnyInstantIsOldOrNew() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let place = try Self.folder("live", in: folder)
        try OldDatabase.make(place + "/a.sqlite", schema: 2, isSmall: true)
        let images = try await FolderImages(place).take { try Store.open(path: place + "/a.sqlite").close() }
        #expect(images.count > 100, "\(images.count)")
        try await Self.survive(images, folder) { path, _, comment in
            let store = try Store.open(path: path)
            #expect(try await store.counts().posts == 2, comment)
            #expect(try await store.pending(.posts).map(\.task.cursor) == ["1000"], comment)
            #expect(try await store.setAsideTasks(.weather).map(\.problem) == ["gone"], comment)
            #expect(try await store.integrityCheck().isEmpty, comment)
            try store.close()
            let files = try FileManager.default.contentsOfDirectory(
                atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
            #expect(files.contains { $0.hasSuffix(".backup") }, comment)
            #expect(!files.contains { $0.contains("unfinished") || $0.contains("trial") }, comment)
        }
    }

    @Test func fetchingThatEndsAtAnyInstantKeepsWhatWasCommitted() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let place = try Self.folder("live", in: folder)
        var store = try Store.open(path: place + "/a.sqlite")
        _ = try await store.add([Self.task], at: now)
        let live = FolderImages(place)
        let images = try await live.take {
            var task = Self.task
            for number in 0..<6 {
                task = try await store.commit(Self.page(number), of: task, at: now).task
                live.advance()
                guard number == 3 else { continue }
                // A normal end copies the log into the database.
                try store.close()
                store = try Store.open(path: place + "/a.sqlite")
            }
            try store.close()
        }
        #expect(images.count > 50, "\(images.count)")
        try await Self.survive(images, folder) { path, image, comment in
            let store = try Store.open(path: path)
            let entry = try #require(try await store.pending(.posts).first)
            // What was committed is there; a commit under way is wholly there or not at all.
            #expect((image.progress...image.progress + 1).contains(entry.task.pages), comment)
            #expect(try await store.counts().posts == entry.task.pages * 8, comment)
            try store.close()
            try await Self.goOn(path, comment)
        }
    }

    /// A disk that is full from any operation on, and then has room again.
    @Test(arguments: [true, false])
    func aFirstStartOnAFullDiskGoesOnWhenThereIsRoom(onlyGrowth: Bool) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var failures = 0
        for first in 0..<400 {
            let place = try Self.folder("live\(first)", in: folder)
            let path = place + "/a.sqlite"
            let disk = WatchedDisk.full(place, from: first, onlyGrowth: onlyGrowth)
            var hasFailed = false
            do throws(StoreError) {
                try Store.open(path: path).close()
            } catch {
                hasFailed = true
                failures += 1
                #expect(error.kind == .full, "from operation \(first): \(error)")
            }
            disk.stop()
            try await Self.goOn(path, "from operation \(first)")
            try FileManager.default.removeItem(atPath: place)
            if !hasFailed { break }
        }
        #expect((10..<400).contains(failures), "\(failures)")
    }

    @Test(arguments: [true, false])
    func anUpgradeOnAFullDiskLeavesItAsItWas(onlyGrowth: Bool) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var failures = 0
        for first in 0..<2000 {
            let place = try Self.folder("live\(first)", in: folder)
            let path = place + "/a.sqlite"
            try OldDatabase.make(path, schema: 2, isSmall: true)
            let disk = WatchedDisk.full(place, from: first, onlyGrowth: onlyGrowth)
            var hasFailed = false
            do throws(StoreError) {
                try Store.open(path: path).close()
            } catch {
                hasFailed = true
                failures += 1
                let words = StoreError(.full, path: path).problem
                let isSaid = error.kind == .full || error.problem.hasSuffix(words)
                #expect(isSaid, "from operation \(first): \(error)")
            }
            disk.stop()
            let store = try Store.open(path: path)
            #expect(try await store.counts().posts == 2, "from operation \(first)")
            #expect(try await store.integrityCheck().isEmpty, "from operation \(first)")
            try store.close()
            try FileManager.default.removeItem(atPath: place)
            if !hasFailed { break }
        }
        #expect((30..<2000).contains(failures), "\(failures)")
    }

    @Test(arguments: [true, false])
    func fetchingOnAFullDiskLosesNothingCommitted(onlyGrowth: Bool) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var failures = 0
        for first in 0..<200 {
            let place = try Self.folder("live\(first)", in: folder)
            let path = place + "/a.sqlite"
            let store = try Store.open(path: path)
            _ = try await store.add([Self.task], at: now)
            let disk = WatchedDisk.full(place, from: first, onlyGrowth: onlyGrowth)
            var (task, kept, hasFailed) = (Self.task, 0, false)
            while kept < 4 {
                do throws(StoreError) {
                    task = try await store.commit(Self.page(kept), of: task, at: now).task
                    kept += 1
                } catch {
                    #expect(error.kind == .full, "from operation \(first): \(error)")
                    hasFailed = true
                    failures += 1
                    // What is there can be read all the while.
                    #expect(try await store.counts().posts == kept * 8, "from operation \(first)")
                    disk.stop()
                }
            }
            #expect(try await store.counts().posts == 32)
            disk.stop()
            try store.close()
            try await Self.goOn(path, "from operation \(first)")
            try FileManager.default.removeItem(atPath: place)
            if !hasFailed { break }
        }
        #expect((5..<200).contains(failures), "\(failures)")
    }

    /// A write was cut short in a file that is somebody else's: rolling back is theirs to do.
    @Test func anInterruptedForeignDatabaseIsLeftAsItIs() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let place = try Self.folder("live", in: folder)
        let path = place + "/a.sqlite"
        let queue = try DatabaseQueue(path: path)
        try await queue.write { db in try db.execute(sql: "CREATE TABLE bookmarks (url TEXT)") }
        let images = try await FolderImages(place).take {
            try await queue.write { db in
                for number in 0..<50 {
                    try db.execute(
                        sql: "INSERT INTO bookmarks VALUES (?)",
                        arguments: [String(repeating: "u", count: 200 + number)])
                }
            }
            try queue.close()
        }
        var interrupted = 0
        try await Self.survive(images, folder) { path, image, comment in
            #expect(throws: StoreError(.foreignDatabase, path: path), comment) { try Store.open(path: path) }
            for (name, data) in image.files {
                let file = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name)
                let now = try Data(contentsOf: file)
                #expect(now == data, comment)
            }
            if image.files.keys.contains("a.sqlite-journal") { interrupted += 1 }
        }
        #expect(interrupted > 3)
    }

    /// As a program of schema 3 left it when it was killed while it turned its new file to WAL.
    @Test(.enabled(if: SharedData.path("field/reliability/hot-journal") != nil))
    func aHotJournalOfAFirstStartIsRolledBack() async throws {
        let given = try #require(SharedData.path("field/reliability/hot-journal"))
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for suffix in ["", "-journal"] {
            try FileManager.default.copyItem(
                atPath: given + "/kp.sqlite" + suffix, toPath: folder.file("a.sqlite" + suffix))
        }
        try await Self.goOn(folder.file("a.sqlite"), "hot journal")
    }
}
