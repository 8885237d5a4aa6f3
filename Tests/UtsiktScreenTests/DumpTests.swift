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

@Suite struct SVGTests {
    private func picture(_ glyphs: GlyphSet = .blocks) -> Frame {
        var painter = Painter(size: Size(width: 30, height: 6), glyphs: glyphs)
        let inner = Box(title: "a < b & c", caption: "\"x\"", isFocused: true).draw(&painter, in: painter.bounds)
        painter.inside(inner) { inner in
            inner.text("bold words", x: 0, y: 0, Style(.accent, .bold))
            inner.text("データ", x: 12, y: 0, Style(.bad, .underline))
            inner.text("▀", x: 0, y: 1, Style(.heat1, on: .heat4))
            inner.text("▒⣿▌╪╭", x: 2, y: 1, Style(.series2))
            inner.text("chosen", x: 0, y: 2, Style(.selection, .reverse))
            inner.cursor(x: 7, y: 2)
        }
        return painter.frame
    }

    /// What lies between `>` and `<`, with references resolved.
    private func words(_ svg: String, _ element: String) -> [String] {
        svg.split(separator: "<").filter { $0.hasPrefix(element + " ") || $0.hasPrefix(element + ">") }.map { piece in
            String(piece.drop { $0 != ">" }.dropFirst()).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        }
    }

    /// What is wrong with the nesting of elements.
    private func fault(_ svg: String) -> String? {
        var open: [Substring] = []
        for piece in svg.split(separator: "<") {
            guard let end = piece.firstIndex(of: ">") else { return "an open tag: \(piece)" }
            let tag = piece[..<end]
            let name = tag.prefix { $0 != " " && $0 != ">" && $0 != "/" }
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return "\(tag) closes nothing" }
            } else if !tag.hasSuffix("/") {
                open.append(name)
            }
            guard tag.count(where: { $0 == "\"" }).isMultiple(of: 2) else { return "an open quote: \(tag)" }
        }
        return open.isEmpty ? nil : "\(open) stay open"
    }

    @Test func wordsStandWhereTheirCellsAre() {
        let svg = FrameDump.svg(picture(), theme: .calm, title: "A & B")
        #expect(fault(svg) == nil)
        #expect(words(svg, "title").first == "A & B")
        #expect(words(svg, "desc").first == "A terminal picture of 30 by 6 cells")
        #expect(words(svg, "text") == ["a", "<", "b", "&", "c", "\"x\"", "bold", "words", "デ", "ー", "タ", "chosen"])
        // Column 1 of row 1, 9 by 18 units a cell.
        #expect(svg.contains("<text x=\"9\" y=\"31.5\" textLength=\"36\">bold</text>"))
        #expect(svg.contains("<text x=\"54\" y=\"31.5\" textLength=\"45\">words</text>"))
        #expect(svg.contains("textLength=\"18\">デ</text>"))
    }

    @Test func blocksAndLinesAreShapes() {
        let svg = FrameDump.svg(picture(), theme: .calm)
        for glyph in "▀▒⣿▌╪╭━┃┏" { #expect(!svg.contains(glyph), "\(glyph)") }
        let heat = (Palette.rgb(66).hex, Palette.rgb(215).hex)
        // The lower half's colour lies behind the whole cell, the upper half's in front.
        #expect(svg.contains("<path fill=\"\(heat.1)\" d=\"M9 36h9v18h-9z\"/>"))
        #expect(svg.contains("<path fill=\"\(heat.0)\" d=\"M9 36h9v9h-9z\"/>"))
        let shapes: [ClosedRange<UInt32>] = [0x2580...0x259F, 0x2801...0x28FF, 0x1FB00...0x1FB3B]
        for value in shapes.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var painter = Painter(size: Size(width: 1, height: 1), glyphs: .sextants)
            painter.put(Character(scalar), x: 0, y: 0)
            let one = FrameDump.svg(painter.frame)
            #expect(!one.contains("<text") && one.contains("<path"), "U+\(String(value, radix: 16))")
        }
    }

    @Test(arguments: [
        ("█", 162.0), ("▄", 81), ("▀", 81), ("▌", 81), ("▏", 20.25), ("▁", 20.25), ("▖", 40.5), ("▜", 121.5), ("▚", 81),
        ("\u{1FB00}", 27), ("\u{1FB13}", 54), ("\u{1FB14}", 81), ("\u{1FB3B}", 135), ("⠁", 4), ("⣿", 32),
        // The arms share the middle.
        ("─", 10),
        ("┃", 38),
    ])
    func shapesCoverAsMuchAsTheGlyph(glyph: String, area: Double) {
        var painter = Painter(size: Size(width: 1, height: 1), glyphs: .sextants)
        painter.text(glyph, x: 0, y: 0)
        let svg = FrameDump.svg(painter.frame)
        var sum = 0.0
        for path in svg.split(separator: "<") where path.hasPrefix("path") {
            for piece in path.split(separator: "M").dropFirst() {
                let numbers = piece.split { !"0123456789.".contains($0) }.compactMap { Double($0) }
                if numbers.count >= 4 { sum += numbers[2] * numbers[3] }
            }
        }
        #expect(abs(sum - area) < 0.4, "\(glyph) covers \(sum)")
    }

    @Test func coloursModesAndGroundsAreKeptTo() {
        let frame = picture()
        for theme in Theme.builtIn {
            for mode in ColourMode.allCases {
                for ground in FrameDump.Ground.allCases {
                    let svg = FrameDump.svg(frame, mode, theme: theme, ground: ground)
                    #expect(fault(svg) == nil)
                    #expect(svg == FrameDump.svg(frame, mode, theme: theme, ground: ground))
                }
            }
        }
        let plain = FrameDump.svg(frame, .none)
        let colours = Set(plain.split(separator: "\"").filter { $0.hasPrefix("#") })
        #expect(colours.isSubset(of: ["#14161a", "#d0d4da", "#72757a", "#85888d"]), "\(colours)")
        #expect(FrameDump.svg(frame, theme: .light).contains("rx=\"6\" fill=\"#ffffff\""))
    }

    @Test func anyPictureIsAWellFormedDocument() {
        var random = SeededGenerator(seed: 5)
        for round in 0..<60 {
            let size = Size(
                width: Int.random(in: 0...40, using: &random), height: Int.random(in: 0...8, using: &random))
            var painter = Painter(size: size, glyphs: GlyphSet.allCases[round % 4])
            for y in 0..<size.height {
                let role = Role.allCases.randomElement(using: &random) ?? .text
                painter.text(
                    randomText(&random), x: 0, y: y, Style(role, on: Role.allCases.randomElement(using: &random)))
            }
            let svg = FrameDump.svg(painter.frame, title: randomText(&random))
            #expect(fault(svg) == nil, "round \(round) of seed 5")
            #expect(
                svg.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) },
                "round \(round) of seed 5")
        }
    }
}
