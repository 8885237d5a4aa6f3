import CVector

/// The elastic net on a cached Gram matrix: minimises
/// 1/(2n) |yc − Xb|² + alpha·l1Ratio·|b|₁ + alpha·(1 − l1Ratio)/2·|b|².
///
/// Coordinate descent with covariance updates (J. Friedman, T. Hastie, R. Tibshirani, “Regularization paths for generalized
/// linear models via coordinate descent”, J. Stat. Softw. 33(1), 2010, doi 10.18637/jss.v033.i01) finds which coefficients
/// are not zero; the equations of those are then solved at once, with a step back to the first sign that would change
/// (H. Lee, A. Battle, R. Raina, A. Ng, “Efficient sparse coding algorithms”, NIPS 2006). Every step lowers the objective,
/// and a solution is exact, where descent alone has a slow tail on correlated columns.
struct ElasticNet: Sendable {
    /// A solution and how good it is.
    struct Solution: Sendable {
        /// Coefficients on standardised columns.
        var coefficients: [Double]
        /// Sweeps of the descent, and systems solved.
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
    private let everything: [Int]
    private let isFinite: Bool

    /// Makes the problem of a centred system.
    init(_ system: LinearSystem) {
        let n = Double(max(1, system.rows))
        p = system.size
        gram = system.gram.map { $0 / n }
        cross = system.cross.map { $0 / n }
        total = system.total / n
        everything = Array(0..<system.size)
        isFinite = cross.allSatisfy(\.isFinite) && gram.allSatisfy(\.isFinite)
    }

    /// The smallest alpha for which all coefficients are zero.
    func alphaMax(l1Ratio: Double) -> Double {
        (cross.map { abs($0) }.max() ?? 0) / max(l1Ratio, 1e-3)
    }

    /// Solves for one penalty, starting from `warm` if given.
    /// - Throws: `RegressionError.badSetting`, or `.cancelled`.
    func solve(
        alpha: Double, l1Ratio: Double, warm: [Double]? = nil, maxSweeps: Int = 20_000
    ) throws(RegressionError) -> Solution {
        guard alpha.isFinite, alpha >= 0 else {
            throw .badSetting(name: "alpha", value: "\(alpha)", allowed: "a number from 0 on")
        }
        guard l1Ratio >= 0, l1Ratio <= 1 else {
            throw .badSetting(name: "l1-ratio", value: "\(l1Ratio)", allowed: "between 0 and 1")
        }
        guard isFinite else { throw .tooLarge }
        var state = State(
            b: warm.flatMap { $0.count == p ? $0 : nil } ?? Array(repeating: 0, count: p), gradient: [],
            l1: alpha * l1Ratio, l2: alpha * (1 - l1Ratio))
        let top = alphaMax(l1Ratio: l1Ratio)
        if warm == nil, alpha > 0, l1Ratio > 0, alpha < top / 2 {
            // From nothing the way is shorter over larger penalties, where few coefficients take part.
            for step in 1..<ElasticNet.coldSteps {
                let larger = top * Trigonometry.power(alpha / top, Double(step) / Double(ElasticNet.coldSteps))
                (state.l1, state.l2) = (larger * l1Ratio, larger * (1 - l1Ratio))
                try descend(&state, maxSweeps: 200)
            }
            (state.l1, state.l2) = (alpha * l1Ratio, alpha * (1 - l1Ratio))
        }
        try descend(&state, maxSweeps: maxSweeps)
        return Solution(
            coefficients: state.b, sweeps: state.sweeps, objective: objective(state),
            nonzero: state.b.count { $0 != 0 }, violation: violation(state))
    }

    /// Penalties on the way from nothing to a solution.
    private static let coldSteps = 8
    /// Coefficients that one solve may push to zero before the sweeps have their turn again.
    private static let mostDrops = 4

    private func descend(_ state: inout State, maxSweeps: Int) throws(RegressionError) {
        refresh(&state)
        let tolerance = 1e-13 * max(1, cross.reduce(0) { max($0, abs($1)) })
        var patience = 1
        let last = state.sweeps + maxSweeps
        while state.sweeps < last {
            if Task.isCancelled { throw .cancelled }
            // Sweeps let coefficients in and out; they double while the equations cannot be solved.
            var change = 0.0
            for _ in 0..<patience { change = sweep(&state) }
            let isSolved = settle(&state)
            refresh(&state)
            if violation(state) <= tolerance { break }
            if !isSolved {
                let scale = state.b.reduce(0) { max($0, abs($1)) }
                if change <= 1e-13 * max(scale, 1e-300) { break }
                patience = min(patience * 2, 64)
            }
        }
    }

