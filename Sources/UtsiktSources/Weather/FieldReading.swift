import UtsiktCore

/// What became of one value of an answer.
enum FieldReading: Sendable, Hashable {
    /// It is a measurement, as the text that an observation holds.
    case value(String)
    /// The service says that it has none.
    case missing
    /// It cannot be used, and why.
    case rejected(String)

    /// Reads a number.
    ///
    /// A number in the observation's own unit stays what it is; one that is converted is rounded to one decimal, once. What lies
    /// outside the bounds of the quantity is never stored: a mark for a missing value is missing, anything else is rejected.
    init(_ number: Double?, _ quantity: WeatherQuantity, _ conversion: UnitConversion) {
        guard let number else {
            self = .missing
            return
        }
        guard number.isFinite else {
            self = .rejected("the \(quantity.rawValue) is not a number")
            return
        }
        let value = conversion(number)
        guard quantity.bounds.contains(value) else {
            self = FieldReading.marks.contains(number) ? .missing : .rejected(FieldReading.impossible(number, quantity))
            return
        }
        self = .value(conversion.isSame ? ValueText.plain(value) : ValueText.tenths(value))
    }

    /// Reads a number whose unit an answer names.
    init(_ number: Double?, _ quantity: WeatherQuantity, unit: String) {
        guard number != nil else {
            self = .missing
            return
        }
        guard let conversion = quantity.conversion(from: unit) else {
            self = .rejected(FieldReading.unknown(unit: unit, quantity))
            return
        }
        self.init(number, quantity, conversion)
    }

    /// What is said of a unit that is not known.
    static func unknown(unit: String, _ quantity: WeatherQuantity) -> String {
        "‘\(SafeText.lines(String(unit.prefix(40))))’ is not a known unit of \(quantity.rawValue)"
    }

    private static func impossible(_ number: Double, _ quantity: WeatherQuantity) -> String {
        "\(ValueText.plain(number)) cannot be a \(quantity.rawValue)"
    }

    /// What services write for a value that they do not have.
    private static let marks: Set<Double> = [
        -9999, -9999.9, -999, -999.9, -999.99, -99, -99.9, -9, -1, 990, 999, 999.9, 9999, 9999.9, 99999, 99999.9,
        999999,
    ]
}

/// Numbers as an observation holds them.
enum ValueText {
    /// A number as it is: the shortest text that means it, whole ones without a fraction, no negative zero.
    static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(bounded: value)) }
        return "\(value)"
    }

    /// A number rounded to one decimal.
    static func tenths(_ value: Double) -> String { plain((value * 10).rounded() / 10) }
}
