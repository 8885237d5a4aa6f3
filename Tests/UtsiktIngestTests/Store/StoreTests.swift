import Foundation
import GRDB
import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

private let now = Timestamp(seconds: 1_436_782_590)

private func task(_ subject: String = "a", cursor: String? = nil, pages: Int = 0) -> FetchTask {
    FetchTask(
        source: .posts, subject: subject, label: "@" + subject, budget: BudgetKey(rawValue: "timeline"),
        cursor: cursor,
        pages: pages)
}

private func randomText(_ random: inout SeededGenerator) -> String {
    let pool = Array("abc \"'\\;–é日本😀\u{0301}\n\u{1B}\u{202E}%")
    return String(
        (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in pool.randomElement(using: &random) })
}

@Suite struct StoreTests {
    @Test(arguments: 0..<8)
    func whatIsCommittedIsReadBackWholly(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let store = try Store.temporary()
        defer { try? store.close() }
        var posts: [Post] = []
        var observations: [Observation] = []
        for index in 0..<60 {
            let tags = (0..<Int.random(in: 0...4, using: &random)).map { _ in randomText(&random) }
            let hasFull = Bool.random(using: &random)
            posts.append(
                Post(
                    id: "\(index)\(randomText(&random))", author: "\(index % 7)", authorName: "name \(index % 7)",
                    createdAt: now.adding(
                        milliseconds: Int64.random(in: -1_000_000_000...1_000_000_000, using: &random)),
                    text: randomText(&random), language: "en", isRepost: Bool.random(using: &random),
                    hashtags: tags,
                    fullHashtags: hasFull ? tags + [randomText(&random)] : nil, source: .posts))
            observations.append(
                Observation(
                    place: "place \(index % 3)", instant: now.adding(seconds: Int64(index / 9) * 3600),
                    values: WeatherField.allCases.map { _ in randomText(&random) }, source: .posts))
        }
        _ = try await store.add([task()], at: now)
        let commit = try await store.commit(
            Page(posts: posts, observations: observations, next: nil, bytes: 99), of: task(), at: now)
        #expect(commit.rows == Rows(posts: posts, observations: observations) && commit.isDone, "seed \(seed)")

        var read: [Post] = []
        for try await batch in store.posts(batch: 7) {
            #expect(batch.count <= 7)
            read += batch
        }
        #expect(read == posts, "seed \(seed)")

        var rows: [Observation] = []
        for try await batch in store.observations(batch: 7) { rows += batch }
        // By place and instant; what shares an instant stays in the order of the page.
        let expected = ["place 0", "place 1", "place 2"].flatMap { name in observations.filter { $0.place == name }
        }
        #expect(rows == expected, "seed \(seed)")
        #expect(try await store.places() == ["place 0", "place 1", "place 2"])
        #expect(try await store.observations(place: "place 1") == expected.filter { $0.place == "place 1" })
        #expect(try await store.integrityCheck().isEmpty)
        let counts = try await store.counts()
        #expect(counts.posts == 60 && counts.observations == 60 && counts.accounts == 7)
        #expect(counts.hashtags == posts.reduce(0) { $0 + $1.hashtags.count })
    }

