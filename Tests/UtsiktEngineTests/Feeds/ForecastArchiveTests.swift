import Foundation
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine

/// What keeps the lab's runs.
@Suite(.timeLimit(.minutes(30))) struct ForecastArchiveTests {
    private func archive(_ workspace: Workspace, _ sink: KeptEvents) -> ForecastArchive {
        ForecastArchive(workspace: workspace, sink: WorldSink(sink, of: WorldNumber(1)))
    }

    /// A snapshot with a run, as a small week of weather gives it.
    private func trained() async -> ForecastSnapshot {
        let start = CivilDay(number: 16_556)
        let forecast = ForecastAnalysis(today: CivilDay(number: start.number + 20))
        let observations = (0..<20 * 24).map { hour -> Observation in
            let day = Double(hour) / 24
            let instant = Timestamp(day: start).adding(seconds: Int64(hour) * 3600)
            var observation = Observation(place: "Oslo", instant: instant, values: [])
            observation[.tempm] = String(10 + 5 * sin(day * 6.28) + day / 4)
            observation[.hum] = String(50 + hour % 24)
            return observation
        }
        await forecast.ingest(observations)
        return await forecast.current()
    }

    @Test func aRunIsKeptOnceAndToldAgainWhenTheWorldIsOpenedAgain() async throws {
        let sink = KeptEvents()
        let workspace = TestWorlds.workspace(try await TestWorlds.store(posts: 0))
        let snapshot = await trained()
        let run = try #require(snapshot.run)
        let first = archive(workspace, sink)
        await first.keep(snapshot)
        await first.keep(snapshot)
        #expect(try await workspace.store.runs().map(\.id) == [run.id])
        // Forgotten by a person: the same snapshot does not bring it back.
        await first.perform(.forget(run: run.id))
        await first.keep(snapshot)
        #expect(try await workspace.store.runs().isEmpty)

        await archive(workspace, sink).keep(snapshot)
        await archive(workspace, sink).open()
        guard case .arrived(.runs(let runs), _)? = sink.all.last else {
            Issue.record("no runs were told")
            return
        }
        #expect(runs.map(\.id) == [run.id])
        await workspace.close()
    }

    @Test func aStoreThatTakesNothingIsToldOnce() async throws {
        let sink = KeptEvents()
        let store = try await TestWorlds.store(posts: 0)
        let workspace = TestWorlds.workspace(store)
        try store.close()
        let archive = archive(workspace, sink)
        let snapshot = await trained()
        #expect(snapshot.run != nil)
        for _ in 0..<3 { await archive.keep(snapshot) }
        #expect(sink.log.filter { $0.text.contains("runs are not kept any more") }.count == 1)
    }

    @Test func whatIsSavedIsSavedInItsOrderAndAFailureIsSaid() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let sink = KeptEvents()
        let workspace = TestWorlds.workspace(try await TestWorlds.store(posts: 0))
        let archive = archive(workspace, sink)
        for number in 1...5 { await archive.perform(.save(batch: "batch \(number)", path: folder.file("b.csv"))) }
        #expect(try String(contentsOfFile: folder.file("b.csv"), encoding: .utf8).contains("batch 5"))
        await archive.perform(.save(batch: "x", path: folder.file("no/such/folder/b.csv")))
        #expect(sink.notices.last?.contains("cannot be written") == true)
        #expect(sink.log.last?.level == .error)
        await workspace.close()
    }
}
