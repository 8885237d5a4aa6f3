import Testing
import UtsiktScreen
import UtsiktTestSupport

@Suite struct DumpTests {
    @Test func onlyChangesOfLookAreWritten() {
        var painter = Painter(size: Size(width: 8, height: 2))
        painter.text("ab", x: 0, y: 0, Style(.bad))
        painter.text("cd", x: 2, y: 0, Style(.bad))
        painter.text("ef", x: 4, y: 0)
        painter.text("g", x: 0, y: 1, Style(.bad, .bold))
        #expect(FrameDump.ansi(painter.frame, .sixteen) == "\u{1B}[91mabcd\u{1B}[0mef\n\u{1B}[1;91mg\u{1B}[0m\n")
        #expect(FrameDump.ansi(painter.frame, .none) == "\u{1B}[1;4mabcd\u{1B}[0mef\n\u{1B}[1;4mg\u{1B}[0m\n")
        #expect(FrameDump.text(painter.frame) == "abcdef\ng\n")
    }

    @Test(arguments: ColourMode.allCases)
    func withoutItsSequencesADumpIsTheText(mode: ColourMode) {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<50 {
            var painter = Painter(size: Size(width: 30, height: 5))
            for y in 0..<5 {
                let role = Role.allCases.randomElement(using: &random) ?? .text
                let bits = Style.Attributes(rawValue: UInt8.random(in: 0..<4, using: &random))
                painter.text(randomText(&random), x: 0, y: y, Style(role, bits))
            }
            let ansi = FrameDump.ansi(painter.frame, mode)
            var plain = ""
            var isInside = false
            for scalar in ansi.unicodeScalars {
                if scalar == "\u{1B}" { isInside = true }
                if !isInside { plain.unicodeScalars.append(scalar) }
                if isInside, scalar == "m" { isInside = false }
            }
            func trimmed(_ text: String) -> [String] {
                text.split(separator: "\n", omittingEmptySubsequences: false).map { row in
                    var row = row
                    while row.last == " " { row.removeLast() }
                    return String(row)
                }
            }
            #expect(trimmed(plain) == trimmed(painter.frame.text))
        }
    }
}
