import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

struct DataReportTests {
    private let report = DataReport(TinyCase.records(), ForecastSettings(excluded: ["o_hum"]))

    @Test func everyAttributeHasItsFiguresAndItsDistribution() throws {
        #expect(report.attributes.count == 38 && report.rows == 12)
        let conds = try #require(report.attributes.first { $0.statistics.name == "o_conds" })
        #expect(conds.distribution.labels == ["Clear", "Partly Cloudy"])
        #expect(conds.distribution.counts == [6, 6])
        #expect(conds.place == "Oslo" && conds.field == .conds)
        let dew = try #require(report.attributes.first { $0.statistics.name == "o_dewptm" })
        #expect(dew.distribution.counts.count == 12 && dew.distribution.counts.reduce(0, +) == 12)
        #expect(dew.distribution.edges.first == 1.5 && dew.distribution.edges.last == 10)
        #expect(report.attributes.first { $0.isExcluded }?.statistics.name == "o_hum")
        #expect(report.targetDistribution.counts.reduce(0, +) == 12)
        #expect(report.overlap == (16, 16))
    }

    @Test func missingValuesAreMapped() throws {
        #expect(report.missing.columns == ["2015-05-01", "2015-05-02", "2015-05-03", "2015-05-04"])
        let gusts = try #require(report.missing.rows.firstIndex(of: "o_wgustm"))
        #expect(report.missing.share[gusts] == [1, 1, 1, 1])
        let warmth = try #require(report.missing.rows.firstIndex(of: "o_tempm"))
        #expect(report.missing.share[warmth] == [0, 0, 0, 0])
    }

    @Test func aYearOfDaysIsPooled() {
        var store = WeatherRecords()
        for day in [0, 1, 200, 399] {
            store.insert(Observation(place: "A", instant: Timestamp(day: CivilDay(number: 16_000 + day)), values: []))
        }
        let map = MissingMap(store.join(places: [JoinPlace(name: "A")], target: ForecastTarget(place: "A")))
        #expect(map.daysPerColumn == 4 && map.columns.count == 100)
        #expect(map.share[0][0] == 1 && map.share[0][1] == nil && map.share[0][99] == 1)
    }

    @Test func attributesAreSortedAndFound() {
        let strongest = report.sorted(by: .correlation, ascending: false)
        let strengths = strongest.compactMap(\.strength)
        #expect(strengths == strengths.sorted(by: >) && strengths.count < strongest.count)
        #expect(strongest.last?.strength == nil)
        #expect(report.sorted(by: .name).map(\.statistics.name).first == "b_conds")
        #expect(report.sorted(by: .missing, ascending: false).first?.statistics.missing == 12)
        #expect(report.matching("TEMP").map(\.statistics.name) == ["o_tempm", "b_tempm"])
        #expect(report.matching("").count == 38)
        for order in DataReport.AttributeOrder.allCases { #expect(report.sorted(by: order).count == 38) }
    }

    @Test func aTypeThatWasSetIsTaken() throws {
        let settings = ForecastSettings(types: ["o_hum": .categorical, "o_conds": .numeric])
        let report = DataReport(TinyCase.records(), settings)
        let hum = try #require(report.attributes.first { $0.statistics.name == "o_hum" })
        #expect(hum.isOverridden && hum.statistics.type == .categorical)
        #expect(agree(hum.statistics.etaToTarget ?? 0, 1))
        let conds = try #require(report.attributes.first { $0.statistics.name == "o_conds" })
        #expect(conds.statistics.invalid == 12 && conds.statistics.count == 0)
    }

    @Test func distributionsOfOddNumbersDoNotTrap() {
        for numbers in [
            [], [1], [.nan], [1e308, -1e308], [0, .leastNonzeroMagnitude], [.infinity, 1, 2], [-0.0, 0.0],
        ] as [[Double]] {
            let distribution = SmallDistribution(numbers: numbers)
            #expect(distribution.counts.reduce(0, +) == numbers.count(where: \.isFinite))
        }
        let many = SmallDistribution(texts: (0..<40).map { "c\($0 % 20)" } + ["", "c0"])
        #expect(many.labels.first == "c0" && many.labels.last == "other" && many.counts.reduce(0, +) == 41)
    }

    @Test(arguments: 0..<12)
    func correlationsFollowEveryObservation(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let places = [JoinPlace(name: "A"), JoinPlace(name: "B")]
        let target = ForecastTarget(place: "A", hour: 2)
        var store = WeatherRecords()
        var live = LiveCorrelations(places: places, target: target)
        for round in 0..<500 {
            let hour = Int64(random.next() % 20)
            let values = (0..<19).map { field -> String in
                if field == 3 { return "0" }
                return random.next() % 6 == 0 ? "" : "\(Double(random.next() % 50) / 4)"
            }
            let observation = Observation(
                place: random.next() % 2 == 0 ? "A" : "B",
                instant: Timestamp(day: CivilDay(number: 16_000 + Int(random.next() % 6)), hour: Int(hour % 4)),
                values: values)
            store.insert(observation)
            live.insert(observation)
            guard round % 100 == 99 else { continue }
            let report = AttributeReport(store.join(places: places, target: target))
            let known = live.byColumn
            for column in report.columns where column.role == nil {
                let (a, b) = (known[column.name] ?? nil, column.correlationToTarget)
                #expect((a == nil) == (b == nil), "seed \(seed) \(column.name)")
                #expect(abs((a ?? 0) - (b ?? 0)) < 1e-9, "seed \(seed) \(column.name)")
            }
        }
        #expect(LiveCorrelations(store, places: places, target: target).byColumn.count == 38)
    }
}
