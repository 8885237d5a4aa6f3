import Foundation
import GRDB
import Testing
import UtsiktBase
import UtsiktForecast
import UtsiktTestSupport
import UtsiktTopics

@testable import UtsiktIngest

@Suite struct StoreForecastsTests {
    private static func forecast(_ day: String, _ predicted: Double, place: String = "Oslo") -> PastForecast? {
        CivilDay(day).map { day in
            PastForecast(
                target: ForecastTarget(place: place), madeFrom: Timestamp(milliseconds: 1_373_000_000_000), day: day,
                predicted: predicted, now: 12.5, isReconstructed: false, words: "corrected ridge 1000")
        }
    }

    @Test func aForecastIsReplacedByALaterOneForTheSameDayAndTarget() async throws {
        let store = try Store.temporary()
        for (day, value, place) in [
            ("2013-05-02", 10.0, "Oslo"), ("2013-05-01", 8.0, "Oslo"), ("2013-05-02", 11.0, "Oslo"),
            ("2013-05-02", 4.0, "Tromsø"),
        ] {
            try await store.keep(forecast: #require(Self.forecast(day, value, place: place)))
        }
        let kept = try await store.forecasts()
        #expect(kept.map(\.predicted) == [8, 11, 4])
        #expect(kept.map { "\($0.day)" } == ["2013-05-01", "2013-05-02", "2013-05-02"])
        #expect(kept.last?.place == "Tromsø")
        try store.close()
    }

    @Test func whatCannotBeReadAnyMoreIsLeftOut() async throws {
        let store = try Store.temporary()
        try await store.keep(forecast: #require(Self.forecast("2013-05-01", 8)))
        try await store.write { db in
            try db.execute(
                sql: "INSERT INTO forecast_made VALUES ('x', 'tempm', 12, '2013-05-02', '{\"half\":')")
            try db.execute(sql: "INSERT INTO forecast_run VALUES ('x', 0, 1.0, '[]')")
        }
        #expect(try await store.forecasts().count == 1)
        #expect(try await store.runs().isEmpty)
        try store.close()
    }

    @Test func aDatabaseOfTheFirstSchemaIsBroughtUpToDate() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("utsikt-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("old.sqlite").path
        try OldDatabase.make(path, schema: 1)
        let store = try Store.open(path: path)
        #expect(try await store.forecasts().isEmpty)
        try store.close()
    }
}
