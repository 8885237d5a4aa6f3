import Foundation
import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

/// The right to fetch: one at a time, and never left behind.
@Suite(.timeLimit(.minutes(30))) struct FetchClaimTests {
    @Test func oneHasItAtATimeWhateverTheDatabaseIsCalled() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let (first, second) = (try Store.open(path: path), try Store.open(path: path))
        let link = folder.file("b.sqlite")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        var claim = try #require(try first.claim())
        #expect(try second.claim() == nil)
        #expect(try FetchClaim.take(database: link) == nil)
        claim.release()
        claim.release()
        claim = try #require(try second.claim())
        #expect(try first.claim() == nil)
        // It goes with the value, too.
        claim = FetchClaim()
        #expect(try first.claim() != nil)
        #expect(!FileManager.default.fileExists(atPath: path + ".fetching"))
    }

    @Test func whereNoFileCanStandNextToTheDatabaseAnotherPlaceServes() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let store = try Store.open(path: path)
        // A folder in the way: permissions would not stop the superuser, under whom tests may run.
        try FileManager.default.createDirectory(atPath: path + ".fetching", withIntermediateDirectories: true)
        let claim = try #require(try store.claim())
        #expect(try store.claim() == nil)
        claim.release()
        #expect(try store.claim() != nil)
    }

    @Test func oneFetchesTheOtherFollowsAndGoesOnWhenItEnds() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let (one, two) = (try Store.open(path: path), try Store.open(path: path))
        let isHeld = Gate()
        var source = ScriptedSource(subjects: 6, pagesPerSubject: 1)
        source.trouble = { subject, _, attempt in
            guard subject == 3, attempt == 0 else { return nil }
            isHeld.open()
            return .hang
        }
        var options = IngestOptions()
        options.concurrency = 1
        let first = Ingestor(sources: [source], store: one, clock: ManualPaceClock(jumps: true), options: options)
        let run = Task { try await first.run() }
        await isHeld.wait()

        let real = ManualPaceClock()
        let second = Ingestor(
            sources: [source], store: two, clock: ManualPaceClock(jumps: true), options: options, realClock: real)
        await second.follow(from: StoreMark())
        let events = second.events()
        let other = Task { try await second.run() }
        await real.waitForSleepers()
        let snapshot = await second.snapshot()
        #expect(snapshot.phase == .following && snapshot.done == 3 && snapshot.total == 6 && snapshot.rows == 6)
        #expect(source.history.calls.count == 4)
        // Keys change nothing while the other one fetches.
        #expect(try await second.retrySetAside() == 0)
        await second.pause()
        #expect(await second.snapshot().phase == .following)
        await second.resume()
        real.advance(by: 1)
        await real.waitForSleepers()
        run.cancel()
        try await run.value
        real.advance(by: 1)
        try await other.value
        #expect(await second.snapshot().done == 6)
        #expect(source.history.calls.count == 7)
        var (told, names): ([String], [String]) = ([], [])
        events: for await event in events {
            switch event.kind {
            case .followed(let rows): told += rows.posts.map(\.id)
            case .committed(let page): told += page.rows.posts.map(\.id)
            case .finished: break events
            default: break
            }
            if names.last != event.record.event { names.append(event.record.event) }
        }
        #expect(Set(told) == source.expectedPosts && told.count == 12)
        #expect(names.prefix(3) == ["following", "followed", "started"], "\(names)")
        try one.close()
        try two.close()
    }

    @Test func whoOnlyFetchesOnceEndsWhenTheOtherHasFetchedAll() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.file("a.sqlite")
        let (one, two) = (try Store.open(path: path), try Store.open(path: path))
        let source = ScriptedSource(subjects: 3, pagesPerSubject: 1)
        var options = IngestOptions()
        options.watchSeconds = 900
        let clock = ManualPaceClock()
        let first = Ingestor(sources: [source], store: one, clock: clock, options: options)
        let run = Task { try await first.run() }
        await clock.waitForSleepers()
        let second = Ingestor(sources: [source], store: two, clock: ManualPaceClock(jumps: true))
        try await second.run()
        let snapshot = await second.snapshot()
        #expect(snapshot.phase == .finished && snapshot.done == 3 && source.history.calls.count == 3)
        run.cancel()
        try await run.value
    }
}
