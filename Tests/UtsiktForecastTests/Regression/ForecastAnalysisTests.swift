import Testing
import UtsiktBase

@testable import UtsiktForecast

struct ForecastAnalysisTests {
    @Test func aSnapshotHoldsTheForecastAndItsWorth() async throws {
        let analysis = ForecastAnalysis(
            settings: ForecastSettings(targetPlace: "Oslo"), today: CivilDay(year: 2015, month: 5, day: 5))
        await analysis.ingest(TinyCase.observations())
        let snapshot = await analysis.current()
        #expect(snapshot.places == ["Bergen", "Oslo"])
        #expect(snapshot.targetPlace == "Oslo")
        #expect(snapshot.facts.observations == 32)
        #expect(snapshot.facts.records == 16)
        #expect(snapshot.facts.days == 4)
        #expect(snapshot.facts.datasetRows == 12)
        #expect(snapshot.batch?.day == CivilDay(year: 2015, month: 5, day: 5))
        #expect(snapshot.batch?.prediction.scores.count == 4)
        #expect(snapshot.evaluation?.evalDays == 1)
        #expect(snapshot.histograms.count == 5)
        #expect(snapshot.lambdaCurve.count == Lambda.grid.count)
        #expect(snapshot.interval == nil)
        let json = try JSON(ForecastReport(snapshot))
        #expect(json["evaluation"]["eval_rmse"].number == snapshot.evaluation?.eval.rmse)
        #expect(json["forecast"]["scores"].items.count == 4)
        #expect(
            json["evaluation"]["baselines"].keys == ["mean", "persistence_hour", "persistence_noon", "persistence_now"])
        #expect(cells(snapshot.csv).count == 1 + 4 + 4)
    }

    @Test func anUnknownPlaceIsSaidToBeUnknown() async throws {
        let analysis = ForecastAnalysis(settings: ForecastSettings(targetPlace: "Atlantis"))
        #expect(await analysis.current().notice == nil)
        await analysis.ingest(TinyCase.observations())
        let snapshot = await analysis.current()
        #expect(snapshot.targetPlace == "Bergen" && snapshot.evaluation != nil)
        let notice = try #require(snapshot.notice)
        for word in ["Atlantis", "Bergen", "Oslo"] { #expect(notice.contains(word)) }
        #expect(try JSON(ForecastReport(snapshot))["notice"] == .string(notice))
        await analysis.set(ForecastSettings(targetPlace: "Oslo"))
        #expect(await analysis.current().notice == nil)
    }

    @Test func theNewestSettingsWin() async {
        let analysis = ForecastAnalysis()
        await analysis.ingest(TinyCase.observations())
        for lambda in Lambda.steps {
            await analysis.set(ForecastSettings(learner: .ridge, lambda: .fixed(lambda)))
        }
        let snapshot = await analysis.current()
        #expect(snapshot.settings.lambda == .fixed(100_000))
        #expect(snapshot.evaluation?.lambda == 100_000)
    }

    @Test func manySmallPagesGiveTheSameAsOneLarge() async {
        let small = ForecastAnalysis()
        for observation in TinyCase.observations().reversed() { await small.ingest([observation]) }
        let large = ForecastAnalysis()
        await large.ingest(TinyCase.observations())
        let (a, b) = (await small.current(), await large.current())
        #expect(a.evaluation?.eval == b.evaluation?.eval)
        #expect(a.batch == b.batch)
        #expect(a.facts == b.facts)
    }

    @Test func withoutObservationsItSaysSo() async {
        let analysis = ForecastAnalysis()
        await analysis.set(ForecastSettings(learner: .ridge))
        let snapshot = await analysis.current()
        #expect(snapshot.evaluation == nil)
        #expect(snapshot.problem == "no observations yet")
        await analysis.ingest(Array(TinyCase.observations().prefix(2)))
        #expect(await analysis.current().problem?.hasPrefix("nothing to learn from") == true)
    }

    @Test func aReaderOfTheStreamGetsTheNewestAndTheEnd() async throws {
        var analysis: ForecastAnalysis? = ForecastAnalysis()
        let stream = try #require(analysis?.snapshots)
        await analysis?.ingest(TinyCase.observations())
        let latest = try #require(await analysis?.current())
        analysis = nil
        var revisions: [Int] = []
        for await snapshot in stream { revisions.append(snapshot.revision) }
        #expect(revisions == [latest.revision])
    }

    @Test func historyAndTheWeakerPenaltyAreTheDefaultsFromSixtyDaysOn() {
        let settings = ForecastSettings()
        #expect(settings.lambdaValue(days: 59) == 1000)
        #expect(settings.encodingValue(days: 59) == .numeric)
        #expect(settings.lambdaValue(days: 60) == 100)
        #expect(settings.encodingValue(days: 60) == .history)
    }

    @Test func aDatasourceTakesThePlaceOfWhatWasThere() async throws {
        let analysis = ForecastAnalysis()
        await analysis.ingest(TinyCase.observations())
        #expect(await analysis.current().places == ["Bergen", "Oslo"])
        var source = WeatherDatasource(
            name: "tiny", content: .observations(TinyCase.store(), places: TinyCase.places),
            target: ForecastTarget(place: "Oslo"))
        await analysis.take(source)
        await analysis.set(source.aimed(ForecastSettings(lambda: .fixed(10))))
        let raw = await analysis.current()
        // In the order of the case, and not twice.
        #expect(raw.places == ["Oslo", "Bergen"] && raw.facts.observations == 32 && raw.notice == nil)

        source.content = .dataset(TinyCase.records())
        await analysis.take(source)
        let joined = await analysis.current()
        #expect(joined.evaluation?.eval == raw.evaluation?.eval && joined.report?.rows == 12)
        await analysis.set(ForecastSettings(targetPlace: "Bergen"))
        let other = await analysis.current()
        #expect(other.target == ForecastTarget(place: "Oslo") && other.notice?.contains("target_o_tempm") == true)
    }
}