    @Test func postsAreUniqueByIdAndObservationsByPlaceAndInstant() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await store.add([task("a"), task("b"), task("c")], at: now)
        let post = Post(
            id: "1", author: "x", authorName: "old", createdAt: now, text: "t", hashtags: ["a", "b"], source: .posts)
        let same = Post(id: "1", author: "x", authorName: "new", createdAt: now, text: "other", hashtags: ["c"])
        let dry = Observation(place: "JFK", instant: now, values: ["Clear"], source: .posts)
        let wet = Observation(place: "JFK", instant: now, values: ["Rain"], source: .posts)
        let first = try await store.commit(Page(posts: [post, same], observations: [dry]), of: task("a"), at: now)
        #expect(first.rows.posts == [post])
        let second = try await store.commit(Page(posts: [same], observations: [dry]), of: task("b"), at: now)
        #expect(second.rows.isEmpty)
        let third = try await store.commit(Page(observations: [wet]), of: task("c"), at: now)
        #expect(third.rows.observations == [wet])
        #expect(try await store.observations(place: "JFK") == [wet])
        var read: [Post] = []
        for try await batch in store.posts() { read += batch }
        #expect(
            read.map(\.text) == ["t"] && read.map(\.authorName) == ["new"] && read.map(\.hashtags) == [["a", "b"]])
        #expect(try await store.progress()[.posts]?.posts == 1)
    }

    @Test func aZeroByteNeitherCutsATextNorMakesIdsEqual() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await store.add([task()], at: now)
        let posts = ["a\u{0}1", "a\u{0}2"].map { Post(id: $0, author: "x", createdAt: now, text: "b\u{0}c") }
        #expect(try await store.commit(Page(posts: posts), of: task(), at: now).rows.posts.count == 2)
        for try await batch in store.posts() { #expect(batch.map(\.text) == ["b\u{FFFD}c", "b\u{FFFD}c"]) }
    }

    @Test func aFailedTaskIsTakenUpFromItsFirstPage() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await store.add([task("a")], at: now)
        let commit = try await store.commit(Page(next: "refused", newest: "old"), of: task("a"), at: now)
        try await store.setAside(commit.task, reason: "invalid cursor", at: now)
        #expect(try await store.retrySetAside(nil, at: now) == [task("a")])
        #expect(try await store.pending(.posts).map(\.task) == [task("a")])
        // What the first walk took for the newest is forgotten with it; an empty first page leaves it to the next one.
        let first = try await store.commit(Page(next: "n"), of: task("a"), at: now)
        let second = try await store.commit(Page(newest: "new"), of: first.task, at: now)
        #expect(second.isDone && second.task.newest == "new")
    }

    @Test func theJournalKeepsStatesAndExistingTasks() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        #expect(try await store.add([task("a"), task("b"), task("c")], at: now).count == 3)
        let commit = try await store.commit(
            Page(
                discovered: [task("a"), task("d")], next: "n",
                rejected: [Rejection(file: "f", line: 3, reason: "bad")]),
            of: task("b"), at: now)
        #expect(commit.addedTasks.map(\.subject) == ["d"])
        #expect(commit.task == task("b", cursor: "n", pages: 1) && !commit.isDone)
        // Begun tasks come first; adding an existing one changes nothing.
        #expect(try await store.add([task("b")], at: now).isEmpty)
        #expect(try await store.pending(.posts).map(\.task.subject) == ["b", "a", "c", "d"])
        try await store.noteFailure(of: task("a"), attempts: 2, problem: "500", at: now)
        #expect(try await store.pending(.posts).first { $0.task.subject == "a" }?.attempts == 2)
        try await store.setAside(task("a"), reason: "not authorized", at: now)
        #expect(try await store.setAsideTasks(nil).map(\.problem) == ["not authorized"])
        let progress = try await store.progress()[.posts]
        #expect(progress?.pending == 3 && progress?.setAside == 1 && progress?.done == 0 && progress?.rejected == 1)
        #expect(try await store.retrySetAside(.weather, at: now).isEmpty)
        #expect(try await store.retrySetAside(nil, at: now).map(\.subject) == ["a"])
        #expect(try await store.pending(.posts).first { $0.task.subject == "a" }?.attempts == 0)
        #expect(try await store.rejections(of: .observations).count == 0)
        #expect(try await store.rejections(of: .posts).count == 0)
        try await store.register(StoredSource(id: .posts, service: "s", content: .posts))
        #expect(try await store.rejections(of: .posts).first.map(\.reason) == ["bad"])
        let rejections = try await store.rejections()
        #expect(rejections.count == 1 && rejections.first == [Rejection(file: "f", line: 3, reason: "bad")])
    }

    @Test func aPageThatSomebodyElseCommittedIsRefused() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await store.add([task()], at: now)
        let page = Page(posts: [Post(id: "1", author: "x", createdAt: now)], next: "n")
        _ = try await store.commit(page, of: task(), at: now)
        await #expect(throws: StoreError(.conflict(subject: "a"), path: store.path)) {
            try await store.commit(page, of: task(), at: now)
        }
        await #expect(throws: StoreError(.conflict(subject: "z"), path: store.path)) {
            try await store.commit(page, of: task("z"), at: now)
        }
        #expect(try await store.progress()[.posts]?.pages == 1)
    }

    @Test func worldAndCallsAreKept() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        #expect(try await store.world() == nil)
        let world = StoreWorld(
            label: "synthetic sample", isReplay: true, topicsNow: now,
            weatherToday: CivilDay(year: 2013, month: 7, day: 2))
        try await store.setWorld(StoreWorld(label: "x", isReplay: false))
        try await store.setWorld(world)
        #expect(try await store.world() == world)
        #expect(world.clock == .fixed(now))
        let key = BudgetKey(rawValue: "k")
        for second in 0..<5 {
            try await store.noteCall(.posts, budget: key, at: now.adding(seconds: Int64(second) * 10), keep: 25)
        }
        #expect(try await store.calls(.posts, since: now)[key]?.count == 3)
        #expect(try await store.progress()[.posts]?.calls == 5)
    }

    @Test func aCancelledCallerStillLearnsThatItsPageWasCommitted() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await store.add([task()], at: now)
        let commit = Task {
            await untilCancelled()
            return try await store.commit(Page(bytes: 1), of: task(), at: now)
        }
        commit.cancel()
        #expect(try await commit.value.isDone)
    }
}

