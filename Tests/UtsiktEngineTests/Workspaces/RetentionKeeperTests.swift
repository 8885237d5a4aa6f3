import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine

/// What the configuration says of retention, and that an open world follows it day by day.
@Suite struct RetentionKeeperTests {
    private let now = Timestamp(seconds: 1_700_000_000)

    @Test(.timeLimit(.minutes(5))) func itAppliesAtTheStartAndOnceADay() async throws {
        let store = try Store.temporary()
        defer { try? store.close() }
        let task = FetchTask(source: .posts, subject: "a", label: "a", budget: BudgetKey(rawValue: "b"))
        _ = try await store.add([task], at: now)
        let posts = (0..<10).map {
            Post(id: "\($0)", author: "a", createdAt: now.adding(seconds: Int64(-$0) * 86_400))
        }
        _ = try await store.commit(Page(posts: posts), of: task, at: now)
        let clock = ManualPaceClock(start: now)
        let told = Noted([String]())
        let keeper = RetentionKeeper(store, Retention(days: 5), clock: clock)
        let run = Task { await keeper.run { entry in told.change { $0.append(entry.text) } } }
        await clock.waitForSleepers()
        #expect(try await store.counts().posts == 6)
        clock.advance(by: 86_400)
        await clock.waitForSleepers()
        #expect(try await store.counts().posts == 5)
        #expect(
            told.value == [
                "retention: deleted 4 posts; posts now begin on 2023-11-09",
                "retention: deleted 1 post; posts now begin on 2023-11-10",
            ])
        run.cancel()
        await run.value
        // Nothing configured: nothing deleted, and nobody wakes up for it.
        await RetentionKeeper(store, Retention(), clock: clock).run { _ in Issue.record("it speaks") }
        #expect(try await store.counts().posts == 5)
    }

    @Test func theConfigurationSaysItAndFaultsDeleteNothing() {
        func read(_ text: String) -> ConfigurationReading {
            ConfigurationReader.read(text, file: "c.yaml", home: "/home", database: "/d.sqlite")
        }
        #expect(
            read("retention: {days: 400, megabytes: 2000}").configuration.retention
                == Retention(days: 400, megabytes: 2000))
        #expect(read("retention: {days: 30}").configuration.retention == Retention(days: 30))
        #expect(!read("{}").configuration.retention.isSet)
        for text in [
            "{days: 0}", "{days: 400, megabytes: 0}", "{days: soon}", "{day: 3}", "[1]", "{days: 99999999999999999999}",
        ] {
            let reading = read("retention: \(text)")
            #expect(!reading.configuration.retention.isSet && reading.hasFault(in: .retention), "\(text)")
            #expect(reading.faults.allSatisfy { $0.consequence == "nothing is deleted" })
        }
    }
}
