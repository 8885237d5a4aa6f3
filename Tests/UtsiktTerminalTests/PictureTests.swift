import Testing
import UtsiktScreen
import UtsiktTestSupport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What stands on terminals of many kinds.
@Suite(.serialized, .takesTurns) struct PictureTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let term: String
        let glyphs: String
        let colours: String
        let hasMouse: Bool
        let hasOtherScreen: Bool
        var testDescription: String { term }
    }

    static let kinds = [
        Kind(term: "xterm-256color", glyphs: "blocks", colours: "twoFiftySix", hasMouse: true, hasOtherScreen: true),
        Kind(term: "xterm", glyphs: "blocks", colours: "sixteen", hasMouse: true, hasOtherScreen: true),
        Kind(term: "screen-256color", glyphs: "blocks", colours: "twoFiftySix", hasMouse: true, hasOtherScreen: true),
        Kind(term: "tmux-256color", glyphs: "blocks", colours: "twoFiftySix", hasMouse: true, hasOtherScreen: true),
        Kind(term: "linux", glyphs: "latin", colours: "sixteen", hasMouse: false, hasOtherScreen: false),
        Kind(term: "vt100", glyphs: "latin", colours: "none", hasMouse: false, hasOtherScreen: false),
    ]

    @Test(arguments: kinds) func thePictureIsWholeOnEveryKindOfTerminal(_ kind: Kind) async throws {
        let process = try ProbeProcess.start(term: kind.term)
        var screen = try await ProbeProcess.waitForPicture(process)
        #expect(screen.line(0).contains("probe 80x24 \(kind.glyphs) \(kind.colours)"))
        #expect(screen.line(4).hasPrefix("bad good half reverse "))
        #expect(screen.line(5) == "日本 e\u{301} 한글 å")
        #expect(screen.line(6) == (kind.glyphs == "blocks" ? "┌─┐ ▁▂▃ ⣿" : ""))
        #expect(screen[2, 7].glyph == "|")
        #expect(screen.hasMouse == kind.hasMouse)
        #expect(screen.isAlternate == kind.hasOtherScreen)
        #expect((screen.updates > 0) == kind.hasMouse)
        #expect(screen[14, 4].pen.attributes.contains(7))
        let bad = screen[0, 4].pen
        switch kind.colours {
        case "twoFiftySix": #expect(bad.foreground == 167)
        case "sixteen": #expect(bad.foreground == 1)
        default: #expect(bad.foreground == nil && bad.attributes.contains(1))
        }
        if kind.colours != "none" { #expect(screen[9, 4].pen.background != nil) }

        process.resize(Size(width: 101, height: 31))
        screen = try await ProbeProcess.waitForPicture(process, Size(width: 101, height: 31))
        process.resize(Size(width: 40, height: 12))
        screen = try await ProbeProcess.waitForPicture(process, Size(width: 40, height: 12))
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    @Test func theSpecialKeysOfEveryKindAreUnderstood() async throws {
        for (term, keys) in [
            ("xterm-256color", "\u{1B}OA\u{1B}[15~\u{1B}[Z\u{1B}[5~"), ("linux", "\u{1B}[A\u{1B}[[E\u{1B}\t\u{1B}[5~"),
            ("vt100", "\u{1B}OA\u{1B}Ot\u{1B}[Z\u{1B}[5~"),
        ] {
            let process = try ProbeProcess.start(term: term)
            try await ProbeProcess.waitForPicture(process)
            process.type(keys)
            try await process.waitFor("keys 4: Up F5 S-Tab PgUp")
        }
    }

    @Test func escapeIsAKeyByItself() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}")
        try await process.waitFor("keys 1: Esc")
        process.type("å")
        try await process.waitFor("keys 2: Esc å")
    }

    @Test func clicksAndTheWheelArrive() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}[<0;11;6M\u{1B}[<0;11;6m")
        try await process.waitFor("mouse: press 10,5")
        process.type("\u{1B}[<65;1;1M")
        try await process.waitFor("mouse: wheelDown 0,0")
    }

    @Test func theTextCursorIsShownWhereThePictureHasIt() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        process.type("c")
        try await process.waitUntil("a cursor") { $0.isCursorVisible && $0.cursor == Point(x: 5, y: 3) }
        process.type("x")
        try await process.waitUntil("no cursor") { !$0.isCursorVisible && $0.text.contains("keys 2: c x") }
    }

    @Test func aPictureLargerThanTheTerminalIsCut() async throws {
        let process = try ProbeProcess.start(["--stubborn"])
        try await ProbeProcess.waitForPicture(process)
        process.resize(Size(width: 20, height: 10))
        process.type("x")
        let screen = try await process.waitFor("keys 1: x")
        #expect(screen.line(0) == "probe 80x24 blocks t")
        process.resize(Size(width: 100, height: 30))
        try await process.waitUntil("the picture and blanks") {
            $0.line(23) == String(repeating: "-", count: 79) + "+" && $0.line(24).isEmpty
        }
    }

    // MARK: - Locale and colours

    @Test(
        arguments: [
            (["LANG": "C"], [], "ascii", "?? e? ?? ?"), (["LC_ALL": "POSIX"], [], "ascii", nil),
            (["LANG": "C"], ["--blocks"], "blocks", "日本 e\u{301} 한글 å"), ([:], [], "blocks", "日本 e\u{301} 한글 å"),
            (["LANG": "nb_NO.UTF-8"], [], "blocks", "日本 e\u{301} 한글 å"),
        ] as [([String: String], [String], String, String?)])
    func theLocaleDecidesOnTheGlyphs(
        _ variables: [String: String], _ arguments: [String], _ glyphs: String, _ row: String?
    ) async throws {
        let process = try ProbeProcess.start(arguments, with: variables, without: ["LANG"])
        let screen = try await ProbeProcess.waitForPicture(process)
        #expect(screen.line(0).contains("probe 80x24 \(glyphs) "))
        if let row, glyphs != "ascii" { #expect(screen.line(5) == row) }
        if glyphs == "ascii" { #expect(screen.text.utf8.allSatisfy { $0 < 0x80 }) }
    }

    @Test func noColourMeansNone() async throws {
        let process = try ProbeProcess.start(with: ["NO_COLOR": "1"])
        let screen = try await ProbeProcess.waitForPicture(process)
        #expect(screen.line(0).contains(" none"))
        for y in 0..<24 {
            for x in 0..<80 { #expect(screen[x, y].pen.foreground == nil && screen[x, y].pen.background == nil) }
        }
        // An option is more special than the variable.
        let other = try ProbeProcess.start(["--16"], with: ["NO_COLOR": "1"])
        #expect(try await ProbeProcess.waitForPicture(other).line(0).contains(" sixteen"))
        #expect(other.screen[0, 4].pen.foreground == 1)
    }

    // MARK: - Size

    @Test func linesAndColumnsAreHonoured() async throws {
        let process = try ProbeProcess.start(with: ["LINES": "10", "COLUMNS": "50"])
        let screen = try await process.waitFor("probe 50x10")
        #expect(screen.line(9).hasSuffix("-+"))
    }

    @Test func aStormOfResizesEndsInTheRightPicture() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        var generator = SeededGenerator(seed: 500)
        for round in 0..<500 {
            process.resize(
                Size(width: .random(in: 1...160, using: &generator), height: .random(in: 1...50, using: &generator)))
            if round % 7 == 0 { process.type("x") }
            if round % 10 == 0 { try await Task.sleep(for: .milliseconds(2)) }
        }
        process.resize(Size(width: 90, height: 30))
        let screen = try await ProbeProcess.waitForPicture(process, Size(width: 90, height: 30))
        #expect(screen.line(5) == "日本 e\u{301} 한글 å")
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    @Test(arguments: [Size(width: 1, height: 1), Size(width: 2, height: 1), Size(width: 1, height: 3)])
    func theSmallestTerminalsDoNoHarm(_ size: Size) async throws {
        let process = try ProbeProcess.start(size: size)
        try await process.waitUntil("the last cell") { $0[size.width - 1, size.height - 1].glyph != " " }
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    // MARK: - Economy

    @Test func nothingIsWrittenAndNobodyWakesWhileNothingHappens() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        try await process.waitUntilQuiet()
        let bytes = process.bytesRead
        // Input without a meaning changes nothing either.
        process.type("\u{1B}[99~")
        // On a busy machine the answer may take its time, so this looks for one second in which nothing at all happens;
        // a program that wakes by itself has none.
        var isIdle = false
        for _ in 0..<15 where !isIdle {
            let before = try switches(process.process)
            try await Task.sleep(for: .seconds(1))
            isIdle = try switches(process.process) == before
        }
        #expect(isIdle)
        #expect(process.bytesRead == bytes)
    }

    @Test func aPictureThatStaysTheSameIsNotSent() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        try await process.waitUntilQuiet()
        let bytes = process.bytesRead
        for _ in 0..<5 {
            process.type("\u{1B}[20~")
            try await process.waitUntilQuiet(for: .milliseconds(50))
        }
        try await process.waitUntilQuiet()
        #expect(process.bytesRead == bytes)
        process.type("x")
        try await process.waitFor("keys 1: x")
    }

    /// How often the threads of a process gave up the processor to wait.
    private func switches(_ process: Int32) throws -> Int {
        let folder = "/proc/\(process)/task"
        return try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, thread in
            let status = try String(contentsOfFile: "\(folder)/\(thread)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
            return sum + (line.flatMap { Int($0.split(separator: "\t").last ?? "") } ?? 0)
        }
    }

    @Test func aFloodOfDataIsDrawnThirtyTimesASecondAndKeysAreAnswered() async throws {
        let start = ContinuousClock.now
        let process = try ProbeProcess.start(["--ticks"])
        try await ProbeProcess.waitForPicture(process)
        process.type("x")
        try await process.waitFor("keys 1: x")
        let screen = try await process.waitFor("ticks 2000")
        let (seconds, attoseconds) = start.duration(to: .now).components
        let elapsed = Double(seconds) + Double(attoseconds) * 1e-18
        #expect(screen.updates > 3)
        // The first picture and the key's are beyond the thirty.
        #expect(Double(screen.updates) <= elapsed * 30 + 3)
    }

    @Test func anyInputWhateverLeavesItAliveAndAbleToQuit() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        var generator = SeededGenerator(seed: 2_000_000)
        // Without the keys that end or stop it.
        let forbidden = Set("\u{3}\u{1A}\u{1C}qz".utf8)
        let starts = ["\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}[<0;", "\u{1B}[200~", "\u{1B}O", "\u{1B}[M", "\u{1B}[?"]
            .map { Array($0.utf8) }
        var input: [UInt8] = []
        while input.count < 2_000_000 {
            if Int.random(in: 0..<6, using: &generator) == 0 {
                input += starts.randomElement(using: &generator) ?? []
            } else {
                let byte = UInt8.random(in: 0...255, using: &generator)
                if !forbidden.contains(byte) { input.append(byte) }
            }
        }
        process.write(input)
        try await process.waitUntil("all input taken") { _ in process.bytesWaiting == 0 }
        // Perhaps it waits for the end of something that began like a paste, as long as more comes.
        for _ in 0..<40 where !process.status.hasEnded {
            process.type("q")
            try await Task.sleep(for: .milliseconds(2200))
        }
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }
}
