import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktTopics

/// The figures do not depend on the number of threads, the order of the files, or how posts are spread over files and parts.
@Suite struct ThreadIndependenceTests {
    /// A folder that goes with the test.
    private struct Folder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-\(UUID().uuidString)")

        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        func remove() { try? FileManager.default.removeItem(at: url) }

        /// Writes posts. The first line is a notice, which counts nothing: what a file is read as must not hang on a broken one.
        func write(posts: [String], _ name: String) -> String {
            write([#"{"delete":{"status":{"id":1,"id_str":"1"}}}"#] + posts, name)
        }

        func write(_ lines: [String], _ name: String) -> String {
            let path = url.appendingPathComponent(name).path
            #expect(FileManager.default.createFile(atPath: path, contents: Data((lines.joined(separator: "\n")).utf8)))
            return path
        }
    }

    private static let pool = [
        "BigData", "bigdata", "BIGDATA", "e\u{301}", "é", "x", "ß", "SS", "np", "nowplaying", "Go",
    ]

    private static func post(_ id: Int, _ random: inout SeededGenerator) -> String {
        func some(_ most: Int) -> [String] {
            (0..<Int.random(in: 0...most, using: &random)).map { _ in pool.randomElement(using: &random) ?? "x" }
        }
        let own = some(3)
        // Most are of one month; some are far older, one in forty far newer, so that the newest may be any.
        var age = Int64.random(in: 0..<30 * 86_400, using: &random)
        if Int.random(in: 0..<8, using: &random) == 0 { age += 365 * 86_400 }
        if Int.random(in: 0..<40, using: &random) == 0 { age -= 20 * 86_400 }
        let author = Int.random(in: 0..<6, using: &random)
        return TopicsFixtures.line(
            Post(
                id: "\(id)", author: "\(author)", authorName: "name\(author)\(Int.random(in: 0..<2, using: &random))",
                createdAt: TopicsFixtures.now.adding(seconds: -age),
                language: ["en", "de", "en-GB", ""].randomElement(using: &random) ?? "",
                hashtags: own, fullHashtags: Bool.random(using: &random) ? own : some(4)))
    }

    private static func query(_ random: inout SeededGenerator) -> TopicsQuery {
        let windows: [TopicsQuery.Window] = [.all, .seconds(86_400), .seconds(7 * 86_400), .seconds(200 * 86_400)]
        var query = TopicsQuery(
            window: windows.randomElement(using: &random) ?? .all,
            rule: TopicsQuery.Rule.allCases.randomElement(using: &random) ?? .full,
            count: TopicsQuery.Count.allCases.randomElement(using: &random) ?? .every,
            fold: TopicsQuery.Fold.allCases.randomElement(using: &random) ?? .lower,
            top: Int.random(in: 0...12, using: &random))
        // Mostly the newest post decides what now is: that is known at the end only.
        if Int.random(in: 0..<4, using: &random) == 0 { query.now = TopicsFixtures.now }
        if Int.random(in: 0..<3, using: &random) == 0 { query.language = "en" }
        if Bool.random(using: &random) { query.stop = ["x"] }
        if Bool.random(using: &random) { query.merge = TagGroups([["nowplaying", "np"]]) }
        return query
    }

    private static var everyPart: TopicsReport.Parts {
        var parts = TopicsReport.Parts()
        (parts.series, parts.cooccurrence) = ("bigdata", "é")
        (parts.trending, parts.byAuthor, parts.byLanguage) = (true, true, true)
        return parts
    }

    /// Splits lines into so many files, some of them perhaps empty.
    private static func split(_ lines: [String], _ count: Int, _ random: inout SeededGenerator) -> [[String]] {
        var files = Array(repeating: [String](), count: count)
        for line in lines { files[Int.random(in: 0..<count, using: &random)].append(line) }
        return files
    }

    /// The report as JSON: every figure, every list and its order.
    private static func json(
        _ scan: TopicsFileScan, _ names: [String], listsRejected: Bool = true
    ) async throws -> String {
        let counted = try await scan.count(names)
        var rejected = counted.rejected
        if !listsRejected { rejected.first = [] }
        let parts = scan.keepsHistory ? everyPart : TopicsReport.Parts()
        return try JSONOutput.line(counted.engine.report(rejected: rejected, parts: parts))
    }

    @Test(arguments: 0..<240)
    func anySplitOrderAndNumberOfThreadsGivesTheSameReport(seed: UInt64) async throws {
        let folder = try Folder()
        defer { folder.remove() }
        var random = SeededGenerator(seed: seed)
        var posts = (0..<Int.random(in: 0...70, using: &random)).map { Self.post($0, &random) }
        for _ in 0..<Int.random(in: 0...2, using: &random) { posts.append(#"{"id":"#) }
        if seed % 5 == 0 { posts += posts.shuffled(using: &random).prefix(9) }
        posts.shuffle(using: &random)
        let timeless = (0..<Int.random(in: 0...5, using: &random)).map { _ in "words #bigdata and #\(Self.pool[0])" }
        let texts = timeless.isEmpty ? [] : [folder.write(timeless, "texts")]

        let scan = { (query: TopicsQuery, keepsHistory: Bool, jobs: Int, partSize: Int) in
            var scan = TopicsFileScan(query: query, jobs: jobs, keepsHistory: keepsHistory)
            scan.partSize = partSize
            return scan
        }
        let query = Self.query(&random)
        let keepsHistory = Bool.random(using: &random)
        let whole = [folder.write(posts: posts, "whole")] + texts
        let usual = TopicsFileScan.usualPartSize
        let reference = try await Self.json(scan(query, keepsHistory, 1, usual), whole)
        let unlisted = try await Self.json(scan(query, keepsHistory, 1, usual), whole, listsRejected: false)
        for round in 0..<3 {
            let jobs = Int.random(in: 2...6, using: &random)
            let partSize = Int.random(in: 90...3_000, using: &random)
            let note: Comment = "seed \(seed), jobs \(jobs), parts of \(partSize), \(query)"
            // The same file in finer parts: the rejected lines too are the same ones.
            #expect(try await Self.json(scan(query, keepsHistory, jobs, partSize), whole) == reference, note)
            // Other files in another order: their names differ, so the rejected ones are only counted.
            let files = Self.split(posts.shuffled(using: &random), Int.random(in: 1...5, using: &random), &random)
            let names = files.enumerated().map { folder.write(posts: $1, "part\(round)-\($0)") } + texts
            let shuffled = names.shuffled(using: &random)
            let other = try await Self.json(
                scan(query, keepsHistory, jobs, partSize), shuffled, listsRejected: false)
            #expect(other == unlisted, note)
        }
    }

    @Test(arguments: 0..<20)
    func aPostThatComesAgainCountsOnceWhateverTheNumberOfThreads(seed: UInt64) async throws {
        let folder = try Folder()
        defer { folder.remove() }
        var random = SeededGenerator(seed: 1_000 + seed)
        let posts = (0..<60).map { Self.post($0, &random) }
        let lines = (posts + posts.shuffled(using: &random).prefix(30)).shuffled(using: &random)
        let names = Self.split(lines, 3, &random).enumerated().map { folder.write($1, "\($0)") }
        var query = Self.query(&random)
        query.language = nil
        var scan = TopicsFileScan(query: query, uniqueByID: true, jobs: 1)
        let reference = try await Self.json(scan, names)
        for jobs in 2...5 {
            scan.jobs = jobs
            scan.partSize = Int.random(in: 90...900, using: &random)
            #expect(try await Self.json(scan, names) == reference, "seed \(seed)")
        }
        #expect(try await scan.run(names.reversed()).funnel.total == 60)
    }

    @Test(arguments: 0..<60)
    func enginesMergeInAnyOrderAndBracketing(seed: UInt64) {
        var random = SeededGenerator(seed: 2_000 + seed)
        var query = Self.query(&random)
        query.now = nil
        let posts = (0..<80).map { index -> Post in
            let age = Int64.random(in: 0..<20 * 86_400, using: &random)
            return Post(
                id: "\(index)", author: "\(index % 7)", createdAt: TopicsFixtures.now.adding(seconds: -age),
                language: index % 3 == 0 ? "en" : "",
                hashtags: (0...index % 3).map { _ in Self.pool.randomElement(using: &random) ?? "x" })
        }
        for keepsHistory in [false, true] {
            func engine(_ posts: some Sequence<Post>) -> TopicsEngine {
                var engine = TopicsEngine(query: query, uniqueByID: false, keepsHistory: keepsHistory)
                for post in posts { engine.add(post) }
                return engine
            }
            var engines = (0..<6).map { part in engine(posts.enumerated().lazy.filter { $0.0 % 6 == part }.map(\.1)) }
            while engines.count > 1 {
                engines.shuffle(using: &random)
                let last = engines.removeLast()
                engines[0].merge(last)
            }
            #expect(engines.first?.report() == engine(posts.shuffled(using: &random)).report(), "seed \(seed)")
            // A merged engine goes on as one that met every post itself.
            let later = Post(
                id: "later", author: "z", createdAt: TopicsFixtures.now.adding(seconds: 5 * 86_400), language: "en",
                hashtags: ["late"])
            engines[0].add(later)
            #expect(engines[0].report() == engine(posts + [later]).report(), "seed \(seed), later")
        }
    }

    /// Two files, 1,100 new posts and 100 a year old: a hundred scans with two threads.
    @Test func theYearOldPostsAreTooOldAHundredTimesOutOfAHundred() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        func posts(_ count: Int, age: Int64, _ first: Int) -> [String] {
            (0..<count).map { index in
                TopicsFixtures.line(
                    Post(
                        id: "\(first + index)", author: "a",
                        createdAt: TopicsFixtures.now.adding(seconds: -age - Int64(index)),
                        hashtags: ["t"]))
            }
        }
        let old = folder.write(posts(100, age: 365 * 86_400, 0), "old")
        let new = folder.write(posts(1_100, age: 0, 100), "new")
        for run in 0..<100 {
            let names = run % 2 == 0 ? [old, new] : [new, old]
            let report = try await TopicsFileScan(query: TopicsQuery(), jobs: 2 + run % 3).run(names)
            #expect(report.funnel == .init(total: 1_200, withoutHashtags: 0, tooOld: 100, analysed: 1_100))
            #expect(report.counts == ["t 1100"])
        }
        // One file whose parts differ in time.
        let mixed = folder.write(posts(100, age: 365 * 86_400, 0) + posts(1_100, age: 0, 100), "mixed")
        var scan = TopicsFileScan(query: TopicsQuery(), jobs: 3)
        scan.partSize = 4_096
        for _ in 0..<20 {
            #expect(try await scan.run([mixed]).funnel.tooOld == 100)
        }
    }

    @Test func aCancelledScanGivesNoReport() async throws {
        let folder = try Folder()
        defer { folder.remove() }
        let name = folder.write(["words #a"], "texts")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await TopicsFileScan(query: TopicsQuery(window: .all)).run([name])
        }
        let error = await #expect(throws: TopicsInputError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
    }

    @Test(arguments: 0..<20)
    func aReportAndASnapshotAreReadBackAsTheyWereWritten(seed: UInt64) async throws {
        var random = SeededGenerator(seed: 3_000 + seed)
        var query = Self.query(&random)
        query.focus = "bigdata"
        let text = (0..<50).map { Self.post($0, &random) + "\n" }.joined() + "nonsense\n"
        let (engine, rejected) = try await TopicsFixtures.count(text, query, jobs: 2)
        let report = engine.report(rejected: rejected, parts: Self.everyPart)
        #expect(report.rejected.count == 1 && report.trending != nil && report.byAuthor != nil)
        #expect(try JSONOutput.value(TopicsReport.self, from: JSONOutput.line(report)) == report)
        let snapshot = engine.snapshot(revision: 7, rejected: rejected)
        #expect(snapshot.detail != nil)
        #expect(try JSONOutput.value(TopicsSnapshot.self, from: JSONOutput.line(snapshot)) == snapshot)
        let figures = engine.figures(.init(snapshot: query))
        #expect(try JSONOutput.value(TopicsFigures.self, from: JSONOutput.line(figures)) == figures)
    }
}
