/// The elastic net on a cached Gram matrix: minimises
/// 1/(2n) |yc − Xb|² + alpha·l1Ratio·|b|₁ + alpha·(1 − l1Ratio)/2·|b|².
///
/// Coordinate descent with covariance updates (J. Friedman, T. Hastie, R. Tibshirani, “Regularization paths for generalized
/// linear models via coordinate descent”, J. Stat. Softw. 33(1), 2010, doi 10.18637/jss.v033.i01). When the set of
/// non-zero coefficients has settled, its equations are solved at once, which ends the slow tail of the descent.
struct ElasticNet: Sendable {
    /// A solution and how good it is.
    struct Solution: Sendable {
        /// Coefficients on standardised columns.
        var coefficients: [Double]
        /// Sweeps over all columns.
        var sweeps: Int
        /// The minimised function's value.
        var objective: Double
        /// Non-zero coefficients.
        var nonzero: Int
        /// The largest violation of the optimality conditions.
        var violation: Double
    }

    private let p: Int
    private let gram: [Double]
    private let cross: [Double]
    private let total: Double

    /// Makes the problem of a centred system.
    init(_ system: LinearSystem) {
        let n = Double(max(1, system.rows))
        p = system.size
        gram = system.gram.map { $0 / n }
        cross = system.cross.map { $0 / n }
        total = system.total / n
    }

    /// The smallest alpha for which all coefficients are zero.
    func alphaMax(l1Ratio: Double) -> Double {
        (cross.map { abs($0) }.max() ?? 0) / max(l1Ratio, 1e-3)
    }

    /// Solves for one penalty, starting from `warm` if given.
    func solve(
        alpha: Double, l1Ratio: Double, warm: [Double]? = nil, tolerance: Double = 1e-13, maxSweeps: Int = 20_000
    ) throws(RegressionError) -> Solution {
        guard alpha.isFinite, alpha >= 0 else {
            throw .badSetting(name: "alpha", value: "\(alpha)", allowed: "a number from 0 on")
        }
        guard l1Ratio >= 0, l1Ratio <= 1 else {
            throw .badSetting(name: "l1-ratio", value: "\(l1Ratio)", allowed: "between 0 and 1")
        }
        let l1 = alpha * l1Ratio
        let l2 = alpha * (1 - l1Ratio)
        var b = warm.map { $0.count == p ? $0 : Array(repeating: 0, count: p) } ?? Array(repeating: 0, count: p)
        var gradient = residual(b)
        var sweeps = 0
        var nextTry = 8
        while sweeps < maxSweeps {
            if sweeps % 64 == 63 {
                if Task.isCancelled { throw .cancelled }
                gradient = residual(b)
            }
            let change = sweep(&b, &gradient, l1: l1, l2: l2)
            sweeps += 1
            let scale = b.reduce(0) { max($0, abs($1)) }
            if change <= tolerance * max(scale, 1e-300) { break }
            if sweeps == nextTry {
                nextTry = sweeps * 2
                if let exact = settled(b, l1: l1, l2: l2) {
                    b = exact
                    break
                }
            }
        }
        return Solution(
            coefficients: b, sweeps: sweeps, objective: objective(b, l1: l1, l2: l2), nonzero: b.count { $0 != 0 },
            violation: violation(b, l1: l1, l2: l2))
    }

    private func residual(_ b: [Double]) -> [Double] {
        var g = cross
        for j in 0..<p where b[j] != 0 {
            for k in 0..<p { g[k] -= gram[j * p + k] * b[j] }
        }
        return g
    }

    private func sweep(_ b: inout [Double], _ gradient: inout [Double], l1: Double, l2: Double) -> Double {
        var largest = 0.0
        let p = p
        gram.withUnsafeBufferPointer { gram in
            gradient.withUnsafeMutableBufferPointer { g in
                b.withUnsafeMutableBufferPointer { b in
                    for j in 0..<p {
                        let diagonal = gram[j * p + j]
                        guard diagonal + l2 > 0 else { continue }
                        let z = g[j] + diagonal * b[j]
                        let value = z > l1 ? (z - l1) / (diagonal + l2) : z < -l1 ? (z + l1) / (diagonal + l2) : 0
                        let delta = value - b[j]
                        if delta == 0 { continue }
                        b[j] = value
                        largest = max(largest, abs(delta))
                        let row = j * p
                        for k in 0..<p { g[k] -= gram[row + k] * delta }
                    }
                }
            }
        }
        return largest
    }

    /// Solves the equations of the non-zero coefficients; nil unless that solution is optimal as it stands.
    private func settled(_ b: [Double], l1: Double, l2: Double) -> [Double]? {
        let active = b.indices.filter { b[$0] != 0 }
        guard !active.isEmpty else { return nil }
        var matrix: [Double] = []
        matrix.reserveCapacity(active.count * active.count)
        for i in active { for j in active { matrix.append(gram[i * p + j]) } }
        let right = active.map { cross[$0] - (b[$0] > 0 ? l1 : -l1) }
        guard let factor = try? Cholesky(matrix, size: active.count, ridge: l2) else { return nil }
        var x = factor.solve(right)
        // One step of refinement: the equations may be ill-conditioned.
        var rest = right
        for i in active.indices {
            var sum = l2 * x[i]
            for j in active.indices { sum += matrix[i * active.count + j] * x[j] }
            rest[i] -= sum
        }
        for (i, correction) in factor.solve(rest).enumerated() { x[i] += correction }
        var exact = Array(repeating: 0.0, count: p)
        for (k, i) in active.enumerated() {
            guard x[k] * b[i] > 0 else { return nil }
            exact[i] = x[k]
        }
        return violation(exact, l1: l1, l2: l2) <= 1e-12 ? exact : nil
    }

    private func violation(_ b: [Double], l1: Double, l2: Double) -> Double {
        let g = residual(b)
        var worst = 0.0
        for j in 0..<p {
            if b[j] == 0 {
                worst = max(worst, abs(g[j]) - l1)
            } else {
                worst = max(worst, abs(g[j] - l2 * b[j] - (b[j] > 0 ? l1 : -l1)))
            }
        }
        return worst
    }

    private func objective(_ b: [Double], l1: Double, l2: Double) -> Double {
        let g = residual(b)
        var fit = total
        var (absolute, square) = (0.0, 0.0)
        for j in 0..<p {
            fit -= b[j] * (cross[j] + g[j])
            absolute += abs(b[j])
            square += b[j] * b[j]
        }
        return fit / 2 + l1 * absolute + l2 / 2 * square
    }
}
