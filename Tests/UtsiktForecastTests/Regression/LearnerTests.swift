import Testing
import UtsiktBase

@testable import UtsiktForecast

struct LearnerTests {
    private let small: JSON
    private let standardizer: Standardizer
    private let matrix: PanelMatrix
    private let y: [Double]

    init() throws {
        small = try JSON(text: SmallProblem.json)
        let rows = small["X"].items.map(\.numbers)
        var raw = RawFeatures()
        for c in 0..<5 { raw.append("x\(c)", rows.map { $0[c] }) }
        y = small["y"].numbers
        standardizer = Standardizer(raw, trainRows: Array(0..<12), clip: nil)
        matrix = standardizer.matrix(raw, rows: Array(0..<12))
    }

    private func rmse(_ coefficients: [Double], _ intercept: Double) -> Double {
        Metrics(predictions: matrix.times(coefficients, plus: intercept), targets: y)?.rmse ?? .nan
    }

    @Test func columnsAreStandardised() {
        #expect(agree(standardizer.means, small["mean"].numbers))
        #expect(agree(standardizer.deviations, small["sd_pop"].numbers))
    }

    @Test func ridgeOfTheSmallProblem() throws {
        let system = LinearSystem(matrix, y)
        for wanted in small["ridge"].items {
            let b = try system.ridge(wanted["lambda"].number)
            let fit = LinearFit(
                b, intercept: system.intercept(b), means: standardizer.means, deviations: standardizer.deviations)
            #expect(agree(fit.coefStd, wanted["coef_std"].numbers))
            #expect(agree(fit.coefRaw, wanted["coef_raw"].numbers))
            #expect(agree(fit.interceptStd, wanted["intercept_std"].number))
            #expect(agree(fit.interceptRaw, wanted["intercept_raw"].number))
            #expect(agree(rmse(b, fit.interceptStd), wanted["train_rmse"].number))
        }
    }

    @Test func elasticNetOfTheSmallProblem() throws {
        let net = ElasticNet(LinearSystem(matrix, y))
        for wanted in small["elastic_net"].items {
            let solution = try net.solve(alpha: wanted["alpha"].number, l1Ratio: wanted["l1_ratio"].number)
            #expect(agree(solution.coefficients, wanted["coef_std"].numbers))
            #expect(agree(solution.objective, wanted["objective"].number))
            #expect(solution.nonzero == wanted["nonzero"].int)
            #expect(solution.violation < 1e-10)
        }
    }

    @Test func gradientDescentOfTheSmallProblem() throws {
        for wanted in small["sgd"].items {
            let settings = SGDSettings(
                passes: wanted["passes"].int, l2: wanted["l2"].number, eta0: wanted["eta0"].number,
                powerT: wanted["power_t"].number)
            let solution = try StochasticGradient.fit(matrix, y, settings)
            #expect(agree(solution.weights, wanted["weights"].numbers))
            #expect(agree(solution.bias, wanted["bias"].number))
            #expect(agree(rmse(solution.weights, solution.bias), wanted["train_rmse"].number))
        }
    }

    @Test func histogramAndMetricsOfTheSmallProblem() throws {
        let errors = small["histogram"]["errors"].numbers
        let histograms = try JSON(ErrorHistogram.all(errors))
        #expect(histograms.differences(from: small["histogram"]["bins"]) == [])
        let metrics = try #require(
            Metrics(predictions: small["metrics"]["pred"].numbers, targets: small["metrics"]["target"].numbers))
        #expect(try JSON(metrics).differences(from: small["metrics"]["expected"]) == [])
    }

    @Test(.enabled(if: WorkedCases.arePresent))
    func theCopyOfTheSmallProblemIsTrue() throws {
        #expect(try WorkedCases.json("math-small.json").differences(from: small) == [])
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
