import UtsiktCore

/// What a number of the weather measures: in which unit an observation holds it, and between which bounds it can be true.
///
/// All services read their numbers through this, so that a unit is known in one place. Units are read from every answer; what
/// is not known here is refused and never taken for another one.
enum WeatherQuantity: String, Sendable, Hashable, CaseIterable {
    /// Degrees Celsius.
    case temperature
    /// Per cent.
    case humidity
    /// Hectopascals.
    case pressure
    /// Kilometres an hour.
    case speed
    /// Degrees from north, clockwise.
    case direction
    /// Millimetres.
    case precipitation
    /// Kilometres.
    case visibility

    /// What a measurement can be, in the observation's unit. What services write for a missing value (−9999, −1, 999.9) lies
    /// outside, but for values that are real elsewhere: a pressure of 999 hPa, a temperature of −1 °C.
    var bounds: ClosedRange<Double> {
        switch self {
        case .temperature: -95...70
        case .humidity: 0...120
        case .pressure: 800...1100
        case .speed: 0...600
        case .direction: 0...360
        case .precipitation: 0...500
        case .visibility: 0...400
        }
    }

    /// How a number of a unit becomes one of the observation's unit; nil for a unit that is not known.
    func conversion(from unit: String) -> UnitConversion? {
        // The weather service of the United States writes `wmoUnit:degC`, in older answers `unit:degC`.
        let bare = unit.split(separator: ":", omittingEmptySubsequences: false).last.map(String.init) ?? unit
        return WeatherQuantity.units[self]?[bare]
    }

    private static let units: [WeatherQuantity: [String: UnitConversion]] = [
        .temperature: [
            "°C": .same, "degC": .same, "celsius": .same,
            "°F": .fahrenheit, "degF": .fahrenheit,
            "K": UnitConversion(subtract: 273.15),
        ],
        .humidity: ["%": .same, "percent": .same],
        .pressure: [
            "hPa": .same, "mb": .same, "Pa": UnitConversion(divide: 100), "kPa": UnitConversion(multiply: 10),
            "inHg": UnitConversion(multiply: 33.8639),
        ],
        .speed: [
            "km/h": .same, "km_h-1": .same,
            "m/s": UnitConversion(multiply: 3.6), "m_s-1": UnitConversion(multiply: 3.6),
            "mp/h": UnitConversion(multiply: 1.609344), "mph": UnitConversion(multiply: 1.609344),
            "kn": .knots, "kt": .knots,
        ],
        .direction: ["°": .same, "degrees": .same, "degree_(angle)": .same],
        .precipitation: [
            "mm": .same, "kg_m-2": .same, "cm": UnitConversion(multiply: 10), "m": UnitConversion(multiply: 1000),
            "inch": .inches, "in": .inches,
        ],
        .visibility: [
            "km": .same, "m": UnitConversion(divide: 1000), "ft": UnitConversion(multiply: 0.0003048),
            "mi": UnitConversion(multiply: 1.609344),
        ],
    ]
}

/// How a number changes its unit.
struct UnitConversion: Sendable, Hashable {
    private var subtract: Double
    private var multiply: Double
    private var divide: Double

    /// Makes a conversion: first the difference, then the product, then the quotient.
    init(subtract: Double = 0, multiply: Double = 1, divide: Double = 1) {
        self.subtract = subtract
        self.multiply = multiply
        self.divide = divide
    }

    /// The unit of the observation itself.
    static let same = UnitConversion()
    static let fahrenheit = UnitConversion(subtract: 32, divide: 1.8)
    static let knots = UnitConversion(multiply: 1.852)
    static let inches = UnitConversion(multiply: 25.4)

    /// Whether the number stays what it is.
    var isSame: Bool { self == .same }

    /// The number in the observation's unit.
    func callAsFunction(_ value: Double) -> Double { (value - subtract) * multiply / divide }
}
