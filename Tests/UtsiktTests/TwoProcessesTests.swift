import Foundation
import Synchronization
import Testing
import UtsiktBase
import UtsiktIngest
import UtsiktTestSupport

@testable import UtsiktEngine

/// Two real processes on one database: one fetches, the other follows and goes on when the first one is killed.
@Suite(.serialized, .takesTurns, .timeLimit(.minutes(30))) struct TwoProcessesTests {
    /// A program that runs, whose lines of output can be waited for.
    private final class Running: Sendable {
        let process: Process
        private let state = Mutex((text: "", waiters: [(String, Gate)]()))
        let hasEnded = Gate()

        init(_ path: String, _ arguments: [String], home: UserHome) throws {
            process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(home.environment) { $1 }.merging([
                "SWIFT_BACKTRACE": "enable=no"
            ]) { $1 }
            process.standardInput = FileHandle.nullDevice
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = FileHandle.nullDevice
            pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
                let data = handle.availableData
                if data.isEmpty {
                    handle.readabilityHandler = nil
                    return
                }
                self?.take(String(decoding: data, as: UTF8.self))
            }
            let hasEnded = hasEnded
            process.terminationHandler = { _ in hasEnded.open() }
            try process.run()
        }

        private func take(_ text: String) {
            let due = state.withLock { state in
                state.text += text
                let due = state.waiters.filter { state.text.contains($0.0) }
                state.waiters.removeAll { waiter in due.contains { $0.1 === waiter.1 } }
                return due
            }
            for waiter in due { waiter.1.open() }
        }

        var text: String { state.withLock { $0.text } }

        /// Returns when it has printed a text.
        func waitFor(_ words: String) async {
            let gate = Gate()
            state.withLock { state in
                if state.text.contains(words) { gate.open() } else { state.waiters.append((words, gate)) }
            }
            await gate.wait()
        }
    }

    @Test func theSecondFollowsAndTakesOverWhenTheFirstIsKilled() async throws {
        let path = try #require(BuiltExecutable.path("utsikt"))
        let home = try UserHome()
        defer { home.remove() }
        let calls = Noted<[ContinuousClock.Instant]>([])
        let isSecond = Gate()
        // Ten calls a minute are allowed: five at once, then one every six seconds. The second is not answered.
        let server = try HostileServer { _ in
            let count = calls.change {
                $0.append(.now)
                return $0.count
            }
            if count == 2 { isSecond.open() }
            return count == 2 ? [.hold] : [.answer(200, #"{"history":{"observations":[]}}"#)]
        }
        try home.write("secret\n", to: home.folder.file("key"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: home.folder.file("key"))
        try home.write(
            "weather: {url: \"\(server.url)\", key_file: \(home.folder.file("key")), days: 7, "
                + "places: [{name: Oslo, path: Norway/Oslo}]}\n", to: home.configuration)
        let arguments = ["fetch", "--json", "--db", home.folder.file("live.sqlite")]
        let first = try Running(path, arguments, home: home)
        await isSecond.wait()
        let second = try Running(path, arguments, home: home)
        await second.waitFor("\"event\":\"following\"")
        #expect(!second.text.contains("\"event\":\"started\""))
        let killed = ContinuousClock.now
        kill(first.process.processIdentifier, SIGKILL)
        await first.hasEnded.wait()
        await second.waitFor("\"event\":\"started\"")
        print("taken over after \(ContinuousClock.now - killed)")
        await second.waitFor("\"event\":\"finished\"")
        await second.hasEnded.wait()
        #expect(second.process.terminationStatus == 0, "\(second.text)")
        // Seven days; the call that was under way is made twice.
        let instants = calls.value
        #expect(instants.count == 8)
        // By the server's own count the budget holds over both: two processes that each have one of their own would make seven
        // calls at once.
        for (first, start) in instants.enumerated() {
            for (last, end) in instants.enumerated() where last > first {
                #expect(Double(last - first + 1) <= 5 + ((end - start) / .seconds(1) + 3) / 6, "\(first) to \(last)")
            }
        }
        // Nothing is left behind.
        let left = try FileManager.default.contentsOfDirectory(atPath: home.folder.path)
        #expect(!left.contains { $0.hasSuffix(".fetching") }, "\(left)")
    }
}
