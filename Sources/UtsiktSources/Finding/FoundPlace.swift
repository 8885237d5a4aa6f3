#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// A place as a name finds it: enough to choose the right one of several.
public struct FoundPlace: Sendable, Hashable {
    /// Its name, as `Oslo`.
    public var name: String
    /// The region, as a county or a state; empty when it is not said.
    public var region: String
    /// The country; empty when it is not said.
    public var country: String
    /// Its two letters, as `NO`; empty when they are not said.
    public var countryCode: String
    /// Degrees north.
    public var latitude: Double
    /// Degrees east.
    public var longitude: Double
    /// How many live there; nil when it is not said.
    public var population: Int?

    /// Makes a place.
    public init(
        name: String, region: String = "", country: String = "", countryCode: String = "", latitude: Double,
        longitude: Double, population: Int? = nil
    ) {
        self.name = name
        self.region = region
        self.country = country
        self.countryCode = countryCode
        self.latitude = latitude
        self.longitude = longitude
        self.population = population
    }

    /// What tells it from others: `Oslo, Oslo County, Norway`.
    public var words: String {
        [name, region, country].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The same as a place of the configuration.
    public var located: LocatedPlace { LocatedPlace(name: name, latitude: latitude, longitude: longitude) }
}

/// A station near a place.
public struct FoundStation: Sendable, Hashable {
    /// The service that knows it, as `iem`.
    public var service: String
    /// Its code, as `ENGM`.
    public var code: String
    /// Its name; empty when it is not said.
    public var name: String
    /// Degrees north.
    public var latitude: Double
    /// Degrees east.
    public var longitude: Double

    /// Makes a station.
    public init(service: String, code: String, name: String, latitude: Double, longitude: Double) {
        self.service = service
        self.code = code
        self.name = name
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// Distances on the earth.
enum EarthDistance {
    /// The mean radius in kilometres.
    private static let radius = 6371.0

    /// Kilometres between two positions, along a great circle.
    static func kilometres(_ a: (latitude: Double, longitude: Double), _ b: (latitude: Double, longitude: Double))
        -> Double
    {
        func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
        let north = sin(radians(b.latitude - a.latitude) / 2)
        let east = sin(radians(b.longitude - a.longitude) / 2)
        let share = north * north + cos(radians(a.latitude)) * cos(radians(b.latitude)) * east * east
        return 2 * radius * asin(min(1, share.squareRoot()))
    }

    /// Some stations with their distances from a position in kilometres, the nearest first.
    static func nearest(
        _ stations: [FoundStation], to place: (latitude: Double, longitude: Double), most: Int
    ) -> [(station: FoundStation, kilometres: Double)] {
        let all = stations.map { ($0, kilometres(place, ($0.latitude, $0.longitude))) }
        return Array(all.sorted { ($0.1, $0.0.code) < ($1.1, $1.0.code) }.prefix(most))
    }
}