    /// Where the solver stands.
    private struct State {
        var b: [Double]
        /// cross − gram·b.
        var gradient: [Double]
        var l1: Double
        var l2: Double
        var sweeps = 0
    }

    private func refresh(_ state: inout State) {
        state.gradient = cross
        gram.withUnsafeBufferPointer { gram in
            guard let start = gram.baseAddress else { return }
            for j in 0..<p where state.b[j] != 0 { cv_axpy(-state.b[j], start + j * p, p, &state.gradient) }
        }
    }

    private func sweep(_ state: inout State) -> Double {
        guard p > 0 else { return 0 }
        state.sweeps += 1
        return cv_enet_sweep(gram, p, everything, p, state.l1, state.l2, &state.b, &state.gradient)
    }

    /// Goes to the minimum over the non-zero coefficients, leaving out those that reach zero on the way.
    /// - Returns: Whether the equations could be solved.
    private func settle(_ state: inout State) -> Bool {
        var active = state.b.indices.filter { state.b[$0] != 0 }
        var matrix = SquareMatrix.part(gram, size: p, active)
        var drops = 0
        while !active.isEmpty {
            state.sweeps += 1
            let right = active.map { cross[$0] - (state.b[$0] > 0 ? state.l1 : -state.l1) }
            guard let x = ElasticNet.exact(matrix, right, ridge: state.l2) else { return false }
            // How far towards the solution the signs stay as they are.
            var step = 1.0
            for (k, j) in active.enumerated() where state.l1 > 0 && x[k] * state.b[j] <= 0 {
                step = min(step, state.b[j] / (state.b[j] - x[k]))
            }
            for (k, j) in active.enumerated() {
                let value = state.b[j] + step * (x[k] - state.b[j])
                state.b[j] = step == 1 ? x[k] : value * state.b[j] > 0 ? value : 0
            }
            if step == 1 || drops == ElasticNet.mostDrops { return true }
            let left = active.indices.filter { state.b[active[$0]] != 0 }
            // Rounding may keep the coefficient that should have reached zero.
            guard left.count < active.count else { return false }
            matrix = SquareMatrix.part(matrix, size: active.count, left)
            active = left.map { active[$0] }
            drops += 1
        }
        return true
    }

    /// Solves (A + ridge·I) x = b with one step of refinement: the equations may be ill-conditioned.
    private static func exact(_ a: [Double], _ b: [Double], ridge: Double) -> [Double]? {
        let p = b.count
        guard let factor = try? Cholesky(a, size: p, ridge: ridge) else { return nil }
        var x = factor.solve(b)
        var rest = b
        a.withUnsafeBufferPointer { a in
            guard let start = a.baseAddress else { return }
            for i in 0..<p { rest[i] -= cv_dot(start + i * p, x, p) + ridge * x[i] }
        }
        for (i, correction) in factor.solve(rest).enumerated() { x[i] += correction }
        return x.allSatisfy(\.isFinite) ? x : nil
    }

    private func violation(_ state: State) -> Double {
        var worst = 0.0
        for j in 0..<p {
            let b = state.b[j]
            if b == 0 {
                worst = max(worst, abs(state.gradient[j]) - state.l1)
            } else {
                worst = max(worst, abs(state.gradient[j] - state.l2 * b - (b > 0 ? state.l1 : -state.l1)))
            }
        }
        return worst
    }

    private func objective(_ state: State) -> Double {
        var fit = total
        var (absolute, square) = (0.0, 0.0)
        for j in 0..<p {
            let b = state.b[j]
            fit -= b * (cross[j] + state.gradient[j])
            absolute += abs(b)
            square += b * b
        }
        return fit / 2 + state.l1 * absolute + state.l2 / 2 * square
    }
}

extension ElasticNet {
    /// The penalties of a path: from where all coefficients are zero down to a thousandth of it, evenly by ratio.
    func path(l1Ratio: Double, count: Int, span: Double = 1e-3) -> [Double] {
        let top = alphaMax(l1Ratio: l1Ratio)
        guard top > 0, top.isFinite, count > 1 else { return [] }
        return (0..<count).map { top * Trigonometry.power(span, Double($0) / Double(count - 1)) }
    }

    /// Solves a path, each penalty from the solution before it.
    /// - Throws: `RegressionError.badSetting`, or `.cancelled`.
    func solve(path: [Double], l1Ratio: Double) throws(RegressionError) -> [Solution] {
        var solutions: [Solution] = []
        for alpha in path {
            solutions.append(try solve(alpha: alpha, l1Ratio: l1Ratio, warm: solutions.last?.coefficients))
        }
        return solutions
    }
}
