import Testing
import UtsiktApp
import UtsiktCore
import UtsiktScreen

@testable import UtsiktTerminal

@Suite struct LocaleChoiceTests {
    private func glyphs(_ environment: [String: String], codeset: String?) -> GlyphSet {
        LocaleChoice(environment: environment, codeset: codeset).glyphs
    }

    @Test func utf8LocalesGetBlocksAndTheConsoleLatin() {
        #expect(glyphs(["LANG": "nb_NO.UTF-8", "TERM": "xterm-256color"], codeset: "UTF-8") == .blocks)
        #expect(glyphs(["LANG": "nb_NO.UTF-8", "TERM": "linux"], codeset: "UTF-8") == .latin)
        #expect(glyphs(["LANG": "nb_NO.UTF-8", "TERM": "vt100"], codeset: "UTF-8") == .latin)
        // Asked for, but not installed.
        #expect(glyphs(["LANG": "nb_NO.utf8", "TERM": "xterm"], codeset: nil) == .blocks)
    }

    @Test func noLocaleAtAllIsTakenForUTF8() {
        #expect(glyphs(["TERM": "xterm"], codeset: "ANSI_X3.4-1968") == .blocks)
        #expect(glyphs(["TERM": "xterm", "LANG": ""], codeset: "ANSI_X3.4-1968") == .blocks)
    }

    @Test func whoNamesAnotherEncodingGetsASCII() {
        #expect(glyphs(["LANG": "C"], codeset: "ANSI_X3.4-1968") == .ascii)
        #expect(glyphs(["LC_ALL": "POSIX", "LANG": "nb_NO.UTF-8"], codeset: "ANSI_X3.4-1968") == .ascii)
        #expect(glyphs(["LC_CTYPE": "de_DE.ISO-8859-1"], codeset: "ISO-8859-1") == .ascii)
    }

    @Test func theLibraryAlwaysGetsAUTF8Locale() {
        #expect(LocaleChoice(environment: ["LANG": "C"], codeset: "ANSI_X3.4-1968").locale == "C.UTF-8")
        #expect(LocaleChoice(environment: ["LANG": "C.UTF-8"], codeset: "UTF-8").locale == "")
    }
}

@Suite struct CapabilitiesTests {
    @Test func delaysAreLeftOut() {
        #expect(Capabilities.withoutPadding("\u{1B}[m\u{F}$<2>") == "\u{1B}[m\u{F}")
        #expect(Capabilities.withoutPadding("a$<5/>b$c$<") == "ab$c$<")
    }

    @Test func whatIsTurnedOnIsTurnedOff() {
        let known = [
            "smcup": "<in>", "rmcup": "<out>", "smkx": "<keys>", "rmkx": "<nokeys>", "civis": "<hide>",
            "cnorm": "<show>",
            "sgr0": "<plain>", "kmous": "\u{1B}[<", "BE": "<paste>", "BD": "<nopaste>", "kcuu1": "\u{1B}OA", "kf5": "x",
        ]
        let c = Capabilities(term: "xterm") { known[$0] }
        #expect(c.enter == "<in>")
        for part in ["<keys>", "<hide>", "<paste>"] { #expect(c.modes.contains(part), "\(part)") }
        for part in ["<nokeys>", "<show>", "<nopaste>", "<plain>", "?2026l"] {
            #expect(c.leave.contains(part), "\(part)")
        }
        // The mouse comes and goes by itself.
        for part in ["?1000", "?1006"] {
            #expect(c.mouseOn.contains(part + "h") && c.mouseOff.contains(part + "l"), "\(part)")
            #expect(!c.modes.contains(part) && !c.leave.contains(part), "\(part)")
        }
        #expect(c.leave.hasSuffix("<out>"))
        #expect(c.keys == [Array("\u{1B}OA".utf8): .up])
        #expect(c.isEmulator)
    }

    @Test func theConsoleGetsNoModesItDoesNotKnow() {
        let c = Capabilities(term: "linux") { $0 == "kmous" ? "\u{1B}[M" : nil }
        #expect(c.modes.isEmpty)
        #expect(c.mouseOn.isEmpty && c.mouseOff.isEmpty)
        #expect(!c.isEmulator)
        #expect(c.leave == "\u{1B}[999;1H\r\n")
    }
}

@Suite struct ColourPairsTests {
    private func table(colours: Int, pairs: Int) -> ColourPairs {
        ColourPairs(colours: colours, pairs: pairs) { _, _, _ in true }
    }

