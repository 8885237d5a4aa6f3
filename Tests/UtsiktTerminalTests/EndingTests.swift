import Glibc
import Testing
import UtsiktScreen
import UtsiktTestSupport

/// Every way out of the program, and what it leaves behind.
@Suite(.serialized, .takesTurns) struct EndingTests {
    struct Way: Sendable, CustomTestStringConvertible {
        let name: String
        var keys = ""
        var signal: Int32?
        let status: PtyStatus
        var printed: [String] = []
        var testDescription: String { name }
    }

    #if arch(arm64)
        private static let trap = SIGTRAP
    #else
        private static let trap = SIGILL
    #endif

    static let ways = [
        Way(name: "quit", keys: "q", status: .exited(0), printed: ["ended as quit"]),
        Way(name: "TERM", signal: SIGTERM, status: .exited(143), printed: ["probe: terminated by SIGTERM"]),
        Way(name: "HUP", signal: SIGHUP, status: .exited(129), printed: ["probe: terminated by SIGHUP"]),
        Way(name: "INT", signal: SIGINT, status: .exited(130), printed: ["probe: terminated by SIGINT"]),
        Way(name: "^C", keys: "\u{3}", status: .exited(130), printed: ["probe: terminated by SIGINT"]),
        Way(name: "^\\", keys: "\u{1C}", status: .signalled(SIGQUIT), printed: ["probe: ended by SIGQUIT"]),
        Way(name: "abort", keys: "A", status: .signalled(SIGABRT), printed: ["probe: ended by SIGABRT"]),
        Way(name: "bad address", keys: "S", status: .signalled(SIGSEGV), printed: ["probe: ended by SIGSEGV"]),
        Way(name: "SEGV sent", signal: SIGSEGV, status: .signalled(SIGSEGV), printed: ["probe: ended by SIGSEGV"]),
        Way(name: "BUS sent", signal: SIGBUS, status: .signalled(SIGBUS), printed: ["probe: ended by SIGBUS"]),
        Way(name: "TRAP sent", signal: SIGTRAP, status: .signalled(SIGTRAP), printed: ["probe: ended by SIGTRAP"]),
        Way(name: "ILL sent", signal: SIGILL, status: .signalled(SIGILL), printed: ["probe: ended by SIGILL"]),
        Way(name: "FPE sent", signal: SIGFPE, status: .signalled(SIGFPE), printed: ["probe: ended by SIGFPE"]),
        // The kernel sends this one itself, but unlike a fault it does not come again.
        Way(name: "alarm clock", keys: "L", status: .signalled(SIGALRM), printed: ["probe: ended by SIGALRM"]),
        Way(name: "XCPU sent", signal: SIGXCPU, status: .signalled(SIGXCPU), printed: ["probe: ended by SIGXCPU"]),
        Way(name: "USR1 sent", signal: SIGUSR1, status: .signalled(SIGUSR1), printed: ["probe: ended by SIGUSR1"]),
        Way(name: "crash in a thread", keys: "W", status: .signalled(SIGSEGV), printed: ["probe: ended by SIGSEGV"]),
        Way(name: "stack overflow", keys: "O", status: .signalled(SIGSEGV), printed: ["probe: ended by SIGSEGV"]),
        Way(
            name: "Swift trap", keys: "T", status: .signalled(trap),
            printed: ["Fatal error", "probe: ended by SIG\(trap == SIGILL ? "ILL" : "TRAP")"]),
        Way(name: "exit called", keys: "D", status: .exited(7)),
    ]

