import Testing
import UtsiktBase

@testable import UtsiktForecast

@Suite struct WorkedRegressionTests {
    private func settings(
        _ learner: Learner, lambda: Double = 1, _ encoding: Encoding = .numeric, _ split: SplitStrategy = .sequential
    ) -> ForecastSettings {
        ForecastSettings(learner: learner, lambda: .fixed(lambda), encoding: encoding, clip: nil, split: split)
    }

    @Test(arguments: WorkedCase.whole, [Encoding.numeric, .onehot, .weather, .history])
    func ridgeIsAsInTheWorkedCase(_ worked: WorkedCase, _ encoding: Encoding) throws {
        let expected = try worked.json("expected/ridge.json")[encoding.rawValue]
        var evaluator = Evaluator(try worked.join())
        for solution in expected["solutions"].items {
            let result = try evaluator.evaluate(settings(.ridge, lambda: solution["lambda"].number, encoding))
            #expect(result.columns == expected["columns"].strings)
            #expect(result.dropped == expected["dropped"].strings)
            #expect(agree(result.means, expected["mean"].numbers))
            #expect(agree(result.deviations, expected["sd"].numbers))
            let fit = try #require(result.fit)
            #expect(agree(fit.coefStd, solution["coef_std"].numbers))
            #expect(agree(fit.coefRaw, solution["coef_raw"].numbers))
            #expect(agree(fit.interceptStd, solution["intercept_std"].number))
            #expect(agree(fit.interceptRaw, solution["intercept_raw"].number))
            #expect(agree(result.train.rmse, solution["train_rmse"].number))
            #expect(agree(result.eval.rmse, solution["eval_rmse"].number))
            #expect(agree(result.eval.bias, solution["eval_bias"].number))
        }
    }

