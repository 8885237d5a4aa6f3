import Foundation
import Testing
import UtsiktApp
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// What scripts rely on: exit statuses, plain sentences, nothing left behind.
@Suite(.serialized, .takesTurns) struct CommandsTests {
    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    /// Runs without the configuration of whoever runs the tests.
    private func run(_ arguments: [String], home: TemporaryFolder) async throws -> BuiltCommand {
        try await BuiltCommand.run(
            arguments, environment: ["HOME": home.path, "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""])
    }

    @Test(.timeLimit(.minutes(30)), arguments: [SIGINT, SIGTERM])
    func aSignalEndsAHeadlessRunInGoodOrder(_ signal: Int32) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["demo", "--headless", "--speed", "60"]
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let hasEnded = Gate()
        process.terminationHandler = { _ in hasEnded.open() }
        try process.run()
        // In the middle of fetching: when its temporary database holds some pages.
        let watch = FileWatch()
        for await _ in watch.signals {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            watch.follow(files: [], folders: [folder.path] + names.map(folder.file))
            if names.contains(where: { HeadlessTests.size(folder.file($0 + "/utsikt.sqlite")) > 150_000 }) { break }
        }
        #expect(process.isRunning)
        kill(process.processIdentifier, signal)
        await hasEnded.wait()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 128 + signal)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func aMissingDatabaseIsSaidAndNotMade() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let missing = folder.file("missing.sqlite")
        for command in [["weather"], ["topics", "--json"], ["dump", "topics"]] {
            let run = try await run(command + ["--db", missing], home: folder)
            #expect(run.status == 3, "\(command)")
            #expect(run.errors.contains("there is no database at \(missing)"), "\(command)")
            #expect(run.output.isEmpty, "\(command)")
        }
        #expect(!FileManager.default.fileExists(atPath: missing))
    }

    @Test(arguments: ["export --parquet folder"])
    func whatComesLaterSaysSoAsUnusable(_ line: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let run = try await run(line.split(separator: " ").map(String.init), home: folder)
        #expect(run.status == 2)
        #expect(run.errors.contains("is not there yet"))
        #expect(run.output.isEmpty)
    }

