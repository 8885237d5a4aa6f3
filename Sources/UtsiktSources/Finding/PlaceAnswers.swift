import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the answers to questions for places and stations. Positions in GeoJSON are longitude, latitude; anywhere else in this program
/// they are the other way round.
enum PlaceAnswers {
    /// An answer is not of the kind that was asked for.
    struct Fault: Error, Sendable, Hashable {}

    /// More than this of an answer is not looked at.
    static let most = 5000

    /// The places that a name finds, as Open-Meteo's geocoding has them; none where the answer has no results.
    static func places(_ body: [UInt8]) throws(Fault) -> [FoundPlace] {
        struct Answer: Decodable {
            struct Result: Decodable {
                let name: String?
                let admin1: String?
                let country: String?
                let country_code: String?
                let latitude: Double?
                let longitude: Double?
                let population: Int?
            }
            let results: [Lenient<Result>]?
        }
        let answer: Answer = try decode(body)
        return (answer.results ?? []).prefix(most).compactMap { element in
            guard let result = element.value, let name = result.name, let latitude = result.latitude,
                let longitude = result.longitude, isPosition(latitude, longitude)
            else { return nil }
            return FoundPlace(
                name: HTTPAnswer.said(name), region: HTTPAnswer.said(result.admin1 ?? ""),
                country: HTTPAnswer.said(result.country ?? ""), countryCode: HTTPAnswer.said(result.country_code ?? ""),
                latitude: latitude, longitude: longitude, population: result.population)
        }
    }

    /// The stations of a network of the Iowa Environmental Mesonet that report.
    static func iemStations(_ body: [UInt8]) throws(Fault) -> [FoundStation] {
        struct Properties: Decodable {
            let sid: String?
            let sname: String?
            let online: Bool?
        }
        let features: [GeoFeature<Properties>] = try features(body)
        return features.compactMap { feature in
            guard let properties = feature.properties, properties.online != false else { return nil }
            return station("iem", properties.sid, properties.sname, feature.position)
        }
    }

    /// The stations of the weather service of the United States.
    static func nwsStations(_ body: [UInt8]) throws(Fault) -> [FoundStation] {
        struct Properties: Decodable {
            let stationIdentifier: String?
            let name: String?
        }
        let features: [GeoFeature<Properties>] = try features(body)
        return features.compactMap { feature in
            station("nws", feature.properties?.stationIdentifier, feature.properties?.name, feature.position)
        }
    }

    /// Where the weather service of the United States lists the stations of a position.
    static func nwsStationList(_ body: [UInt8]) throws(Fault) -> String {
        struct Answer: Decodable {
            struct Properties: Decodable {
                let observationStations: String
            }
            let properties: Properties
        }
        let answer: Answer = try decode(body)
        return answer.properties.observationStations
    }

    /// The stations that Frost knows, without those that are closed.
    static func frostStations(_ body: [UInt8], at now: Timestamp) throws(Fault) -> [FoundStation] {
        struct Answer: Decodable {
            struct Source: Decodable {
                struct Geometry: Decodable {
                    let coordinates: [Double]?
                }
                let id: String?
                let name: String?
                let geometry: Geometry?
                let validTo: String?
            }
            let data: [Lenient<Source>]
        }
        let answer: Answer = try decode(body)
        return answer.data.prefix(most).compactMap { element in
            guard let source = element.value else { return nil }
            if let end = source.validTo.flatMap({ Timestamp(iso8601: $0) }), end <= now { return nil }
            return station("frost", source.id, source.name, source.geometry?.coordinates ?? [])
        }
    }

    private static func station(
        _ service: String, _ code: String?, _ name: String?, _ position: [Double]
    ) -> FoundStation? {
        guard let code, !code.isEmpty, code.utf8.count <= 20, position.count >= 2, isPosition(position[1], position[0]),
            code.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) })
        else { return nil }
        return FoundStation(
            service: service, code: code, name: HTTPAnswer.said(name ?? ""), latitude: position[1],
            longitude: position[0])
    }

    private static func isPosition(_ latitude: Double, _ longitude: Double) -> Bool {
        abs(latitude) <= 90 && abs(longitude) <= 180
    }

    private static func features<Properties: Decodable>(_ body: [UInt8]) throws(Fault) -> [GeoFeature<Properties>] {
        let answer: GeoCollection<Properties> = try decode(body)
        return answer.features.prefix(most).compactMap(\.value)
    }

    private static func decode<Answer: Decodable>(_ body: [UInt8]) throws(Fault) -> Answer {
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            throw Fault()
        }
    }
}

/// A collection of GeoJSON.
private struct GeoCollection<Properties: Decodable>: Decodable {
    let features: [Lenient<GeoFeature<Properties>>]
}

/// A feature of GeoJSON.
private struct GeoFeature<Properties: Decodable>: Decodable {
    struct Geometry: Decodable {
        let coordinates: [Double]?
    }
    let properties: Properties?
    let geometry: Geometry?

    var position: [Double] { geometry?.coordinates ?? [] }
}

/// An element of a list that may be anything; nothing where it is not what is wanted.
private struct Lenient<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
}
