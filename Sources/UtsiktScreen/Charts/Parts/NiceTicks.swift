/// Round tick values for an axis: a step of 1, 2 or 5 times a power of ten (P. Heckbert, "Nice numbers for graph labels",
/// in A. Glassner (ed.), Graphics Gems, Academic Press 1990, pages 61-63).
public struct NiceTicks: Sendable, Hashable {
    /// The ticks in ascending order; at least two, each a whole multiple of the step.
    public let values: [Double]
    /// The distance between two ticks; above 0.
    public let step: Double
    /// Decimals that the labels need.
    public let decimals: Int

    /// The axis after widening it to whole ticks.
    public var range: ClosedRange<Double> { (values.first ?? 0)...(max(values.last ?? 1, values.first ?? 0)) }

    /// Chooses ticks that cover a range.
    /// - Parameters:
    ///   - from: One end; values that are not finite count as 0.
    ///   - to: The other end; equal ends are widened.
    ///   - target: About how many steps are wanted; at least 1.
    public init(from: Double, to: Double, target: Int) {
        let limit = 1e300
        let a = from.isFinite ? min(max(from, -limit), limit) : 0
        let b = to.isFinite ? min(max(to, -limit), limit) : 0
        var (low, high) = (min(a, b), max(a, b))
        let smallest = max(max(abs(low), abs(high)) * 1e-9, 1e-300)
        if high - low < smallest {
            let pad = low == 0 ? 1 : max(abs(low) * 0.05, smallest)
            (low, high) = (low - pad, high + pad)
        }
        let (nice, exponent) = Self.niceStep((high / 2 - low / 2) * 2 / Double(min(max(target, 1), 200)))
        step = nice
        decimals = max(0, -exponent)
        let first = (low / nice).rounded(.down)
        let last = (high / nice).rounded(.up)
        let count = NumberText.clamped(last - first, 1...400)
        // Multiples, not running sums: 0.1 added three times is not 0.3.
        let factor = exponent < 0 && exponent > -16 ? Self.power(-exponent) : nil
        values = (0...count).map { index in
            let multiple = first + Double(index)
            guard let factor else { return multiple * nice }
            return (multiple * (nice * factor).rounded()) / factor
        }
    }

    /// The text of a tick: the decimals of the step, or an SI suffix on round thousands.
    public func label(_ value: Double) -> String {
        let value = abs(value) < step / 1000 ? 0 : value
        if decimals == 0, step >= 1000 || abs(values.last ?? 0) >= 10000 || abs(values.first ?? 0) >= 10000 {
            return NumberText.si(value, 2)
        }
        return decimals > 6 ? NumberText.scientific(value) : NumberText.fixed(value, decimals)
    }

    private static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<max(0, exponent) { result *= 10 }
        return result
    }

    /// The smallest of 1, 2, 5 times a power of ten that is not below a raw step, and the power's exponent.
    private static func niceStep(_ raw: Double) -> (step: Double, exponent: Int) {
        guard raw.isFinite, raw > 1e-300 else { return (1, 0) }
        var exponent = 0
        var mantissa = raw
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        let tolerance = 1 + 1e-9
        var nice = 10.0
        for candidate in [1.0, 2, 5] where mantissa <= candidate * tolerance {
            nice = candidate
            break
        }
        if nice == 10 { (nice, exponent) = (1, exponent + 1) }
        return (exponent >= 0 ? nice * power(exponent) : nice / power(-exponent), exponent)
    }
}