    @Test(arguments: [
        "--bogus", "demo --json", "demo --speed fast", "dump nothing", "dump topics --size 0x9",
        "topics --json --csv -",
        "topics --db a b", "weather evaluate", "fabric show --ports 7", "replay",
    ])
    func unusableArgumentsEndWithTwo(_ line: String) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let run = try await run(line.split(separator: " ").map(String.init), home: folder)
        #expect(run.status == 2, "\(run.errors)")
        #expect(!run.errors.isEmpty)
        #expect(run.output.isEmpty)
    }

    @Test func fieldsWithALineEndOfAnyKindAreQuoted() {
        let rows = PaneCSV.rows(["a", "b"], [["1\r\n2", "\r"], ["\n", "x,\"y\""], ["plain", ""]])
        #expect(rows == "a,b\r\n\"1\r\n2\",\"\r\"\r\n\"\n\",\"x,\"\"y\"\"\"\r\nplain,\r\n")
    }

    @Test func helpIsNoError() async throws {
        for arguments in [["--help"], ["dump", "--help"], ["fabric", "calculate", "--help"], ["help", "fetch"]] {
            let run = try await BuiltCommand.run(arguments)
            #expect(run.status == 0)
            #expect(run.output.contains("USAGE: utsikt") && run.errors.isEmpty)
        }
        #expect(try await !BuiltCommand.run(["--help"]).output.contains("later"))
    }

    @Test func casesOfTheFabricAreAnsweredAndFaultyOnesCounted() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let good = #"{"id": "a", "kind": "capacity", "input": {"P": 24, "U": 4, "B": 24}}"#
        let bad = #"{"id": "b", "kind": "capacity", "input": {"P": -1, "U": 4, "B": 24}}"#
        try write(#"{"cases": [\#(good)]}"#, to: folder.file("good.json"))
        try write(#"{"cases": [\#(bad), \#(good)]}"#, to: folder.file("mixed.json"))
        try write(#"{"cases": ["#, to: folder.file("cut.json"))

        let one = try await BuiltCommand.run(["fabric", "calculate", folder.file("good.json")])
        #expect(one.status == 0, "\(one.errors)")
        let cases = try #require(try one.object()["cases"] as? [[String: Any]])
        let result = try #require(cases.first?["result"] as? [String: Any])
        #expect(result["ten_g"] as? Int == 80)
        #expect(result["server_ports"] as? Int == 20)
        #expect(result["dual_homed_on_this_leaf"] as? Int == 40)

        let mixed = try await BuiltCommand.run(["fabric", "calculate", folder.file("mixed.json")])
        #expect(mixed.status == 1)
        #expect((try mixed.object()["cases"] as? [Any])?.count == 2)
        #expect(mixed.errors.contains("1 of 2 cases"))

        let cut = try await BuiltCommand.run(["fabric", "calculate", folder.file("cut.json")])
        #expect(cut.status == 2 && cut.output.isEmpty)
        let missing = try await BuiltCommand.run(["fabric", "calculate", folder.file("missing.json")])
        #expect(missing.status == 2 && missing.errors.contains("missing.json"))
    }

    private static let posts = """
        {"id_str":"1","created_at":"Mon Jul 13 10:00:00 +0000 2015","user":{"id_str":"7"},\
        "entities":{"hashtags":[{"text":"Swift"},{"text":"sdn"}]}}
        {"id_str":"2","created_at":"Mon Jul 13 10:
        {"id_str":"3","created_at":"Mon Jul 13 10:01:00 +0000 2015","user":{"id_str":"8"},\
        "entities":{"hashtags":[{"text":"swift"}]}}

        """

    private func expectTwoTags(_ run: BuiltCommand, file: String) throws {
        #expect(run.status == 1, "\(run.errors)")
        let object = try run.object()
        #expect((object["funnel"] as? [String: Int])?["analysed"] == 2)
        let top = try #require(object["top"] as? [[String: Any]])
        #expect(top.compactMap { $0["tag"] as? String } == ["swift", "sdn"])
        #expect(top.compactMap { $0["count"] as? Int } == [2, 1])
        let rejected = try #require(object["rejected"] as? [String: Any])
        #expect(rejected["count"] as? Int == 1)
        let first = try #require((rejected["first"] as? [[String: Any]])?.first)
        #expect(first["line"] as? Int == 2)
        #expect(first["file"] as? String == file)
    }

    @Test func aDamagedLineIsCountedAndTheOthersAreToo() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = folder.file("posts.ndjson")
        try write(Self.posts, to: file)
        try expectTwoTags(try await run(["topics", file, "--json"], home: folder), file: file)
        let text = try await run(["topics", file], home: folder)
        #expect(text.status == 1 && text.errors.contains("\(file):2: "))

        let path = try #require(BuiltExecutable.path("utsikt"))
        let piped = try await BuiltCommand.run(
            executable: "/bin/sh", ["-c", #"exec "$0" topics - --json < "$1""#, path, file])
        try expectTwoTags(piped, file: "-")

        try write("{\n", to: file)
        let nothing = try await run(["topics", file, "--json"], home: folder)
        #expect(nothing.status == 2)
    }

    @Test func withoutFilesTopicsCountTheConfiguredDatabase() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let without = try await run(["topics", "--json"], home: folder)
        #expect(without.status == 2)
        #expect(without.errors.contains("there is no configuration at \(folder.path)/.config/utsikt/config.yaml"))

        try FileManager.default.createDirectory(
            atPath: folder.file(".config/utsikt"), withIntermediateDirectories: true)
        try write("database: ~/mine.sqlite\n", to: folder.file(".config/utsikt/config.yaml"))
        let configured = try await run(["topics", "--json"], home: folder)
        #expect(configured.status == 3)
        #expect(configured.errors.contains(folder.file("mine.sqlite")))
    }

    @Test func faultsOfTheConfigurationAreToldBeforeAnythingIsMade() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = folder.file("config.yaml")
        let database = folder.file("made.sqlite")

        try write("database: \(database)\n", to: file)
        let nothing = try await run(["fetch", "--config", file], home: folder)
        #expect(nothing.status == 2)
        #expect(nothing.errors.contains("no source is configured"))

        try write("database: \(database)\nposts:\n  url: https://a.example\n  usr: 3\n", to: file)
        for command in [["fetch", "--config", file], ["config", "check", file]] {
            let run = try await run(command, home: folder)
            #expect(run.status == 2)
            // Everything that is wrong at once: a slip, and what is missing.
            #expect(run.errors.contains("\(file):4:3"))
            #expect(run.errors.contains("\(file):3:3: token_env"))
            #expect(run.errors.split(separator: "\n").count == 3)
        }
        #expect(!FileManager.default.fileExists(atPath: database))
    }

    @Test(.timeLimit(.minutes(30)))
    func whenNothingCouldBeFetchedTheStatusIsThreeAndEveryEventIsALine() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        let replay = Process()
        let pipe = Pipe()
        replay.executableURL = URL(fileURLWithPath: path)
        replay.arguments = ["replay", "--port", "0"]
        replay.standardInput = FileHandle.nullDevice
        replay.standardOutput = pipe
        try replay.run()
        defer {
            replay.terminate()
            replay.waitUntilExit()
        }
        let port = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(Int(port) != nil)
        let file = folder.file("config.yaml")
        try write(
            """
            posts:
              url: http://127.0.0.1:\(port)
              user: "1"
              token_env: TOKEN_OF_THE_TEST
            """, to: file)
        let run = try await BuiltCommand.run(
            ["fetch", "--config", file, "--db", folder.file("db.sqlite"), "--json"],
            environment: ["TOKEN_OF_THE_TEST": "refused"])
        #expect(run.status == 3, "\(run.output) \(run.errors)")
        #expect(run.errors.contains("nothing could be fetched"))
        #expect(!(run.output + run.errors).contains("refused\""))
        let events = run.output.split(separator: "\n").compactMap { line in
            (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["event"] as? String
        }
        #expect(events.count == run.output.split(separator: "\n").count)
        #expect(events.contains("started") && events.last == "finished" && events.contains("set_aside"))
    }
}
