import Foundation
import Synchronization
import Testing
import UtsiktApp
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// A case that is open while its files change.
struct DatasourceWatchTests {
    @Test func whatIsSavedCountsAndWhatIsSpoiltLeavesTheLastModel() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try WeatherCommandsTests.makeCase(in: folder)
        let forecast = ForecastAnalysis()
        let sink = Told()
        let watch = DatasourceWatch(path: folder.path, forecast: forecast, sink: sink)
        try await watch.load()
        let first = await forecast.current()
        #expect(first.evaluation != nil && first.places == ["Oslo", "Bergen"])
        #expect(first.today == CivilDay(year: 2015, month: 5, day: 9))

        let file = URL(fileURLWithPath: folder.file("Bergen.csv"))
        let good = try String(contentsOf: file, encoding: .utf8)
        try Data(good.replacing("hum,", with: "humm,", maxReplacements: 1).utf8).write(to: file)
        await watch.check()
        #expect(await forecast.current().evaluation?.eval == first.evaluation?.eval)
        #expect(
            sink.entries.contains { $0.level == .error && $0.text.contains("Bergen.csv") && $0.text.contains("hum") })

        let lines = good.split(separator: "\n")
        try Data((lines.dropLast(8).joined(separator: "\n") + "\n2015-05-08T00:00:00Z,1,2\n").utf8).write(to: file)
        await watch.check()
        let second = await forecast.current()
        #expect(second.facts.records == first.facts.records - 8)
        #expect(sink.entries.contains { $0.level == .warning && $0.text.contains("Bergen.csv:58") })
    }

    /// What the log was told.
    private final class Told: ArrivalSink {
        private let state = Mutex<[LogEntry]>([])

        func hand(_ arrival: Arrival) {
            guard case .logged(let entry) = arrival else { return }
            state.withLock { $0.append(entry) }
        }
        var entries: [LogEntry] { state.withLock(\.self) }
    }
}
