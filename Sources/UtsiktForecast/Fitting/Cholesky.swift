import CVector

/// The factor L of a symmetric positive definite matrix A = L L'.
struct Cholesky: Sendable {
    private let p: Int
    private var factor: [Double]

    /// Factors A + ridge·I.
    /// - Parameters:
    ///   - matrix: A, row-major, p × p; only the lower triangle is read.
    ///   - ridge: What is added to the diagonal.
    /// - Throws: `RegressionError.singular` when a pivot vanishes against its diagonal element.
    /// - Complexity: O(p³ / 6).
    init(_ matrix: [Double], size p: Int, ridge: Double) throws(RegressionError) {
        self.p = p
        factor = matrix
        guard p == 0 || cv_cholesky(&factor, p, ridge, 1e-13) != 0 else { throw .singular }
    }

    /// Solves A x = b.
    /// - Complexity: O(p²).
    func solve(_ b: [Double]) -> [Double] {
        var x = b
        if p > 0 { cv_cholesky_solve(factor, p, &x) }
        return x
    }
}
