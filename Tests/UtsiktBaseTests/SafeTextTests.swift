import Testing
import UtsiktBase
import UtsiktTestSupport

@Suite struct SafeTextTests {
    @Test func whatATerminalWouldObeyIsVisible() {
        #expect(SafeText.lines("a\u{1B}[31mb") == "a\u{FFFD}[31mb")
        #expect(
            SafeText.lines("a\u{9B}2J\u{7F}\u{0}\u{202E}x\u{2066}\u{200F}\u{2028}")
                == "a\u{FFFD}2J\u{FFFD}\u{FFFD}\u{FFFD}x\u{FFFD}\u{FFFD}\u{FFFD}")
    }

    @Test func linesTabsAndLettersStay() {
        let text = "Åse\t日本 नमस्ते 👩‍👩‍👧 e\u{301}\n\u{1F1F3}\u{1F1F4}\n"
        #expect(SafeText.lines(text) == text)
        #expect(SafeText.lines("a,b\r\nc\r\n") == "a,b\r\nc\r\n")
        #expect(SafeText.lines("over\rwritten\r\r\n\r") == "over\u{FFFD}written\u{FFFD}\r\n\u{FFFD}")
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func anyTextComesOutHarmless(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var text = String.UnicodeScalarView()
        let hostile: [ClosedRange<UInt32>] = [
            0...0x2F, 0x78...0xA5, 0x610...0x620, 0x2000...0x2070, 0xFEF0...0xFFFF, 0xE0000...0xE01FF, 0...0x10FFFF,
        ]
        for _ in 0..<200 {
            let value = UInt32.random(in: hostile.randomElement(using: &generator) ?? 0...1, using: &generator)
            if let scalar = Unicode.Scalar(value), value != 0x0D { text.append(scalar) }
        }
        let safe = SafeText.lines(String(text))
        #expect(TerminalBytes.unsafe(Array(safe.utf8)) == nil)
        #expect(SafeText.lines(safe) == safe)
        #expect(safe.unicodeScalars.count == text.count, "nothing vanishes")
    }
}
