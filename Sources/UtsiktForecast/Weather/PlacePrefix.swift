import Foundation
import UtsiktBase

/// A place in a join: its name and the prefix of its columns.
public struct JoinPlace: Sendable, Hashable {
    /// The place's name.
    public var name: String
    /// What its columns start with, as `j` in `j_tempm`.
    public var prefix: String

    /// Makes a place with a given prefix.
    public init(name: String, prefix: String) {
        self.name = name
        self.prefix = prefix
    }

    /// Makes a place with the prefix its name gives: the first character of the NFC form, lower-cased.
    public init(name: String) {
        self.name = name
        let first = name.precomposedStringWithCanonicalMapping.unicodeScalars.first
        prefix = first.map { String($0).lowercased() } ?? ""
    }

    /// Throws when two places have the same prefix, or one has none.
    /// - Throws: `WeatherInputError` that names both places.
    public static func check(_ places: [JoinPlace], file: String) throws(WeatherInputError) {
        var seen: [String: String] = [:]
        for place in places {
            let location = InputLocation(file: file, field: "prefix")
            if place.prefix.isEmpty {
                throw WeatherInputError(
                    "the place ‘\(place.name)’ has an empty prefix", at: location,
                    remedy: "Give it one in the case file")
            }
            if let other = seen[place.prefix] {
                throw WeatherInputError(
                    "the places ‘\(other)’ and ‘\(place.name)’ share the prefix ‘\(place.prefix)’", at: location,
                    remedy: "Give each a prefix of its own in the case file")
            }
            seen[place.prefix] = place.name
        }
    }

    /// Places by name with prefixes that never collide: a longer part of the name, then a number, where the first
    /// character is taken. For places that come from a database, where nobody can be asked.
    public static func distinct(_ names: [String]) -> [JoinPlace] {
        var taken: Set<String> = []
        return names.map { name in
            var place = JoinPlace(name: name)
            let letters = name.precomposedStringWithCanonicalMapping.lowercased()
            var length = 1
            while place.prefix.isEmpty || taken.contains(place.prefix) {
                length += 1
                place.prefix = length <= letters.count ? String(letters.prefix(length)) : "\(letters)\(length)"
            }
            taken.insert(place.prefix)
            return place
        }
    }
}

/// What is predicted: a field of a place at an hour (UTC) of the next day.
public struct ForecastTarget: Sendable, Hashable {
    /// The place's name.
    public var place: String
    /// The field.
    public var field: WeatherField
    /// The UTC hour of the day, 0 ... 23.
    public var hour: Int

    /// Makes a target; the default is tomorrow's noon temperature.
    public init(place: String, field: WeatherField = .tempm, hour: Int = 12) {
        self.place = place
        self.field = field
        self.hour = min(max(hour, 0), 23)
    }
}
