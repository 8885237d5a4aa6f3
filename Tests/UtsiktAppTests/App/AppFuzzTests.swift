import Foundation
import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// Keys, clicks, sizes and pasted text by chance: the app goes on, and what it draws fits its cells.
@Suite struct AppFuzzTests {
    private static let keys: [Key] =
        (0x20..<0x7F).map { .character(Character(Unicode.Scalar(UInt8($0)))) }
        + [
            .escape, .escape, .enter, .enter, .tab, .backTab, .backspace, .up, .down, .left, .right, .home, .end,
            .pageUp,
        ]
        + [.pageDown, .delete] + (1...12).map { .function($0) } + "abcdefghijklmnopqrstuvwxyz".map { .control($0) }
        + ["å", "日", "e\u{301}", "\u{1F468}"].map { .character($0) }

    private static func event(_ generator: inout SeededGenerator, _ size: Size) -> Event {
        let point = Point(
            x: .random(in: 0...max(1, size.width + 2), using: &generator),
            y: .random(in: 0...max(1, size.height + 2), using: &generator))
        switch Int.random(in: 0...30, using: &generator) {
        case 0: return .mouse(.press, point)
        case 1: return .mouse(Bool.random(using: &generator) ? .wheelUp : .wheelDown, point)
        case 2:
            let widths = [0, 1, 2, 7, 40, 80, 120, 300]
            return .resize(
                Size(
                    width: widths.randomElement(using: &generator) ?? 80,
                    height: [0, 1, 2, 5, 24, 40, 100].randomElement(using: &generator) ?? 24))
        case 3:
            let seeds = [Array("pasted text\twith 世界\n#tag".utf8), Array("20130601".utf8)]
            return .paste(String(decoding: Fuzz.mutated(seeds, [], &generator).prefix(400), as: UTF8.self))
        default: return .key(keys.randomElement(using: &generator) ?? .escape)
        }
    }

    /// An input here is a session of 25 events.
    @Test func sessions() async {
        let first = await OverviewTests.app(Size(width: 120, height: 40))
        var generator = SeededGenerator(seed: 11)
        for session in 0..<(Fuzz.asked.map { max(1, $0 / 25) } ?? 30) {
            var app = first
            var size = Size(width: 120, height: 40)
            var events: [Event] = []
            for _ in 0..<25 {
                let event = Self.event(&generator, size)
                if case .resize(let now) = event { size = now }
                events.append(event)
                _ = app.reduce(event)
            }
            let frame = app.draw()
            #expect(frame.size == size, "session \(session): \(events)")
            for y in 0..<frame.size.height {
                for x in 0..<frame.size.width where frame[x, y].width == 2 {
                    #expect(x + 1 < frame.size.width && frame[x + 1, y].width == 0, "session \(session), \(x), \(y)")
                }
            }
        }
    }

    /// Text of any kind at any place of any size.
    @Test func texts() {
        let seeds = [
            "plain", "世界 e\u{301}\u{302} \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}",
            "\u{1B}[31m\u{9B}2J\u{202E}\t\r\n", "ก็ำ नमस्ते 한\u{1161}\u{11A8}",
            "\u{1F1F3}\u{1F1F4}\u{1F3FB}\u{FE0F}",
        ].map { Array($0.utf8) }
        var generator = SeededGenerator(seed: 5)
        Fuzz.run("texts-drawn", usual: 300, seeds: seeds) { bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            let glyphs = GlyphSet.allCases.randomElement(using: &generator) ?? .ascii
            let clean = TextSanitizer.clean(text, glyphs: glyphs)
            #expect(TextSanitizer.clean(clean, glyphs: glyphs) == clean)
            let width = Int.random(in: 0...60, using: &generator)
            #expect(TextWidth.of(TextWidth.truncate(clean, to: width, ellipsis: "…")) <= width)
            var painter = Painter(size: Size(width: width, height: 3), glyphs: glyphs)
            _ = painter.text(text, x: .random(in: -5...width, using: &generator), y: 1)
            #expect(painter.frame.size.width == width)
        }
    }
}
