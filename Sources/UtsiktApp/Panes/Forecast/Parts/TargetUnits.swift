import UtsiktCore
import UtsiktScreen

/// The unit of what is predicted, as the user wants to see it: temperatures by preference, the rest as measured.
struct TargetUnits: Sendable, Hashable {
    /// The field that is predicted.
    let field: WeatherField
    private let temperature: TemperatureUnit
    private let isUnicode: Bool

    init(_ field: WeatherField, _ temperature: TemperatureUnit, _ glyphs: GlyphSet) {
        self.field = field
        self.temperature = temperature
        isUnicode = glyphs.isUnicode
    }

    /// Whether values are in the unit in which they were measured.
    var isPlain: Bool { !Self.isTemperature(field) || temperature == .celsius }

    /// The unit: `°C`, `°F`, `hPa`; empty for what has none.
    var symbol: String { symbol(of: field) }

    /// A value in the unit shown.
    func value(_ value: Double) -> Double { converted(value, of: field) }

    /// A difference (an error, an RMSE) in the unit shown.
    func difference(_ difference: Double) -> Double {
        Self.isTemperature(field) ? temperature.difference(celsius: difference) : difference
    }

    /// A value as text, one decimal.
    func text(_ value: Double) -> String { NumberText.fixed(self.value(value), 1) }

    /// A value with its unit.
    func full(_ value: Double) -> String { spaced(text(value)) }

    /// A difference as text, two decimals unless told otherwise.
    func error(_ difference: Double, _ decimals: Int = 2) -> String {
        NumberText.fixed(self.difference(difference), decimals)
    }

    /// A difference with its unit.
    func fullError(_ difference: Double, _ decimals: Int = 2) -> String { spaced(error(difference, decimals)) }

    /// A difference with its sign.
    func signed(_ difference: Double, _ decimals: Int = 2) -> String {
        Self.signed(self.difference(difference), decimals)
    }

    /// A number that shows its sign, nothing for zero.
    static func signed(_ value: Double, _ decimals: Int = 2) -> String {
        let text = NumberText.fixed(value, decimals)
        return value > 0 && text.contains { $0 != "0" && $0 != "." } ? "+" + text : text
    }

    /// A number with the unit behind it.
    func spaced(_ number: String) -> String { symbol.isEmpty ? number : number + " " + symbol }

    // MARK: Other fields

    /// The unit of any field.
    func symbol(of field: WeatherField) -> String {
        if Self.isTemperature(field) { return temperature.symbol(isUnicode: isUnicode) }
        if field == .wdird { return isUnicode ? "°" : "deg" }
        return field.unit
    }

    /// A value of any field in the unit shown.
    func converted(_ value: Double, of field: WeatherField?) -> Double {
        guard let field, Self.isTemperature(field) else { return value }
        return temperature.value(celsius: value)
    }

    /// A coefficient in the units shown: the target's unit for one unit of the column.
    func slope(_ raw: Double, of field: WeatherField?) -> Double {
        let step = field.map { Self.isTemperature($0) ? temperature.difference(celsius: 1) : 1 } ?? 1
        return difference(raw) / step
    }

    /// The unit of a coefficient, `°C/hPa`; the target's alone where the column has none.
    func slopeSymbol(of field: WeatherField?) -> String {
        let column = field.map { symbol(of: $0) } ?? ""
        if column.isEmpty { return symbol }
        return (symbol.isEmpty ? "1" : symbol) + "/" + column
    }

    static func isTemperature(_ field: WeatherField) -> Bool {
        switch field {
        case .tempm, .dewptm, .heatindexm, .windchillm: true
        default: false
        }
    }

    /// The field that a column holds as it is; nil for categories, bins and what is worked out from others.
    static func field(ofColumn name: String) -> WeatherField? {
        guard let bar = name.firstIndex(of: "_") else { return nil }
        let tail = name[name.index(after: bar)...]
        return WeatherField.allCases.first { $0.name == tail && !$0.isWords }
    }
}
