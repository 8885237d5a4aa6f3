import Testing
import UtsiktScreen
import UtsiktTestSupport

@Suite struct CellsTests {
    @Test func aSanitizedTextIsCellsOfOneSpacingScalarWithItsMarks() {
        var random = SeededGenerator(seed: 1)
        for round in 0..<800 {
            let glyphs = GlyphSet.allCases[round % 4]
            let clean = TextSanitizer.clean(randomText(&random), glyphs: glyphs)
            let cells = TextSanitizer.cells(clean)
            #expect(cells.reduce(0) { $0 + TextWidth.of($1) } == TextWidth.of(clean), "round \(round) of seed 1")
            for cell in cells {
                let scalars = Array(cell.unicodeScalars)
                #expect(TextWidth.of(cell) > 0 && scalars.count <= 5, "round \(round) of seed 1")
                #expect(scalars.dropFirst().allSatisfy { TextWidth.of($0) == 0 }, "round \(round) of seed 1")
            }
            #expect(
                Array(TextSanitizer.clean(clean, glyphs: glyphs).unicodeScalars) == Array(clean.unicodeScalars),
                "cleaning twice changes round \(round) of seed 1")
            if glyphs == .ascii { #expect(clean.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }) }
        }
    }

    @Test(arguments: [
        ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("one\r\ntwo\tthree", "one  two three"), ("\u{202E}abc", "abc"),
        ("🇳🇴", "NO"), ("👨\u{200D}👩\u{200D}👧", "👨👩👧"), ("👍🏽", "👍"), ("☎\u{FE0F}", "☎"), ("\u{1112}\u{1161}\u{11AB}", "한"),
        ("\u{AC00}\u{11A8}", "각"), ("\u{1161}", "\u{FFFD}"), ("e\u{301}", "e\u{301}"), ("\u{301}x", "x"),
        ("\u{E000}x", "x"),
    ])
    func whatComesFromOutsideIsMadeSafe(text: String, expected: String) {
        #expect(Array(TextSanitizer.clean(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test func marksBeyondFourAreLeftOut() {
        let clean = TextSanitizer.clean("z" + String(repeating: "\u{335}", count: 50) + "z")
        #expect(clean.unicodeScalars.count == 6)
        #expect(TextWidth.of(clean) == 2)
    }

    @Test(arguments: [
        ("abc", 3), ("", 0), ("データ", 6), ("한국", 4), ("e\u{301}", 1), ("กำ", 2), ("👨👩", 4), ("█▀⣿", 3), ("\u{1FB00}", 1),
    ])
    func widthsAreTheTerminals(text: String, columns: Int) {
        #expect(TextWidth.of(text) == columns)
    }

    @Test func aCutTextIsNeverWiderThanAsked() {
        var random = SeededGenerator(seed: 2)
        for round in 0..<500 {
            let clean = TextSanitizer.clean(randomText(&random))
            let columns = Int.random(in: 0...30, using: &random)
            let cut = TextWidth.truncate(clean, to: columns, ellipsis: "…")
            #expect(TextWidth.of(cut) <= columns, "round \(round) of seed 2")
            if TextWidth.of(clean) <= columns { #expect(cut == clean) }
        }
        #expect(TextWidth.truncate("データ", to: 4, ellipsis: "…") == "デ…")
    }

    @Test func anyTextAnywhereLeavesASoundPicture() {
        var random = SeededGenerator(seed: 3)
        for round in 0..<300 {
            let glyphs = GlyphSet.allCases[round % 4]
            let fault = unsound(Size(width: 20, height: 4), glyphs) { painter in
                for _ in 0..<12 {
                    let x = Int.random(in: -15...25, using: &random)
                    let y = Int.random(in: -2...6, using: &random)
                    let text = randomText(&random)
                    switch Int.random(in: 0..<5, using: &random) {
                    case 0: painter.textRight(text, maxX: x, y: y)
                    case 1: painter.text(text, x: x, y: y, limit: Int.random(in: -3...30, using: &random))
                    case 2: if glyphs.isUnicode { text.first.map { painter.put($0, x: x, y: y) } }
                    case 3:
                        painter.fill(Rect(x: x, y: y, width: 3, height: 2), glyphs.isUnicode ? text.first ?? " " : "#")
                    default: painter.inside(Rect(x: x, y: y, width: 9, height: 2)) { $0.text(text, x: -1, y: 0) }
                    }
                }
            }
            #expect(fault == nil, "round \(round) of seed 3")
        }
    }

    @Test func placesFarOutsideAreHarmless() {
        var painter = Painter(size: Size(width: 5, height: 2))
        for far in [Int.max, Int.min, Int.max - 3] {
            painter.put("x", x: far, y: far)
            painter.text("データ", x: far, y: 0)
            painter.textRight("abc", maxX: far, y: 1)
            painter.fill(Rect(x: far, y: far, width: Int.max, height: Int.max))
            painter.hit(Rect(x: far, y: 0, width: Int.max, height: 1))
            painter.inside(Rect(x: far, y: far, width: 3, height: 3)) { $0.put("y", x: 1, y: 1) }
            painter.cursor(x: far, y: far)
        }
        #expect(painter.frame.cells.allSatisfy { $0 == .blank })
        #expect(painter.frame.cursor == nil)
    }

    @Test func overwritingHalfAWideGlyphBlanksTheOther() {
        var painter = Painter(size: Size(width: 6, height: 1))
        painter.text("データ", x: 0, y: 0)
        painter.put("x", x: 3, y: 0)
        #expect(painter.frame.text == "デ xタ\n")
        painter.text("デ", x: 5, y: 0)
        #expect(painter.frame.text == "デ xタ\n")
    }

    @Test func theShortWayForSimpleTextsDrawsTheSame() {
        var random = SeededGenerator(seed: 6)
        let ranges: [ClosedRange<UInt32>] = [0x20...0x7E, 0xA0...0x2FF, 0x2500...0x2595, 0x2800...0x28FF]
        for round in 0..<200 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                let range = ranges[Int.random(in: 0..<4, using: &random)]
                if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { text.append(scalar) }
            }
            // A mark at the end forces the long way; it joins the last cell.
            for glyphs in GlyphSet.allCases {
                var painters = [Painter(size: Size(width: 40, height: 1), glyphs: glyphs)]
                painters.append(painters[0])
                let short = painters[0].text(String(text), x: 3, y: 0)
                let long = painters[1].text(String(text) + "x\u{301}", x: 3, y: 0)
                let end = 3 + TextWidth.of(TextSanitizer.clean(String(text), glyphs: glyphs))
                #expect(short == end - 3 && long == short + 1, "round \(round) of seed 6")
                #expect(
                    (0..<end).allSatisfy { painters[0].frame[$0, 0] == painters[1].frame[$0, 0] },
                    "round \(round) of seed 6")
            }
        }
    }

    @Test func everySimpleScalarIsOneColumnWhateverTheTablesSay() {
        for value in UInt32(0x20)...0x28FF {
            guard let scalar = Unicode.Scalar(value), TextWidth.of(scalar) == 1 else { continue }
            guard value < 0x300 || (0x2500...0x2595).contains(value) || value >= 0x2800 else { continue }
            let category = scalar.properties.generalCategory
            #expect(![.nonspacingMark, .spacingMark, .format, .control, .unassigned].contains(category), "\(value)")
            #expect(Array(TextSanitizer.clean(String(scalar)).unicodeScalars) == [scalar], "\(value)")
        }
    }
}
