import Testing
import UtsiktBase

@testable import UtsiktForecast

struct LearnerTests {
    @Test(arguments: WorkedCase.smallProblems) func columnsAreStandardised(_ path: String) throws {
        let small = try SmallProblem(path)
        #expect(agree(small.standardizer.means, small.figures["mean"].numbers))
        #expect(agree(small.standardizer.deviations, small.figures["sd_pop"].numbers))
    }

    @Test(arguments: WorkedCase.smallProblems) func ridgeOfTheSmallProblem(_ path: String) throws {
        let small = try SmallProblem(path)
        let system = LinearSystem(small.matrix, small.y)
        for wanted in small.figures["ridge"].items {
            let b = try system.ridge(wanted["lambda"].number)
            let fit = LinearFit(
                b, intercept: system.intercept(b), means: small.standardizer.means,
                deviations: small.standardizer.deviations)
            #expect(agree(fit.coefStd, wanted["coef_std"].numbers))
            #expect(agree(fit.coefRaw, wanted["coef_raw"].numbers))
            #expect(agree(fit.interceptStd, wanted["intercept_std"].number))
            #expect(agree(fit.interceptRaw, wanted["intercept_raw"].number))
            #expect(agree(small.rmse(b, fit.interceptStd), wanted["train_rmse"].number))
        }
    }

    @Test(arguments: WorkedCase.smallProblems) func elasticNetOfTheSmallProblem(_ path: String) throws {
        let small = try SmallProblem(path)
        let net = ElasticNet(LinearSystem(small.matrix, small.y))
        for wanted in small.figures["elastic_net"].items {
            let solution = try net.solve(alpha: wanted["alpha"].number, l1Ratio: wanted["l1_ratio"].number)
            #expect(agree(solution.coefficients, wanted["coef_std"].numbers))
            #expect(agree(solution.objective, wanted["objective"].number))
            #expect(solution.nonzero == wanted["nonzero"].int)
            #expect(solution.violation < 1e-10)
        }
    }

    @Test(arguments: WorkedCase.smallProblems) func gradientDescentOfTheSmallProblem(_ path: String) throws {
        let small = try SmallProblem(path)
        for wanted in small.figures["sgd"].items {
            let settings = SGDSettings(
                passes: wanted["passes"].int, l2: wanted["l2"].number, eta0: wanted["eta0"].number,
                powerT: wanted["power_t"].number)
            let solution = try StochasticGradient.fit(small.matrix, small.y, settings)
            #expect(agree(solution.weights, wanted["weights"].numbers))
            #expect(agree(solution.bias, wanted["bias"].number))
            #expect(agree(small.rmse(solution.weights, solution.bias), wanted["train_rmse"].number))
        }
    }

    @Test(arguments: WorkedCase.smallProblems) func histogramAndMetricsOfTheSmallProblem(_ path: String) throws {
        let small = try SmallProblem(path)
        let errors = small.figures["histogram"]["errors"].numbers
        let histograms = try JSON(ErrorHistogram.all(errors))
        #expect(histograms.differences(from: small.figures["histogram"]["bins"]) == [])
        let metrics = try #require(
            Metrics(
                predictions: small.figures["metrics"]["pred"].numbers,
                targets: small.figures["metrics"]["target"].numbers))
        #expect(try JSON(metrics).differences(from: small.figures["metrics"]["expected"]) == [])
    }

    @Test func columnsThatDependOnEachOtherNeedAPenalty() throws {
        var raw = RawFeatures()
        raw.append("a", [1, 2, 3, 4])
        raw.append("b", [2, 4, 6, 8])
        raw.append("constant", [5, 5, 5, 5])
        raw.append("missing", [.nan, .nan, .nan, .nan])
        let standardizer = Standardizer(raw, trainRows: [0, 1, 2, 3], clip: nil)
        #expect(standardizer.dropped == ["constant", "missing"])
        let system = LinearSystem(standardizer.matrix(raw, rows: [0, 1, 2, 3]), [1, 2, 3, 4])
        #expect(throws: RegressionError.singular) { try system.ridge(0) }
        #expect(throws: RegressionError.self) { try system.ridge(.nan) }
        #expect(throws: RegressionError.self) { try system.ridge(-1) }
        #expect(try system.ridge(1).allSatisfy(\.isFinite))
    }

    @Test func divergingDescentSaysSo() {
        var matrix = PanelMatrix(rows: 8, columns: 1)
        for row in 0..<8 { matrix.set(row, 0, 1000) }
        #expect(throws: RegressionError.diverged(pass: 1)) {
            try StochasticGradient.fit(matrix, Array(repeating: 1, count: 8), SGDSettings(passes: 50))
        }
    }

    @Test func valuesBeyondAllBinsAndNoNumbersDoNotTrap() {
        let histogram = ErrorHistogram([1e300, -1e300, .nan, .infinity, 0], width: 0.05)
        #expect(histogram.counts.reduce(0, +) == 3)
        #expect(ErrorHistogram([], width: 1).counts.isEmpty)
        #expect(Metrics(errors: []) == nil)
        #expect(Metrics(errors: [.nan]) == nil)
    }
}
