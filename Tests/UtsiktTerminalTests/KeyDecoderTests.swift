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

    @Test(
        arguments: [
            ("\u{1B}[200~abc\u{1B}[201~", "abc"), ("\u{1B}[200~a\rb\r\nc\nd\te\u{1B}[201~", "a\nb\nc\nd\te"),
            ("\u{1B}[200~\u{1B}[31mred\u{7}\u{9B}\u{7F}\u{1B}[201~", "[31mred"), ("\u{1B}[200~日本 å\u{1B}[201~", "日本 å"),
            ("\u{1B}[200~almost \u{1B}[20 and \u{1B}\u{1B}[201~", "almost [20 and "), ("\u{1B}[200~no end", "no end"),
        ] as [(Sent, String)])
    func pastedTextIsCleanText(_ sent: Sent, _ text: String) {
        for chunk in [1, 3, Int.max] {
            #expect(decode(Array(sent.text.utf8), chunk: chunk) == [.paste(text)])
        }
    }

    @Test func nothingPastedIsNoEvent() {
        #expect(decode(Array("\u{1B}[200~\u{1B}[201~".utf8)).isEmpty)
    }

    @Test func aPasteIsBoundedAndNeverBroken() {
        let start = Array("\u{1B}[200~".utf8)
        let end = Array("\u{1B}[201~".utf8)
        let long = decode(start + Array(String(repeating: "å", count: 50_000).utf8) + end + [0x78])
        #expect(
            long == [
                .paste(String(repeating: "å", count: KeyDecoder.longestPaste / 2)), .key(.character("x")),
            ])
        // A character of three bytes does not fit a whole number of times.
        #expect(
            decode(start + Array(String(repeating: "日", count: 50_000).utf8) + end)
                == [.paste(String(repeating: "日", count: KeyDecoder.longestPaste / 3))])
        #expect(decode(start + [0x61, 0xFF, 0xC3, 0x62] + end) == [.paste("a\u{FFFD}\u{FFFD}b")])
    }

    @Test func noPressIsLostWhateverComesBetweenAndHoweverItIsCut() {
        for seed in 0..<150 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var (bytes, expected): ([UInt8], [KeyDecoder.Input]) = ([], [])
            for _ in 0..<Int.random(in: 1...120, using: &generator) {
                let x = Int.random(in: 0..<400, using: &generator)
                let y = Int.random(in: 0..<120, using: &generator)
                let place = Point(x: x, y: y)
                func send(_ code: Int, _ final: Character, _ input: KeyDecoder.Input?) {
                    bytes += Array("\u{1B}[<\(code);\(x + 1);\(y + 1)\(final)".utf8)
                    if let input { expected.append(input) }
                }
                // Modifiers change nothing: bits 4, 8 and 16.
                let modifiers = Int.random(in: 0...7, using: &generator) * 4
                switch Int.random(in: 0..<9, using: &generator) {
                case 0, 1: send(modifiers, "M", .mouse(.press, place))
                case 2: send(64 + modifiers, "M", .mouse(.wheelUp, place))
                case 3: send(65 + modifiers, "M", .mouse(.wheelDown, place))
                case 4: send([0, 1, 2].randomElement(using: &generator) ?? 0, "m", nil)
                case 5: send([1, 2, 66, 67, 128].randomElement(using: &generator) ?? 1, "M", nil)
                case 6: send(32 + modifiers, "M", nil)
                case 7:
                    bytes += Array("å".utf8)
                    expected.append(.key(.character("å")))
                default:
                    bytes += Array("\u{1B}[A".utf8)
                    expected.append(.key(.up))
                }
            }
            var decoder = KeyDecoder()
            var inputs: [KeyDecoder.Input] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...40, using: &generator)
                decoder.feed(rest.prefix(count), into: &inputs)
                rest = rest.dropFirst(count)
            }
            #expect(inputs == expected, "seed \(seed)")
        }
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
        // Not by itself: more likely the start of a sequence that was cut.
        decoder.feed([0x41, 0x1B], into: &inputs)
        let cut = try #require(decoder.patience)
        #expect(lone < cut && cut < broken)
    }

    @Test func thePartsOfASlowPasteAreNoKeys() {
        var decoder = KeyDecoder()
        var inputs: [KeyDecoder.Input] = []
        decoder.feed(Array("\u{1B}[200~first".utf8), into: &inputs)
        decoder.giveUp(into: &inputs)
        #expect(inputs == [.paste("first")])
        #expect(decoder.patience == nil, "nothing is waited for")
        decoder.feed(Array("second part".utf8), into: &inputs)
        decoder.giveUp(into: &inputs)
        decoder.feed(
            Array("q\u{1B}[20".utf8) + Array(repeating: 0x71, count: 9) + Array("\u{1B}[2".utf8), into: &inputs)
        decoder.giveUp(into: &inputs)
        decoder.feed(Array("01~x".utf8), into: &inputs)
        #expect(
            inputs == [
                .paste("first"), .paste("second part"), .paste("q[20qqqqqqqqq"), .key(.character("x")),
            ])
    }

    @Test(arguments: [("q", Key.character("q")), ("\u{1B}[A", .up), ("\u{1B}OP", .function(1))] as [(Sent, Key)])
    func aPasteWithoutItsEndSwallowsNoKeyTypedLater(_ sent: Sent, _ key: Key) {
        var decoder = KeyDecoder()
        var inputs: [KeyDecoder.Input] = []
        decoder.feed(Array("\u{1B}[200~first".utf8), into: &inputs)
        decoder.giveUp(into: &inputs)
        decoder.feed(Array(sent.text.utf8), into: &inputs)
        #expect(inputs == [.paste("first"), .key(key)])
        // And from then on everything is typed.
        inputs = []
        decoder.feed(Array("some words".utf8), into: &inputs)
        #expect(inputs.count == 10)
    }

    @Test func theEndOfALatePasteMayComeInPieces() {
        var decoder = KeyDecoder()
        var inputs: [KeyDecoder.Input] = []
        decoder.feed(Array("\u{1B}[200~first\u{1B}".utf8), into: &inputs)
        decoder.giveUp(into: &inputs)
        decoder.feed(Array("[20".utf8), into: &inputs)
        decoder.feed(Array("1~q".utf8), into: &inputs)
        #expect(inputs.filter { if case .paste = $0 { false } else { true } } == [.key(.character("q"))])
    }

    /// Alt+P, and Escape and P, send what begins a string. Terminals end theirs.
    @Test(arguments: ["]", "P", "X", "^", "_"])
    func aStringWithoutItsEndWasTypedAndNoKeyIsLost(_ introducer: Character) {
        var decoder = KeyDecoder()
        var inputs: [KeyDecoder.Input] = []
        decoder.feed([0x1B] + Array(String(introducer).utf8), into: &inputs)
        let number = decoder.strings
        for byte in "z1q".utf8 { decoder.feed([byte], into: &inputs) }
        #expect(decoder.isInString && decoder.strings == number, "the patience counts from its beginning")
        decoder.giveUp(into: &inputs)
        #expect(
            inputs == [.key(.escape)] + [introducer, "z", "1", "q"].map { .key(.character($0)) })
        #expect(decoder.patience == nil)
    }

    @Test func rubbishOfAnyLengthIsNoKeys() {
        var decoder = KeyDecoder()
        var inputs: [KeyDecoder.Input] = []
        decoder.feed(Array("\u{1B}]52;c;".utf8) + Array(repeating: 0x71, count: 500), into: &inputs)
        decoder.giveUp(into: &inputs)
        #expect(inputs.isEmpty)
    }
}
