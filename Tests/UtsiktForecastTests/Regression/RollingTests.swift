import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

/// A rolling origin from running sums must be the one that goes through all rows every day.
struct RollingTests {
    /// Two places, hourly, with gaps, outliers and constant columns.
    static func records(days: Int, seed: UInt64) -> JoinedRecords {
        var random = SeededGenerator(seed: seed)
        func noise() -> Double { Double(random.next() % 1000) / 500 - 1 }
        var store = WeatherRecords()
        for hour in 0..<(days * 24) {
            for place in ["A", "B"] {
                // Gaps and missing values, but never at the hour that is predicted.
                let isNoon = place == "A" && hour % 24 == 12
                if !isNoon, random.next() % 40 == 0 { continue }
                var observation = Observation(place: place, instant: Timestamp(seconds: Int64(hour) * 3600), values: [])
                let warmth = 10 + Double(hour / 24 % 9) + Double(12 - abs(hour % 24 - 14)) / 2 + noise()
                let isMissing = !isNoon && random.next() % 15 == 0
                observation[.tempm] = isMissing ? "" : "\((warmth * 10).rounded() / 10)"
                observation[.dewptm] = "\(((warmth - 5 + noise()) * 10).rounded() / 10)"
                observation[.pressurem] = "\(1000 + Double(hour % 50) / 10 + noise())"
                observation[.hum] = random.next() % 4 == 0 ? "" : "\(50 + random.next() % 40)"
                observation[.wspdm] = random.next() % 300 == 0 ? "1687" : "\(random.next() % 30)"
                observation[.wdird] = "\(random.next() % 360)"
                observation[.rain] = random.next() % 50 == 0 ? "1" : "0"
                observation[.hail] = "0"
                observation[.snow] = hour > days * 12 && random.next() % 20 == 0 ? "1" : "0"
                store.insert(observation)
            }
        }
        return store.join(
            places: [JoinPlace(name: "A"), JoinPlace(name: "B")], target: ForecastTarget(place: "A"))
    }

    private static func slow(_ records: JoinedRecords, _ settings: ForecastSettings) throws -> [Double] {
        var scores: [Double] = []
        for day in RollingOrigin.evaluationDays(records) {
            var rows = records.datasetRows.filter { records.days[$0] < day }
            if let window = settings.trainingDays, let last = rows.last {
                rows.removeAll { records.days[$0] <= records.days[last] - window }
            }
            let prepared = PreparedFit(
                records, trainRows: rows, encoding: settings.encoding ?? .numeric, clip: settings.clip)
            let model = try prepared.fit(settings, records: records, days: 20)
            scores += prepared.predict(model, rows: records.datasetRows.filter { records.days[$0] == day })
        }
        return scores
    }

    @Test(arguments: [Learner.ridge, .corrected, .elasticNet], [Encoding.numeric, .history])
    func itIsTheSameAsGoingThroughAllRows(_ learner: Learner, _ encoding: Encoding) throws {
        let records = Self.records(days: 9, seed: 4)
        for (clip, window) in [(nil, nil), (5, nil), (2, nil), (5, 3)] as [(Double?, Int?)] {
            var settings = ForecastSettings(
                learner: learner, lambda: .fixed(10), encoding: encoding, clip: clip, split: .rollingOrigin)
            settings.trainingDays = window
            var evaluator = Evaluator(records)
            let scores = try evaluator.evaluate(settings).predictions.map(\.score)
            #expect(
                agree(scores, try Self.slow(records, settings)),
                "\(String(describing: clip)) \(String(describing: window))")
        }
    }

    @Test func attributesThatAreOffAreOffEveryDay() throws {
        let records = Self.records(days: 8, seed: 9)
        var settings = ForecastSettings(lambda: .fixed(100), encoding: .history, split: .rollingOrigin)
        settings.excluded = ["a_tempm", "hour", "t24", "b_wdird"]
        var evaluator = Evaluator(records)
        let evaluation = try evaluator.evaluate(settings)
        #expect(!evaluation.columns.contains { $0 == "a_tempm" || $0.hasPrefix("hour=") || $0.hasPrefix("b_wind") })
        #expect(evaluation.switchedOff.contains("b_wind_sin") && evaluation.switchedOff.contains("hour=00"))
        #expect(agree(evaluation.predictions.map(\.score), try Self.slow(records, settings)))
    }

    @Test func switchingAnAttributeOffIsAsIfItWereNotThere() throws {
        let records = Self.records(days: 8, seed: 1)
        for learner in Learner.tunable {
            var settings = ForecastSettings(learner: learner, lambda: .fixed(3), encoding: .numeric)
            settings.sgd.eta0 = 0.001
            var evaluator = Evaluator(records)
            _ = try evaluator.evaluate(settings)
            settings.excluded = Set(records.attributes.map(\.name).filter { $0.hasPrefix("b_") })
            let without = try evaluator.evaluate(settings)
            #expect(without.columns.allSatisfy { $0.hasPrefix("a_") })
            // As text, an attribute is not a column of the numeric encoding.
            settings.types = Dictionary(uniqueKeysWithValues: settings.excluded.map { ($0, .text) })
            settings.excluded = []
            let text = try evaluator.evaluate(settings)
            #expect(agree(without.predictions.map(\.score), text.predictions.map(\.score)), "\(learner)")
            #expect(without.columns == text.columns)
        }
    }

    @Test func theSpanLimitsTheTrainingDays() throws {
        let records = Self.records(days: 12, seed: 2)
        var evaluator = Evaluator(records)
        var settings = ForecastSettings()
        #expect(try evaluator.evaluate(settings).trainDays == 7)
        settings.trainingDays = 3
        let short = try evaluator.evaluate(settings)
        #expect(short.trainDays == 3)
        #expect(try evaluator.batch(settings, training: .all).trainedRows < 4 * 24)
        settings.trainingDays = 0
        #expect(throws: RegressionError.self) { try evaluator.evaluate(settings) }
    }
}
