import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

@Suite struct TopicsDetailTests {
    private static let now = TopicsFixtures.now

    private static func post(
        _ id: Int, _ author: String, hoursAgo: Double = 0, _ tags: [String], language: String = "en", text: String = "t"
    ) -> Post {
        Post(
            id: "\(id)", author: author, authorName: "name-\(author)",
            createdAt: now.adding(milliseconds: -Int64(hoursAgo * 3_600_000)), text: text, language: language,
            hashtags: tags)
    }

    private static func engine(_ posts: [Post], _ query: TopicsQuery) -> TopicsEngine {
        var engine = TopicsEngine(query: query)
        for post in posts { engine.add(post) }
        return engine
    }

    @Test func aTagsDetailTellsWhoWroteItHowAndBesideWhat() throws {
        let posts = [
            Self.post(1, "a", hoursAgo: 1, ["BigData", "hpc"], text: "first"),
            Self.post(2, "a", hoursAgo: 2, ["bigdata", "BigData"]),
            Self.post(3, "b", hoursAgo: 25, ["BIGDATA", "sdn", "hpc"], language: "no"),
            Self.post(4, "b", hoursAgo: 3, ["hpc"]),
            Self.post(5, "c", hoursAgo: 200, ["bigdata"]),
        ]
        var query = TopicsQuery(now: Self.now)
        query.focus = "#bigDATA"
        let snapshot = Self.engine(posts, query).snapshot(revision: 1)
        let detail = try #require(snapshot.detail)
        #expect(detail.figures.tag == "bigdata")
        #expect(detail.figures.spelling == "BigData")
        #expect(detail.figures.count == 4 && detail.posts == 3 && detail.figures.authors == 2)
        #expect(detail.rank == 1 && detail.previous == 1 && detail.previousRank == 1)
        #expect(detail.authors == [.init(id: "a", name: "name-a", count: 3), .init(id: "b", name: "name-b", count: 1)])
        #expect(
            detail.spellings == [
                .init(name: "BigData", count: 2), .init(name: "BIGDATA", count: 1), .init(name: "bigdata", count: 1),
            ])
        #expect(detail.companions.map { "\($0.tag) \($0.count) \($0.jaccard)" } == ["hpc 2 0.5", "sdn 1 \(1.0 / 3)"])
        #expect(detail.languages == [.init(name: "en", count: 2), .init(name: "no", count: 1)])
        #expect(detail.latest.map(\.id) == ["1", "2", "3"])
        #expect(detail.latest.first?.text == "first")
        #expect(detail.hours.counts.reduce(0, +) == 4 && detail.days.counts.reduce(0, +) == 4)
        #expect(detail.days.counts.suffix(2) == [1, 3])
        #expect(detail.days.start?.iso8601 == "2015-07-06T00:00:00Z")
        #expect(detail.hours.counts.count == 7 * 24 + 1)
        #expect(snapshot.languages == [.init(name: "en", count: 3), .init(name: "no", count: 1)])
        query.focus = "never"
        #expect(Self.engine(posts, query).snapshot(revision: 1).detail?.figures.count == 0)
    }

    @Test func stopListsAndOwnTagsLeaveTheFunnelAlone() {
        let posts = [Self.post(1, "a", ["x", "Y"]), Self.post(2, "b", ["x"]), Self.post(3, "b", ["z"])]
        var query = TopicsQuery(window: .all)
        query.stop = ["#X", "nothing"]
        query.ownTags = ["y"]
        var engine = Self.engine(posts, query)
        #expect(engine.report().counts == ["y 1", "z 1"])
        #expect(engine.report().hashtags == .init(total: 2, distinct: 2, perPost: 0.67))
        #expect(engine.report().funnel.analysed == 3)
        query.hidesOwnTags = true
        engine.set(query)
        #expect(engine.report().counts == ["z 1"])
        #expect(engine.snapshot(revision: 1).words.map(\.figures.tag) == ["z"])
    }

    @Test func importedGroupsAreAddedAsIfTypedOneByOne() {
        var random = SeededGenerator(seed: 11)
        for round in 0..<300 {
            func groups(_ letters: String) -> TagGroups {
                var rest = letters.map(String.init).shuffled(using: &random)
                var result: [[String]] = []
                while rest.count > 1, result.count < 4 {
                    let size = min(rest.count, Int.random(in: 2...4, using: &random))
                    result.append(Array(rest.prefix(size)))
                    rest.removeFirst(size)
                }
                return TagGroups(result)
            }
            let (before, others) = (groups("abcdefgh"), groups("abcdefghijk"))
            var (added, typed) = (before, before)
            added.add(others)
            for group in others.groups {
                for tag in group.dropFirst() { typed.merge(tag, into: group[0]) }
            }
            let sets = { (groups: TagGroups) in Set(groups.groups.map(Set.init)) }
            #expect(sets(added) == sets(typed), "round \(round): \(before.groups) + \(others.groups)")
            #expect(Set(added.groups.map(\.first)) == Set(typed.groups.map(\.first)), "round \(round)")
        }
    }

    @Test func mergedTagsAreOneTagWithItsSpellings() throws {
        let posts = [
            Self.post(1, "a", ["NowPlaying", "np"]), Self.post(2, "a", ["nowplaing"]), Self.post(3, "b", ["np"]),
        ]
        var query = TopicsQuery(window: .all)
        query.merge = TagGroups([["nowplaying", "NP", "nowplaing"]])
        query.focus = "np"
        for (count, expected) in [(TopicsQuery.Count.every, 4), (.oncePerPost, 3), (.oncePerAuthor, 2)] {
            query.count = count
            let snapshot = Self.engine(posts, query).snapshot(revision: 1)
            #expect(snapshot.report.counts == ["nowplaying \(expected)"])
            #expect(snapshot.detail?.spellings.map(\.name) == ["np", "NowPlaying", "nowplaing"])
        }
    }

    @Test func listsAreReadWithTheirFaultsByLine() {
        let list = TagList.parse("\u{FEFF}#a\r\n\n// no\n ＃b \nc d\n#\n", file: "stop")
        #expect(list.list == ["a", "b"])
        #expect(list.rejected.map(\.line) == [5, 6])
        #expect(TagList.parse(list.list.text, file: "x").list == list.list)
        let groups = TagGroups.parse("a, b #c\nd\ne b\n\nf g", file: "merge")
        #expect(groups.groups.groups == [["a", "b", "c"], ["f", "g"]])
        #expect(groups.rejected.map(\.line) == [2, 3])
        #expect(groups.rejected.kept.last?.reason.contains("line 1") == true)
        var made = groups.groups
        made.merge("x", into: "a")
        made.merge("g", into: "a")
        #expect(made.groups == [["a", "b", "c", "x", "g"]])
    }

    @Test func onlyOneLanguageCountsWhenAsked() {
        let posts = [
            Self.post(1, "a", ["x"], language: "en"), Self.post(2, "a", ["x"], language: "en-GB"),
            Self.post(3, "a", [], language: "EN"),
            Self.post(4, "a", ["y"], language: "de"), Self.post(5, "a", ["z"], language: ""),
            Self.post(6, "a", ["w"], language: "eng"),
        ]
        var query = TopicsQuery(window: .all)
        query.language = "en"
        var engine = Self.engine(posts, query)
        #expect(engine.report().funnel == .init(total: 3, withoutHashtags: 1, tooOld: 0, analysed: 2))
        #expect(engine.report().counts == ["x 2"])
        query.language = "und"
        engine.set(query)
        #expect(engine.report().counts == ["z 1"])
        query.language = nil
        engine.set(query)
        #expect(engine.report().funnel.total == 6)
    }

    @Test func oneAuthorMakesNoTrendHoweverLoud() {
        var posts: [Post] = []
        for index in 0..<500 { posts.append(Self.post(index, "shouter", hoursAgo: Double(index) / 50, ["loud"])) }
        for index in 0..<4 { posts.append(Self.post(1_000 + index, "p\(index)", hoursAgo: 1, ["quiet", "loud2"])) }
        posts.append(Self.post(2_000, "p0", hoursAgo: 0, ["loud"]))
        let trending = Self.engine(posts, TopicsQuery(now: Self.now)).trending(10)
        #expect(trending.map(\.figures.tag) == ["loud2", "quiet"])
        #expect(trending.first.map { ($0.authorsNow * 1000).rounded() } == (4 * 0.890898718 * 1000).rounded())
    }

    @Test func whatIsUsualAtThisHourIsNoTrend() throws {
        var posts: [Post] = []
        var id = 0
        for week in 0...4 {
            for author in 0..<10 {
                id += 1
                posts.append(Self.post(id, "w\(author)", hoursAgo: Double(week) * 168 + 2, ["mondaymotivation"]))
            }
        }
        posts.append(Self.post(9_000, "old", hoursAgo: 5 * 168, ["x"]))
        for author in 0..<5 { posts.append(Self.post(9_001 + author, "n\(author)", hoursAgo: 2, ["news"])) }
        let trending = Self.engine(posts, TopicsQuery(now: Self.now)).trending(10)
        #expect(trending.map(\.figures.tag) == ["news"])
        let news = try #require(trending.first)
        #expect(news.weeks == 4 && news.expected == 0)
        #expect(abs(news.score - news.authorsNow) < 1e-9)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func bothEnginesTellTheSameOfEverything(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let pool = ["BigData", "bigdata", "ΟΔΟΣ", "οδος", "é", "e\u{301}", "x", "ß", "SS", "np", "nowplaying"]
        let posts = (0..<Int.random(in: 50..<300, using: &random)).map { index in
            let tags = (0..<Int.random(in: 0..<4, using: &random)).map { _ in pool.randomElement(using: &random) ?? "x"
            }
            return Self.post(
                index, "\(Int.random(in: 0..<12, using: &random))",
                hoursAgo: Double(Int.random(in: 0..<40 * 24, using: &random)), tags,
                language: ["en", "de", ""].randomElement(using: &random) ?? "")
        }
        var query = TopicsQuery(
            window: [.seconds(86_400), .seconds(7 * 86_400), .all].randomElement(using: &random) ?? .all)
        query.count = TopicsQuery.Count.allCases.randomElement(using: &random) ?? .every
        query.focus = "bigdata"
        query.stop = ["x"]
        query.merge = TagGroups([["nowplaying", "np"]])
        // The live engine meets posts in another order, twice, under another query first, and with a clock that moves.
        var live = TopicsEngine(
            query: TopicsQuery(window: .seconds(3_600), rule: .full, now: Self.now.adding(seconds: -90 * 86_400)))
        for post in posts.shuffled(using: &random) + posts.shuffled(using: &random).prefix(20) { live.add(post) }
        live.advance(to: Self.now.adding(seconds: -86_400))
        live.set(query)
        live.advance(to: Self.now)
        query.now = Self.now
        let text = posts.shuffled(using: &random).map { TopicsFixtures.line($0) + "\n" }.joined()
        for jobs in [1, 3] {
            let engine = try await TopicsFixtures.count(text, query, jobs: jobs).engine
            #expect(engine.report() == live.report(), "seed \(seed)")
            var a = engine.snapshot(revision: 1)
            var b = live.snapshot(revision: 1)
            for index in a.detail?.latest.indices ?? 0..<0 { a.detail?.latest[index].id = "" }
            for index in b.detail?.latest.indices ?? 0..<0 { b.detail?.latest[index].id = "" }
            #expect(a == b, "seed \(seed), jobs \(jobs)")
            #expect(engine.tagsByAuthor(5) == live.tagsByAuthor(5))
        }
    }

    @Test func textsBeyondTheBudgetAreForgottenOldestFirst() {
        var store = TextStore()
        let text = String(repeating: "x", count: 1 << 20)
        let numbers = (0..<40).map { _ in store.keep(text) }
        #expect(store[numbers[0]] == nil)
        #expect(store[numbers[39]] == text)
        #expect(numbers.count { store[$0] != nil } == 16)
        #expect(store[-1] == nil)
    }
}
