import CVector
import UtsiktBase

/// Stochastic gradient descent for squared loss, one row at a time, as the 2015 service trained.
///
/// With t = 1, 2, …: eta = eta0 / t^powerT, g = w·x + b − y, w ← w·max(0, 1 − eta·l2) − eta·g·x, b ← b − eta·g; an L1
/// amount then moves each weight towards zero by eta·l1. The learning rate is ours: the service chose its own.
enum StochasticGradient {
    /// What came of it.
    struct Solution: Sendable {
        /// Weights on standardised columns.
        var weights: [Double]
        /// The bias.
        var bias: Double
        /// How many times as large as the targets' spread the largest product of a weight was after a pass.
        var strain: Double
    }

    /// Runs all passes.
    /// - Parameter bias: Where the bias begins; the weights begin at 0.
    /// - Throws: `RegressionError.diverged` when the weights grow out of all proportion to the targets; `.badSetting`.
    /// - Complexity: O(passes × rows × columns).
    static func fit(
        _ x: PanelMatrix, _ y: [Double], _ settings: SGDSettings, bias start: Double = 0
    ) throws(RegressionError) -> Solution {
        try settings.check()
        let width = x.paddedColumns
        let rows = x.rowMajor()
        var weights = Array(repeating: 0.0, count: max(width, 1))
        var bias = start
        var order = Array(0..<x.rows)
        var random = SplitMix64(seed: settings.seed)
        var etas = Array(repeating: 0.0, count: x.rows)
        // A weight is the effect of one deviation: one a thousand times the spread of the targets explains nothing.
        let spread = max(Statistics.sdPop(y), abs(Statistics.mean(y)), 1e-12)
        var strain = 0.0
        for pass in 0..<settings.passes {
            if Task.isCancelled { throw .cancelled }
            if settings.shuffle { order.shuffle(using: &random) }
            for i in etas.indices {
                etas[i] = settings.eta0 / power(Double(pass * x.rows + i + 1), settings.powerT)
            }
            if !rows.isEmpty {
                cv_sgd_pass(rows, width, order, x.rows, y, etas, settings.l1, settings.l2, &weights, &bias)
            }
            let largest = weights.reduce(abs(bias)) { $1.isFinite ? max($0, abs($1)) : .infinity }
            strain = max(strain, largest / spread)
            guard largest.isFinite, strain < 1e6 else { throw .diverged(pass: pass + 1) }
        }
        return Solution(weights: Array(weights.prefix(x.columns)), bias: bias, strain: strain)
    }

    /// The step number's power; the usual ones need no logarithm.
    private static func power(_ t: Double, _ exponent: Double) -> Double {
        switch exponent {
        case 0: 1
        case 0.25: t.squareRoot().squareRoot()
        case 0.5: t.squareRoot()
        default: Trigonometry.power(t, exponent)
        }
    }
}
