/// A ratio of two whole numbers in lowest terms: oversubscription is never rounded before it is shown.
public struct ExactRatio: Sendable, Hashable, Comparable {
    /// The part above the line; not negative.
    public let numerator: Int
    /// The part below the line; at least 1.
    public let denominator: Int

    /// Makes a ratio in lowest terms; nil when the denominator is not positive or the numerator is negative.
    /// - Complexity: O(log(min(numerator, denominator))), Euclid's algorithm.
    public init?(_ numerator: Int, _ denominator: Int) {
        guard numerator >= 0, denominator > 0 else { return nil }
        var (a, b) = (numerator, denominator)
        while b != 0 { (a, b) = (b, a % b) }
        self.numerator = numerator / a
        self.denominator = denominator / a
    }

    /// Nothing to one.
    public static let zero = ExactRatio(unchecked: 0, 1)
    /// One to one.
    public static let one = ExactRatio(unchecked: 1, 1)

    /// A whole number to one; negative values count as 0.
    public init(whole: Int) { self.init(unchecked: max(0, whole), 1) }

    private init(unchecked numerator: Int, _ denominator: Int) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// As `5:1` or `6.67:1`: at most two decimals, half a hundredth rounded up, zeros at the end left out.
    public var text: String { decimal + ":1" }

    /// The value with at most two decimals, as `6.67`.
    public var decimal: String {
        var whole = numerator / denominator
        let rest = numerator % denominator
        // The rest is less than the denominator, so the hundredfold fits the full-width division.
        var (hundredths, remainder) = denominator.dividingFullWidth(rest.multipliedFullWidth(by: 100))
        if remainder >= denominator - remainder { hundredths += 1 }
        if hundredths == 100 { (whole, hundredths) = (whole &+ 1, 0) }
        if hundredths == 0 { return "\(whole)" }
        if hundredths % 10 == 0 { return "\(whole).\(hundredths / 10)" }
        return "\(whole)." + (hundredths < 10 ? "0" : "") + "\(hundredths)"
    }

    /// The nearest floating-point number.
    public var value: Double { Double(numerator) / Double(denominator) }

    /// Whether one ratio is less than another, exactly.
    public static func < (left: ExactRatio, right: ExactRatio) -> Bool {
        let a = left.numerator.multipliedFullWidth(by: right.denominator)
        let b = right.numerator.multipliedFullWidth(by: left.denominator)
        return a.high != b.high ? a.high < b.high : a.low < b.low
    }
}

extension ExactRatio: Encodable {
    /// Writes `[numerator, denominator]`.
    public func encode(to encoder: any Encoder) throws {
        var pair = encoder.unkeyedContainer()
        try pair.encode(numerator)
        try pair.encode(denominator)
    }
}
