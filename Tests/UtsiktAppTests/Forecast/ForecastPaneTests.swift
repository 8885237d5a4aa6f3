import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite(.readsGoldens()) struct ForecastPaneTests {
    @Test(arguments: [
        Size(width: 200, height: 60), Size(width: 120, height: 40), Size(width: 80, height: 24),
        Size(width: 64, height: 38), Size(width: 60, height: 18), Size(width: 40, height: 12),
    ])
    func thePaneLooksAsRecorded(_ size: Size) async {
        let state = ForecastFixture.state(await ForecastFixture.snapshot(), size: size)
        Golden.check(ForecastFixture.frame(state), "forecast/\(size.width)x\(size.height)")
    }

    @Test func thePaneLooksAsRecordedInASCII() async {
        let size = Size(width: 80, height: 24)
        let state = ForecastFixture.state(await ForecastFixture.snapshot(), size: size, glyphs: .ascii)
        let frame = ForecastFixture.frame(state)
        #expect(frame.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        Golden.check(frame, "forecast/ascii-80x24")
    }

    @Test func aPictureOlderThanItsSettingsIsDimmed() async {
        var state = ForecastFixture.state(await ForecastFixture.snapshot(), size: Size(width: 80, height: 24))
        let fresh = ForecastFixture.frame(state)
        state.forecast.settings.lambda = .fixed(3)
        let stale = ForecastFixture.frame(state)
        func dim(_ frame: Frame) -> Int { frame.cells.count { $0.style.attributes.contains(.dim) } }
        #expect(dim(fresh) == 0)
        #expect(dim(stale) > 500)
        #expect(ForecastPane.caption(state) == "training …")
    }

    @Test func aWorseModelIsCalledWorse() async {
        var settings = ForecastSettings(learner: .ridge, lambda: .fixed(0.1), encoding: .onehot, clip: nil)
        settings.trainPercent = 30
        let snapshot = await ForecastFixture.snapshot(settings)
        let evaluation = snapshot.evaluation
        #expect(evaluation?.isBeaten == true)
        let frame = ForecastFixture.frame(ForecastFixture.state(snapshot, size: Size(width: 120, height: 40)))
        #expect(frame.text.contains("! worse than"))
    }

    @Test(arguments: [GlyphSet.ascii, .latin, .blocks])
    func everySizeDrawsWithoutATrap(_ glyphs: GlyphSet) async {
        let snapshot = await ForecastFixture.snapshot()
        var random = SeededGenerator(seed: 5)
        var sizes = (0..<20).map { _ in
            Size(width: Int(random.next() % 300) + 1, height: Int(random.next() % 100) + 1)
        }
        for width in stride(from: 1, through: 52, by: 3) {
            for height in [1, 3, 9] { sizes.append(Size(width: width, height: height)) }
        }
        var empty = ForecastSnapshot(problem: "no observations yet")
        empty.facts.observations = 3
        for size in sizes {
            for snapshot in [snapshot, empty, nil] {
                let state = ForecastFixture.state(snapshot, size: size, glyphs: glyphs)
                var painter = Painter(size: size, glyphs: glyphs)
                ForecastPane.draw(&painter, PaneContext(state: state, isFocused: true, isZoomed: true))
                let isBlank = painter.frame.cells.allSatisfy { $0.glyph == " " }
                #expect(!isBlank, "\(size)")
            }
        }
    }

    @Test func oneCellRowStillShowsTheNumber() async {
        let snapshot = await ForecastFixture.snapshot()
        let state = ForecastFixture.state(snapshot, size: Size(width: 6, height: 1))
        var painter = Painter(size: state.size)
        ForecastPane.draw(&painter, PaneContext(state: state, isFocused: false, isZoomed: false))
        let number = NumberText.fixed(snapshot.headline ?? 0, 1) + "°"
        #expect(painter.frame.line(0).hasPrefix(number))
    }

    @Test func keysChangeSettingsAndAskForThem() async throws {
        var state = ForecastFixture.state(await ForecastFixture.snapshot(), size: Size(width: 80, height: 24))
        func press(_ key: Key) throws -> [Effect] {
            let action = try #require(ForecastPane.actions.first { $0.keys.contains(key) })
            return action.perform(&state, "")
        }
        let effects = try press(.character("]"))
        // 45 days: the default is 1000.
        #expect(state.forecast.settings.lambda == .fixed(3000))
        guard case .world(.setForecastSettings(let settings))? = effects.first else {
            Issue.record("no effect")
            return
        }
        #expect(settings == state.forecast.settings)
        _ = try press(.character("["))
        _ = try press(.character("["))
        #expect(state.forecast.settings.lambda == .fixed(300))
        _ = try press(.character("m"))
        #expect(state.forecast.settings.learner == .ridge)
        _ = try press(.character("s"))
        #expect(state.forecast.settings.split == .rollingOrigin)
        _ = try press(.character("t"))
        #expect(state.forecast.settings.targetPlace == "Newark")
        #expect(try press(.character("b")).isEmpty)
        #expect(state.forecast.binWidth == 2)
        state.forecast.selected = .learner
        _ = try press(.down)
        #expect(state.forecast.chosen == .lambda)
        _ = try press(.right)
        #expect(state.forecast.settings.lambda == .fixed(1000))
        _ = try press(.character("{"))
        #expect(state.forecast.settings.lambda == .fixed(30))
        _ = try press(.character("d"))
        #expect(state.forecast.settings.lambda == .byDays)
        _ = try press(.character("D"))
        #expect(state.forecast.settings == ForecastSettings())
    }

    @Test func everySettingMovesBothWaysAndComesBack() {
        for learner in Learner.tunable {
            let settings = ForecastSettings(learner: learner)
            for row in ForecastSetting.rows(of: settings, days: 45) where row != .target {
                for steps in [-1, 1, -20, 20] {
                    let moved = row.stepped(settings, by: steps, nil)
                    #expect(!row.value(moved, nil).isEmpty)
                    let back = row.reset(moved, to: ForecastSettings())
                    if row != .learner { #expect(back == settings, "\(row) \(steps)") }
                }
            }
        }
    }

    @Test func theLastGoodModelStaysWhenNewDataMakesNone() async {
        var state = ForecastFixture.state(await ForecastFixture.snapshot(), size: Size(width: 80, height: 24))
        state.forecast.receive(ForecastSnapshot(problem: "nothing to learn from"))
        #expect(state.forecast.shown?.evaluation != nil)
        #expect(state.forecast.isStale)
    }

    @Test func noTwoActionsShareAKey() {
        let keys = ForecastPane.actions.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
        let reserved: [Key] = [.tab, .backTab, .escape] + "0123456789?:/qypz<>.,".map { .character($0) }
        #expect(keys.allSatisfy { !reserved.contains($0) })
    }
}