    @Test(arguments: WorkedCase.whole, [SplitStrategy.sequential, .byDay])
    func everySplitOfTheReportIsAsInTheWorkedCase(_ worked: WorkedCase, _ split: SplitStrategy) throws {
        let expected = try worked.json("expected/report.json")["splits"][split.rawValue]
        let records = try worked.join()
        var evaluator = Evaluator(records)
        for encoding in [Encoding.numeric, .onehot, .weather, .history] {
            let wanted = expected["ridge"][encoding.rawValue]
            for lambda in [1, 10, 100, 1000, 10000] {
                let result = try evaluator.evaluate(settings(.ridge, lambda: Double(lambda), encoding, split))
                #expect(result.columns.count == wanted["columns"].int)
                #expect(try JSON(result.eval).differences(from: wanted["lambda=\(lambda)"]["eval"]) == [])
                #expect(agree(result.train.rmse, wanted["lambda=\(lambda)"]["train_rmse"].number))
            }
            var auto = settings(.ridge, encoding, split)
            auto.lambda = .auto
            let result = try evaluator.evaluate(auto)
            #expect(agree(result.crossValidation?.rmse ?? [], wanted["blocked_cv"]["cv_rmse"].numbers))
            #expect(result.lambda == wanted["blocked_cv"]["chosen"].number)
            #expect(try JSON(result.eval).differences(from: wanted["blocked_cv"]["eval"]) == [])
        }
        for encoding in [Encoding.numeric, .history] {
            for lambda in [100, 1000, 10000] {
                let result = try evaluator.evaluate(settings(.corrected, lambda: Double(lambda), encoding, split))
                let wanted = expected["corrected_ridge"][encoding.rawValue]["lambda=\(lambda)"]
                #expect(try JSON(result.eval).differences(from: wanted) == [])
            }
        }
        let result = try evaluator.evaluate(settings(.mean, .numeric, split))
        #expect(result.trainRows == expected["train_rows"].int)
        #expect(result.evalRows == expected["eval_rows"].int)
        #expect(result.trainDays == expected["train_days"].int)
        #expect(result.evalDays == expected["eval_days"].int)
        #expect(result.predictions.first?.instant.rowID == expected["eval_first"].string)
        #expect(agree(result.predictions.first?.score ?? 0, expected["train_mean_target"].number))
        let names = ["mean", "persistence_now", "persistence_noon", "persistence_hour"]
        for (baseline, name) in zip(result.baselines, names) {
            #expect(try JSON(baseline.metrics).differences(from: expected["baseline_\(name)"]) == [])
        }
        if split == .sequential {
            #expect(result.isLeaking)
            #expect(
                try JSON(result.histograms).differences(from: expected["baseline_mean_histograms"]) == [])
            let ridge = try evaluator.evaluate(settings(.ridge, lambda: 100))
            #expect(
                try JSON(ridge.histograms).differences(from: expected["histograms_ridge_numeric_100"]) == [])
        } else {
            #expect(!result.isLeaking)
        }
    }

    @Test(arguments: WorkedCase.whole) func theCorrectedRidgeIsAsInTheWorkedCase(_ worked: WorkedCase) throws {
        let expected = try worked.json("expected/corrected.json")
        var evaluator = Evaluator(try worked.join())
        for encoding in [Encoding.numeric, .history] {
            let wanted = expected[encoding.rawValue]
            let result = try evaluator.evaluate(settings(.corrected, lambda: 1000, encoding))
            let fit = try #require(result.fit)
            #expect(result.columns == wanted["columns"].strings)
            #expect(agree(fit.coefStd, wanted["coef_std"].numbers))
            #expect(agree(fit.coefRaw, wanted["coef_raw"].numbers))
            #expect(agree(fit.interceptStd, wanted["intercept_std"].number))
            #expect(agree(fit.interceptRaw, wanted["intercept_raw"].number))
            #expect(agree(result.eval.rmse, wanted["eval_rmse"].number))
            #expect(agree(result.eval.bias, wanted["eval_bias"].number))
            #expect(agree(result.hourOffsets ?? [], expected["hour_offsets"].numbers))
        }
    }

    @Test(arguments: WorkedCase.whole) func theRollingOriginIsAsInTheWorkedCase(_ worked: WorkedCase) throws {
        let expected = try worked.json("expected/report.json")["rolling_origin"]
        var evaluator = Evaluator(try worked.join())
        for (name, learner, lambda, encoding) in [
            ("numeric", Learner.ridge, 100.0, Encoding.numeric), ("history", .ridge, 100, .history),
            ("corrected_numeric", .corrected, 1000, .numeric),
        ] {
            let result = try evaluator.evaluate(settings(learner, lambda: lambda, encoding, .rollingOrigin))
            #expect(result.evalDays == expected["eval_days"].int)
            #expect(result.predictions.first?.instant.day.compact == expected["first_eval_day"].string)
            var wanted = expected[name]
            if case .object(var members) = wanted {
                members["lambda"] = nil
                let days = members.removeValue(forKey: "per_day")
                wanted = .object(members)
                #expect(try JSON(result.eval).differences(from: wanted) == [])
                if let days { #expect(try JSON(result.perDay).differences(from: days) == []) }
            }
        }
    }

    @Test(arguments: WorkedCase.whole) func batchesAreAsInTheWorkedCase(_ worked: WorkedCase) throws {
        let expected = try worked.json("expected/report.json")["batch"]
        var evaluator = Evaluator(try worked.join())
        for training in [Evaluator.Training.all, .train70] {
            let batch = try evaluator.batch(settings(.ridge, lambda: 100), training: training)
            let wanted = cells(
                try worked.text("expected/batch_\(training.rawValue)_ridge_numeric_100.csv"))
            let made = cells(batch.csv)
            #expect(made.map { $0.prefix(2) } == wanted.map { $0.prefix(2) })
            #expect(
                agree(made.dropFirst().compactMap { Double($0[2]) }, wanted.dropFirst().compactMap { Double($0[2]) }))
            var summary = expected[training.rawValue]
            if case .object(var members) = summary {
                members["model"] = nil
                summary = .object(members)
            }
            #expect(try JSON(batch.summary).differences(from: summary) == [])
        }
    }

    @Test(arguments: WorkedCase.whole) func evaluationPredictionsAreAsInTheWorkedCase(_ worked: WorkedCase) throws {
        var evaluator = Evaluator(try worked.join())
        let made = cells(try evaluator.evaluate(settings(.ridge, lambda: 100)).csv)
        let wanted = cells(try worked.text("expected/eval_predictions_ridge_numeric_100.csv"))
        #expect(made.map { $0[0] } == wanted.map { $0[0] })
        #expect(agree(made.dropFirst().compactMap { Double($0[1]) }, wanted.dropFirst().compactMap { Double($0[1]) }))
        #expect(agree(made.dropFirst().compactMap { Double($0[2]) }, wanted.dropFirst().compactMap { Double($0[2]) }))
    }

    @Test(arguments: WorkedCase.whole, [Encoding.numeric, .onehot])
    func theElasticNetIsAsInTheWorkedCase(_ worked: WorkedCase, _ encoding: Encoding) throws {
        let expected = try worked.json("expected/elastic_net.json")[encoding.rawValue]
        let records = try worked.join()
        var evaluator = Evaluator(records)
        let split = try DataSplit.split(records, .sequential, percent: 70, seed: 1)
        let prepared = PreparedFit(records, trainRows: split.train, encoding: encoding, clip: nil)
        let net = ElasticNet(prepared.plain)
        for wanted in expected["solutions"].items {
            let ratio = wanted["l1_ratio"].number
            let solution = try net.solve(alpha: wanted["alpha"].number, l1Ratio: ratio)
            #expect(agree(net.alphaMax(l1Ratio: ratio), wanted["alpha_max"].number))
            #expect(agree(solution.objective, wanted["objective"].number), "\(wanted["alpha"].number) \(ratio)")
            guard wanted["unique"].isTrue else { continue }
            #expect(solution.nonzero == wanted["nonzero"].int)
            var asked = settings(.elasticNet, encoding)
            asked.alpha = wanted["alpha"].number
            asked.l1Ratio = ratio
            let result = try evaluator.evaluate(asked)
            let fit = try #require(result.fit)
            #expect(agree(fit.coefStd, wanted["coef_std"].numbers), "\(asked.alpha) \(ratio)")
            #expect(agree(fit.coefRaw, wanted["coef_raw"].numbers))
            #expect(agree(fit.interceptRaw, wanted["intercept_raw"].number))
            #expect(agree(result.eval.rmse, wanted["eval_rmse"].number))
            #expect(agree(result.eval.bias, wanted["eval_bias"].number))
        }
    }

    @Test(arguments: WorkedCase.whole) func gradientDescentIsAsInTheWorkedCase(_ worked: WorkedCase) throws {
        let expected = try worked.json("expected/sgd.json")
        var evaluator = Evaluator(try worked.join())
        for encoding in [Encoding.numeric, .onehot] {
            for wanted in expected[encoding.rawValue]["solutions"].items {
                var asked = settings(.sgd, encoding)
                asked.sgd = SGDSettings(
                    passes: wanted["passes"].int, l2: wanted["l2"].number, eta0: wanted["eta0"].number,
                    powerT: wanted["power_t"].number)
                let result = try evaluator.evaluate(asked)
                let fit = try #require(result.fit)
                #expect(agree(fit.coefStd, wanted["weights"].numbers))
                #expect(agree(fit.interceptStd, wanted["bias"].number))
                #expect(agree(result.eval.rmse, wanted["eval_rmse"].number))
                #expect(agree(result.eval.bias, wanted["eval_bias"].number))
            }
        }
    }
}
