/// Stochastic gradient descent for squared loss, one row at a time, as the 2015 service trained.
///
/// With t = 1, 2, …: eta = eta0 / t^powerT, g = w·x + b − y, w ← w·max(0, 1 − eta·l2) − eta·g·x, b ← b − eta·g; an L1
/// amount then moves each weight towards zero by eta·l1. The learning rate is ours: the service chose its own.
enum StochasticGradient {
    /// Runs all passes.
    /// - Throws: `RegressionError.diverged` when a weight is no longer finite; `.badSetting`.
    /// - Complexity: O(passes × rows × columns).
    static func fit(
        _ x: PanelMatrix, _ y: [Double], _ settings: SGDSettings
    ) throws(RegressionError) -> (weights: [Double], bias: Double) {
        guard (1...10_000).contains(settings.passes) else {
            throw .badSetting(name: "passes", value: "\(settings.passes)", allowed: "between 1 and 10000")
        }
        for (name, value) in [("eta0", settings.eta0), ("l1", settings.l1), ("l2", settings.l2)] {
            guard value.isFinite, value >= 0 else {
                throw .badSetting(name: name, value: "\(value)", allowed: "a number from 0 on")
            }
        }
        let p = x.columns
        let width = x.paddedColumns
        let rowMajor = rows(x)
        var weights = Array(repeating: 0.0, count: width)
        var bias = 0.0
        var order = Array(0..<x.rows)
        var random = SplitMix64(seed: settings.seed)
        var t = 0.0
        for pass in 1...settings.passes {
            if Task.isCancelled { throw .cancelled }
            if settings.shuffle { order.shuffle(using: &random) }
            rowMajor.withUnsafeBufferPointer { data in
                weights.withUnsafeMutableBufferPointer { w in
                    guard let base = UnsafeRawPointer(data.baseAddress),
                        let out = UnsafeMutableRawPointer(w.baseAddress)
                    else { return }
                    for row in order {
                        t += 1
                        let eta = settings.eta0 / Trigonometry.power(t, settings.powerT)
                        let start = base + row * width * 8
                        var sum = SIMD4<Double>.zero
                        for k in stride(from: 0, to: width * 8, by: 32) {
                            sum += start.lanes(k) * UnsafeRawPointer(out).lanes(k)
                        }
                        let step = eta * (sum.sum() + bias - y[row])
                        let shrink = max(0, 1 - eta * settings.l2)
                        for k in stride(from: 0, to: width * 8, by: 32) {
                            let kept: SIMD4<Double> = UnsafeRawPointer(out).lanes(k) * shrink
                            let value: SIMD4<Double> = kept - start.lanes(k) * step
                            (out + k).storeBytes(of: value, as: SIMD4<Double>.self)
                        }
                        if settings.l1 > 0 {
                            let pull = eta * settings.l1
                            for k in 0..<p { w[k] = w[k] > 0 ? max(0, w[k] - pull) : min(0, w[k] + pull) }
                        }
                        bias -= step
                    }
                }
            }
            guard bias.isFinite, weights.allSatisfy({ abs($0) < 1e12 }) else { throw .diverged(pass: pass) }
        }
        return (Array(weights.prefix(p)), bias)
    }

    private static func rows(_ x: PanelMatrix) -> [Double] {
        let width = x.paddedColumns
        var result = Array(repeating: 0.0, count: x.rows * width)
        for panel in 0..<(width / 4) {
            for r in 0..<x.rows {
                for k in 0..<4 { result[r * width + panel * 4 + k] = x.storage[(panel * x.rows + r) * 4 + k] }
            }
        }
        return result
    }
}

/// A small seeded generator for shuffles and the bootstrap (G. Steele, D. Lea, C. Flood, “Fast splittable pseudorandom
/// number generators”, OOPSLA 2014, doi 10.1145/2660193.2660195).
struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
