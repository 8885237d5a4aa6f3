import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktIngest

/// Several things are under way at once for one actor, as they are for the ingestor.
@Suite struct StoreOrderTests {
    private actor Asker {
        private let store: any IngestStore
        private(set) var last = 0

        init(_ store: any IngestStore) { self.store = store }

        func keep(_ number: Int, _ wait: KeptWait) async throws {
            last = number
            try await store.keep([wait], of: .posts)
        }
    }

    private let now = Timestamp(seconds: 1_796_000_000)

    /// Each replaces what was kept before: what was asked for last stands, whoever has to wait for whom.
    @Test(arguments: [false, true]) func theLastWordIsTheOneThatIsKept(patiently: Bool) async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let base: any IngestStore =
            patiently
            ? PatientStore(base: store, pause: { error throws(StoreError) in throw error }, goOn: {}) : store
        let asker = Asker(base)
        for round in 0..<40 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...24 {
                    let wait = KeptWait(
                        budget: nil, noted: PaceInstant(at: now, steady: nil), until: now.adding(seconds: 60),
                        times: number)
                    group.addTask { try await asker.keep(number, wait) }
                }
                try await group.waitForAll()
            }
            let kept = try await store.waits(.posts).map(\.times)
            #expect(kept == [await asker.last], "round \(round)")
        }
    }
}
