import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

@Suite struct TopicsPaneTests {
    /// The article's leading tags and a tail, over one week and the week before.
    private static let snapshot: TopicsSnapshot = {
        let now = Timestamp(milliseconds: 1_436_782_590_000)
        var query = TopicsQuery.preset2015
        query.now = now
        var engine = TopicsEngine(query: query)
        var tags: [(String, Int)] = [
            ("bigdata", 114), ("openstack", 92), ("gophercon", 71), ("machinelearning", 68), ("sdn", 66),
            ("datascience", 58), ("docker", 56), ("dtm", 46), ("audisport", 44), ("dtmzandvoort", 42), ("hpc", 40),
            ("welcomechallenges", 38), ("devops", 37), ("analytics", 36), ("awssummit", 36), ("infosec", 33),
            ("security", 32), ("openstacknow", 29), ("renewturn", 29), ("mobil1scgp", 28), ("trøndelag", 25),
            ("日本", 24), ("a\u{1B}[31mred\u{202E}", 23), (String(repeating: "long", count: 75), 22),
        ]
        for index in 0..<160 { tags.append(("tail\(index)", max(1, 21 - index / 4))) }
        var id = 0
        for (index, (tag, count)) in tags.enumerated() {
            for use in 0..<count + count / 2 {
                // Two thirds within the week, the rest in the week before.
                let age = use < count ? (use * 7919 + index * 104_729) % 604_000 : 604_801 + (use * 7919) % 600_000
                id += 1
                engine.add(
                    Post(
                        id: "\(id)", author: "\((use * 31 + index) % 613)",
                        createdAt: now.adding(seconds: -Int64(age)), hashtags: [tag]))
            }
        }
        for _ in 0..<3000 {
            id += 1
            engine.add(Post(id: "\(id)", author: "1", createdAt: now))
        }
        return engine.snapshot(revision: 7)
    }()

    private static func state(_ size: Size, glyphs: GlyphSet = .blocks, isReplay: Bool = true) -> AppState {
        let world = WorldStatus(isReplay: isReplay, name: "synthetic sample")
        var state = AppState(size: size, glyphs: glyphs, world: world)
        state.topics.snapshot = snapshot
        return state
    }

    private static func frame(_ state: AppState, _ size: Size) -> Frame {
        var state = state
        TopicsPane.prepare(&state, inner: size)
        var painter = Painter(size: size, glyphs: state.glyphs)
        TopicsPane.draw(&painter, PaneContext(state: state, isFocused: true, isZoomed: true))
        return painter.frame
    }

    private static func press(_ key: Key, _ state: inout AppState) -> [Effect] {
        guard let action = TopicsPane.actions.first(where: { $0.keys.contains(key) }) else { return [] }
        return action.disabledReason(state) == nil ? action.perform(&state, "") : []
    }

    private static func asked(_ effects: [Effect]) -> TopicsQuery? {
        guard case .setTopicsQuery(let query)? = effects.first else { return nil }
        return query
    }

    @Test(arguments: [(200, 60), (120, 40), (80, 24), (40, 12)])
    func thePictureIsTheGoldenOne(width: Int, height: Int) {
        let size = Size(width: width, height: height)
        var state = Self.state(size)
        state.topics.selected = "docker"
        Golden.check(Self.frame(state, size), "topics/\(width)x\(height)")
    }

    @Test(arguments: [(58, 14), (70, 34), (30, 2)])
    func smallerRoomsHaveTheirOwnPictures(width: Int, height: Int) {
        let size = Size(width: width, height: height)
        Golden.check(Self.frame(Self.state(size), size), "topics/\(width)x\(height)")
    }

    @Test func asciiAloneCanShowEverything() {
        let size = Size(width: 100, height: 30)
        let frame = Self.frame(Self.state(size, glyphs: .ascii), size)
        #expect(frame.text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
        Golden.check(frame, "topics/ascii-100x30")
    }

    @Test func noSizeTrapsAndNothingHostileIsDrawn() {
        for glyphs in GlyphSet.allCases {
            for height in [1, 2, 3, 6, 7, 12, 13, 19, 20, 27, 70] {
                for width in [1, 2, 7, 8, 29, 30, 55, 56, 75, 76, 100, 220] {
                    let size = Size(width: width, height: height)
                    var state = Self.state(size, glyphs: glyphs, isReplay: width % 2 == 0)
                    state.topics.selected = width % 3 == 0 ? "docker" : nil
                    // Laying out large clouds is slow in debug builds.
                    let isSmall = width * height < 900 && glyphs == .blocks
                    state.topics.view = isSmall ? TopicsPaneState.View.allCases[(width + height) % 3] : .bars
                    let text = Self.frame(state, size).text.unicodeScalars
                    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"), "\(width)x\(height)")
                }
            }
        }
    }

