import GRDB
import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

/// Posts that a service deletes or edits: gone from the store in the page's transaction, and from what was counted.
@Suite struct RemovalTests {
    private static let now = Timestamp(seconds: 1_436_782_590)

    private static func task(_ source: SourceID = .posts, _ subject: String) -> FetchTask {
        FetchTask(source: source, subject: subject, label: subject, budget: BudgetKey(rawValue: "b"))
    }

    private static func post(_ id: String, _ tags: [String], full: [String]? = nil, text: String = "t") -> Post {
        Post(
            id: id, author: "7", authorName: "kari", createdAt: now.adding(seconds: -60), text: text, language: "en",
            hashtags: tags, fullHashtags: full ?? tags)
    }

    private static func commit(_ page: Page, _ subject: String, _ store: Store, source: SourceID = .posts)
        async throws -> CommittedPage
    {
        _ = try await store.add([task(source, subject)], at: now)
        return try await store.commit(page, of: task(source, subject), at: now)
    }

    private static func stored(_ store: Store) async throws -> [Post] {
        var all: [Post] = []
        for try await batch in store.posts() { all += batch }
        return all
    }

    @Test func aDeletedPostIsGoneWithItsHashtagsAndOnlyThatOfItsSource() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let other = SourceID(rawValue: "sky")
        for source in [SourceID.posts, other] {
            _ = try await Self.commit(
                Page(posts: [Self.post("1", ["a"]), Self.post("2", [], full: ["b"]), Self.post("3", [])]), "x", store,
                source: source)
        }
        var page = Page(posts: [Self.post("4", ["c"])])
        page.deleted = ["2", "1", "nothing", "2"]
        let result = try await Self.commit(page, "y", store)
        #expect(result.rows.removed.map(\.id) == ["2", "1"] && result.rows.posts.map(\.id) == ["4"])
        #expect(result.rows.removed.map(\.hasOwnTags) == [false, true])
        #expect(result.rows.removed.map(\.hasFullTags) == [true, true] && result.edited == 0)
        let all = try await Self.stored(store)
        #expect(all.filter { $0.source == .posts }.map(\.id) == ["3", "4"])
        #expect(all.filter { $0.source == other }.map(\.id) == ["1", "2", "3"])
        let orphans = try await store.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM hashtag WHERE post NOT IN (SELECT row FROM post)")
        }
        #expect(orphans == 0)
        #expect(try await store.integrityCheck().isEmpty)
    }

    @Test func anEditTakesThePlaceOfWhatWasThereOrIsAdded() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await Self.commit(Page(posts: [Self.post("1", ["a"]), Self.post("2", ["b"])]), "x", store)
        var page = Page()
        page.edited = [Self.post("1", ["c"], text: "new"), Self.post("9", ["d"])]
        let result = try await Self.commit(page, "y", store)
        #expect(result.rows.removed.map(\.id) == ["1"] && result.rows.posts.map(\.id) == ["1", "9"])
        #expect(result.edited == 1)
        let all = try await Self.stored(store)
        #expect(all.map(\.id) == ["2", "1", "9"] && all[1].text == "new" && all[1].hashtags == ["c"])
        // Only what was not there before counts as new.
        #expect(try await store.progress()[.posts]?.posts == 3)
    }

    /// SQLite would give the greatest number again, and who follows asks only for greater ones.
    @Test func theNumberOfAPostIsNotGivenTwice() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await Self.commit(Page(posts: (1...5).map { Self.post("\($0)", ["a"]) }), "x", store)
        let mark = try await store.mark()
        var page = Page()
        page.deleted = ["3", "4", "5"]
        _ = try await Self.commit(page, "y", store)
        _ = try await Self.commit(Page(posts: [Self.post("6", ["b"]), Self.post("7", ["b"])]), "z", store)
        let removed = try await store.rows(after: mark)
        #expect(removed.rows.removed.map(\.id) == ["3", "4", "5"])
        #expect(try await store.rows(after: removed.mark).rows.posts.map(\.id) == ["6", "7"])
        let rows = try await store.read { try Int64.fetchAll($0, sql: "SELECT row FROM post ORDER BY row") }
        #expect(rows == [1, 2, 6, 7])
    }

    @Test func whoFollowsLearnsOfBothInTheirOrder() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await Self.commit(Page(posts: [Self.post("1", ["a"]), Self.post("2", ["b"])]), "x", store)
        let analysis = TopicsAnalysis(query: TopicsQuery(now: Self.now))
        await analysis.ingest(try await Self.stored(store))
        var mark = try await store.mark()
        var page = Page()
        (page.edited, page.deleted) = ([Self.post("1", ["c"])], ["2"])
        _ = try await Self.commit(page, "y", store)
        while true {
            let news = try await store.rows(after: mark)
            mark = news.mark
            guard !news.rows.isEmpty else { break }
            await analysis.remove(news.rows.removed)
            await analysis.ingest(news.rows.posts)
        }
        let fresh = TopicsAnalysis(query: TopicsQuery(now: Self.now))
        await fresh.ingest(try await Self.stored(store))
        let expected = await fresh.current().report
        #expect(await analysis.current().report == expected)
        #expect(expected.funnel.total == 1)
    }

    @Test(arguments: 0..<30)
    func whateverIsDeletedAndEditedTheCountsAreThoseOfWhatIsThere(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let store = try Store.temporary()
        defer { try? store.close() }
        var query = TopicsQuery(now: Self.now)
        if seed.isMultiple(of: 3) { query.rule = .full }
        let analysis = TopicsAnalysis(query: query)
        let tags = ["a", "B", "b", "c", "d", "e"]
        func post(_ id: Int) -> Post {
            func some() -> [String] {
                (0..<Int.random(in: 0...3, using: &random)).map { _ in tags.randomElement(using: &random) ?? "a" }
            }
            let own = some()
            return Post(
                id: "\(id)", author: "\(id % 4)",
                createdAt: Self.now.adding(seconds: -Int64.random(in: 0...86_400 * 12, using: &random)),
                text: "t", language: ["en", "no", ""][id % 3], hashtags: own,
                fullHashtags: Bool.random(using: &random) ? own : some())
        }
        for step in 0..<12 {
            var page = Page(posts: (0..<10).map { _ in post(Int.random(in: 0..<60, using: &random)) })
            page.deleted = (0..<5).map { _ in "\(Int.random(in: 0..<60, using: &random))" }
            page.edited = (0..<3).map { _ in post(Int.random(in: 0..<60, using: &random)) }
            let result = try await Self.commit(page, "s\(step)", store)
            await analysis.remove(result.rows.removed)
            await analysis.ingest(result.rows.posts)
            if step == 6 { await analysis.advance(to: Self.now.adding(seconds: 86_400)) }
        }
        let fresh = TopicsAnalysis(query: await analysis.query)
        await fresh.ingest(try await Self.stored(store))
        let (live, expected) = (await analysis.current().report, await fresh.current().report)
        #expect(live.funnel == expected.funnel, "seed \(seed)")
        #expect(live.top == expected.top, "seed \(seed)")
        #expect(live.authors == expected.authors && live.hashtags == expected.hashtags, "seed \(seed)")
    }
}
