import Foundation
import Testing
import UtsiktTestSupport

@testable import UtsiktEngine

/// The built program without a terminal: figures, exit statuses, resume.
@Suite(.serialized, .takesTurns) struct HeadlessTests {
    private func expectTheArticle(_ object: [String: Any]) throws {
        let topics = try #require(object["topics"] as? [String: Any])
        let funnel = try #require(topics["funnel"] as? [String: Int])
        #expect(funnel == ["total": 24_271, "without_hashtags": 17_150, "too_old": 4665, "analysed": 2456])
        let hashtags = try #require(topics["hashtags"] as? [String: Any])
        #expect(hashtags["total"] as? Int == 4030)
        #expect(hashtags["distinct"] as? Int == 1583)
        #expect(hashtags["per_post"] as? Double == 1.64)
        let top = try #require(topics["top"] as? [[String: Any]]).prefix(20)
        #expect(top.compactMap { $0["tag"] as? String } == Self.top20.map(\.0))
        #expect(top.compactMap { $0["count"] as? Int } == Self.top20.map(\.1))
    }

    /// The article's top 20; ties stand in the order of their code points.
    static let top20: [(String, Int)] = [
        ("bigdata", 114), ("openstack", 92), ("gophercon", 71), ("machinelearning", 68), ("sdn", 66),
        ("datascience", 58), ("docker", 56), ("dtm", 46), ("audisport", 44), ("dtmzandvoort", 42), ("hpc", 40),
        ("welcomechallenges", 38), ("devops", 37), ("analytics", 36), ("awssummit", 36), ("infosec", 33),
        ("security", 32), ("openstacknow", 29), ("renewturn", 29), ("mobil1scgp", 28),
    ]

    @Test(.timeLimit(.minutes(30)))
    func theWholeWorldEndsWithTheArticlesFiguresAModelAndARack() async throws {
        let run = try await BuiltCommand.run(["demo", "--headless", "--speed", "max", "--json"])
        // 1: done, with failed parts; the sample world has protected and vanished accounts on purpose.
        #expect(run.status == 1, "\(run.errors)")
        #expect(run.output.split(separator: "\n").count == 1)
        let object = try run.object()
        try expectTheArticle(object)
        let forecast = try #require(object["forecast"] as? [String: Any])
        let model = try #require(forecast["eval_rmse"] as? Double)
        let baselines = try #require(forecast["baselines"] as? [String: Any])
        #expect(model > 0 && model < 10)
        #expect(!baselines.isEmpty)
        let fabric = try #require(object["fabric"] as? [String: Any])
        #expect(fabric["ten_g"] as? Int == 80)
    }

    @Test(.timeLimit(.minutes(30)))
    func killedAtAnyInstantItResumesAndEndsWithTheSameFigures() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let database = folder.file("world.sqlite")
        let path = try #require(BuiltExecutable.path("utsikt"))
        for round in 1...3 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = ["demo", "--headless", "--speed", "3000", "--db", database]
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // Killed in the middle of fetching: when so much has been committed, wherever that is. The whole world is 9 MB.
            let start = Self.size(database)
            let watch = FileWatch()
            watch.follow(files: [database, database + "-wal"], folders: [])
            for await _ in watch.signals where Self.size(database) >= start + 500_000 * round || !process.isRunning {
                break
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal, "round \(round): it had ended before it was killed")
        }
        let killed = try await BuiltCommand.run(["topics", "--db", database, "--preset", "2015", "--json"])
        let partial = try #require(try killed.object()["funnel"] as? [String: Int])
        let kept = partial["total"] ?? 0
        #expect(kept > 0 && kept < 24_271, "\(kept) posts were kept of three runs that were killed")
        let end = try await BuiltCommand.run(["demo", "--headless", "--speed", "max", "--json", "--db", database])
        #expect(end.status == 1, "\(end.errors)")
        let object = try end.object()
        try expectTheArticle(object)
        // A page fetched twice would show here: posts are unique by their id, pages are counted as they are committed.
        let fetch = try #require(object["fetch"] as? [String: Any])
        let sources = try #require(fetch["sources"] as? [[String: Any]])
        let posts = try #require(sources.first { $0["id"] as? String == "posts" })
        let weather = try #require(sources.first { $0["id"] as? String == "weather" })
        #expect(posts["posts"] as? Int == 24_271)
        #expect(posts["pages"] as? Int == Self.pages)
        #expect(weather["observations"] as? Int == 6550)
        #expect(weather["pages"] as? Int == 276)
    }

    /// The pages of the sample timeline: the friends list and two of each account.
    static let pages = 1 + 613 * 2

    /// The database's size with its write-ahead log, in bytes.
    static func size(_ database: String) -> Int {
        [database, database + "-wal"].reduce(0) { sum, path in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return sum + ((attributes?[.size] as? NSNumber)?.intValue ?? 0)
        }
    }

    @Test func unusableArgumentsExitWithTwoAndSayWhy() async throws {
        let run = try await BuiltCommand.run(["fetch", "--config", "/nowhere/config.yaml"])
        #expect(run.status == 2)
        #expect(run.errors.contains("/nowhere/config.yaml"))
        #expect(run.errors.contains("utsikt demo"))
    }

    @Test func withoutATerminalTheDashboardRefusesInPlainWords() async throws {
        let run = try await BuiltCommand.run(["demo"], environment: ["TERM": "xterm-256color"])
        #expect(run.status == 2)
        #expect(run.errors.contains("terminal"))
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func aMovedBinaryFindsItsAssetsAndSaysWhereItLookedWithoutThem() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        let moved = folder.file("bin/utsikt")
        try FileManager.default.createDirectory(atPath: folder.file("bin"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: path, toPath: moved)
        let without = try await BuiltCommand.run(executable: moved, ["config", "show"])
        #expect(without.status == 3)
        #expect(without.errors.contains(folder.file("bin/Assets")))
        #expect(without.errors.contains(folder.file("share/utsikt")))

        let assets = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Assets").path
        try FileManager.default.createDirectory(atPath: folder.file("share"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: assets, toPath: folder.file("share/utsikt"))
        let with = try await BuiltCommand.run(executable: moved, ["config", "show"])
        #expect(with.status == 0)
        #expect(with.output.contains("database:"))
    }
}
