import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

struct EdgeTests {
    @Test(arguments: SplitStrategy.allCases)
    func tooFewDaysAreATypedError(_ split: SplitStrategy) throws {
        for hours in [0, 1, 5, 25, 30] {
            var store = WeatherRecords()
            for hour in 0..<hours {
                var observation = Observation(place: "A", instant: Timestamp(seconds: Int64(hour) * 3600), values: [])
                observation[.tempm] = "1"
                store.insert(observation)
            }
            var evaluator = Evaluator(store.join(places: [JoinPlace(name: "A")], target: ForecastTarget(place: "A")))
            if split == .sequential || split == .random, hours >= 25 { continue }
            #expect(throws: RegressionError.self) { try evaluator.evaluate(ForecastSettings(split: split)) }
        }
    }

    /// 7.2 has no exact binary form: sums of it round, and still nothing may be above or below it.
    @Test(arguments: SplitStrategy.allCases)
    func aConstantTargetIsMetExactly(_ split: SplitStrategy) throws {
        var store = WeatherRecords()
        for hour in 0..<(9 * 24) {
            var observation = Observation(place: "A", instant: Timestamp(seconds: Int64(hour) * 3600), values: [])
            observation[.tempm] = hour % 24 == 12 ? "7.2" : "\(hour * 7 % 23)"
            observation[.hum] = "\(hour * 11 % 31)"
            store.insert(observation)
        }
        var evaluator = Evaluator(store.join(places: [JoinPlace(name: "A")], target: ForecastTarget(place: "A")))
        for learner in [Learner.mean, .ridge] {
            let settings = ForecastSettings(learner: learner, lambda: .auto, encoding: .numeric, split: split)
            let result = try evaluator.evaluate(settings)
            #expect(result.eval.rmse == 0 && result.eval.over == 0 && result.eval.under == 0)
            #expect(result.crossValidation.map { $0.chosen == 1 } ?? true)
        }
    }

    @Test func farErrorsHaveBinsOfTheirOwn() {
        let histogram = ErrorHistogram([-1776.3, 0.02, 999.9], width: 0.05)
        #expect(histogram.firstBin == -35526 && histogram.counts.first == 1)
        #expect(histogram.counts.last == 1 && histogram.counts.count == 19998 + 35526 + 1)
        let garbage = ErrorHistogram([-1776.3, 0.02, 1e300], width: 0.05)
        #expect(garbage.firstBin == -20_000 && garbage.counts.count == 40_001 && garbage.counts.last == 1)
    }

    @Test func quantileBinsBeginAtTheSmallestValueAndHoldTheirLowerEdge() throws {
        let raw = RawFeatures.build(TinyCase.records(), .quantile, trainRows: Array(0..<5), bins: 2)
        // Temperatures 8, 6.5, 12, 14.5, 9 train: the edges are 6.5, 9 and 14.5; later ones are 7.5, 13 and 15.
        func rows(_ bin: String) -> [Int] {
            raw.names.firstIndex(of: "o_tempm=" + bin).map { column in
                (0..<8).filter { raw.columns[column][$0] == 1 }
            } ?? []
        }
        #expect(rows("q00") == [] && rows("q01") == [0, 1, 5] && rows("q02") == [2, 4, 6] && rows("q03") == [3, 7])
        #expect(rows("missing") == [])
    }

    @Test(arguments: Learner.allCases, Encoding.allCases)
    func everyLearnerAndEncodingLearnsFromTheTinyCase(_ learner: Learner, _ encoding: Encoding) throws {
        var evaluator = Evaluator(TinyCase.records())
        for split in SplitStrategy.allCases {
            let settings = ForecastSettings(learner: learner, encoding: encoding, split: split)
            let result = try evaluator.evaluate(settings)
            #expect(result.eval.rmse.isFinite)
            #expect(result.evalRows > 0)
            #expect(result.baselines.count == 4)
        }
        let batch = try evaluator.batch(ForecastSettings(learner: learner, encoding: encoding), training: .all)
        #expect(batch.scores.count == 4)
        #expect(batch.scores.allSatisfy { $0.score.isFinite })
    }

    @Test func aConstantTargetIsForetoldExactly() throws {
        var store = WeatherRecords()
        for hour in 0..<(24 * 6) {
            var observation = Observation(place: "A", instant: Timestamp(seconds: Int64(hour) * 3600), values: [])
            observation[.tempm] = hour % 24 == 12 ? "7" : "\(hour % 11)"
            store.insert(observation)
        }
        let records = store.join(places: [JoinPlace(name: "A")], target: ForecastTarget(place: "A"))
        #expect(AttributeReport(records).columns.allSatisfy { $0.correlationToTarget == nil })
        var evaluator = Evaluator(records)
        let result = try evaluator.evaluate(ForecastSettings(learner: .ridge))
        #expect(result.eval.rmse < 1e-9)
        #expect(result.skill == nil)
    }

    @Test func aTargetThatIsNeverMeasuredIsATypedError() throws {
        var store = WeatherRecords()
        for hour in 0..<(24 * 6) {
            store.insert(Observation(place: "A", instant: Timestamp(seconds: Int64(hour) * 3600), values: []))
        }
        var evaluator = Evaluator(store.join(places: [JoinPlace(name: "A")], target: ForecastTarget(place: "A")))
        #expect(throws: RegressionError.self) { try evaluator.evaluate(ForecastSettings()) }
        #expect(throws: RegressionError.self) { try evaluator.batch(ForecastSettings(), training: .all) }
    }

