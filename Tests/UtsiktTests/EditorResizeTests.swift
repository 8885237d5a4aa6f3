import Foundation
import Testing
import UtsiktScreen
import UtsiktTestSupport

/// The built dashboard after another program has had the terminal.
@Suite(.serialized, .takesTurns) struct EditorResizeTests {
    /// The line below the cloud that says what its sizes mean; it differs from window to window.
    private static func legend(_ screen: VirtualTerminal) -> String? {
        screen.text.split(separator: "\n").map(String.init).last { $0.contains("≥") }
    }

    /// The size that changed in the editor asks for another cloud; had nobody laid it out, no later one would come either.
    @Test(.timeLimit(.minutes(30))) func theCloudGoesOnAfterAResizeInsideTheEditor() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let editor = home.folder.file("editor.sh")
        try home.write("#!/bin/sh\necho editing\nread -r line\n", to: editor)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: editor)
        let path = try #require(BuiltExecutable.path("utsikt"))
        let environment = PtyProcess.defaultEnvironment.merging(home.environment) { $1 }.merging(["VISUAL": editor]) {
            $1
        }
        let program = try PtyProcess(
            path, ["demo", "--speed", "max"], environment: environment, size: Size(width: 120, height: 40))
        _ = try await program.waitFor("890 done")
        // The cloud alone, on the whole screen.
        program.type("zvv")
        _ = try await program.waitUntil("a cloud") { Self.legend($0) != nil && !$0.text.contains("890 done") }

        program.type("\u{1B}[21~")
        _ = try await program.waitFor("editing")
        program.resize(Size(width: 130, height: 36))
        program.type("\r")
        _ = try await program.waitUntil("the cloud in the other size") {
            $0.size == Size(width: 130, height: 36) && Self.legend($0) != nil && $0.text.contains("window 7d")
        }
        try await program.waitUntilQuiet(for: .seconds(1))
        let before = Self.legend(program.screen)
        program.type("w")
        _ = try await program.waitUntil("the cloud of thirty days") {
            $0.text.contains("window 30d") && Self.legend($0) != before && Self.legend($0) != nil
        }
        program.type("q")
        #expect(try await program.waitForExit() == .exited(0))
    }
}
