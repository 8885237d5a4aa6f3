import Testing
import UtsiktBase

@testable import UtsiktForecast

struct SettingsTests {
    @Test func amountsMoveBetweenKinds() {
        var sgd = SGDSettings()
        #expect(sgd.penalty == .l2 && sgd.preset == .mild)
        sgd.penalty = .l1
        #expect(sgd.l1 == 1e-6 && sgd.l2 == 0)
        sgd.preset = .aggressive
        #expect(sgd.l1 == 1e-2 && sgd.amount == 1e-2)
        sgd.penalty = .none
        #expect(sgd.l1 == 0 && sgd.l2 == 0 && sgd.preset == SGDPreset.none)
        sgd.penalty = .l2
        #expect(sgd.l2 == 1e-6)
        sgd.amount = 0.5
        #expect(sgd.preset == nil)
    }

    @Test func theServiceTakesOneAmount() {
        #expect(throws: RegressionError.self) { try SGDSettings(l1: 1e-3, l2: 1e-3).check() }
        #expect(throws: RegressionError.self) { try SGDSettings(eta0: .nan).check() }
        #expect(throws: RegressionError.self) { try SGDSettings(passes: 10_001).check() }
        #expect(throws: Never.self) { try SGDSettings(l1: 1e-3, l2: 0).check() }
    }

    @Test func whatThe2015ServiceDidIsSelectable() throws {
        var evaluator = Evaluator(RollingTests.records(days: 8, seed: 3))
        let evaluation = try evaluator.evaluate(.preset2015)
        #expect(evaluation.encoding == .quantile)
        #expect(evaluation.columns.contains { $0.hasSuffix("=missing") })
        #expect(evaluation.eval.rmse.isFinite)
        #expect(
            ForecastSettings.preset2015.words(days: 14)
                == "SGD, 10 passes, L2 1e-06, quantile 50, clip 5, rows in order 70 %")
    }

    @Test func divergingStepsAreSaid() async throws {
        var settings = ForecastSettings(targetPlace: "Oslo", learner: .sgd, encoding: .numeric, clip: nil)
        settings.sgd.eta0 = 1
        settings.sgd.powerT = 0
        let analysis = ForecastAnalysis(settings: settings)
        await analysis.ingest(TinyCase.observations())
        let snapshot = await analysis.current()
        let words = (snapshot.problem ?? "") + snapshot.notices.joined()
        #expect(words.contains("diverg") && words.contains("eta0"))
    }

    @Test func aRandomSplitIsSaidToLeak() async {
        let analysis = ForecastAnalysis(settings: ForecastSettings(split: .random))
        await analysis.ingest(TinyCase.observations())
        #expect(await analysis.current().notices.contains { $0.hasPrefix("a random split leaks") })
    }

    @Test func settingsInALine() {
        let settings = ForecastSettings(learner: .ridge, lambda: .fixed(30), excluded: ["a"])
        #expect(settings.words(days: 14) == "ridge, lambda 30, numeric, clip 5, whole days 70 %, 1 off")
        #expect(ForecastSettings().words(days: 90) == "corrected ridge, lambda 100, history, clip 5, whole days 70 %")
    }

    @Test func anotherTargetIsForetold() async throws {
        let analysis = ForecastAnalysis(
            settings: ForecastSettings(targetPlace: "Bergen", targetField: .pressurem, targetHour: 6))
        await analysis.ingest(TinyCase.observations())
        let snapshot = await analysis.current()
        #expect(snapshot.unit == "hPa")
        #expect(snapshot.schema?.targetAttributeName == "target_b_pressurem")
        #expect((snapshot.headline ?? 0) > 900)
        await analysis.set(ForecastSettings(targetPlace: "Bergen", targetField: .conds))
        let words = await analysis.current()
        #expect(words.evaluation == nil && words.problem?.contains("conds") == true)
    }

    @Test func placesThatNeverMeetAreNamed() async throws {
        let analysis = ForecastAnalysis()
        for day in 0..<5 {
            let start = Timestamp(day: CivilDay(number: 16_000 + day), hour: 12)
            await analysis.ingest([
                Observation(place: "A", instant: start, values: []),
                Observation(place: "B", instant: start.adding(seconds: 600), values: []),
            ])
        }
        let problem = try #require(await analysis.current().problem)
        #expect(problem.contains("A, B") && problem.contains("no instant in common"))
    }

    @Test func aTargetWithoutANumberIsNamed() throws {
        var store = TinyCase.store()
        for var observation in TinyCase.observations() where observation.place == "Oslo" {
            observation[.tempm] = "?"
            store.insert(observation)
        }
        var evaluator = Evaluator(store.join(places: TinyCase.places, target: ForecastTarget(place: "Oslo")))
        #expect(throws: RegressionError.noTarget(column: "target_o_tempm")) {
            try evaluator.evaluate(ForecastSettings())
        }
    }

    @Test func whatIsCancelledGivesNoSnapshot() async {
        var settings = ForecastSettings(learner: .sgd, encoding: .numeric, clip: nil)
        settings.sgd.passes = 10_000
        let work = ForecastWork(
            store: TinyCase.store(), given: nil, storeRevision: 1, settings: settings, today: nil, kept: [],
            correlations: [:], cache: nil)
        let task = Task { await work.run().map { _ in true } }
        task.cancel()
        let isThere = await task.value != nil
        #expect(!isThere)
    }
}
