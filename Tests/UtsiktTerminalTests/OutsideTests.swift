import Glibc
import Testing
import UtsiktScreen
import UtsiktTestSupport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What goes out of the program: the clipboard, another program in the terminal, figures about pictures; and what is pasted in.
@Suite(.serialized, .takesTurns) struct OutsideTests {
    private let size = Size(width: 80, height: 24)

    // MARK: - Clipboard

    @Test func whatIsCopiedIsInTheTerminalsClipboard() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.type("xx\u{1B}[17~")
        let screen = try await process.waitUntil("a clipboard") { $0.clipboard != nil }
        #expect(screen.clipboard == Data("copied \u{E5} 3".utf8).base64EncodedString())
        try await process.waitUntil("the picture") { ProbeProcess.isWhole($0, size) && $0.line(1).contains("F6") }
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
        // The program heard of it as well.
        #expect(process.screen.text.contains("performed copy("))
    }

    @Test(arguments: ["linux", "vt100"]) func aConsoleGetsNoClipboardSequence(_ term: String) async throws {
        let process = try ProbeProcess.start(term: term)
        try await ProbeProcess.waitForPicture(process)
        process.type(term == "linux" ? "\u{1B}[17~" : "\u{1B}Ou")
        try await process.waitFor("keys 1: F6")
        process.type("x")
        try await process.waitFor("keys 2: F6 x")
        #expect(process.screen.clipboard == nil)
    }

    // MARK: - Another program in the terminal

    @Test func anEditorHasTheTerminalAsTheShellWould() async throws {
        let script = "echo editing >&2; read -r line; echo \"got $line\"; read -r line"
        let process = try ProbeProcess.start(with: ["PROBE_EDITOR": script])
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}[18~")
        try await process.waitFor("editing")
        ProbeProcess.expectAsFound(process)
        process.type("some words\r")
        try await process.waitFor("got some words")
        process.resize(Size(width: 70, height: 20))
        process.type("\r")
        let after = try await process.waitUntil("the picture again") {
            $0.text.contains("visits 1") && ProbeProcess.isWhole($0, Size(width: 70, height: 20))
        }
        #expect(after.isAlternate && after.hasMouse && !after.isCursorVisible)
        #expect(after.text.contains("resizes 1 "))
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
        // What the app asked for because of the new size was done, as for any other event.
        #expect(process.screen.text.contains("performed writeConfiguration"))
    }

    @Test func anInterruptIsTheEditorsAlone() async throws {
        let process = try ProbeProcess.start(with: ["PROBE_EDITOR": "echo editing; exec sleep 1000"])
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}[18~")
        try await process.waitFor("editing")
        process.type("\u{3}")
        try await process.waitUntil("the picture again") {
            $0.text.contains("visits 1") && ProbeProcess.isWhole($0, size)
        }
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        #expect(process.screen.text.contains("outside signalled(2)"))
    }

    @Test func anEditorThatIsStoppedStopsUsAndBothGoOn() async throws {
        let process = try ProbeProcess.start(
            with: ["PROBE_EDITOR": "echo editing; kill -TSTP 0; echo again; read -r line"])
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}[18~")
        try await process.waitForStop()
        ProbeProcess.expectAsFound(process)
        process.foreground()
        try await process.waitFor("again")
        process.type("\r")
        try await process.waitUntil("the picture again") {
            $0.text.contains("visits 1") && ProbeProcess.isWhole($0, size)
        }
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    @Test func whoEndsUsEndsTheEditor() async throws {
        let process = try ProbeProcess.start(with: ["PROBE_EDITOR": "echo editing; exec sleep 1000"])
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}[18~")
        try await process.waitFor("editing")
        process.signal(SIGTERM)
        #expect(try await process.waitForExit() == .exited(143))
        ProbeProcess.expectAsFound(process)
        #expect(process.screen.text.contains("probe: terminated by SIGTERM"))
    }

    @Test func aProgramThatIsNotThereIsSaidToBe() async throws {
        let process = try ProbeProcess.start(with: ["PROBE_EDITOR": "no-such-editor-here"])
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}[18~")
        try await process.waitFor("visits 1")
        process.type("q")
        try await process.waitForExit()
        #expect(process.screen.text.contains("outside exited(127)"))
    }

    // MARK: - Paste

    @Test func pastedTextComesAsOneEventAndActsAsNoKey() async throws {
        let process = try ProbeProcess.start(["--deadly"])
        try await ProbeProcess.waitForPicture(process)
        #expect(process.screen.modes.contains(2004))
        process.type("\u{1B}[200~q A\u{E5}\rT\u{1B}[201~x")
        let screen = try await process.waitFor("keys 1: x")
        #expect(screen.text.contains("pasted 6 \"q A\u{E5}\\nT\""), "\(screen.text)")
        // A large one as well, and what follows it is a key again. On a busy machine it may come in parts.
        process.type("\u{1B}[200~" + String(repeating: "q", count: 30_000) + "\u{1B}[201~y")
        try await process.waitFor("keys 2: x y")
        #expect(process.screen.text.contains("pasted 30006 \"qqq"))
    }

    // MARK: - Figures

    @Test func figuresComeWithTheNextEventAndNeverByThemselves() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        try await process.waitUntilQuiet()
        let first = process.bytesRead
        process.type("\u{1B}[21~")
        try await process.waitFor("keys 1: F10")
        try await process.waitUntilQuiet()
        let bytes = process.bytesRead
        #expect(!process.screen.text.contains("cells "))
        // Typed into an idle program: one picture, with the figures of the one before.
        process.type("x")
        let screen = try await process.waitFor("cells ")
        #expect(screen.text.contains("events 1"))
        // Exactly what went over the line for the picture before.
        #expect(screen.text.contains(" bytes \(bytes - first) "), "\(screen.text)")
        try await process.waitUntilQuiet()
        #expect(process.bytesRead > bytes)
        let quiet = process.bytesRead
        try await Task.sleep(for: .milliseconds(600))
        #expect(process.bytesRead == quiet)
        // Turned off again.
        process.type("\u{1B}[21~")
        try await process.waitFor("keys 3: F10 x F10")
    }
}