    @Test func theSameColoursHaveTheSamePair() {
        var pairs = table(colours: 256, pairs: 65536)
        let red = pairs.ink(Look(foreground: 167))
        #expect(red.pair == 1)
        #expect(pairs.ink(Look(foreground: 67)).pair == 2)
        #expect(pairs.ink(Look(foreground: 167, attributes: .bold)).pair == 1)
        #expect(pairs.ink(Look(background: 167)).pair == 3)
        #expect(pairs.ink(Look()).pair == 0)
    }

    @Test func withoutColoursThereAreOnlyAttributes() {
        var pairs = table(colours: 0, pairs: 0)
        let ink = pairs.ink(Look(foreground: 1, background: 2, attributes: [.bold, .underline]))
        #expect(ink == Ink(attributes: 1 | 8, pair: 0))
    }

    @Test func eightColoursMakeTheBrightOnesBold() {
        var pairs = table(colours: 8, pairs: 64)
        #expect(pairs.ink(Look(foreground: 9)) == Ink(attributes: 1, pair: 1))
        #expect(pairs.ink(Look(foreground: 1)) == Ink(attributes: 0, pair: 1))
        // Bright black would be black on black.
        #expect(pairs.ink(Look(foreground: 8)) == Ink(attributes: 2, pair: 0))
    }

    @Test func tooFewPairsDropTheBackgroundFirst() {
        var pairs = table(colours: 8, pairs: 64)
        var seen: Set<Int32> = []
        for foreground in UInt8(0)..<8 {
            for background in UInt8(0)..<8 {
                seen.insert(pairs.ink(Look(foreground: foreground, background: background)).pair)
            }
        }
        #expect(!seen.contains(0))
        #expect(seen.allSatisfy { $0 < 64 })
        for foreground in UInt8(0)..<8 { #expect(pairs.ink(Look(foreground: foreground)).pair > 0) }
    }

    @Test func directColoursAreRedGreenBlue() {
        #expect(ColourPairs.direct(1) == 1)
        #expect(ColourPairs.direct(9) == 0xFF0000)
        #expect(ColourPairs.direct(16) == 0)
        #expect(ColourPairs.direct(196) == 0xFF0000)
        #expect(ColourPairs.direct(231) == 0xFFFFFF)
        #expect(ColourPairs.direct(255) == 0xEEEEEE)
    }
}

@Suite struct FramePacerTests {
    @Test func aKeyIsDrawnAtOnceAndDataThirtyTimesASecond() {
        var pacer = FramePacer()
        let start = ContinuousClock.now
        #expect(pacer.wait(at: start) == nil)
        pacer.note(urgent: false)
        #expect(pacer.wait(at: start) == .zero)
        pacer.drawn(at: start)
        #expect(pacer.wait(at: start) == nil)
        pacer.note(urgent: false)
        #expect(pacer.wait(at: start) == FramePacer.interval)
        pacer.note(urgent: true)
        #expect(pacer.wait(at: start) == .zero)
        pacer.drawn(at: start)
        pacer.note(urgent: false)
        #expect(pacer.wait(at: start.advanced(by: .seconds(1))) == .zero)
        #expect(pacer.wait(at: start.advanced(by: .milliseconds(30))) == FramePacer.interval - .milliseconds(30))
    }
}

@Suite struct EventInboxTests {
    private func keys(_ events: [Event]) -> [Key] {
        events.compactMap { if case .key(let key) = $0 { key } else { nil } }
    }

    @Test func eventsComeInTheirOrderAndOnce() throws {
        let inbox = try EventInbox()
        #expect(inbox.take().isEmpty)
        for letter in "abc" { inbox.post(.key(.character(letter))) }
        #expect(keys(inbox.take()) == [.character("a"), .character("b"), .character("c")])
        #expect(inbox.take().isEmpty)
    }

    @Test func theNewestSnapshotOfAKindWins() throws {
        let inbox = try EventInbox()
        func post(_ revision: Int) {
            inbox.post(.arrived(.forecast(ForecastSnapshot(revision: revision)), from: .world(WorldNumber(1))))
        }
        func revisions() -> [Int] {
            inbox.take().compactMap {
                if case .arrived(.forecast(let snapshot), _) = $0 { snapshot.revision } else { nil }
            }
        }
        for n in 1...12 { post(n) }
        inbox.post(.key(.up))
        #expect(revisions() == [12])
        post(1)
        #expect(revisions() == [1])
    }

    @Test func nothingIsLostBetweenThreads() async throws {
        let inbox = try EventInbox()
        let total = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<500 { inbox.post(.key(.up)) }
                    return inbox.take().count
                }
            }
            return await group.reduce(0, +)
        }
        #expect(total == 4000)
    }
}

