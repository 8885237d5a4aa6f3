import Testing
import UtsiktBase

@testable import UtsiktForecast

struct JoinTests {
    @Test(arguments: WorkedCase.joined)
    func everyJoinedCellIsAsInTheWorkedCase(_ worked: WorkedCase) throws {
        let records = try worked.join()
        #expect(try cells(records.datasetCSV) == cells(worked.text("expected/dataset.csv")))
        #expect(try cells(records.testsetCSV) == cells(worked.text("expected/testset.csv")))
        let report = try JSON(JoinReport(records))
        let expected = try worked.json("expected/report.json")["join"]
        #expect(report.differences(from: expected) == [])
        #expect(report["noons"] == expected["noons"])
        #expect(report.keys == expected.keys)
    }

    @Test(arguments: WorkedCase.joined)
    func everyStatisticIsAsInTheWorkedCase(_ worked: WorkedCase) throws {
        let report = try JSON(AttributeReport(worked.join()))
        let expected = try worked.json("expected/attributes.json")
        #expect(report.differences(from: expected) == [])
        #expect(report.keys == expected.keys)
        for (column, wanted) in zip(report["columns"].items, expected["columns"].items) {
            #expect(column.keys == wanted.keys, "\(wanted["name"].string)")
        }
    }

    @Test func theTinyCaseCanBeCheckedByHand() throws {
        let records = TinyCase.records()
        #expect(records.datasetRows.count == 12)
        #expect(records.testsetRows.count == 4)
        #expect(records.columnNames.count == 40)
        #expect(records.noons.count == 4)
        // Noon at Oslo on the second, third and fourth of May.
        #expect(records.datasetRows.map { records.targets[$0] } == [13, 13, 13, 13, 11, 11, 11, 11, 14, 14, 14, 14])
        let dew = try #require(AttributeReport(records).columns.first { $0.name == "o_dewptm" })
        #expect(agree(dew.mean ?? .nan, 5.708333333333333))
        #expect(agree(dew.median ?? .nan, 5.75))
        #expect(agree(dew.sdPop ?? .nan, 2.649357888663255))
        #expect(agree(dew.sdSample ?? .nan, 2.767164066277417))
        #expect(agree(dew.correlationToTarget ?? .nan, -0.07986154585583649))
    }

    @Test func anInstantWithAnOffsetIsTheSameAsInUTC() throws {
        var records = WeatherRecords()
        for (place, time) in [("A", "2015-05-01T14:00:59+02:00"), ("B", "2015-05-01T12:00:00Z")] {
            let instant = try #require(Timestamp(iso8601: time))
            records.insert(Observation(place: place, instant: instant, values: []))
        }
        let joined = records.join(
            places: [JoinPlace(name: "A"), JoinPlace(name: "B")], target: ForecastTarget(place: "A"))
        #expect(joined.instants.map(\.rowID) == ["20150501-12:00"])
    }

    @Test func prefixesAreTheFirstCharacterOfTheComposedName() {
        #expect(JoinPlace(name: "A\u{30A}lesund").prefix == "å")
        #expect(JoinPlace(name: "Oslo").prefix == "o")
        #expect(JoinPlace(name: "Ærø").prefix == "æ")
        #expect(JoinPlace.distinct(["Bergen", "Bodø", "B"]).map(\.prefix) == ["b", "bo", "b2"])
    }

    @Test func collidingPrefixesAreNamed() {
        #expect(throws: WeatherInputError.self) {
            try JoinPlace.check([JoinPlace(name: "Bergen"), JoinPlace(name: "Bodø")], file: "case.json")
        }
        do {
            try JoinPlace.check([JoinPlace(name: "Bergen"), JoinPlace(name: "Bodø")], file: "case.json")
        } catch {
            #expect(error.description.contains("‘Bergen’ and ‘Bodø’ share the prefix ‘b’"))
            #expect(error.location?.file == "case.json")
        }
    }

    @Test func aTargetMayBeAnyFieldAtAnyHour() throws {
        let store = TinyCase.store()
        let records = store.join(
            places: TinyCase.places, target: ForecastTarget(place: "Bergen", field: .pressurem, hour: 6))
        #expect(records.targetName == "target_b_pressurem")
        #expect(records.targets.first == 1006.5)
    }

    @Test func placesThatNeverMeetGiveNoRecord() throws {
        var records = WeatherRecords()
        records.insert(Observation(place: "A", instant: Timestamp(seconds: 0), values: []))
        records.insert(Observation(place: "B", instant: Timestamp(seconds: 3600), values: []))
        let joined = records.join(
            places: [JoinPlace(name: "A"), JoinPlace(name: "B")], target: ForecastTarget(place: "A"))
        #expect(joined.instants.isEmpty)
        #expect(joined.counts.skippedInstants == 2)
        #expect(AttributeReport(joined).rows == 0)
    }
}
