/// The Gram matrix and cross products of a training matrix, centred: all that a change of penalty needs.
struct LinearSystem: Sendable {
    /// Columns.
    let size: Int
    /// Rows it was made from.
    let rows: Int
    /// Xc'Xc, row-major; shared by the systems of one matrix.
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
    init(_ x: PanelMatrix, _ y: [Double]) {
        self.init(CentredGram(x), x, y)
    }

    /// Makes the system of a matrix whose Gram matrix is known, and a target.
    /// - Complexity: O(rows × columns).
    init(_ gram: CentredGram, _ x: PanelMatrix, _ y: [Double]) {
        let mean = x.rows > 0 ? Statistics.mean(y) : 0
        let centred = y.map { $0 - mean }
        self.init(
            size: x.columns, rows: x.rows, gram: gram.values, cross: x.transposeTimes(centred),
            columnMeans: gram.columnMeans, mean: mean, total: centred.reduce(0) { $0 + $1 * $1 })
    }

    /// Takes a system whose parts are known; the Gram matrix is centred already.
    init(
        size: Int, rows: Int, gram: [Double], cross: [Double], columnMeans: [Double], mean: Double, total: Double
    ) {
        self.size = size
        self.rows = rows
        self.gram = gram
        self.cross = cross
        self.columnMeans = columnMeans
        self.mean = mean
        self.total = total
    }

    /// The system of some of the columns, ascending: switching an attribute off needs no pass over the rows.
    /// - Complexity: O(columns²).
    func part(_ columns: [Int]) -> LinearSystem {
        if columns.count == size { return self }
        return LinearSystem(
            size: columns.count, rows: rows, gram: SquareMatrix.part(gram, size: size, columns),
            cross: columns.map { cross[$0] }, columnMeans: columns.map { columnMeans[$0] }, mean: mean, total: total)
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

/// A matrix's Gram product after taking the columns' means out.
struct CentredGram: Sendable {
    /// Xc'Xc, row-major.
    let values: [Double]
    /// The means that were taken out.
    let columnMeans: [Double]

    /// Multiplies and centres a matrix.
    /// - Complexity: O(rows × columns² / 2).
    init(_ x: PanelMatrix) {
        let sums = x.transposeTimes(Array(repeating: 1, count: x.rows))
        self.init(gram: x.gram(), sums: sums, rows: x.rows)
    }

    /// Centres X'X, given the columns' sums.
    init(gram: [Double], sums: [Double], rows: Int) {
        let n = Double(rows)
        let means = sums.map { n > 0 ? $0 / n : 0 }
        let size = means.count
        var gram = gram
        gram.withUnsafeMutableBufferPointer { g in
            means.withUnsafeBufferPointer { means in
                for i in 0..<size where means[i] != 0 {
                    let scaled = means[i] * n
                    for j in 0..<size { g[i * size + j] -= scaled * means[j] }
                }
            }
        }
        values = gram
        columnMeans = means
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
