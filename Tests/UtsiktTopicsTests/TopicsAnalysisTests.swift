import Testing
import UtsiktBase

@testable import UtsiktTopics

@Suite struct TopicsAnalysisTests {
    @Test func theFinalStateAlwaysArrivesAndSnapshotsAreFew() async throws {
        var query = TopicsQuery.preset2015
        query.now = TopicsFixtures.now
        let analysis = TopicsAnalysis(query: query)
        let posts = TopicsFixtures.article(seed: 1)
        async let seen = Self.collect(analysis)
        for start in stride(from: 0, to: posts.count, by: 20) {
            await analysis.ingest(Array(posts[start..<min(posts.count, start + 20)]))
        }
        await analysis.finish()
        let snapshots = await seen
        let last = try #require(snapshots.last)
        #expect(last.report.funnel.analysed == 2456)
        #expect(last.words.count == TopicsSnapshot.cloudWords)
        #expect(last.words.prefix(20).map(\.figures) == last.report.top)
        #expect(zip(snapshots, snapshots.dropFirst()).allSatisfy { $0.revision < $1.revision })
        #expect(await analysis.current() == last)
    }

    @Test func changingTheQueryCountsAnew() async {
        let analysis = TopicsAnalysis(query: TopicsQuery(window: .seconds(60), now: TopicsFixtures.now))
        let old = TopicsFixtures.now.adding(seconds: -100)
        await analysis.ingest([Post(id: "1", author: "a", createdAt: old, hashtags: ["x"], fullHashtags: ["y"])])
        #expect(await analysis.current().report.funnel.tooOld == 1)
        await analysis.set(TopicsQuery(window: .all, rule: .full))
        #expect(await analysis.current().report.counts == ["y 1"])
        await analysis.set(TopicsQuery(window: .seconds(60), now: old))
        #expect(await analysis.current().report.counts == ["x 1"])
        await analysis.advance(to: TopicsFixtures.now)
        #expect(await analysis.current().report.counts.isEmpty)
    }

    @Test func rejectedRecordsAreCountedAndTheFirstAreKept() async {
        let analysis = TopicsAnalysis(query: TopicsQuery(window: .all))
        let stored = (0..<15).map { Rejection(file: "a", line: $0, reason: "bad") }
        await analysis.note(rejected: TopicsReport.Rejected(count: 400, first: stored))
        let revision = await analysis.current().revision
        await analysis.note(rejected: [])
        #expect(await analysis.current().revision == revision)
        await analysis.note(rejected: (0..<9).map { Rejection(file: "b", line: $0, reason: "bad") })
        let rejected = await analysis.current().report.rejected
        #expect(rejected.count == 409)
        #expect(rejected.first.count == TopicsReport.Rejected.listed)
        #expect(rejected.first.map(\.file) == Array(repeating: "a", count: 15) + Array(repeating: "b", count: 5))
        #expect(await analysis.current().revision > revision)
    }

    private static func collect(_ analysis: TopicsAnalysis) async -> [TopicsSnapshot] {
        var all: [TopicsSnapshot] = []
        for await snapshot in analysis.snapshots { all.append(snapshot) }
        return all
    }
}
