import UtsiktCore

/// The sixteen winds as the words of an observation.
enum CompassPoint {
    private static let names = [
        "North", "NNE", "NE", "ENE", "East", "ESE", "SE", "SSE", "South", "SSW", "SW", "WSW", "West", "WNW", "NW",
        "NNW",
    ]

    /// What an observation says of a wind from no certain direction.
    static let variable = "Variable"

    /// The wind that a direction in degrees is nearest to.
    static func name(_ degrees: Double) -> String {
        let index = Int(bounded: (degrees / 22.5).rounded()) % names.count
        return names[index < 0 ? index + names.count : index]
    }
}
