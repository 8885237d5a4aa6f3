import UtsiktCore
import UtsiktSources
import Yams

/// Reads the places of a configuration: where they are, and which stations are theirs.
struct PlacesReader {
    /// Services whose stations a place may name.
    private static let services = ["iem", "frost", "nws"]
    /// So many places there may be.
    private static let most = 500
    /// The longest name of a place, and the longest code of a station.
    private static let (longestName, longestCode) = (60, 20)

    /// Reads the list; a place with a fault in it is not used.
    static func read(_ node: Node, _ faults: inout FaultCollector) -> [LocatedPlace] {
        guard let items = node.sequence else {
            faults.note(
                "places must be a list", in: .sources, at: node, field: "places",
                remedy: "List them as `- {name: Oslo, latitude: 59.91, longitude: 10.75}`")
            return []
        }
        var places: [LocatedPlace] = []
        for item in items {
            let before = faults.faults.count
            guard let place = place(item, &faults), faults.faults.count == before else { continue }
            guard places.count < most else {
                faults.note(
                    "there are more than \(most) places", in: .sources, at: item, field: "places",
                    remedy: "Leave some out")
                break
            }
            guard !places.contains(where: { $0.name == place.name }) else {
                faults.note(
                    "the place ‘\(place.name)’ stands twice", in: .sources, at: item, field: "name",
                    remedy: "Give each place a name of its own")
                continue
            }
            places.append(place)
        }
        return places
    }

    private static func place(_ node: Node, _ faults: inout FaultCollector) -> LocatedPlace? {
        guard
            let mapping = YAMLMapping(
                node, "a place", in: .sources, known: ["name", "latitude", "longitude", "stations"], &faults),
            let name = mapping.text("name", &faults)
        else { return nil }
        guard name.count <= longestName,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            faults.note(
                "the name of a place must be a text of at most \(longestName) characters", in: .sources,
                at: mapping["name"], field: "name", remedy: "Write it shorter")
            return nil
        }
        var place = LocatedPlace(name: name)
        place.latitude = degrees("latitude", 90, mapping, &faults)
        place.longitude = degrees("longitude", 180, mapping, &faults)
        if (place.latitude == nil) != (place.longitude == nil) {
            faults.note(
                "‘\(name)’ has only one of latitude and longitude", in: .sources, at: node, field: "latitude",
                remedy: "Write both, or none")
        }
        if let stations = mapping["stations"] { place.stations = self.stations(stations, &faults) }
        if place.latitude == nil, place.stations.isEmpty {
            faults.note(
                "‘\(name)’ has neither coordinates nor stations", in: .sources, at: node, field: "name",
                remedy: "Add latitude and longitude, or stations: {iem: ENGM}")
        }
        return place
    }

    private static func degrees(
        _ key: String, _ most: Double, _ mapping: YAMLMapping, _ faults: inout FaultCollector
    ) -> Double? {
        guard let text = mapping.optionalText(key, &faults) else { return nil }
        guard let value = NumberSyntax.parse(text), abs(value) <= most else {
            let swapped = key == "latitude" ? " Latitude counts to the north, longitude to the east" : ""
            faults.note(
                "\(key) must be a number from \(Int(bounded: -most)) to \(Int(bounded: most)), not ‘\(text.prefix(40))’",
                in: .sources, at: mapping[key], field: key, remedy: "Write it as \(key): 59.91.\(swapped)")
            return nil
        }
        return value
    }

    private static func stations(_ node: Node, _ faults: inout FaultCollector) -> [String: String] {
        guard let mapping = YAMLMapping(node, "stations", in: .sources, known: services, &faults) else { return [:] }
        var stations: [String: String] = [:]
        for service in services {
            guard let code = mapping.optionalText(service, &faults) else { continue }
            let isCode = code.utf8.allSatisfy { byte in
                let letter = byte | 0x20
                return (0x30...0x39).contains(byte) || (0x61...0x7A).contains(letter) || byte == UInt8(ascii: ":")
            }
            guard code.utf8.count <= longestCode, isCode else {
                faults.note(
                    "‘\(code.prefix(40))’ is not the code of a station", in: .sources, at: mapping[service],
                    field: service,
                    remedy: "Codes are letters and digits, as ENGM or SN18700")
                continue
            }
            stations[service] = code
        }
        return stations
    }
}
