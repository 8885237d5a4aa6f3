/// Numbers as text for the screen: no locale, no Foundation, never a trap.
public enum NumberText {
    /// A value with a fixed number of decimals, half away from zero; `-0` prints as `0`.
    ///
    /// NaN and infinities print as `nan`, `inf` and `-inf`; values of 1e15 and more in scientific form.
    public static func fixed(_ value: Double, _ decimals: Int = 0) -> String {
        guard value.isFinite else { return value.isNaN ? "nan" : (value < 0 ? "-inf" : "inf") }
        let decimals = min(max(decimals, 0), 9)
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value * scale).rounded(.toNearestOrAwayFromZero)
        guard abs(scaled) < 1e15 else { return scientific(value) }
        let digits = String(Int(abs(scaled)))
        let sign = scaled < 0 ? "-" : ""
        guard decimals > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }

    /// An integer with commas between its thousands: `24,271`.
    public static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var result = value < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result
    }

    /// A value with an SI suffix and at most `decimals` decimals, trailing zeros dropped: `1.2k`, `24M`, `0.5`.
    public static func si(_ value: Double, _ decimals: Int = 1) -> String {
        guard value.isFinite else { return fixed(value) }
        var scaled = abs(value)
        var suffix = ""
        for next in ["k", "M", "G", "T", "P", "E"] where scaled >= 999.95 {
            scaled /= 1000
            suffix = next
        }
        guard scaled < 1e6 else { return scientific(value) }
        return (value < 0 ? "-" : "") + trimmed(fixed(scaled, decimals)) + suffix
    }

    /// Three significant digits with an exponent: `1.23e20`.
    static func scientific(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return fixed(value) }
        var mantissa = abs(value)
        var exponent = 0
        while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
        while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
        return (value < 0 ? "-" : "") + trimmed(fixed(mantissa, 2)) + "e\(exponent)"
    }

    /// Drops zeros at the end of a fraction, and the point with them.
    static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = Substring(text)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return String(text)
    }

    /// A double as an integer in a range; NaN becomes the range's lower end.
    static func clamped(_ value: Double, _ range: ClosedRange<Int>) -> Int {
        guard !value.isNaN else { return range.lowerBound }
        if value <= Double(range.lowerBound) { return range.lowerBound }
        if value >= Double(range.upperBound) { return range.upperBound }
        return min(max(Int(value), range.lowerBound), range.upperBound)
    }
}
