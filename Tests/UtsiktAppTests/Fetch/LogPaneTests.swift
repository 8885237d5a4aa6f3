import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

private func state(_ entries: [LogEntry]) -> AppState {
    var state = AppState(
        size: Size(width: 120, height: 40), glyphs: .blocks,
        world: WorldStatus(isReplay: true, name: "synthetic sample"))
    state.focus = .log
    for entry in entries { state.log.append(entry) }
    return state
}

private func entry(_ index: Int, _ level: LogLevel = .info) -> LogEntry {
    LogEntry(at: FetchFixtures.now.adding(seconds: Int64(index)), level: level, source: "posts", text: "line \(index)")
}

@Suite(.readsGoldens()) struct LogPaneTests {
    @Test(arguments: [(200, 60), (120, 40), (80, 24), (40, 12)])
    func theWholeScreenAtFourSizes(width: Int, height: Int) {
        var state = state(
            FetchFixtures.log + [
                LogEntry(
                    at: FetchFixtures.now, level: .error, source: "store",
                    text: "utsikt.sqlite: the disk is full; nothing of the last page was kept. Free some space; "
                        + "fetching goes on where it stopped")
            ])
        for _ in 0..<3 { state.log.raiseMinimum() }
        let frame = framed(LogPane.self, state, Size(width: width, height: height), isZoomed: true)
        Golden.check(frame, "log/zoomed-\(width)x\(height)")
    }

    @Test(arguments: [(100, 20), (120, 7), (80, 4), (20, 2)])
    func tilesOfTheOverview(width: Int, height: Int) {
        let frame = framed(LogPane.self, state(FetchFixtures.log), Size(width: width, height: height), isZoomed: false)
        Golden.check(frame, "log/tile-\(width)x\(height)")
    }

    @Test func theNewestIsFollowedUntilSomebodyReadsOlderLines() {
        var state = state((0..<50).map { entry($0) })
        func lastLine(_ state: AppState) -> String {
            let frame = framed(LogPane.self, state, Size(width: 40, height: 5), isZoomed: false)
            return frame.line(4)
        }
        #expect(lastLine(state).contains("line 49"))
        state.log.append(entry(50))
        #expect(lastLine(state).contains("line 50"))
        state.log.scroll(by: 10)
        #expect(lastLine(state).contains("line 40"))
        state.log.append(entry(51))
        #expect(lastLine(state).contains("line 40"))
        state.log.follow()
        #expect(lastLine(state).contains("line 51"))
    }

    @Test func theRingIsBounded() {
        var log = LogPaneState()
        for index in 0..<10_000 { log.append(entry(index)) }
        #expect(log.entries.count <= LogPaneState.capacity + 200)
        #expect(log.entries.count + log.dropped == 10_000)
        #expect(log.entries.last?.text == "line 9999")
    }

    @Test func levelsAreFilteredAndCounted() {
        var app = App(state: state([entry(0, .debug), entry(1), entry(2, .warning), entry(3, .error)]))
        #expect(app.state.log.shown.count == 3)
        var counts: [Int] = []
        for _ in 0..<4 {
            _ = app.reduce(.key(.character("v")))
            counts.append(app.state.log.shown.count)
        }
        #expect(counts == [2, 1, 4, 3])
        #expect(LogPane.caption(app.state).contains("1 error"))
    }

    @Test func everySizeDrawsAndHostileTextsStayOnTheirRows() {
        var random = SeededGenerator(seed: 5)
        let hostile = [
            "\u{1B}[2J\r\nx", "日本語日本語日本語日本語", "", String(repeating: "long ", count: 600), "\u{202E}abc\u{0}",
        ]
        for round in 0..<120 {
            var state = state(
                hostile.enumerated().map { index, text in
                    LogEntry(
                        at: Timestamp(milliseconds: round % 2 == 0 ? .min : .max), level: LogLevel.allCases[index % 4],
                        source: text, text: text)
                })
            if round % 3 == 0 { state.log.scroll(by: Int.random(in: -5...5, using: &random)) }
            let size = Size(
                width: Int.random(in: 1...120, using: &random), height: Int.random(in: 1...40, using: &random))
            let frame = framed(
                LogPane.self, state, size, glyphs: GlyphSet.allCases[round % 4], isZoomed: round % 2 == 0)
            #expect(!frame.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        }
    }
}

@Suite struct LogSearchTests {
    private static func app() -> App {
        var state = ActionTableTests.state()
        for line in 0..<300 {
            let level: LogLevel = line % 7 == 0 ? .debug : .info
            let text = line % 50 == 10 ? "line \(line) budget used up" : "line \(line)"
            state.log.append(LogEntry(at: Timestamp(seconds: Int64(line)), level: level, source: "posts", text: text))
        }
        state.focus = .log
        state.isZoomed = true
        return App(state: state)
    }

    @Test func theNewestHitComesFirstAndIsInSight() {
        var app = Self.app()
        _ = app.reduce(.key(.character("/")))
        for character in "BUDGET" { _ = app.reduce(.key(.character(character))) }
        #expect(app.render().text.contains("line 260 budget"))
        #expect(app.render().text.contains("1 of 5"), "210 is below the level that is shown")
        _ = app.reduce(.key(.down))
        #expect(app.render().text.contains("line 160 budget"))
        _ = app.reduce(.key(.up))
        _ = app.reduce(.key(.enter))
        #expect(app.state.layers.isEmpty && app.render().text.contains("line 260 budget"))
        #expect(!app.state.log.isFollowing)
    }

    @Test func escGoesBackToTheEndAndFollowsAgain() {
        var app = Self.app()
        _ = app.reduce(.key(.character("/")))
        for character in "line 60" { _ = app.reduce(.key(.character(character))) }
        #expect(!app.state.log.isFollowing)
        _ = app.reduce(.key(.escape))
        #expect(app.state.log.isFollowing && app.render().text.contains("line 299"))
    }

    @Test func theWholeLevelIsCopied() {
        var app = Self.app()
        guard case .desk(.copy(let copied))? = app.reduce(.key(.character("y"))).last else {
            Issue.record("nothing was copied")
            return
        }
        #expect(copied.text.split(separator: "\n").count == app.state.log.shown.count)
    }

    @Test func timesAreShownInTheChosenZone() {
        var app = Self.app()
        let zone = DisplayZone(name: "here", suffix: "", first: 7200, periods: [])
        var preferences = app.state.preferences
        preferences.zone = zone
        let change = PreferencesChange(from: app.state.preferences, to: preferences)
        _ = app.reduce(.arrived(.configured(change), from: .program))
        #expect(app.render().text.contains("02:04:59"))
    }
}
