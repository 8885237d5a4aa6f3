import Testing
import UtsiktBase
import UtsiktForecast

/// Reports stand for the full hours that they are nearest to, where that is asked for.
@Suite struct ReportHoursTests {
    private let frost = SourceID(rawValue: "frost")
    private let iem = SourceID(rawValue: "iem")
    private let models = SourceID(rawValue: "open-meteo")
    private let day = CivilDay(number: 20_000)

    private func observation(
        _ place: String, _ source: SourceID, _ hour: Int, _ minute: Int, _ temperature: String
    ) -> Observation {
        var observation = Observation(
            place: place, instant: Timestamp(day: day, hour: hour, minute: minute), values: [], source: source)
        observation[.tempm] = temperature
        return observation
    }

    private func join(_ records: WeatherRecords, _ places: [String]) -> JoinedRecords {
        records.join(
            places: JoinPlace.distinct(places), target: ForecastTarget(place: "Oslo", field: .tempm, hour: 12))
    }

    @Test func theNearestReportOfAnHourCounts() {
        let all = [(11, 20, "1"), (11, 50, "2"), (12, 20, "3"), (12, 50, "4")].map {
            observation("Oslo", iem, $0.0, $0.1, $0.2)
        }
        for order in [all, all.reversed()] {
            var records = WeatherRecords(tolerance: 30)
            for report in order { records.insert(report) }
            let joined = join(records, ["Oslo"])
            // 11:20 for 11, 11:50 for 12 and not 12:20, 12:50 for 13.
            #expect(joined.attributes.first { $0.field == .tempm }?.texts == ["1", "2", "4"])
            #expect(joined.noons.values.map(\.text) == ["2"])
        }
        // Each for its own minute: no noon.
        var plain = WeatherRecords()
        for report in all { plain.insert(report) }
        #expect(join(plain, ["Oslo"]).noons.isEmpty && plain.count(of: "Oslo") == 4)
        // Farther from the hour than that, each for its own minute.
        var narrow = WeatherRecords(tolerance: 15)
        for report in all { narrow.insert(report) }
        #expect(narrow.count(of: "Oslo") == 4 && join(narrow, ["Oslo"]).noons.values.map(\.text) == ["2"])
    }

    @Test func aPreferredSourceCountsBeforeANearerReport() {
        let all = [
            observation("Oslo", models, 12, 0, "9"), observation("Oslo", iem, 11, 50, "2"),
            observation("Oslo", iem, 12, 20, "3"),
        ]
        for order in [all, all.reversed(), [all[1], all[0], all[2]]] {
            var records = WeatherRecords(preferred: [frost, iem, models], tolerance: 30)
            for report in order { records.insert(report) }
            #expect(join(records, ["Oslo"]).noons.values.map(\.text) == ["2"])
        }
    }

    @Test func aPlaceOfReportsAndOneOfModelsHaveRecordsTogether() {
        var records = WeatherRecords(tolerance: 30)
        for hour in 0..<24 {
            records.insert(observation("Oslo", models, hour, 0, "\(hour)"))
            records.insert(observation("Bergen", iem, hour, 20, "\(hour)"))
        }
        #expect(join(records, ["Bergen", "Oslo"]).instants.count == 24)
    }

    @Test func correlationsThatAreKeptUpToDateAreThoseOfTheRecords() async {
        let analysis = ForecastAnalysis(settings: ForecastSettings(targetPlace: "Oslo"), tolerance: 30)
        for offset in 0..<20 {
            var rows: [Observation] = []
            for hour in 0..<24 {
                var report = observation("Oslo", iem, hour, 50, "\((offset * 7 + hour * 5) % 23)")
                report.instant = report.instant.adding(seconds: Int64(offset) * 86_400)
                rows.append(report)
            }
            await analysis.ingest(rows)
        }
        let snapshot = await analysis.current()
        #expect(snapshot.facts.datasetRows >= 18 * 24 && snapshot.evaluation != nil, "\(snapshot.problem ?? "")")
    }
}
