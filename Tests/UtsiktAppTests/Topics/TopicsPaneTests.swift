import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite struct TopicsPaneTests {
    @Test func asciiAloneCanShowEverything() {
        let size = Size(width: 100, height: 30)
        let frame = TopicsFixture.frame(TopicsFixture.state(size, glyphs: .ascii), size)
        #expect(frame.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    }

    @Test(arguments: 1...4)
    func noSizeTrapsAndNothingIsDrawnOutside(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let outer = Size(width: 230, height: 76)
        for round in 0..<40 {
            // Small rooms have most of the rungs.
            let isSmall = round % 2 == 0
            let size = Size(
                width: Int.random(in: 1...(isSmall ? 60 : 220), using: &random),
                height: Int.random(in: 1...(isSmall ? 16 : 70), using: &random))
            guard let scene = TopicsFixture.Scene.allCases.randomElement(using: &random),
                let glyphs = GlyphSet.allCases.randomElement(using: &random)
            else { continue }
            var state = TopicsFixture.state(scene, size, glyphs: glyphs)
            state.topics.selected = ["docker", TopicsFixture.long, nil].randomElement(using: &random) ?? nil
            TopicsPane.prepare(&state, inner: size)
            let rect = Rect(x: 4, y: 3, width: size.width, height: size.height)
            var painter = Painter(size: outer, glyphs: glyphs)
            painter.inside(rect) { TopicsPane.draw(&$0, PaneContext(state: state, isFocused: true, isZoomed: false)) }
            let what = "seed \(seed): \(scene) in \(size.width)x\(size.height), \(glyphs)"
            var drawn = 0
            for y in 0..<outer.height {
                for x in 0..<outer.width where painter.frame[x, y] != .blank {
                    drawn += 1
                    #expect(rect.contains(Point(x: x, y: y)), "\(what)")
                }
            }
            #expect(drawn > 0, "\(what)")
            #expect(painter.frame.hits.allSatisfy { $0.rect.intersection(rect) == $0.rect }, "\(what)")
            let text = painter.frame.text.unicodeScalars
            #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"), "\(what)")
        }
    }

    @Test func withoutASnapshotItWaits() {
        let size = Size(width: 40, height: 10)
        var state = TopicsFixture.state(size)
        state.topics.snapshot = nil
        #expect(TopicsFixture.frame(state, size).text.contains("waiting for posts"))
        #expect(TopicsFixture.press(.down, &state).isEmpty)
        #expect(TopicsPane.caption(state) == "")
    }

    @Test func theFiguresOfTheReportAreOnTheScreen() {
        let funnel = TopicsFixture.snapshot.report.funnel
        for size in [Size(width: 200, height: 60), Size(width: 80, height: 24), Size(width: 58, height: 14)] {
            let text = TopicsFixture.frame(TopicsFixture.state(size), size).text
            for number in [funnel.total, funnel.withoutHashtags, funnel.tooOld, funnel.analysed] {
                #expect(text.contains(NumberText.grouped(number)), "\(size)")
            }
            #expect(text.contains("synthetic sample"))
            #expect(text.contains("bigdata"))
        }
        #expect(
            TopicsFixture.frame(TopicsFixture.state(Size(width: 40, height: 1)), Size(width: 40, height: 1)).text
                .contains("bigdata 114"))
    }

    @Test func keysChooseTags() {
        var state = TopicsFixture.state(Size(width: 80, height: 24))
        _ = TopicsFixture.press(.down, &state)
        #expect(state.topics.selected == "bigdata")
        _ = TopicsFixture.press(.down, &state)
        #expect(state.topics.selected == "openstack")
        _ = TopicsFixture.press(.end, &state)
        #expect(state.topics.selected == "mobil1scgp")
        _ = TopicsFixture.press(.pageUp, &state)
        #expect(state.topics.selected == "dtmzandvoort")
        _ = TopicsFixture.press(.home, &state)
        _ = TopicsFixture.press(.up, &state)
        #expect(state.topics.selected == "bigdata")
    }

    @Test func keysAskForAnotherCount() throws {
        var state = TopicsFixture.state(Size(width: 80, height: 24))
        let windows = (0..<6).compactMap { _ in
            TopicsFixture.asked(TopicsFixture.press(.character("w"), &state))?.window
        }
        #expect(windows.map(\.description) == ["30d", "all", "1h", "6h", "1d", "7d"])
        #expect(TopicsFixture.asked(TopicsFixture.press(.character("c"), &state))?.count == .oncePerPost)
        let both = try #require(TopicsFixture.asked(TopicsFixture.press(.character("r"), &state)))
        #expect(both.rule == .full)
        #expect(both.count == .oncePerPost)
        #expect(TopicsFixture.asked(TopicsFixture.press(.character("N"), &state))?.top == 30)
        #expect(TopicsFixture.asked(TopicsFixture.press(.character("f"), &state))?.fold == .nfcLower)
        let preset = try #require(TopicsFixture.asked(TopicsFixture.press(.character("o"), &state)))
        #expect(preset.isPreset2015)
        #expect(preset.top == 30)
        #expect(preset.now == TopicsFixture.snapshot.query.now)
        #expect(TopicsFixture.press(.character("o"), &state).isEmpty)
        #expect(TopicsPane.actions.first { $0.id == "topics.preset2015" }?.disabledReason(state) != nil)
    }

    @Test func sortingKeepsTheTagsAndChangesTheirOrder() {
        var state = TopicsFixture.state(Size(width: 80, height: 24))
        let tags = Set(state.topics.listed.map(\.figures.tag))
        for _ in TopicsPaneState.Sort.allCases {
            _ = TopicsFixture.press(.character("s"), &state)
            #expect(Set(state.topics.listed.map(\.figures.tag)) == tags)
        }
        state.topics.sort = .name
        #expect(state.topics.listed.first?.figures.tag == "analytics")
    }

    @Test func theCloudIsLaidOutOnceForASnapshotAndARoom() {
        var state = TopicsFixture.state(Size(width: 120, height: 40))
        TopicsPane.prepare(&state, inner: Size(width: 120, height: 40))
        let first = state.topics.cloud?.layout
        #expect(first != nil)
        TopicsPane.prepare(&state, inner: Size(width: 120, height: 40))
        #expect(state.topics.cloud?.layout == first)
        TopicsPane.prepare(&state, inner: Size(width: 100, height: 40))
        #expect(state.topics.cloud?.layout.size != first?.size)
        state.topics.view = .bars
        TopicsPane.prepare(&state, inner: Size(width: 100, height: 40))
        #expect(state.topics.cloud == nil)
    }

    @Test func everyKeyIsTheDashboardsOrThePanes() {
        let reserved: Set<Key> = [.tab, .backTab, .escape, .control("l"), .control("z")]
        let letters = "12345?qpz<>0"
        for action in TopicsPane.actions {
            #expect(reserved.isDisjoint(with: action.keys))
            for letter in letters { #expect(!action.keys.contains(.character(letter)), "\(action.id)") }
            #expect(action.help.hasSuffix("."))
        }
    }
}
