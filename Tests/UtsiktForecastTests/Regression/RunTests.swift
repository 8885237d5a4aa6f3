import Foundation
import Testing
import UtsiktBase

@testable import UtsiktForecast

struct RunTests {
    private static func snapshot(_ settings: ForecastSettings) async -> ForecastSnapshot {
        let analysis = ForecastAnalysis(settings: settings)
        let records = RollingTests.records(days: 9, seed: 6)
        var observations: [Observation] = []
        for (place, name) in ["A", "B"].enumerated() {
            for (row, instant) in records.instants.enumerated() {
                let values = WeatherField.allCases.map { records.column(place: place, $0)?.texts[row] ?? "" }
                observations.append(Observation(place: name, instant: instant, values: values))
            }
        }
        await analysis.ingest(observations)
        return await analysis.current()
    }

    @Test func aRunIsReadBackAndItsSettingsTrainTheSameModel() async throws {
        var settings = ForecastSettings(
            targetPlace: "A", learner: .elasticNet, alpha: 0.3, encoding: .history, trainingDays: 5,
            excluded: ["b_hum", "hour"], types: ["a_rain": .categorical])
        settings.sgd.penalty = .l1
        settings.sgd.preset = .medium
        let first = await Self.snapshot(settings)
        let run = try #require(first.run)
        let read = try JSONDecoder().decode(ForecastRun.self, from: JSONEncoder().encode(run))
        #expect(read == run)
        #expect(read.settings == settings)
        #expect(run.id.count == 16)
        let again = await Self.snapshot(read.settings)
        #expect(again.run?.id == run.id)
        #expect(again.evaluation?.eval == first.evaluation?.eval)
        settings.alpha = 0.1
        #expect(await Self.snapshot(settings).run?.id != run.id)
    }

