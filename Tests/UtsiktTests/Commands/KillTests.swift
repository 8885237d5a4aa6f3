import Foundation
import Testing
import UtsiktCore
import UtsiktSources
import UtsiktTestSupport

/// `kill -9` at random of a fetching process: the next one goes on, and in the end nothing is lost, doubled or asked too often.
///
/// `UTSIKT_KILLS=300 UTSIKT_KILL_DATABASES=20` make more of them than the suite does; the figures are printed.
@Suite(.serialized, .takesTurns) struct KillTests {
    private static func number(_ name: String, _ usual: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }.map { min(max($0, 1), 10_000) } ?? usual
    }

    /// What a database holds, whatever the numbers of its rows.
    private struct Holdings: Equatable {
        var posts: [String]
        var counts: StoreCounts
        var done: Int
        var pending: Int
        var failed: [String]

        init(_ path: String) async throws {
            let store = try Store.open(path: path)
            defer { try? store.close() }
            #expect(try await store.integrityCheck().isEmpty)
            var posts: [String] = []
            for try await batch in store.posts() {
                posts += batch.map {
                    "\($0.source.rawValue) \($0.id) \($0.author) \($0.createdAt) \($0.text) \($0.hashtags)"
                }
            }
            self.posts = posts.sorted()
            counts = try await store.counts()
            let progress = try await store.progress()[.posts] ?? SourceTotals()
            (done, pending) = (progress.done, progress.pending)
            failed = try await store.setAsideTasks(nil).map(\.task.subject).sorted()
        }
    }

    private static func home(_ server: TimelineServer, limits: String) throws -> UserHome {
        let home = try UserHome()
        let configuration = """
            posts: {url: '\(server.url)', user: '1', token_env: KILL_TOKEN, pages: 3, page_size: 20, limits: \(limits)}

            """
        try home.write(configuration, to: home.configuration)
        return home
    }

    private static func fetch(_ home: UserHome, _ database: String) throws -> (process: Process, ended: Gate) {
        let path = try #require(BuiltExecutable.path("utsikt"), "the executable is not built beside the tests")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["fetch", "--db", database]
        process.environment = ProcessInfo.processInfo.environment.merging(home.environment) { $1 }
            .merging(["SWIFT_BACKTRACE": "enable=no", "KILL_TOKEN": "t"]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let ended = Gate()
        process.terminationHandler = { _ in ended.open() }
        try process.run()
        return (process, ended)
    }

    @Test(.timeLimit(.minutes(60))) func killedAtRandomItEndsWithTheRowsOfAnUndisturbedRun() async throws {
        let (kills, databases) = (Self.number("UTSIKT_KILLS", 24), Self.number("UTSIKT_KILL_DATABASES", 3))
        let server = try TimelineServer(accounts: 24, posts: 50)
        let home = try Self.home(server, limits: "none")
        defer { home.remove() }
        let undisturbed = home.folder.file("undisturbed.sqlite")
        let (process, ended) = try Self.fetch(home, undisturbed)
        await ended.wait()
        #expect(process.terminationStatus == 1)
        let wanted = try await Holdings(undisturbed)
        #expect(wanted.posts.count == 22 * 50 && wanted.failed == ["account/1007", "account/1017"])
        let calls = server.calls.count

        var random = SeededGenerator(seed: UInt64(Self.number("UTSIKT_KILL_SEED", 1)))
        var (killed, extra) = (0, 0)
        for number in 0..<databases {
            let database = home.folder.file("\(number).sqlite")
            let before = server.calls.count
            let share = kills / databases + (number < kills % databases ? 1 : 0)
            // Lives in a row that ended before they were killed: with little left to fetch, the next is killed earlier.
            var (deaths, survived) = (0, 0)
            while deaths < share {
                let (process, ended) = try Self.fetch(home, database)
                if survived > 0 || Int.random(in: 0..<6, using: &random) == 0 {
                    // Its start is as good a moment as any other.
                    usleep(UInt32.random(in: 0...(300_000 >> UInt32(min(survived, 20))), using: &random))
                    kill(process.processIdentifier, SIGKILL)
                } else {
                    server.end(
                        process.processIdentifier, afterMore: Int.random(in: 1...12, using: &random),
                        delay: UInt32.random(in: 0...15_000, using: &random))
                }
                await ended.wait()
                let isKilled = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
                #expect(isKilled || process.terminationStatus == 1, "ended with \(process.terminationStatus)")
                (deaths, survived) = isKilled ? (deaths + 1, 0) : (deaths, survived + 1)
                // Whoever looks in between finds a sound database, or none yet.
                if FileManager.default.fileExists(atPath: database) {
                    let report = try? StoreCare(path: database).check()
                    #expect(report?.isSound != false, "database \(number), after \(deaths) kills")
                }
            }
            let (last, end) = try Self.fetch(home, database)
            await end.wait()
            #expect(last.terminationStatus == 1, "database \(number)")
            #expect(try await Holdings(database) == wanted, "database \(number), \(deaths) kills")
            killed += deaths
            extra += server.calls.count - before - calls
        }
        #expect(killed == kills)
        print(
            "\(killed) kills over \(databases) databases: the rows of an undisturbed run; \(extra) calls were made again"
        )
    }

    /// The service counts. A budget that did not hold across a restart would be spent anew by every life.
    @Test(.timeLimit(.minutes(60))) func killedAtRandomItKeepsItsBudget() async throws {
        let server = try TimelineServer(accounts: 400, posts: 3)
        let home = try Self.home(server, limits: "service")
        defer { home.remove() }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<12 {
            let (process, ended) = try Self.fetch(home, home.folder.file("a.sqlite"))
            server.end(process.processIdentifier, afterMore: Int.random(in: 1...7, using: &random), delay: 3000)
            // A life that may make no call yet is ended all the same.
            usleep(UInt32.random(in: 400_000...900_000, using: &random))
            kill(process.processIdentifier, SIGKILL)
            await ended.wait()
        }
        let calls = server.calls.filter { $0.path.contains("user_timeline") }
        #expect(calls.count >= 10, "\(calls.count)")
        // 180 in a quarter of an hour: a tenth at once, then one in five seconds. A service counts from when a call reaches it.
        for (index, call) in calls.enumerated() where index >= 18 {
            let span = call.at - calls[index - 18].at
            #expect(span > 4, "call \(index) came \(span) s after the one 18 before it")
        }
        #expect(server.calls.filter { $0.path.contains("friends/ids") }.count <= 2)
    }
}
