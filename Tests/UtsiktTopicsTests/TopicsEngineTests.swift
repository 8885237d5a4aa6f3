import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

@Suite struct TopicsEngineTests {
    private static func check(_ report: TopicsReport) {
        #expect(
            report.funnel == .init(total: 24_271, withoutHashtags: 17_150, tooOld: 4_665, analysed: 2_456))
        #expect(report.hashtags == .init(total: 4_030, distinct: 1_583, perPost: 1.64))
        #expect(report.counts == TopicsFixtures.top20.map { "\($0.0) \($0.1)" })
    }

    @Test func theFunnelIsExactAtTheEnd() {
        var query = TopicsQuery.preset2015
        query.now = TopicsFixtures.now
        var engine = TopicsEngine(query: query)
        for post in TopicsFixtures.article(seed: 2015) { engine.add(post) }
        Self.check(engine.report())
    }

    @Test func theArticlesFiguresComeOutOfAFileToo() async throws {
        let text = TopicsFixtures.article(seed: 7).map { TopicsFixtures.line($0) + "\n" }.joined()
        var query = TopicsQuery.preset2015
        query.now = TopicsFixtures.now
        let report = try await TopicsFixtures.scan(text, query)
        Self.check(report)
        #expect(report.rejected.count == 0)
    }

    @Test func aRepeatedIDCountsOnce() {
        var engine = TopicsEngine(query: TopicsQuery(window: .all))
        let post = Post(id: "1", author: "a", createdAt: TopicsFixtures.now, hashtags: ["x"])
        let isFirst = [engine.add(post), engine.add(post)]
        #expect(isFirst == [true, false])
        #expect(engine.report().funnel.total == 1)
    }

    @Test func thePostAtTheEdgeOfTheWindowIsTooOld() {
        let now = TopicsFixtures.now
        var engine = TopicsEngine(query: TopicsQuery(window: .seconds(60), now: now))
        for (id, age) in [59_999, 60_000, 60_001].enumerated() {
            let time = now.adding(milliseconds: Int64(-age))
            engine.add(Post(id: "\(id)", author: "a", createdAt: time, hashtags: ["t\(age)"]))
        }
        #expect(engine.report().counts == ["t59999 1"])
        engine.advance(to: now.adding(milliseconds: 1))
        #expect(engine.report().funnel == .init(total: 3, withoutHashtags: 0, tooOld: 3, analysed: 0))
        engine.advance(to: now.adding(milliseconds: -2))
        #expect(engine.report().funnel.analysed == 3)
    }

    @Test func eachWayOfCountingCountsItsOwnThing() {
        var engine = TopicsEngine(query: TopicsQuery(window: .all))
        let now = TopicsFixtures.now
        engine.add(Post(id: "1", author: "a", createdAt: now, hashtags: ["X", "x", "y"]))
        engine.add(Post(id: "2", author: "a", createdAt: now, hashtags: ["X", "y"]))
        engine.add(Post(id: "3", author: "b", createdAt: now, hashtags: ["y"]))
        #expect(engine.report().top.map(\.spelling) == ["X", "y"])
        #expect(engine.report().counts == ["x 3", "y 3"])
        engine.set(TopicsQuery(window: .all, count: .oncePerPost))
        #expect(engine.report().counts == ["y 3", "x 2"])
        engine.set(TopicsQuery(window: .all, count: .oncePerAuthor))
        let report = engine.report()
        #expect(report.counts == ["y 2", "x 1"])
        #expect(report.hashtags == .init(total: 3, distinct: 2, perPost: 1))
        #expect(report.authors == 2)
        #expect(report.top.map(\.authors) == [2, 1])
    }

    @Test func tiesAreOrderedByCodePoints() {
        var engine = TopicsEngine(query: TopicsQuery(window: .all, fold: .lower))
        let tags = ["\u{FF21}", "\u{10400}", "z", "a", "é", "e\u{301}", "0"]
        engine.add(Post(id: "1", author: "a", createdAt: TopicsFixtures.now, hashtags: tags))
        #expect(
            engine.report().top.map { Array($0.tag.unicodeScalars) }
                == ["0", "a", "e\u{301}", "z", "é", "\u{FF41}", "\u{10428}"].map { Array($0.unicodeScalars) })
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func bothEnginesGiveOneAnswerInAnyOrderOfArrival(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let pool = ["BigData", "bigdata", "ΟΔΟΣ", "οδος", "é", "e\u{301}", "ﬁ", "FI", "x", "ß", "SS"]
        var posts: [Post] = []
        for index in 0..<Int.random(in: 1..<400, using: &random) {
            func some() -> [String] {
                (0..<Int.random(in: 0..<4, using: &random)).map { _ in pool.randomElement(using: &random) ?? "x" }
            }
            let own = some()
            let time = TopicsFixtures.now.adding(seconds: -Int64.random(in: 0..<20 * 86_400, using: &random))
            posts.append(
                Post(
                    id: "\(index)", author: "\(Int.random(in: 0..<9, using: &random))", createdAt: time,
                    hashtags: own, fullHashtags: Bool.random(using: &random) ? own : some()))
        }
        var engine = TopicsEngine(query: TopicsQuery(window: .seconds(3_600)))
        for post in posts.shuffled(using: &random) { engine.add(post) }
        let text = posts.shuffled(using: &random).map { TopicsFixtures.line($0) + "\n" }.joined()
        for _ in 0..<4 {
            let windows: [TopicsQuery.Window] = [.all, .seconds(86_400), .seconds(TopicsQuery.week)]
            let moments = [nil, TopicsFixtures.now, TopicsFixtures.now.adding(seconds: -400_000)]
            let query = TopicsQuery(
                window: windows.randomElement(using: &random) ?? .all,
                rule: TopicsQuery.Rule.allCases.randomElement(using: &random) ?? .full,
                count: TopicsQuery.Count.allCases.randomElement(using: &random) ?? .every,
                fold: TopicsQuery.Fold.allCases.randomElement(using: &random) ?? .lower,
                top: 8, now: moments.randomElement(using: &random) ?? nil)
            engine.set(query)
            var other = TopicsEngine(query: query)
            for post in posts.shuffled(using: &random) { other.add(post) }
            let fromFile = try await TopicsFixtures.scan(text, query, jobs: Int.random(in: 1...3, using: &random))
            #expect(engine.report() == fromFile, "seed \(seed), \(query)")
            #expect(other.report() == fromFile, "seed \(seed), \(query)")
            #expect(engine.snapshot(revision: 0).report == fromFile)
        }
    }

    @Test func slidingForwardEqualsCountingAnew() {
        var random = SeededGenerator(seed: 3)
        var sliding = TopicsEngine(query: TopicsQuery(window: .seconds(50_000), now: TopicsFixtures.now))
        var posts: [Post] = []
        for step in 0..<300 {
            let now = TopicsFixtures.now.adding(seconds: Int64(step * 1000))
            sliding.advance(to: now)
            let time = now.adding(seconds: -Int64.random(in: 0..<100_000, using: &random))
            let tags = (0..<3).map { _ in "t\(Int.random(in: 0..<30, using: &random))" }
            let post = Post(id: "\(step)", author: "\(step % 5)", createdAt: time, hashtags: tags)
            posts.append(post)
            sliding.add(post)
            guard step % 37 == 0 else { continue }
            var fresh = TopicsEngine(query: sliding.query)
            for post in posts { fresh.add(post) }
            #expect(sliding.snapshot(revision: 1) == fresh.snapshot(revision: 1))
        }
    }

    @Test func aSnapshotHasSeriesAndTheWindowBefore() {
        let now = TopicsFixtures.now
        var engine = TopicsEngine(query: TopicsQuery(window: .seconds(2800), now: now))
        for (id, age) in [0, 50, 2799, 2800, 4000, 5599, 5600].enumerated() {
            let time = now.adding(seconds: Int64(-age))
            engine.add(Post(id: "\(id)", author: "a", createdAt: time, hashtags: ["x"]))
        }
        let trend = engine.snapshot(revision: 0).words.first
        #expect(trend?.series.count == TopicsSnapshot.spans)
        #expect(trend?.series.first == 1)
        #expect(trend?.series.last == 2)
        #expect(trend?.series.reduce(0, +) == trend?.figures.count)
        #expect(trend?.previous == 3)
    }
}
