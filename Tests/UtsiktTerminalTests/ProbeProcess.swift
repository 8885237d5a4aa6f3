import Testing
import UtsiktScreen
import UtsiktTestSupport

/// The probe program on a terminal.
enum ProbeProcess {
    static func path() throws -> String {
        try #require(BuiltExecutable.path("UtsiktTerminalProbe"), "the target UtsiktTerminalProbe was not built")
    }

    static func start(
        _ arguments: [String] = [], term: String? = "xterm-256color", size: Size = Size(width: 80, height: 24),
        with variables: [String: String] = [:], without: [String] = []
    ) throws -> PtyProcess {
        var environment = PtyProcess.defaultEnvironment
        for name in without { environment[name] = nil }
        environment.merge(variables) { $1 }
        return try PtyProcess(try path(), arguments, environment: environment, size: size, term: term)
    }

    /// Waits until its picture stands whole.
    @discardableResult
    static func waitForPicture(_ process: PtyProcess, _ size: Size = Size(width: 80, height: 24)) async throws
        -> VirtualTerminal
    {
        try await process.waitUntil("the picture of \(size)") { isWhole($0, size) }
    }

    /// Whether the picture's first and last rows stand as drawn, the last cell too.
    static func isWhole(_ screen: VirtualTerminal, _ size: Size) -> Bool {
        screen.line(0).hasPrefix("probe \(size.width)x\(size.height) ")
            && screen.line(0).hasSuffix("/")
            && screen.line(size.height - 1) == String(repeating: "-", count: size.width - 1) + "+"
            && !screen.modes.contains(2026)
    }

    /// Checks that the terminal is as it was before the program.
    static func expectAsFound(_ process: PtyProcess, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(process.screen.leftovers == [], sourceLocation: sourceLocation)
        #expect(process.lineMode == process.firstLineMode, sourceLocation: sourceLocation)
    }
}