    @Test(arguments: ways) func theTerminalIsLeftAsFound(_ way: Way) async throws {
        // High enough for the stack that Swift prints before a trap.
        let size = Size(width: 100, height: 70)
        let process = try ProbeProcess.start(["--deadly"], size: size)
        let picture = try await ProbeProcess.waitForPicture(process, size)
        #expect(picture.isAlternate && picture.hasMouse && !picture.isCursorVisible)
        #expect(process.lineMode != process.firstLineMode)
        process.type(way.keys)
        if let signal = way.signal { process.signal(signal) }
        #expect(try await process.waitForExit() == way.status)
        ProbeProcess.expectAsFound(process)
        for text in way.printed { #expect(process.screen.text.contains(text), "\(process.screen.text)") }
        if way.printed.isEmpty || way.name == "quit" { #expect(!process.screen.text.contains("probe: ")) }
    }

    @Test func aBacktracePrintsOnTheRestoredTerminal() async throws {
        let process = try ProbeProcess.start(
            ["--deadly"], size: Size(width: 100, height: 70),
            with: ["SWIFT_BACKTRACE": "enable=yes,interactive=no,symbolicate=off,color=no,threads=crashed"])
        try await ProbeProcess.waitForPicture(process, Size(width: 100, height: 70))
        process.type("T")
        #expect(try await process.waitForExit() == .signalled(Self.trap))
        ProbeProcess.expectAsFound(process)
        let text = process.screen.text
        #expect(text.contains("Fatal error") && text.contains("probe: ended by SIG"), "\(text)")
        // Where Swift's backtracer is installed with the compiler, its words follow ours.
        if text.contains("Backtrac"), let ours = text.firstRange(of: "probe: ended by") {
            #expect(text[ours.upperBound...].contains("Backtrac"))
        }
    }

    @Test func anErrorAfterTheClaimLeavesTheTerminalAsFound() async throws {
        let process = try ProbeProcess.start(["--throw"])
        #expect(try await process.waitForExit() == .exited(3))
        ProbeProcess.expectAsFound(process)
        #expect(process.screen.text.contains("probe: refused"))
        #expect(process.screen.everOn.contains(1049))
    }

    @Test func aSecondSignalEndsWhatDoesNotListen() async throws {
        let process = try ProbeProcess.start(["--deadly"])
        try await ProbeProcess.waitForPicture(process)
        process.type("H")
        try await process.waitFor("deaf")
        // The first is only noted; one of the later ones is not an echo of it any more.
        for _ in 0..<100 where !process.status.hasEnded {
            process.signal(SIGTERM)
            try await Task.sleep(for: .milliseconds(150))
        }
        #expect(try await process.waitForExit() == .exited(143))
        ProbeProcess.expectAsFound(process)
        #expect(process.screen.text.contains("probe: ended by SIGTERM"))
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
    func oneSignalEndsAProgramWhoseTerminalTakesNoMore(_ signal: Int32) async throws {
        let size = Size(width: 400, height: 300)
        let process = try ProbeProcess.start(size: size)
        try await ProbeProcess.waitForPicture(process, size)
        process.stall()
        // A picture larger than what the kernel keeps for somebody who does not read: the program is held up in it.
        process.type("F")
        try await process.waitUntilHeldUp()
        process.signal(signal)
        let status: PtyStatus = signal == SIGQUIT ? .signalled(SIGQUIT) : .exited(128 + signal)
        #expect(try await process.waitForExit() == status)
        #expect(process.lineMode == process.firstLineMode)
    }

    /// A backtracer prints and may ask: it has no business where somebody else ended the program.
    @Test(arguments: [SIGQUIT, SIGILL, SIGSEGV, SIGABRT])
    func aSignalFromOutsideEndsTheProgramWithoutABacktrace(_ signal: Int32) async throws {
        let size = Size(width: 100, height: 70)
        let process = try ProbeProcess.start(
            size: size, with: ["SWIFT_BACKTRACE": "enable=yes,interactive=no,symbolicate=off,color=no"])
        try await ProbeProcess.waitForPicture(process, size)
        process.signal(signal)
        #expect(try await process.waitForExit() == .signalled(signal))
        ProbeProcess.expectAsFound(process)
        let text = process.screen.text
        #expect(text.contains("probe: ended by SIG") && !text.contains("acktrac"), "\(text)")
    }

    @Test func aClosedConnectionDoesNotEndTheProgram() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.signal(SIGPIPE)
        process.type("x")
        try await process.waitFor("keys 1: x")
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
    }

    @Test func aTerminalThatIsClosedEndsTheProgram() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.closeTerminal()
        #expect(try await process.waitForExit() == .exited(129))
    }

    @Test func whatALibraryPrintsComesAfterThePicture() async throws {
        let process = try ProbeProcess.start(["--deadly"])
        try await ProbeProcess.waitForPicture(process)
        process.type("NPNp")
        let picture = try await process.waitFor("keys 4: N P N p")
        #expect(!picture.text.contains("noise") && !picture.text.contains("mistake") && picture.clears <= 1)
        // Neither after a stop.
        process.type("\u{1B}[19~")
        try await process.waitForStop()
        process.foreground()
        try await ProbeProcess.waitForPicture(process)
        process.type("N")
        try await process.waitFor("keys 6: N p F8 N")
        #expect(!process.screen.text.contains("noise"))
        process.type("q")
        try await process.waitForExit()
        // Its escape sequence must not reach the terminal.
        let text = process.screen.text
        #expect(
            text.contains(
                "noise ?[31m of a library\nprinted ?[2J by mistake\nnoise ?[31m of a library\nperformed setPaused(true)\n"
            ), "\(text)")
        #expect(text.contains("noise ?[31m of a library\nended as quit\n"), "\(text)")
    }

