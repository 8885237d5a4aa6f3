import UtsiktBase

@testable import UtsiktForecast

/// Twelve rows of five columns, two of them nearly the same, with the solutions of an independent implementation.
struct SmallProblem {
    /// What is expected, and the problem itself.
    let figures: JSON
    let standardizer: Standardizer
    let matrix: PanelMatrix
    let y: [Double]

    init(_ path: String) throws {
        figures = try JSON(contentsOf: path)
        let rows = figures["X"].items.map(\.numbers)
        var raw = RawFeatures()
        for c in 0..<5 { raw.append("x\(c)", rows.map { $0[c] }) }
        y = figures["y"].numbers
        standardizer = Standardizer(raw, trainRows: Array(0..<12), clip: nil)
        matrix = standardizer.matrix(raw, rows: Array(0..<12))
    }

    func rmse(_ coefficients: [Double], _ intercept: Double) -> Double {
        Metrics(predictions: matrix.times(coefficients, plus: intercept), targets: y)?.rmse ?? .nan
    }
}
