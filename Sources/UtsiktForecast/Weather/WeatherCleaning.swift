/// An observation's values after cleaning: as text, and as numbers where they are numbers.
struct CleanValues: Sendable, Hashable {
    /// The cleaned texts, by `WeatherField.rawValue`; empty where missing.
    var texts: [String]
    /// The numbers, NaN where missing or no number.
    var numbers: [Double]

    /// Cleans an observation.
    init(_ observation: Observation) {
        texts = observation.values
        numbers = Array(repeating: .nan, count: texts.count)
        for field in WeatherField.allCases {
            let text = WeatherCleaning.clean(texts[field.rawValue], of: field)
            texts[field.rawValue] = text
            if let number = NumberSyntax.parse(text) { numbers[field.rawValue] = number }
        }
    }
}

/// What the join does to a value before anything reads it.
public enum WeatherCleaning {
    /// Texts by which the 2015 service said “missing”.
    static let sentinels: Set<String> = ["999", "-999", "-9999", "-9999.0", "-9999.00"]

    /// A value without white space at its ends, empty when it is a sentinel. Pressure has none: 999 hPa is real.
    public static func clean(_ value: String, of field: WeatherField) -> String {
        let text = value.trimmedOfWhiteSpace
        guard field != .pressurem, text.utf8.last == 0x39 || text.utf8.last == 0x30 else { return text }
        return sentinels.contains(text) ? "" : text
    }
}
