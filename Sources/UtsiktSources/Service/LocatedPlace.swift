import UtsiktCore

/// A place as today's weather services are asked for it: by its position, or by the code of a station.
public struct LocatedPlace: Sendable, Hashable {
    /// The name in the database and on the screen, as `Oslo`.
    public var name: String
    /// Degrees north; nil when it is known by its stations only.
    public var latitude: Double?
    /// Degrees east.
    public var longitude: Double?
    /// The codes of its stations by the names of the services, as `iem: ENGM`.
    public var stations: [String: String]

    /// Makes a place.
    public init(name: String, latitude: Double? = nil, longitude: Double? = nil, stations: [String: String] = [:]) {
        self.name = name
        self.latitude = latitude
        self.longitude = longitude
        self.stations = stations
    }

    /// A coordinate as services read it: plain digits, at most four decimals (eleven metres; the Norwegian service refuses more).
    static func text(_ degrees: Double) -> String {
        let scaled = Int64(bounded: (degrees * 10_000).rounded())
        let (whole, rest) = (scaled.magnitude / 10_000, scaled.magnitude % 10_000)
        let digits = Timestamp.padded(Int(rest), 4)
        let fraction = digits.lastIndex { $0 != "0" }.map { "." + digits[...$0] } ?? ""
        return (scaled < 0 ? "-" : "") + "\(whole)" + fraction
    }
}