    @Test func withoutASnapshotItWaits() {
        let size = Size(width: 40, height: 10)
        var state = Self.state(size)
        state.topics.snapshot = nil
        #expect(Self.frame(state, size).text.contains("waiting for posts"))
        #expect(Self.press(.down, &state).isEmpty)
        #expect(TopicsPane.caption(state) == "")
    }

    @Test func theFiguresOfTheReportAreOnTheScreen() {
        let funnel = Self.snapshot.report.funnel
        for size in [Size(width: 200, height: 60), Size(width: 80, height: 24), Size(width: 58, height: 14)] {
            let text = Self.frame(Self.state(size), size).text
            for number in [funnel.total, funnel.withoutHashtags, funnel.tooOld, funnel.analysed] {
                #expect(text.contains(NumberText.grouped(number)), "\(size)")
            }
            #expect(text.contains("synthetic sample"))
            #expect(text.contains("bigdata"))
        }
        #expect(
            Self.frame(Self.state(Size(width: 40, height: 1)), Size(width: 40, height: 1)).text.contains("bigdata 114"))
    }

    @Test func keysChooseTags() {
        var state = Self.state(Size(width: 80, height: 24))
        _ = Self.press(.down, &state)
        #expect(state.topics.selected == "bigdata")
        _ = Self.press(.down, &state)
        #expect(state.topics.selected == "openstack")
        _ = Self.press(.end, &state)
        #expect(state.topics.selected == "mobil1scgp")
        _ = Self.press(.pageUp, &state)
        #expect(state.topics.selected == "dtmzandvoort")
        _ = Self.press(.home, &state)
        _ = Self.press(.up, &state)
        #expect(state.topics.selected == "bigdata")
    }

    @Test func keysAskForAnotherCount() throws {
        var state = Self.state(Size(width: 80, height: 24))
        let windows = (0..<6).compactMap { _ in Self.asked(Self.press(.character("w"), &state))?.window }
        #expect(windows.map(\.description) == ["30d", "all", "1h", "6h", "1d", "7d"])
        #expect(Self.asked(Self.press(.character("c"), &state))?.count == .oncePerPost)
        let both = try #require(Self.asked(Self.press(.character("r"), &state)))
        #expect(both.rule == .full)
        #expect(both.count == .oncePerPost)
        #expect(Self.asked(Self.press(.character("N"), &state))?.top == 30)
        #expect(Self.asked(Self.press(.character("f"), &state))?.fold == .nfcLower)
        let preset = try #require(Self.asked(Self.press(.character("o"), &state)))
        #expect(preset.isPreset2015)
        #expect(preset.top == 30)
        #expect(preset.now == Self.snapshot.query.now)
        #expect(Self.press(.character("o"), &state).isEmpty)
        #expect(TopicsPane.actions.first { $0.id == "topics.preset2015" }?.disabledReason(state) != nil)
    }

    @Test func sortingKeepsTheTagsAndChangesTheirOrder() {
        var state = Self.state(Size(width: 80, height: 24))
        let tags = Set(state.topics.listed.map(\.figures.tag))
        for _ in TopicsPaneState.Sort.allCases {
            _ = Self.press(.character("s"), &state)
            #expect(Set(state.topics.listed.map(\.figures.tag)) == tags)
        }
        state.topics.sort = .name
        #expect(state.topics.listed.first?.figures.tag == "analytics")
    }

    @Test func theCloudIsLaidOutOnceForASnapshotAndARoom() {
        var state = Self.state(Size(width: 120, height: 40))
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
        let reserved: Set<Key> = [.tab, .backTab, .escape, .enter, .control("l"), .control("z")]
        let letters = "12345?qpz<>0"
        for action in TopicsPane.actions {
            #expect(reserved.isDisjoint(with: action.keys))
            for letter in letters { #expect(!action.keys.contains(.character(letter)), "\(action.id)") }
            #expect(action.help.hasSuffix("."))
        }
    }
}
