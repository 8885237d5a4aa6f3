import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

/// What `utsikt fetch` says: a sentence at the end, one line that is drawn over on a terminal.
@Suite(.serialized, .takesTurns, .timeLimit(.minutes(30))) struct FetchReportTests {
    private static func home(_ server: HostileServer, days: Int) throws -> UserHome {
        let home = try UserHome()
        try home.write("secret\n", to: home.folder.file("key"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: home.folder.file("key"))
        try home.write(
            "weather: {url: \"\(server.url)\", key_file: \(home.folder.file("key")), days: \(days), "
                + "places: [{name: Oslo, path: Norway/Oslo}]}\n", to: home.configuration)
        return home
    }

    @Test func theEndIsASentenceOnStandardOutput() async throws {
        let server = try HostileServer { _ in [.answer(200, #"{"history":{"observations":[]}}"#)] }
        let home = try Self.home(server, days: 3)
        defer { home.remove() }
        let run = try await home.run(["fetch"])
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.hasPrefix("nothing new in 0:0") && run.output.hasSuffix("; 3 of 3 done\n"), "\(run.output)")
        let json = try await home.run(["fetch", "--json"])
        #expect(json.output.hasSuffix("\n") && json.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{") })
    }

    @Test func onATerminalOneLineTellsHowItStandsAndIsGoneAtTheEnd() async throws {
        let isAsked = Gate()
        let server = try HostileServer { _ in
            isAsked.open()
            return [.hold]
        }
        let home = try Self.home(server, days: 3)
        defer { home.remove() }
        let path = try #require(BuiltExecutable.path("utsikt"))
        let program = try PtyProcess(
            path, ["fetch"], environment: PtyProcess.defaultEnvironment.merging(home.environment) { $1 })
        await isAsked.wait()
        let screen = try await program.waitFor("0 of 3 done")
        let lines = (0..<24).map { screen.line($0) }.filter { !$0.allSatisfy(\.isWhitespace) }
        #expect(lines.count == 1, "\(lines)")
        program.signal(SIGINT)
        #expect(try await program.waitForExit() == .exited(130))
        #expect(!program.screen.text.contains("of 3 done"), "\(program.screen.text)")
    }
}
