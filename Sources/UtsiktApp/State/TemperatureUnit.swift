/// The unit in which temperatures are shown; inside they are degrees Celsius.
public enum TemperatureUnit: String, Sendable, Hashable, CaseIterable {
    /// Degrees Celsius.
    case celsius
    /// Degrees Fahrenheit.
    case fahrenheit

    /// The symbol, `°C` or `°F`; without the degree sign where only ASCII may be printed.
    public func symbol(isUnicode: Bool = true) -> String {
        (isUnicode ? "°" : "") + (self == .celsius ? "C" : "F")
    }

    /// A temperature in this unit.
    public func value(celsius: Double) -> Double { self == .celsius ? celsius : celsius * 1.8 + 32 }

    /// A difference of temperatures (a residual, an RMSE) in this unit: no offset.
    public func difference(celsius: Double) -> Double { self == .celsius ? celsius : celsius * 1.8 }
}