    @Test func oldDocumentsKeepTheDefaults() throws {
        let settings = try JSONDecoder().decode(ForecastSettings.self, from: Data(#"{"learner":"ridge"}"#.utf8))
        var wanted = ForecastSettings(learner: .ridge)
        wanted.clip = nil
        #expect(settings == wanted)
        for lambda in [Lambda.auto, .byDays, .fixed(3)] {
            #expect(try JSONDecoder().decode([Lambda].self, from: JSONEncoder().encode([lambda])) == [lambda])
        }
    }

    @Test func theLeaderboardPutsLeakingRunsLast() async throws {
        let run = try #require(await Self.snapshot(ForecastSettings()).run)
        var better = run
        (better.id, better.rmse, better.skill) = ("b", run.rmse / 2, 0.9)
        var leaking = run
        (leaking.id, leaking.rmse, leaking.skill, leaking.isLeaking) = ("c", 0.1, 0.99, true)
        leaking.at = Timestamp(seconds: 5)
        #expect(ForecastRun.leaderboard([leaking, run, better], by: .rmse).map(\.id) == ["b", run.id, "c"])
        var elsewhere = better
        (elsewhere.id, elsewhere.rmse, elsewhere.days) = ("d", 0.1, run.days - 1)
        let beside = ForecastRun.leaderboard([elsewhere, leaking, run], by: .rmse, beside: run)
        #expect(beside.map(\.id) == [run.id, "c", "d"])
        #expect(ForecastRun.leaderboard([elsewhere, run], by: .rmse).map(\.id) == ["d", run.id])
        #expect(ForecastRun.leaderboard([leaking, run, better], by: .skill).map(\.id) == ["b", run.id, "c"])
        #expect(ForecastRun.leaderboard([run, leaking], by: .date).map(\.id) == ["c", run.id])
    }

    @Test func errorsWorldsApartHaveNoCommonPicture() async throws {
        var near = try #require(await Self.snapshot(ForecastSettings()).run)
        var far = near
        near.histogram = ErrorHistogram([-1, 0, 1], width: 0.5)
        far.histogram = ErrorHistogram([1e12, 1e12 + 3], width: 0.5)
        #expect(far.histogram?.counts.reduce(0, +) == 2)
        #expect(RunComparison(a: near, b: far).bins.isEmpty)
        far.histogram = ErrorHistogram([100, 101], width: 0.5)
        #expect(RunComparison(a: near, b: far).bins.count == 205)
    }

    @Test func aComparisonMirrorsBothHistograms() async throws {
        let a = await Self.snapshot(ForecastSettings(lambda: .fixed(1)))
        let b = await Self.snapshot(ForecastSettings(lambda: .fixed(10000)))
        for width in ErrorHistogram.widths {
            let comparison = try #require(RunComparison(a: a, b: b, width: width))
            #expect(comparison.bins.reduce(0) { $0 + $1.a } == a.evaluation?.evalRows)
            #expect(comparison.bins.reduce(0) { $0 + $1.b } == b.evaluation?.evalRows)
            #expect(comparison.isComparable)
            let changes = comparison.coefficients.map { abs($0.change) }
            #expect(changes == changes.sorted(by: >))
            #expect(comparison.coefficients.count == a.evaluation?.columns.count)
        }
        let runs = try (#require(a.run), #require(b.run))
        #expect(RunComparison(a: runs.0, b: runs.1) == RunComparison(a: a, b: b, width: 0.5))
        #expect(RunComparison(a: runs.0, b: runs.0).verdict == "A and B are equally good")
    }

    @Test func theTrackRecordIsWhatWasKnownEachEvening() async throws {
        let snapshot = await Self.snapshot(ForecastSettings(targetPlace: "A"))
        #expect(snapshot.isComplete)
        let track = snapshot.track
        #expect(track.forecasts.count == 7)
        #expect(track.forecasts.last?.actual == nil)
        #expect(track.forecasts.dropLast().allSatisfy { $0.actual != nil && $0.isReconstructed })
        #expect(track.forecasts.allSatisfy { $0.madeFrom.day.adding(days: 1) == $0.day })
        #expect(track.metrics?.n == 6 && track.persistence != nil && track.skill != nil)
        // The newest one is the forecast itself: the same rows were known.
        let last = try #require(track.forecasts.last)
        #expect(agree(last.predicted, snapshot.headline ?? .nan))
        #expect(snapshot.made?.day == last.day && snapshot.made?.predicted == snapshot.headline)
        #expect(snapshot.rolling?.days == 4)
    }

    @Test func aKeptForecastWinsAndIsScored() throws {
        let target = ForecastTarget(place: "A")
        func forecast(_ day: Int, _ predicted: Double, place: String = "A", isReconstructed: Bool) -> PastForecast {
            PastForecast(
                target: ForecastTarget(place: place), madeFrom: Timestamp(day: CivilDay(number: day - 1), hour: 23),
                day: CivilDay(number: day), predicted: predicted, now: 5, isReconstructed: isReconstructed, words: "")
        }
        let track = TrackRecord(
            kept: [
                forecast(10, 7, isReconstructed: false), forecast(11, 1, place: "B", isReconstructed: false),
                forecast(12, .nan, isReconstructed: false),
            ],
            reconstructed: [9, 10, 11, 12].map { forecast($0, 4, isReconstructed: true) }, target: target,
            actuals: [9: 4, 10: 8])
        #expect(track.forecasts.map(\.predicted) == [4, 7, 4, 4])
        #expect(track.forecasts.map(\.actual) == [4, 8, nil, nil])
        #expect(track.metrics?.n == 2 && track.metrics?.under == 1)
        #expect(track.persistence?.rmse == ((1 + 9) / 2.0).squareRoot())
        let kept = try JSONDecoder().decode(
            PastForecast.self, from: JSONEncoder().encode(forecast(10, 7, isReconstructed: false)))
        #expect(kept == forecast(10, 7, isReconstructed: false))
    }
}
