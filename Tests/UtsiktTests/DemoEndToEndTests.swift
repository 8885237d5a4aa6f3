import Foundation
import Testing
import UtsiktScreen
import UtsiktTestSupport

/// The built program in a real pseudo-terminal, fetching the whole sample world over loopback HTTP.
@Suite(.serialized, .takesTurns) struct DemoEndToEndTests {
    private func demo(_ arguments: [String], size: Size, term: String = "xterm-256color") throws -> PtyProcess {
        let path = try #require(BuiltExecutable.path("utsikt"))
        return try PtyProcess(path, ["demo"] + arguments, size: size, term: term)
    }

    @Test(.timeLimit(.minutes(30)))
    func showsTheArticlesNumbersAnswersKeysAndLeavesTheTerminalAsFound() async throws {
        let program = try demo(["--speed", "max"], size: Size(width: 120, height: 40))
        let before = program.firstLineMode
        _ = try await program.waitFor("synthetic sample")
        let end = try await program.waitUntil("the article's figures") { screen in
            ["24,271", "17,150", "4,665", "2,456", "4,030"].allSatisfy(screen.text.contains)
        }
        // The fetch has ended: from here on not a byte is written until somebody does something.
        _ = try await program.waitFor("890 done")
        try await program.waitUntilQuiet(for: .seconds(1))
        let written = program.bytesRead
        try await Task.sleep(for: .seconds(3))
        #expect(program.bytesRead == written)
        #expect(end.text.contains("bigdata"))
        #expect(end.text.contains("114"))

        program.type("?")
        _ = try await program.waitFor("type to find a key")
        program.type("\u{1B}")
        _ = try await program.waitUntil("the help closed") { !$0.text.contains("type to find a key") }

        program.type("4z")
        let fabric = try await program.waitFor("5:1")
        #expect(fabric.text.contains("40"))
        for size in [Size(width: 80, height: 24), Size(width: 1, height: 1), Size(width: 200, height: 60)] {
            program.resize(size)
            _ = try await program.waitUntil("a picture of \(size)") {
                $0.size == size && $0.text.contains { !$0.isWhitespace }
            }
        }
        program.type("0")
        _ = try await program.waitFor("Topics")
        program.type("q")
        #expect(try await program.waitForExit() == .exited(0))
        #expect(program.screen.leftovers.isEmpty)
        #expect(program.lineMode == before)
    }

    @Test(.timeLimit(.minutes(30)))
    func writesNothingWhenNothingChanges() async throws {
        let program = try demo(["--speed", "1"], size: Size(width: 80, height: 24))
        // The first picture comes before the world is open: wait until something has been fetched.
        _ = try await program.waitFor("to fetch")
        program.type("p")
        _ = try await program.waitFor("paused")
        try await program.waitUntilQuiet(for: .milliseconds(800))
        let written = program.bytesRead
        try await Task.sleep(for: .seconds(2))
        #expect(program.bytesRead == written)
        program.type("q")
        #expect(try await program.waitForExit() == .exited(0))
    }

    @Test(.timeLimit(.minutes(30)), arguments: [SIGTERM, SIGHUP, SIGINT])
    func aSignalRestoresTheTerminalAndSaysWhy(signal: Int32) async throws {
        let program = try demo(["--speed", "60"], size: Size(width: 80, height: 24))
        _ = try await program.waitFor("replay 60x")
        program.signal(signal)
        #expect(try await program.waitForExit() == .exited(128 + signal))
        #expect(program.screen.leftovers.isEmpty)
        #expect(program.lineMode == program.firstLineMode)
        let name = [SIGTERM: "SIGTERM", SIGHUP: "SIGHUP", SIGINT: "SIGINT"][signal] ?? ""
        #expect(program.screen.text.contains("terminated by \(name)"))
    }

    @Test(.timeLimit(.minutes(30)))
    func keysTypedAheadOfTheWorldDoNotSpoilIt() async throws {
        let program = try demo(["--speed", "10"], size: Size(width: 160, height: 40))
        program.type("2zw3m2")
        let screen = try await program.waitFor("posts, synthetic sample")
        #expect(screen.text.contains("preset 2015"), "\(screen.text)")
        program.type("q")
        #expect(try await program.waitForExit() == .exited(0))
    }

    @Test(.timeLimit(.minutes(30)))
    func anErrorAtTheStartIsAPlainSentenceAfterARestoredTerminal() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = folder.file("broken.sqlite")
        try Data("this is not a database, however long one looks at it, and it is longer than a page header".utf8)
            .write(to: URL(fileURLWithPath: file))
        let program = try demo(["--db", file], size: Size(width: 100, height: 30))
        #expect(try await program.waitForExit() == .exited(3))
        #expect(program.screen.leftovers.isEmpty)
        #expect(program.screen.text.contains("utsikt:"))
        #expect(program.screen.text.contains("broken.sqlite"))
    }
}
