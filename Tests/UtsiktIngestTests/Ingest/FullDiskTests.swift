import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktIngest

/// A run that meets a full disk waits, says so, and goes on when there is room.
@Suite struct FullDiskTests {
    private struct Place {
        let folder: TemporaryFolder
        let store: Store
        init() throws {
            folder = try TemporaryFolder()
            store = try Store.open(path: folder.file("a.sqlite"))
        }
        func remove() {
            try? store.close()
            folder.remove()
        }
    }

    /// Time passes at once; a test is told of every wait.
    private struct RoomClock: PaceClock {
        let waits = Noted(0)
        let body: @Sendable (Int) async -> Void
        var now: Timestamp { Timestamp(seconds: 1_000_000_000) }
        func sleep(until deadline: Timestamp) async throws {
            await body(
                waits.change { count in
                    count += 1
                    return count
                })
            try Task.checkCancellation()
        }
    }

    private static func ingestor(_ store: Store, waits: Bool, _ body: @escaping @Sendable (Int) async -> Void)
        -> Ingestor
    {
        let source = ScriptedSource(
            budgets: [BudgetKey(rawValue: "timeline"): [Budget(calls: 20, per: 60)]], subjects: 6, pagesPerSubject: 3)
        var options = IngestOptions()
        options.waitsForRoom = waits
        return Ingestor(
            sources: [source], store: store, clock: ManualPaceClock(jumps: true), options: options,
            realClock: RoomClock(body: body))
    }

    private static func told(_ events: AsyncStream<IngestEvent>) async -> [String] {
        var told: [String] = []
        for await event in events {
            switch event.kind {
            case .stalled: told.append("stalled")
            case .unstalled: told.append("unstalled")
            case .failed: told.append("failed")
            case .finished: told.append("finished")
            default: continue
            }
            if told.last == "finished" || told.last == "failed" { break }
        }
        return told
    }

    /// The disk is full from one operation or another on, for as long as four attempts take.
    @Test(.timeLimit(.minutes(30)), arguments: 0..<48)
    func itGoesOnByItselfWhenThereIsRoom(first: Int) async throws {
        let place = try Place()
        defer { place.remove() }
        let disk = WatchedDisk.full(place.folder.path, from: first, onlyGrowth: first.isMultiple(of: 2))
        let pictures: Noted<[FetchSnapshot]> = Noted([])
        let itself = Noted<Ingestor?>(nil)
        let ingestor = Self.ingestor(place.store, waits: true) { count in
            if let picture = await itself.value?.snapshot() { pictures.change { $0.append(picture) } }
            if count == 4 { disk.stop() }
        }
        itself.change { $0 = ingestor }
        defer { itself.change { $0 = nil } }
        let events = ingestor.events()
        try await ingestor.run()
        for picture in pictures.value.prefix(1) {
            #expect(picture.problem?.contains("the disk is full") == true)
            #expect(picture.phase != .failed && picture.activity.contains { $0.level == .error })
        }
        let end = await ingestor.snapshot()
        #expect(end.phase == .finished && end.done == 6 && end.setAside == 0 && end.problem == nil)
        #expect(try await place.store.counts().posts == 36)
        #expect(try await place.store.integrityCheck().isEmpty)
        // Said once, however often it is tried in vain; what needs no room may succeed in between.
        let told = await Self.told(events)
        #expect(told.first == "stalled" && told.suffix(2) == ["unstalled", "finished"], "\(told)")
        #expect(told.count { $0 == "stalled" } == told.count { $0 == "unstalled" } && told.count <= 7, "\(told)")
    }

    @Test(.timeLimit(.minutes(30))) func withoutPatienceItEndsAndTheNextRunGoesOn() async throws {
        let place = try Place()
        defer { place.remove() }
        let ingestor = Self.ingestor(place.store, waits: false) { _ in Issue.record("it waits") }
        let events = ingestor.events()
        let disk = WatchedDisk.full(place.folder.path, from: 20, onlyGrowth: true)
        await #expect(throws: StoreError(.full, path: place.store.path)) { try await ingestor.run() }
        #expect(await ingestor.snapshot().phase == .failed)
        #expect(await Self.told(events) == ["failed"])
        disk.stop()
        try await ingestor.run()
        #expect(await ingestor.snapshot().done == 6)
        #expect(try await place.store.counts().posts == 36)
    }

    @Test(.timeLimit(.minutes(30))) func whoLeavesIsNotKeptWaiting() async throws {
        let place = try Place()
        defer { place.remove() }
        let disk = WatchedDisk.full(place.folder.path, from: 20, onlyGrowth: true)
        let waiting = Gate()
        let ingestor = Self.ingestor(place.store, waits: true) { _ in waiting.open() }
        let run = Task { try await ingestor.run() }
        await waiting.wait()
        run.cancel()
        _ = try? await run.value
        disk.stop()
        try await Self.ingestor(place.store, waits: true) { _ in Issue.record("it waits") }.run()
        #expect(try await place.store.counts().posts == 36)
    }
}
