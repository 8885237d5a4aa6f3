import Testing
import UtsiktCore
import UtsiktScreen
import UtsiktTestSupport

@testable import UtsiktApp

/// The whole screen: all panes with something in them, the help, and what is left of it when there is little room.
@Suite(.readsGoldens()) struct OverviewTests {
    private static let topics: TopicsSnapshot = {
        let now = FetchFixtures.now
        var query = TopicsQuery.preset2015
        query.now = now
        var engine = TopicsEngine(query: query)
        let tags = [
            ("bigdata", 35), ("openstack", 28), ("gophercon", 22), ("machinelearning", 20), ("sdn", 18), ("docker", 14),
            ("trøndelag", 9), ("hpc", 7), ("devops", 6), ("golang", 4), ("aws", 3), ("nfv", 2),
        ]
        var id = 0
        for (index, (tag, count)) in tags.enumerated() {
            for use in 0..<count {
                id += 1
                let age = Int64((use * 7919 + index * 104_729) % 604_000)
                engine.add(
                    Post(id: "\(id)", author: "\(id % 61)", createdAt: now.adding(seconds: -age), hashtags: [tag]))
            }
        }
        return engine.snapshot(revision: 3)
    }()

    static func app(_ size: Size, glyphs: GlyphSet = .blocks, zoomed: Bool = false) async -> App {
        let world = WorldStatus(
            isReplay: true, name: "synthetic sample", topicsNow: FetchFixtures.now,
            weatherToday: CivilDay("2013-05-16"), speed: .factor(60))
        var state = AppState(size: size, glyphs: glyphs, world: world)
        state.isZoomed = zoomed
        state.topics.snapshot = topics
        state.fetch.snapshot = FetchFixtures.running
        let forecast = await ForecastFixture.snapshot()
        state.forecast = ForecastPaneState(settings: forecast.settings)
        state.forecast.receive(forecast)
        for entry in FetchFixtures.running.activity { state.log.append(entry) }
        return App(state: state)
    }

    @Test(arguments: [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12), (20, 6), (1, 1)])
    func theOverviewIsTheGoldenOne(width: Int, height: Int) async {
        Golden.check(await Self.app(Size(width: width, height: height)).render(), "app/overview-\(width)x\(height)")
    }

    @Test(arguments: [GlyphSet.ascii, .latin])
    func otherGlyphsShowTheSame(glyphs: GlyphSet) async {
        let app = await Self.app(Size(width: 120, height: 40), glyphs: glyphs)
        Golden.check(app.render(), "app/overview-120x40-\(glyphs.rawValue)")
    }

    @Test func asciiIsNothingButASCII() async {
        for (width, height) in [(200, 60), (120, 40), (80, 24), (40, 12)] {
            let text = await Self.app(Size(width: width, height: height), glyphs: .ascii).render().text
            let others = text.filter { !$0.isASCII }
            #expect(others.isEmpty, "\(others)")
        }
    }

    @Test(arguments: [(200, 60), (120, 40), (80, 24), (60, 20), (40, 12), (20, 6), (1, 1)])
    func theHelpIsTheGoldenOne(width: Int, height: Int) async {
        var app = await Self.app(Size(width: width, height: height))
        _ = app.reduce(.key(.character("?")))
        Golden.check(app.render(), "app/help-\(width)x\(height)")
    }

    @Test func noSizeNoFocusAndNoGlyphSetTraps() async {
        for glyphs in GlyphSet.allCases {
            var app = await Self.app(Size(width: 80, height: 24), glyphs: glyphs)
            for (step, width) in stride(from: 0, through: 220, by: 11).enumerated() {
                for height in stride(from: 0, through: 70, by: 5) {
                    _ = app.reduce(.resize(Size(width: width, height: height)))
                    _ = app.reduce(.key(.tab))
                    if (step + height) % 3 == 0 { _ = app.reduce(.key(.character("z"))) }
                    #expect(app.render().size == Size(width: width, height: height))
                }
            }
        }
    }

    @Test func everyKeyInEveryPaneLeavesAPictureAndEscapeLeadsBack() async {
        var keys: Set<Key> = []
        for row in ActionTable.all { keys.formUnion(row.keys) }
        let ordered = keys.sorted { $0.name < $1.name }
        var generator = SeededGenerator(seed: 40)
        var app = await Self.app(Size(width: 100, height: 32))
        for _ in 0..<1500 {
            guard let key = ordered.randomElement(using: &generator) else { return }
            _ = app.reduce(.key(key))
            if Int.random(in: 0..<10, using: &generator) == 0 {
                let point = Point(
                    x: Int.random(in: -1...100, using: &generator), y: Int.random(in: -1...32, using: &generator))
                _ = app.reduce(.mouse(.press, point))
            }
            #expect(app.render().size == app.state.size, "seed 40")
        }
        for _ in 0..<12 { _ = app.reduce(.key(.escape)) }
        #expect(app.state.layers.isEmpty && !app.state.isZoomed)
    }
}
