import Testing
import UtsiktScreen
import UtsiktTestSupport

/// What changes while the terminal runs: theme, colours, glyphs, mouse.
@Suite(.serialized, .takesTurns) struct LooksTests {
    @Test(arguments: ["xterm-256color", "xterm"]) func anotherThemeComesInOnePictureAndWithoutErasing(_ term: String)
        async throws
    {
        let process = try ProbeProcess.start(term: term)
        let before = try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}OQ")
        let loud = term == "xterm" ? 5 : 201
        let after = try await process.waitUntil("the loud theme") {
            $0[0, 4].pen.foreground == loud && ProbeProcess.isWhole($0, before.size)
        }
        #expect(after.updates == before.updates + 1)
        #expect(after.clears == before.clears)
        // Every cell has its new colour, the glyphs stayed.
        #expect(after[0, 0].pen.foreground == (term == "xterm" ? 3 : 226))
        #expect(after.line(5) == before.line(5))
        // And back: nothing of the other theme is left in any cell.
        process.type("\u{1B}OQ")
        let back = try await process.waitUntil("the calm theme") {
            $0[0, 4].pen == before[0, 4].pen && ProbeProcess.isWhole($0, before.size)
        }
        for y in 4..<24 { for x in 0..<80 { #expect(back[x, y].pen == before[x, y].pen, "\(x),\(y)") } }
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    @Test(arguments: ["xterm-256color", "xterm"]) func coloursGoAndComeBack(_ term: String) async throws {
        let process = try ProbeProcess.start(term: term)
        let before = try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}OS")
        try await process.waitUntil("no colours") { screen in
            ProbeProcess.isWhole(screen, before.size) && screen.line(1).contains("F4")
                && (0..<24).allSatisfy { y in (0..<80).allSatisfy { screen[$0, y].pen.foreground == nil } }
        }
        process.type("\u{1B}OS")
        try await process.waitUntil("colours") { $0[0, 4].pen == before[0, 4].pen }
    }

    @Test func coloursCanBeAskedForWhereTheVariableSaysNone() async throws {
        let process = try ProbeProcess.start(with: ["NO_COLOR": "1"])
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}OS\u{1B}OSx")
        let screen = try await process.waitFor("keys 3: F4 F4 x")
        // Asked for none, then for the terminal's own choice, which is none.
        #expect(screen[0, 4].pen.foreground == nil)
    }

    @Test func otherGlyphsAreLeftOutAndComeBack() async throws {
        let process = try ProbeProcess.start()
        let before = try await ProbeProcess.waitForPicture(process)
        #expect(before.line(4).contains("of ascii,latin,blocks,sextants"))
        process.type("\u{1B}[15~")
        let plain = try await process.waitUntil("ASCII alone") { $0.text.utf8.allSatisfy { $0 < 0x80 } }
        #expect(plain.line(6).hasPrefix("??? ??? ?"))
        process.type("\u{1B}[15~")
        try await process.waitUntil("all glyphs") { $0.line(6).hasPrefix("┌─┐ ▁▂▃ ⣿") }
    }

    // MARK: - Mouse

    @Test func theMouseComesAndGoesWhileItRuns() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        #expect(process.screen.hasMouse)
        process.type("\u{1B}OR")
        try await process.waitUntil("no mouse") { !$0.hasMouse && $0.line(1).contains("F3") }
        #expect(process.screen.modes.isDisjoint(with: [1000, 1002, 1003, 1006]))
        // A stop in between does not bring it back.
        process.type("\u{1A}")
        try await process.waitForStop()
        process.foreground()
        try await process.waitUntil("the picture again") { $0.isAlternate && ProbeProcess.isWhole($0, $0.size) }
        #expect(!process.screen.hasMouse)
        process.type("\u{1B}OR")
        try await process.waitUntil("the mouse") { $0.hasMouse && $0.modes.contains(1006) }
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        ProbeProcess.expectAsFound(process)
    }

    @Test func theMouseIsNeverAskedForWhereItIsNotWanted() async throws {
        let process = try ProbeProcess.start(["--no-mouse", "--deadly"])
        try await ProbeProcess.waitForPicture(process)
        process.type("\u{1B}[19~")
        try await process.waitForStop()
        process.foreground()
        try await ProbeProcess.waitForPicture(process)
        process.type("q")
        #expect(try await process.waitForExit() == .exited(0))
        #expect(process.screen.everOn.isDisjoint(with: [9, 1000, 1002, 1003, 1005, 1006, 1015]))
    }

    @Test func aBurstOfClicksLosesNone() async throws {
        let process = try ProbeProcess.start()
        try await ProbeProcess.waitForPicture(process)
        // As many at a time as the line holds, in two pieces that are cut anywhere.
        var generator = SeededGenerator(seed: 99)
        for round in 1...15 {
            var sent: [UInt8] = []
            for n in 0..<100 {
                let place = "\(n % 80 + 1);\(n % 24 + 1)"
                sent += Array("\u{1B}[<0;\(place)M\u{1B}[<0;\(place)m\u{1B}[<\(64 + n % 2);\(place)M".utf8)
            }
            let cut = Int.random(in: 1..<sent.count, using: &generator)
            process.write(Array(sent[..<cut]))
            process.write(Array(sent[cut...]))
            try await process.waitFor("clicks \(round * 100) wheels \(round * 100)")
        }
    }
}
