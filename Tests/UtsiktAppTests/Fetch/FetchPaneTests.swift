import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// A pane in its frame, as the app draws it.
func framed(_ pane: any Pane.Type, _ state: AppState, _ size: Size, glyphs: GlyphSet = .blocks, isZoomed: Bool) -> Frame
{
    var painter = Painter(size: size, glyphs: glyphs)
    var state = state
    (state.size, state.glyphs) = (size, glyphs)
    let isFramed = size.width >= 24 && size.height >= 6
    pane.prepare(&state, inner: isFramed ? painter.bounds.inset(dx: 1, dy: 1).size : size)
    let inner =
        isFramed
        ? Box(title: Panes.all.heading(of: pane.id), caption: pane.caption(state), isFocused: isZoomed)
            .draw(&painter, in: painter.bounds) : painter.bounds
    let context = PaneContext(state: state, isFocused: isZoomed, isZoomed: isZoomed)
    painter.inside(inner) { pane.draw(&$0, context) }
    return painter.frame
}

private func state(_ snapshot: FetchSnapshot?) -> AppState {
    var state = AppState(
        size: Size(width: 120, height: 40), glyphs: .blocks,
        world: WorldStatus(isReplay: true, name: "synthetic sample", speed: .factor(60)))
    state.focus = .fetch
    state.fetch.snapshot = snapshot
    return state
}

@Suite(.readsGoldens()) struct FetchPaneTests {
    @Test(arguments: [(200, 60), (120, 40), (80, 24), (40, 12)])
    func theWholeScreenAtFourSizes(width: Int, height: Int) {
        let frame = framed(
            FetchPane.self, state(FetchFixtures.running), Size(width: width, height: height), isZoomed: true)
        Golden.check(frame, "fetch/zoomed-\(width)x\(height)")
    }

    @Test(arguments: [(100, 20), (60, 15), (40, 9), (20, 3)])
    func tilesOfTheOverview(width: Int, height: Int) {
        let frame = framed(
            FetchPane.self, state(FetchFixtures.running), Size(width: width, height: height), isZoomed: false)
        Golden.check(frame, "fetch/tile-\(width)x\(height)")
    }

    @Test func finishedAndWithoutBlocks() {
        let finished = state(FetchFixtures.finished)
        Golden.check(
            framed(FetchPane.self, finished, Size(width: 80, height: 24), isZoomed: true), "fetch/finished-80x24")
        let ascii = framed(
            FetchPane.self, state(FetchFixtures.running), Size(width: 80, height: 24), glyphs: .ascii, isZoomed: true)
        #expect(ascii.text.utf8.allSatisfy { $0 < 0x7F })
        Golden.check(ascii, "fetch/ascii-80x24")
    }

    @Test func everySizeDrawsSomethingAndTheNumbersStay() {
        var random = SeededGenerator(seed: 11)
        for round in 0..<250 {
            let size = Size(
                width: round < 60 ? round % 12 + 1 : Int.random(in: 1...300, using: &random),
                height: round < 60 ? round / 12 + 1 : Int.random(in: 1...100, using: &random))
            let snapshot = round % 3 == 0 ? FetchFixtures.finished : FetchFixtures.running
            let glyphs = GlyphSet.allCases[round % 4]
            let frame = framed(
                FetchPane.self, state(snapshot), size, glyphs: glyphs, isZoomed: Bool.random(using: &random))
            #expect(frame.cells.contains { $0.glyph != " " }, "\(size)")
            if size.width >= 30, size.height >= 2 { #expect(frame.text.contains("%"), "\(size):\n\(frame.text)") }
        }
    }

    @Test func hostileSnapshotsDoNotTrap() {
        var random = SeededGenerator(seed: 12)
        let numbers = [Int.min, -1, 0, 1, 7, .max]
        let instants = [Timestamp(milliseconds: .min), FetchFixtures.now, Timestamp(milliseconds: .max)]
        func number() -> Int { numbers.randomElement(using: &random) ?? 0 }
        func instant() -> Timestamp { instants.randomElement(using: &random) ?? FetchFixtures.now }
        for _ in 0..<300 {
            var source = SourceProgress(id: .posts, title: "\u{1B}[31m日本\n\u{202E}")
            (source.done, source.pending, source.retrying, source.setAside) = (number(), number(), number(), number())
            (source.pages, source.posts, source.observations, source.bytes) = (number(), number(), number(), number())
            (source.rejected, source.calls) = (number(), number())
            source.pagesPerMinute = [.nan, .infinity, -1, 1e300, 3].randomElement(using: &random) ?? 0
            source.rowsPerMinute = source.pagesPerMinute
            source.history = [number(), number(), number()]
            source.historySeconds = Int64(number())
            source.waitingUntil = instant()
            source.budgets = [
                BudgetGauge(
                    key: BudgetKey(rawValue: "\u{0}x"), used: number(), limit: number(), seconds: Int64(number()),
                    resetsAt: instant())
            ]
            source.current = [TaskInFlight(label: "\u{7}", page: number(), since: instant(), attempts: number())]
            source.setAsideTasks = [SetAsideTask(subject: "", label: "\u{9B}x", reason: "\r\n", at: instant())]
            let snapshot = FetchSnapshot(
                at: instant(), phase: .running, sources: [source, source], activity: FetchFixtures.log,
                problem: "\u{1B}")
            let size = Size(
                width: Int.random(in: 1...160, using: &random), height: Int.random(in: 1...50, using: &random))
            let frame = framed(FetchPane.self, state(snapshot), size, isZoomed: Bool.random(using: &random))
            #expect(!frame.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x9B })
        }
    }

    @Test func tryingAgainNeedsSomethingSetAside() {
        let retry = FetchPane.actions[0]
        #expect(retry.disabledReason(state(nil)) != nil)
        var some = state(FetchFixtures.running)
        #expect(retry.disabledReason(some) == nil)
        let effects = retry.perform(&some, "")
        #expect(effects.count == 1)
        if case .world(.retrySetAside) = effects[0] {} else { Issue.record("another effect") }
        #expect(some.notice == "trying 5 again")
    }

    @Test func theSetAsideListScrollsWithinItsEnds() {
        var app = App(state: state(FetchFixtures.running))
        for _ in 0..<20 { _ = app.reduce(.key(.down)) }
        #expect(app.state.fetch.offset == 4)
        for _ in 0..<20 { _ = app.reduce(.key(.up)) }
        #expect(app.state.fetch.offset == 0)
        _ = app.reduce(.key(.end))
        #expect(app.state.fetch.offset == 4)
        _ = app.reduce(.key(.home))
        #expect(app.state.fetch.offset == 0)
    }
}