    @Test func badSettingsAreNamed() throws {
        var evaluator = Evaluator(TinyCase.records())
        for settings in [
            ForecastSettings(lambda: .fixed(.nan)), ForecastSettings(lambda: .fixed(-1)), ForecastSettings(clip: 0),
            ForecastSettings(trainPercent: 0), ForecastSettings(trainPercent: 100),
            ForecastSettings(learner: .elasticNet, alpha: -1), ForecastSettings(learner: .elasticNet, l1Ratio: 2),
            ForecastSettings(learner: .sgd, sgd: SGDSettings(passes: 0)),
        ] {
            #expect(throws: RegressionError.self) { try evaluator.evaluate(settings) }
        }
        for clip in [0, -1, .nan, .infinity] {
            let settings = ForecastSettings(clip: clip)
            #expect(throws: RegressionError.self) { try evaluator.evaluate(settings) }
            #expect(throws: RegressionError.self) { try evaluator.batch(settings, training: .all) }
        }
    }

    @Test func oneGiantValueLeavesEveryReportReadable() throws {
        var store = TinyCase.store()
        var giant = TinyCase.observations()[0]
        giant[.pressurem] = "1e200"
        store.insert(giant)
        let records = store.join(places: TinyCase.places, target: ForecastTarget(place: "Oslo"))
        let report = try JSON(AttributeReport(records))
        let column = try #require(report["columns"].items.first { $0["max"].number == 1e200 })
        #expect(column.keys.contains("sd_pop") && column["sd_pop"] == .null && column["sd_sample"] == .null)
        #expect(column["mean"].number.isFinite)
        for values in [[1e300, -1e300], [1.7e308, 1.7e308], [.infinity, 1], [.nan]] {
            let batch = BatchPrediction(
                trainedRows: 1, scores: values.map { .init(instant: Timestamp(seconds: 0), score: $0) })
            let summary = try JSON(batch.summary)
            #expect(summary["n"].number == Double(values.count))
            #expect(batch.sdPop?.isFinite ?? true)
        }
    }

    @Test func aPredictionThatIsNoNumberIsATypedError() throws {
        var store = TinyCase.store()
        for var observation in TinyCase.observations().suffix(2) {
            observation[.tempm] = "1e308"
            observation[.dewptm] = "-1e308"
            store.insert(observation)
        }
        var evaluator = Evaluator(store.join(places: TinyCase.places, target: ForecastTarget(place: "Oslo")))
        for learner in Learner.allCases {
            let settings = ForecastSettings(learner: learner, lambda: .fixed(1), clip: nil)
            do throws(RegressionError) {
                let batch = try evaluator.batch(settings, training: .all)
                #expect(batch.scores.allSatisfy { $0.score.isFinite })
                #expect(!batch.csv.contains("inf") && !batch.csv.contains("nan"))
                #expect(throws: Never.self) { try JSONOutput.line(batch.summary) }
            } catch {
                #expect(error == .tooLarge)
            }
        }
    }

    @Test func promisedKeysAreThereWhateverTheLearner() throws {
        var evaluator = Evaluator(TinyCase.records())
        let promised = [
            "learner", "encoding", "split", "train_rows", "eval_rows", "eval_days", "columns", "coef_std",
            "intercept_std", "coef_raw", "intercept_raw", "train_rmse", "eval_rmse", "eval_bias", "over", "under",
            "histograms", "baselines", "eval_rmse_interval",
        ]
        for learner in Learner.allCases {
            let evaluation = try evaluator.evaluate(ForecastSettings(learner: learner, encoding: .numeric))
            let report = try JSON(EvaluationReport(evaluation))
            #expect(Set(promised).subtracting(report.keys).isEmpty, "\(learner)")
            // One evaluation day has no interval, and a rule has no intercept.
            #expect(report["eval_rmse_interval"] == .null)
            #expect((report["intercept_std"] == .null) == (evaluation.fit == nil))
            #expect((report["intercept_raw"] == .null) == (evaluation.fit == nil))
            #expect(Set(report["baselines"].keys) == Set(Baselines.learners.map(EvaluationReport.key)))
        }
    }

    @Test(arguments: 0..<12)
    func noObservationsMakeTheEvaluatorTrap(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let texts = ["", "1", "-9999", "1e308", "-1e308", "x", "0", "nan", "3.5", "7", "12.25"]
        var store = WeatherRecords()
        for _ in 0..<300 {
            let hour = Int64(random.next() % 200)
            let values = (0..<19).map { _ in texts[Int(random.next() % UInt64(texts.count))] }
            let place = random.next() % 2 == 0 ? "A" : "B"
            store.insert(Observation(place: place, instant: Timestamp(seconds: hour * 3600), values: values))
        }
        store.insert(Observation(place: "A", instant: Timestamp(milliseconds: .max), values: []))
        store.insert(Observation(place: "B", instant: Timestamp(milliseconds: .max), values: []))
        store.insert(Observation(place: "A", instant: Timestamp(milliseconds: .min), values: []))
        store.insert(Observation(place: "B", instant: Timestamp(milliseconds: .min), values: []))
        var evaluator = Evaluator(
            store.join(places: JoinPlace.distinct(["A", "B"]), target: ForecastTarget(place: "A")))
        for learner in Learner.allCases {
            for encoding in [Encoding.numeric, .onehot, .history, .quantile] {
                let settings = ForecastSettings(learner: learner, encoding: encoding)
                // Either a finite result or a typed error.
                if let result = try? evaluator.evaluate(settings) { #expect(result.eval.rmse.isFinite, "seed \(seed)") }
            }
        }
    }
}