@Suite struct StoreIngestTests {
    @Test(.timeLimit(.minutes(30)), arguments: 0..<6)
    func dyingAtAnyOperationLosesNothingInTheDatabase(seed: Int) async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        try await IngestorKillTests.survive(seed: seed, store: store) {
            var ids: [String] = []
            do {
                for try await batch in store.posts() { ids += batch.map(\.id) }
            } catch { Issue.record(error) }
            #expect(ids.count == 36 && Set(ids).count == 36, "seed \(seed)")
            // The database tells pages by its posts: three pages of two posts for each account, and the friends list.
            return Set(ids.map { String($0.dropLast(2)) }).sorted() + (seed.isMultiple(of: 2) ? ["friends"] : [])
        }
        #expect(try await store.progress()[.posts]?.pages == 18 + (seed.isMultiple(of: 2) ? 1 : 0), "seed \(seed)")
        #expect(try await store.integrityCheck().isEmpty)
    }

    /// What somebody else wrote into the database may be as long as the disk.
    @Test func longValuesAreCutWhereTheyAreRead() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        _ = try await store.add([task()], at: now)
        let posts = (0..<40).map { Post(id: "\($0)", author: "x", createdAt: now, text: "t", source: .posts) }
        let row = Observation(place: "p", instant: now, values: WeatherField.allCases.map { _ in "1" }, source: .posts)
        _ = try await store.commit(Page(posts: posts, observations: [row], next: nil), of: task(), at: now)
        try await store.write { db in
            try db.execute(sql: "UPDATE observation SET thunder = printf('%.*c', 3000000, 'A')")
            try db.execute(sql: "UPDATE post SET text = printf('%.*c', 3000000, 'A')")
        }
        for try await rows in store.observations() { #expect(rows[0].values.map(\.count).max() == 200) }
        var read = 0
        for try await batch in store.posts() {
            #expect(batch.count <= 17 && batch.allSatisfy { $0.text.utf8.count == 1_000_000 })
            read += batch.count
        }
        #expect(read == 40)
    }
}