@Suite struct ClipboardTests {
    private func text(_ sequence: [UInt8]) -> String { String(decoding: sequence, as: UTF8.self) }

    @Test(
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("\u{E5}\u{F8}~", "w6XDuH4="),
        ])
    func theEncodingIsThatOfTheStandard(_ plain: String, _ encoded: String) {
        #expect(text(Clipboard.base64(Array(plain.utf8)[...])) == encoded)
        #expect(text(Clipboard.sequence(plain, way: .direct)) == "\u{1B}]52;c;\(encoded)\u{7}")
    }

    @Test func multiplexersGetItWrapped() {
        #expect(
            text(Clipboard.sequence("foo", way: .tmux))
                == "\u{1B}]52;c;Zm9v\u{7}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zm9v\u{7}\u{1B}\\")
        let long = String(repeating: "foobar", count: 100)
        let pieces = text(Clipboard.sequence(long, way: .screen)).components(separated: "\u{1B}\\")
        let joined = pieces.dropLast().map { piece in
            String(piece.components(separated: "\u{1B}P").last ?? "")
        }.joined()
        #expect(joined == text(Clipboard.sequence(long, way: .direct)))
        #expect(pieces.dropFirst().allSatisfy { $0.utf8.count <= 250 })
    }

    @Test func theMultiplexerIsKnownByItsVariables() {
        #expect(Clipboard.Way(environment: ["TERM": "xterm-256color"]) == .direct)
        #expect(Clipboard.Way(environment: ["TERM": "xterm", "TMUX": "/tmp/x,1,0"]) == .tmux)
        #expect(Clipboard.Way(environment: ["TERM": "tmux-256color"]) == .tmux)
        #expect(Clipboard.Way(environment: ["TERM": "screen-256color", "TMUX": "/tmp/x,1,0"]) == .tmux)
        #expect(Clipboard.Way(environment: ["TERM": "screen.xterm-256color", "STY": "1.pts"]) == .screen)
    }

    @Test func aLongTextIsCutAtACharacter() {
        let long = String(repeating: "\u{E5}", count: 60_000)
        let sequence = Clipboard.sequence(long, way: .direct)
        #expect(sequence.count <= 100_000)
        #expect(sequence == Clipboard.sequence(String(long.prefix(Clipboard.limit / 2)), way: .direct))
        // One byte before the limit begins a character of two.
        let shifted = "x" + long
        #expect(
            Clipboard.sequence(shifted, way: .direct)
                == Clipboard.sequence(String(shifted.prefix(Clipboard.limit / 2)), way: .direct))
    }
}

extension String {
    /// The parts between separators.
    fileprivate func components(separated separator: String) -> [String] {
        var (result, rest) = ([String](), utf8[...])
        let mark = Array(separator.utf8)
        var part: [UInt8] = []
        while let byte = rest.first {
            if rest.starts(with: mark) {
                result.append(String(decoding: part, as: UTF8.self))
                part = []
                rest = rest.dropFirst(mark.count)
            } else {
                part.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result + [String(decoding: part, as: UTF8.self)]
    }
}

@Suite struct FrameMeterTests {
    private func frame(_ text: String, width: Int = 10) -> Frame {
        var painter = Painter(size: Size(width: width, height: 2), glyphs: .blocks)
        painter.text(text, x: 0, y: 0)
        return painter.frame
    }

    @Test func changedCellsAreCounted() {
        #expect(FrameMeter.changes(from: nil, to: frame("a")) == 20)
        #expect(FrameMeter.changes(from: frame("abc"), to: frame("abc")) == 0)
        #expect(FrameMeter.changes(from: frame("abc"), to: frame("axcd")) == 2)
        #expect(FrameMeter.changes(from: frame("abc"), to: frame("abc", width: 11)) == 22)
    }

    @Test func figuresAreTakenOnceAndOnlyWhenMeasured() {
        var meter = FrameMeter()
        meter.handled(3)
        meter.drawn(FrameMetrics(cells: 7))
        #expect(meter.take() == FrameMetrics(cells: 7, events: 3, frames: 1))
        #expect(meter.take() == nil)
        meter.handled(1)
        meter.drawn()
        #expect(meter.take() == nil)
        meter.drawn(FrameMetrics())
        #expect(meter.take() == FrameMetrics(frames: 3))
    }

    @Test func durationsAreMicroseconds() {
        #expect(FrameMeter.microseconds(.milliseconds(1500)) == 1_500_000)
        #expect(FrameMeter.microseconds(.nanoseconds(1999)) == 1)
    }
}
