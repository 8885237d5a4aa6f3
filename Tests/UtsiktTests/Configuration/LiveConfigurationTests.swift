import Foundation
import Testing
import UtsiktScreen
import UtsiktTestSupport

/// The built dashboard in a pseudo-terminal while its configuration appears and changes.
@Suite(.serialized, .takesTurns) struct LiveConfigurationTests {
    private func start(
        _ home: UserHome, _ more: [String: String] = [:], size: Size = Size(width: 110, height: 30)
    ) throws -> PtyProcess {
        let path = try #require(BuiltExecutable.path("utsikt"))
        let environment = PtyProcess.defaultEnvironment.merging(home.environment) { $1 }.merging(more) { $1 }
        return try PtyProcess(path, [], environment: environment, size: size)
    }

    private func quit(_ program: PtyProcess) async throws {
        program.type("q")
        #expect(try await program.waitForExit() == .exited(0))
        #expect(program.screen.leftovers.isEmpty)
        #expect(program.lineMode == program.firstLineMode)
    }

    /// A source that answers to nobody: enough for a live world to open.
    private func source(_ home: UserHome) throws -> String {
        try home.write("secret\n", to: home.folder.file("token"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: home.folder.file("token"))
        return "posts: {url: \"http://127.0.0.1:9\", user: 1, token_file: \(home.folder.file("token"))}\n"
    }

    @Test(.timeLimit(.minutes(30)))
    func whatChangesInTheFileCountsAtOnceAndNothingIsWrittenOtherwise() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try home.makeDatabase()
        try home.write("units: {temperature: celsius}\n", to: home.configuration)
        let program = try start(home)
        _ = try await program.waitFor("utsikt.sqlite")
        try await program.waitUntilQuiet(for: .milliseconds(800))
        let written = program.bytesRead
        // The file is looked at meanwhile.
        try await Task.sleep(for: .seconds(2))
        #expect(program.bytesRead == written)

        try home.write(
            "keys: {everywhere: {view.zoom: F11, fcous.next: n}}\nlook: {theme: mono}\n", to: home.configuration)
        _ = try await program.waitFor("configuration: look, keys; 1 fault, see the log")
        program.type("5\u{1B}[23~")
        _ = try await program.waitUntil("the log on the full screen") { !$0.text.contains("Fabric ─") }
        _ = try await program.waitFor("focus.next?")
        program.type("\u{1B}")
        _ = try await program.waitFor("Fabric ─")

        try home.write("keys: {\n", to: home.configuration)
        _ = try await program.waitFor("not taken over; 1 fault")
        try home.write("look: {theme: calm}\n", to: home.configuration)
        _ = try await program.waitFor("configuration: look, keys")
        program.type("z")
        _ = try await program.waitUntil("the log on the full screen") { !$0.text.contains("Fabric ─") }
        try await quit(program)
    }

    @Test(.timeLimit(.minutes(30)))
    func thePageGoesWhenASourceIsThere() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let program = try start(home)
        _ = try await program.waitFor("Nothing is configured yet")
        program.type("c")
        _ = try await program.waitFor("Written:")
        // What was just written names no source: the page stays.
        try await program.waitUntilQuiet(for: .seconds(2))
        #expect(program.screen.text.contains("Nothing is configured yet"))
        try home.write("posts: {url: 3}\n", to: home.configuration)
        _ = try await program.waitFor("config.yaml:1:")
        try home.write(try source(home), to: home.configuration)
        _ = try await program.waitUntil("the live world without the page") {
            $0.text.contains("utsikt.sqlite") && !$0.text.contains("Nothing is configured yet")
        }
        try await quit(program)
    }

    @Test(.timeLimit(.minutes(30)))
    func theEditorGetsTheTerminalAndWhatItSavesCounts() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let editor = home.folder.file("my editor.sh")
        let text = try source(home).replacing("\n", with: "")
        try home.write("#!/bin/sh\necho 'in the editor'\ncat > \"$2\" <<'END'\n\(text)\nEND\n", to: editor)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: editor)
        let program = try start(home, ["VISUAL": "'\(editor)' --wait"])
        _ = try await program.waitFor("Nothing is configured yet")
        program.type("e")
        _ = try await program.waitFor("utsikt.sqlite")
        #expect(program.screen.isAlternate)
        try await quit(program)
    }

    @Test(.timeLimit(.minutes(30)))
    func thePageOpensTheSampleWorldWithOneKey() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let program = try start(home)
        _ = try await program.waitFor("the demo")
        program.type("d")
        _ = try await program.waitFor("synthetic sample")
        _ = try await program.waitFor("replay 60x")
        try await quit(program)
    }

    @Test(.timeLimit(.minutes(30)))
    func aSourceWithoutItsSecretIsLeftOutAndToldInTheLog() async throws {
        let home = try UserHome()
        defer { home.remove() }
        try home.write(
            "posts: {url: \"http://127.0.0.1:9\", user: 1, token_env: UTSIKT_TEST_UNSET}\n", to: home.configuration)
        let program = try start(home)
        _ = try await program.waitFor("the log says why")
        program.type("5z")
        _ = try await program.waitFor("UTSIKT_TEST_UNSET is not set")
        try await quit(program)
    }
}
