/// The codes of the weather that models give, a part of the WMO's table 4677.
enum WeatherCode {
    /// What a code says in words; nil for one that is not used.
    static func words(_ code: Int) -> String? { table[code] }

    /// What was to be seen. A model does not know tornadoes.
    static func signs(_ code: Int) -> WeatherSigns {
        guard table[code] != nil else { return .unknown }
        return WeatherSigns(
            fog: code == 45 || code == 48,
            rain: (51...67).contains(code) || (80...82).contains(code) || (95...99).contains(code),
            snow: (71...77).contains(code) || code == 85 || code == 86,
            hail: code == 96 || code == 99,
            thunder: (95...99).contains(code))
    }

    private static let table: [Int: String] = [
        0: "Clear", 1: "Mostly Clear", 2: "Partly Cloudy", 3: "Overcast",
        45: "Fog", 48: "Freezing Fog",
        51: "Light Drizzle", 53: "Drizzle", 55: "Heavy Drizzle",
        56: "Light Freezing Drizzle", 57: "Freezing Drizzle",
        61: "Light Rain", 63: "Rain", 65: "Heavy Rain",
        66: "Light Freezing Rain", 67: "Freezing Rain",
        71: "Light Snow", 73: "Snow", 75: "Heavy Snow", 77: "Snow Grains",
        80: "Light Rain Showers", 81: "Rain Showers", 82: "Heavy Rain Showers",
        85: "Light Snow Showers", 86: "Snow Showers",
        95: "Thunderstorm", 96: "Thunderstorm with Hail", 99: "Heavy Thunderstorm with Hail",
    ]
}
