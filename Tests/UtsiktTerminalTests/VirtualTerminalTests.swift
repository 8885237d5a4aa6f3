import Testing
import UtsiktScreen
import UtsiktTestSupport

/// What is sent, quoted in the log: raw control bytes would act on the tester's own terminal.
struct Sent: Sendable, CustomTestStringConvertible, ExpressibleByStringLiteral {
    let text: String
    init(stringLiteral text: String) { self.text = text }
    var testDescription: String { text.debugDescription }
}

@Suite struct VirtualTerminalTests {
    private func shown(_ text: String, _ width: Int = 10, _ height: Int = 4) -> VirtualTerminal {
        var terminal = VirtualTerminal(size: Size(width: width, height: height))
        terminal.feed(text.utf8)
        return terminal
    }

    @Test(
        arguments: [
            ("abc", "abc\n\n\n\n"), ("a\r\nb", "a\nb\n\n\n"), ("0123456789x", "0123456789\nx\n\n\n"),
            ("\u{1B}[2;3Hx", "\n  x\n\n\n"), ("abc\u{1B}[2DX", "aXc\n\n\n\n"), ("abc\u{1B}[1;2H\u{1B}[K", "a\n\n\n\n"),
            ("abcdef\u{1B}[1;3H\u{1B}[2P", "abef\n\n\n\n"), ("abcdef\u{1B}[1;3H\u{1B}[2@", "ab  cdef\n\n\n\n"),
            ("abcdef\u{1B}[1;2H\u{1B}[3X", "a   ef\n\n\n\n"), ("a\u{1B}[5b", "aaaaaa\n\n\n\n"),
            ("1\r\n2\r\n3\r\n4\r\n5", "2\n3\n4\n5\n"),
            ("1\r\n2\r\n3\r\n4\u{1B}[2;3r\u{1B}[3;1H\n", "1\n3\n\n4\n"),
            ("1\r\n2\r\n3\u{1B}[1;1H\u{1B}M", "\n1\n2\n3\n"),
            ("1\r\n2\r\n3\u{1B}[2;1H\u{1B}[L", "1\n\n2\n3\n"), ("1\r\n2\r\n3\u{1B}[1;1H\u{1B}[M", "2\n3\n\n\n"),
            ("日本\u{1B}[1;2Hx", " x本\n\n\n\n"), ("12345678 日本", "12345678\n日本\n\n\n"),
            ("e\u{301}x", "e\u{301}x\n\n\n\n"),
            ("\u{1B}(0lqk\u{1B}(Bl", "┌─┐l\n\n\n\n"), ("\u{1B})0\u{E}x\u{F}x", "│x\n\n\n\n"),
            ("\u{1B}]0;title\u{7}a", "a\n\n\n\n"),
            ("\u{1B}]Ra", "a\n\n\n\n"), ("abc\u{1B}[1;1H\u{1B}[4hX\u{1B}[4l", "Xabc\n\n\n\n"),
            ("\u{1B}[22;0;0ta", "a\n\n\n\n"),
            ("ab\u{1B}[2;1H\u{1B}[?7l0123456789xy\u{1B}[?7h", "ab\n012345678y\n\n\n"),
            ("\u{1B}[99;99Hx\u{1B}[2J", "\n\n\n\n"),
        ] as [(Sent, Sent)])
    func textComesOutWhereATerminalPutsIt(_ sent: Sent, _ expected: Sent) {
        #expect(shown(sent.text).text == expected.text)
    }

    @Test func thePenIsKeptInTheCells() {
        let terminal = shown("\u{1B}[1;38;5;167;44mx\u{1B}[22;39my\u{1B}[0;97;7mz\u{1B}[38:2::1:2:3mw")
        #expect(terminal[0, 0].pen == VirtualPen(foreground: 167, background: 4, attributes: [1]))
        #expect(terminal[1, 0].pen == VirtualPen(background: 4))
        #expect(terminal[2, 0].pen == VirtualPen(foreground: 15, attributes: [7]))
    }

    @Test func modesAreSeen() {
        var terminal = shown("main\u{1B}[?1049h\u{1B}[?25l\u{1B}[?1000;1006h\u{1B}[?2026h\u{1B}=other")
        #expect(terminal.isAlternate && terminal.hasMouse && !terminal.isCursorVisible && terminal.updates == 1)
        #expect(terminal.line(0) == "other" || terminal.line(0) == "    other")
        #expect(terminal.leftovers.count == 6)
        terminal.feed("\u{1B}[?2026l\u{1B}[?1006;1000l\u{1B}[?25h\u{1B}[?1049l\u{1B}>".utf8)
        #expect(terminal.leftovers == [])
        #expect(terminal.line(0) == "main")
    }

    @Test func anythingCanBeFedAtAnySize() {
        for seed in 0..<60 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var terminal = VirtualTerminal(
                size: Size(width: .random(in: 1...12, using: &generator), height: .random(in: 1...6, using: &generator))
            )
            for _ in 0..<30 {
                terminal.feed(
                    (0..<50).map { _ in
                        Bool.random(using: &generator)
                            ? UInt8.random(in: 0...255, using: &generator)
                            : Array("\u{1B}[;0123456789HJKLMPXr@bmh?".utf8).randomElement(using: &generator) ?? 0
                    })
                terminal.resize(
                    Size(width: .random(in: 1...12, using: &generator), height: .random(in: 1...6, using: &generator)))
                #expect(Rect(terminal.size).contains(terminal.cursor), "seed \(seed)")
            }
        }
    }
}
