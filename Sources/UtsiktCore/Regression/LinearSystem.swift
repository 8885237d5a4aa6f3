/// The Gram matrix and cross products of a training matrix, centred: all that a change of penalty needs.
struct LinearSystem: Sendable {
    /// Columns.
    let size: Int
    /// Rows it was made from.
    let rows: Int
    /// Xc'Xc, row-major.
    let gram: [Double]
    /// Xc'yc.
    let cross: [Double]
    /// Column means of X (zero up to rounding unless clipped).
    let columnMeans: [Double]
    /// The mean of y.
    let mean: Double
    /// yc'yc.
    let total: Double

    /// Makes the system of a matrix and a target.
    /// - Parameter gram: X'X when it is known already.
    init(_ x: PanelMatrix, _ y: [Double], gram known: [Double]? = nil) {
        let n = Double(x.rows)
        let ones = Array(repeating: 1.0, count: x.rows)
        let means = x.transposeTimes(ones).map { n > 0 ? $0 / n : 0 }
        let mean = n > 0 ? y.reduce(0, +) / n : 0
        let centred = y.map { $0 - mean }
        self.init(
            size: x.columns, rows: x.rows, rawGram: known ?? x.gram(), cross: x.transposeTimes(centred),
            columnMeans: means, mean: mean, total: centred.reduce(0) { $0 + $1 * $1 })
    }

    /// Makes a centred system from an uncentred Gram matrix and X'yc.
    init(
        size: Int, rows: Int, rawGram: [Double], cross: [Double], columnMeans: [Double], mean: Double, total: Double
    ) {
        self.size = size
        self.rows = rows
        self.cross = cross
        self.columnMeans = columnMeans
        self.mean = mean
        self.total = total
        let n = Double(rows)
        var gram = rawGram
        gram.withUnsafeMutableBufferPointer { g in
            for i in 0..<size {
                let scaled = columnMeans[i] * n
                for j in 0..<size { g[i * size + j] -= scaled * columnMeans[j] }
            }
        }
        self.gram = gram
    }

    /// Ridge: minimises |yc − Xc b|² + lambda |b|² (A. Hoerl, R. Kennard, “Ridge regression”, Technometrics 12, 1970,
    /// doi 10.1080/00401706.1970.10488634).
    /// - Throws: `RegressionError.singular` when lambda does not make the system definite.
    /// - Complexity: O(p³ / 6) in the columns; independent of the rows.
    func ridge(_ lambda: Double) throws(RegressionError) -> [Double] {
        guard lambda.isFinite, lambda >= 0 else {
            throw .badSetting(name: "lambda", value: "\(lambda)", allowed: "a number from 0 on")
        }
        return try Cholesky(gram, size: size, ridge: lambda).solve(cross)
    }

    /// The intercept that goes with standardised coefficients.
    func intercept(_ b: [Double]) -> Double {
        var result = mean
        for (m, b) in zip(columnMeans, b) { result -= m * b }
        return result
    }
}

/// A fitted linear model in standardised and in raw units.
public struct LinearFit: Sendable, Hashable {
    /// Coefficients on standardised columns.
    public var coefStd: [Double]
    /// The intercept that goes with them.
    public var interceptStd: Double
    /// Coefficients in the columns' own units.
    public var coefRaw: [Double]
    /// The intercept that goes with them.
    public var interceptRaw: Double

    init(_ coefficients: [Double], intercept: Double, means: [Double], deviations: [Double]) {
        coefStd = coefficients
        interceptStd = intercept
        coefRaw = zip(coefficients, deviations).map { $0 / $1 }
        interceptRaw = intercept - zip(coefRaw, means).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Whether all of it are numbers that JSON can hold.
    var isFinite: Bool {
        interceptStd.isFinite && interceptRaw.isFinite && coefStd.allSatisfy(\.isFinite)
            && coefRaw.allSatisfy(\.isFinite)
    }
}