    // MARK: - Stopping

    @Test(arguments: ["^Z", "F8", "TSTP"]) func aStopGivesTheTerminalBackAndFgTakesItAgain(_ how: String)
        async throws
    {
        let process = try ProbeProcess.start(["--deadly"])
        let before = try await ProbeProcess.waitForPicture(process)
        for round in 1...3 {
            if how == "TSTP" { process.signal(SIGTSTP) } else { process.type(how == "^Z" ? "\u{1A}" : "\u{1B}[19~") }
            try await process.waitForStop(count: round)
            ProbeProcess.expectAsFound(process)
            process.foreground()
            let after = try await process.waitUntil("the picture again") {
                $0.isAlternate && ProbeProcess.isWhole($0, before.size)
            }
            #expect(after.hasMouse && !after.isCursorVisible)
        }
        process.type("x")
        try await process.waitFor("x")
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    @Test func aSizeThatChangedWhileStoppedIsSeen() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1A}")
        try await process.waitForStop()
        process.resize(Size(width: 61, height: 17))
        process.foreground()
        try await ProbeProcess.waitForPicture(process, Size(width: 61, height: 17))
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    @Test func aStoppedProgramCanBeTerminatedInTheBackground() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1A}")
        try await process.waitForStop()
        // As a shell's kill does it.
        process.signal(SIGTERM)
        process.background()
        #expect(try await process.waitForExit() == .exited(143))
        ProbeProcess.expectAsFound(process)
    }

    @Test func inTheBackgroundItStopsAgainAndTheTerminalIsNotTouched() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1A}")
        try await process.waitForStop()
        process.background()
        try await process.waitForStop(count: 2)
        ProbeProcess.expectAsFound(process)
        process.foreground()
        try await ProbeProcess.waitForPicture(process)
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
    }

    @Test func startedInTheBackgroundItWaitsForTheTerminal() async throws {
        let process = try PtyProcess(
            "/bin/sh",
            ["-c", "set -m; '\(try ProbeProcess.path())' & sleep 0.5; echo shell; read -r x; fg; echo back $?"])
        try await process.waitFor("shell")
        #expect(process.screen.everOn.isEmpty)
        process.type("\r")
        let picture = try await ProbeProcess.waitForPicture(process)
        #expect(picture.isAlternate && picture.hasMouse)
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
        #expect(process.screen.text.contains("back 0"))
    }

    @Test func aStopThatCannotBeCaughtIsRepairedAfterwards() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.signal(SIGSTOP)
        try await process.waitForStop()
        let bytes = process.bytesRead
        process.foreground()
        _ = try await process.waitUntil("a picture drawn anew") { _ in process.bytesRead > bytes + 100 }
        try await ProbeProcess.waitForPicture(process)
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    // MARK: - Refusals

    @Test(
        arguments: [
            (nil, "probe: TERM is not set"), ("dumb", "‘dumb’, a kind of terminal that cannot be drawn on"),
            ("nonsense\u{E5}", "‘nonsense?’, a kind of terminal that is not known here"),
        ] as [(String?, String)])
    func aTerminalThatCannotDoItIsRefusedInPlainWords(_ term: String?, _ sentence: String) async throws {
        let process = try ProbeProcess.start(term: term, size: Size(width: 300, height: 24))
        #expect(try await process.waitForExit() == .exited(2))
        #expect(process.screen.text.contains(sentence), "\(process.screen.text)")
        #expect(process.screen.everOn.isEmpty)
        ProbeProcess.expectAsFound(process)
    }

    @Test func aPipeIsRefused() async throws {
        let path = try ProbeProcess.path()
        let process = try PtyProcess(
            "/bin/sh", ["-c", "'\(path)' | cat; '\(path)' < /dev/null; echo done $?"],
            size: Size(width: 250, height: 24))
        try await process.waitForExit()
        #expect(process.screen.text.contains("probe: standard output is not a terminal. Run it in a terminal window"))
        #expect(process.screen.text.contains("probe: standard input is not a terminal"))
        #expect(process.screen.text.contains("done 2"))
    }
}
