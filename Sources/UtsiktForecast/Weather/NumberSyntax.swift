/// The one syntax of numbers in weather data: `[+-]?(digits[.digits*]|.digits)([eE][+-]?digits)?`, ASCII only.
///
/// No nan, inf, hexadecimal, underscore or decimal comma: what is not a number here votes as a category and is missing to models.
public enum NumberSyntax {
    /// The value of a text; nil when it is not a number, or one too large to be finite.
    /// - Complexity: O(n); texts of up to 15 digits need no library call.
    public static func parse(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { parse($0) }
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var i = 0
        var isNegative = false
        if i < bytes.count, bytes[i] == 0x2B || bytes[i] == 0x2D {
            isNegative = bytes[i] == 0x2D
            i += 1
        }
        var mantissa: UInt64 = 0
        var digits = 0
        var significant = 0
        var decimals = 0
        func take(_ byte: UInt8) {
            digits += 1
            if significant > 0 || byte != 0x30 { significant += 1 }
            if significant <= 18 { mantissa = mantissa * 10 + UInt64(byte - 0x30) }
        }
        while i < bytes.count, isDigit(bytes[i]) {
            take(bytes[i])
            i += 1
        }
        if i < bytes.count, bytes[i] == 0x2E {
            i += 1
            while i < bytes.count, isDigit(bytes[i]) {
                take(bytes[i])
                decimals += 1
                i += 1
            }
        }
        guard digits > 0 else { return nil }
        if i == bytes.count, significant <= 15, decimals < powers.count {
            // Both operands are exact, so the quotient is correctly rounded (Clinger 1990).
            let value = Double(mantissa) / powers[decimals]
            return isNegative ? -value : value
        }
        if i < bytes.count {
            guard bytes[i] == 0x65 || bytes[i] == 0x45 else { return nil }
            i += 1
            if i < bytes.count, bytes[i] == 0x2B || bytes[i] == 0x2D { i += 1 }
            let start = i
            while i < bytes.count, isDigit(bytes[i]) { i += 1 }
            guard i > start, i == bytes.count else { return nil }
        }
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
