import Testing
import UtsiktApp
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktTerminal

@Suite struct KeyDecoderTests {
    /// What a text decodes to when nothing follows it.
    private func decode(_ bytes: [UInt8], sequences: [[UInt8]: Key] = [:], chunk: Int = .max) -> [KeyDecoder.Input] {
        var decoder = KeyDecoder(sequences: sequences)
        var inputs: [KeyDecoder.Input] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            decoder.feed(rest.prefix(chunk), into: &inputs)
            rest = rest.dropFirst(chunk)
        }
        decoder.giveUp(into: &inputs)
        return inputs
    }

    private func keys(_ text: String, sequences: [[UInt8]: Key] = [:]) -> [Key] {
        decode(Array(text.utf8), sequences: sequences).compactMap { input in
            if case .key(let key) = input { key } else { nil }
        }
    }

    @Test(
        arguments: [
            ("a", [Key.character("a")]), ("å", [.character("å")]), ("日", [.character("日")]), ("😀", [.character("😀")]),
            ("\t", [.tab]), ("\r", [.enter]), ("\n", [.enter]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]),
            ("\u{C}", [.control("l")]), ("\u{0}", [.control(" ")]), ("\u{1F}", [.control("_")]),
            ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}q", [.escape, .character("q")]),
            ("\u{1B}[", [.escape, .character("[")]), ("\u{1B}O", [.escape, .character("O")]),
            ("\u{1B}]", [.escape, .character("]")]), ("\u{1B}\r", [.escape, .enter]),
            ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}[1;5C", [.right]), ("\u{1B}[1;2D", [.left]),
            ("\u{1B}[H", [.home]), ("\u{1B}OF", [.end]), ("\u{1B}[1~", [.home]), ("\u{1B}[4~", [.end]),
            ("\u{1B}[7~", [.home]),
            ("\u{1B}[3~", [.delete]), ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6;5~", [.pageDown]), ("\u{1B}[Z", [.backTab]),
            ("\u{1B}OP", [.function(1)]), ("\u{1B}[15~", [.function(5)]), ("\u{1B}[17~", [.function(6)]),
            ("\u{1B}[24~", [.function(12)]), ("\u{1B}[[A", [.function(1)]), ("\u{1B}[[E", [.function(5)]),
            ("\u{1B}[1;2P", [.function(1)]), ("\u{1B}Op", [.character("0")]), ("\u{1B}OM", [.enter]),
        ] as [(Sent, [Key])])
    func aSequenceIsItsKey(_ sent: Sent, _ expected: [Key]) {
        #expect(keys(sent.text) == expected)
    }

    @Test(
        arguments: [
            "\u{1B}[99~", "\u{1B}[2~", "\u{1B}[I", "\u{1B}[O", "\u{1B}[?1;2c", "\u{1B}[>0;276;0c", "\u{1B}[27;5;9~",
            "\u{1B}[1;2R5",
            "\u{1B}]10;rgb:0000/0000/0000\u{7}", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", "\u{1B}P1+r436f\u{1B}\\",
            "\u{1B}_Gi=1;OK\u{1B}\\",
            "\u{1B}[<0;1;1m", "\u{1B}[<35;10;5M", "\u{1B}[<2;10;5M", "\u{1B}[<0;0;0M", "\u{1B}[<;;M", "\u{1B}[12",
            "\u{1B}[[Z",
            "\u{1B}[99999999999999999999~", "\u{1B}[200~q\u{1B}[A rm -rf\r\u{1B}[201~", "\u{1B}[200~unfinished",
            "\u{1B}Oz",
        ] as [Sent])
    func whatIsUnknownIsNoKey(_ sent: Sent) {
        let expected: [Key] = sent.text.hasSuffix("R5") ? [.function(3), .character("5")] : []
        #expect(keys(sent.text) == expected)
    }

    @Test func theDescriptionComesFirst() {
        #expect(keys("\u{1B}Ot") == [.character("4")])
        #expect(keys("\u{1B}Ot", sequences: [Array("\u{1B}Ot".utf8): .function(5)]) == [.function(5)])
        #expect(keys("\u{1B}\t", sequences: [[0x1B, 0x09]: .backTab]) == [.backTab])
    }

    @Test(
        arguments: [
            ("\u{1B}[<0;10;5M", MouseEvent.press, 9, 4), ("\u{1B}[<64;1;1M", .wheelUp, 0, 0),
            ("\u{1B}[<65;300;200M", .wheelDown, 299, 199),
            ("\u{1B}[<4;3;2M", .press, 2, 1), ("\u{1B}[M !!", .press, 0, 0), ("\u{1B}[M`+*", .wheelUp, 10, 9),
            ("\u{1B}[Ma+*", .wheelDown, 10, 9),
        ] as [(Sent, MouseEvent, Int, Int)])
    func theMouseIsFoundAtItsCell(_ sent: Sent, _ what: MouseEvent, _ x: Int, _ y: Int) {
        #expect(decode(Array(sent.text.utf8)) == [.mouse(what, Point(x: x, y: y))])
    }

    @Test func manyMouseEventsInOneReadAreAllSeen() {
        let text = "\u{1B}[<0;1;1M\u{1B}[<0;1;1m\u{1B}[<64;2;2M\u{1B}[<64;2;2Mx"
        #expect(decode(Array(text.utf8)).count == 4)
    }

    @Test func brokenCharactersAreNothing() {
        #expect(
            decode([0xFF, 0xC3, 0x61, 0xE2, 0x82, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0xF5, 0x62]) == [
                .key(.character("a")), .key(.character("b")),
            ])
        // U+009B would be a control sequence's beginning on some terminals.
        #expect(decode([0xC2, 0x9B]) == [])
    }

    @Test func theWayOfReadingDoesNotMatter() {
        var generator = SeededGenerator(seed: 4711)
        let parts = [
            "a", "å", "日", "\u{1B}[A", "\u{1B}OP", "\u{1B}[15~", "\u{1B}[<0;10;5M", "\u{1B}[M !!", "\u{1B}]0;x\u{7}",
            "\u{1B}[200~paste\u{1B}[201~", "\u{1B}[[A", "\r",
        ]
        for _ in 0..<100 {
            let text = (0..<20).map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
            let whole = decode(Array(text.utf8))
            for chunk in [1, 2, 3, 7] {
                #expect(decode(Array(text.utf8), chunk: chunk) == whole, "\(text.debugDescription)")
            }
        }
    }

    @Test func noBytesWhateverKeepItFromTheNextKey() {
        for seed in 0..<200 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var decoder = KeyDecoder()
            var inputs: [KeyDecoder.Input] = []
            for _ in 0..<20 {
                // Half of it escape sequences, or what begins like them.
                let bytes = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
                    Bool.random(using: &generator)
                        ? UInt8.random(in: 0...255, using: &generator)
                        : Array("\u{1B}[]OPM<;0123456789?~mA".utf8).randomElement(using: &generator) ?? 0
                }
                decoder.feed(bytes, into: &inputs)
            }
            while decoder.patience != nil { decoder.giveUp(into: &inputs) }
            inputs = []
            decoder.feed([0x71], into: &inputs)
            #expect(inputs == [.key(.character("q"))], "seed \(seed)")
        }
    }

    @Test func aLoneEscapeIsKnownSoonerThanABrokenSequence() throws {
        var decoder = KeyDecoder()
        var inputs: [KeyDecoder.Input] = []
        #expect(decoder.patience == nil)
        decoder.feed([0x1B], into: &inputs)
        let lone = try #require(decoder.patience)
        decoder.feed([0x5B, 0x31], into: &inputs)
        let broken = try #require(decoder.patience)
        #expect(lone == .milliseconds(25))
        #expect(lone < broken)
        #expect(inputs.isEmpty)
    }
}
