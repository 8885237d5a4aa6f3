import HTTPTypes
public import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds places by their names, and the stations near them. Each question is one or two calls; nothing is kept.
public struct PlaceFinder: Sendable {
    /// Where the services are; tests name loopback ports.
    public struct Addresses: Sendable, Hashable {
        /// Open-Meteo's geocoding.
        public var geocoding = "https://geocoding-api.open-meteo.com"
        /// The Iowa Environmental Mesonet.
        public var iem = IEMWire.home
        /// MET Norway's Frost.
        public var frost = FrostWire.home
        /// The weather service of the United States.
        public var nws = NWSWire.home

        /// The services' own addresses.
        public init() {}

        /// All of them at one address.
        public init(all address: String) {
            let address = withoutTrailingSlashes(address)
            (geocoding, iem, frost, nws) = (address, address, address, address)
        }
    }

    /// The services whose stations can be looked for.
    public static let stationServices = [IEMService.name, FrostService.name, NWSService.name]

    private let addresses: Addresses
    private let transport: any HTTPTransport
    private let clientID: Secret?

    /// Makes a finder.
    /// - Parameter clientID: What Frost is asked with; without it, it is not asked.
    public init(addresses: Addresses = Addresses(), clientID: Secret? = nil, transport: any HTTPTransport) {
        self.addresses = addresses
        self.clientID = clientID
        self.transport = transport
    }

    /// The places that a name finds, the most likely first; none where it finds none.
    public func places(named name: String) async throws(SourceFailure) -> [FoundPlace] {
        let url =
            "\(addresses.geocoding)/v1/search?name=\(percentEncoded(String(name.prefix(200))))&count=10&language=en&format=json"
        return try await ask(url, "the place ‘\(HTTPAnswer.said(name))’") { body throws(PlaceAnswers.Fault) in
            try PlaceAnswers.places(body)
        }
    }

    /// The nearest stations of a service with their distances in kilometres, the nearest first; none where the service knows none
    /// there.
    /// - Parameter service: `iem`, `frost` or `nws`.
    public func stations(
        near place: FoundPlace, of service: String, at now: Timestamp = WorldClock.system.now, most: Int = 5
    ) async throws(SourceFailure) -> [(station: FoundStation, kilometres: Double)] {
        let found: [FoundStation]
        do throws(SourceFailure) {
            found = try await stations(near: place, service, at: now, most: most)
        } catch {
            // The services say so where they know nothing of a region.
            guard error.status == 404 || error.status == 412 else { throw error }
            return []
        }
        return EarthDistance.nearest(found, to: (place.latitude, place.longitude), most: most)
    }

    private func stations(
        near place: FoundPlace, _ service: String, at now: Timestamp, most: Int
    ) async throws(SourceFailure) -> [FoundStation] {
        let what = "stations near \(place.name)"
        switch service {
        case IEMService.name:
            guard let network = IEMNetwork.name(of: place) else { return [] }
            return try await ask("\(addresses.iem)/geojson/network.py?network=\(network)", what) {
                body throws(PlaceAnswers.Fault) in try PlaceAnswers.iemStations(body)
            }
        case FrostService.name:
            guard let clientID else { return [] }
            // Longitude first, as in all of WKT.
            let point = "nearest(POINT(\(LocatedPlace.text(place.longitude)) \(LocatedPlace.text(place.latitude))))"
            let url =
                "\(addresses.frost)/sources/v0.jsonld?types=SensorSystem&geometry=\(percentEncoded(point))&nearestmaxcount=\(most)"
            let basic = "Basic \(clientID.basic)"
            return try await ask(url, what, headers: [.authorization: basic], secret: clientID) {
                body throws(PlaceAnswers.Fault) in try PlaceAnswers.frostStations(body, at: now)
            }
        case NWSService.name:
            // Latitude first, as in all queries.
            let position = "\(LocatedPlace.text(place.latitude)),\(LocatedPlace.text(place.longitude))"
            let list = try await ask("\(addresses.nws)/points/\(position)", what) {
                body throws(PlaceAnswers.Fault) in try PlaceAnswers.nwsStationList(body)
            }
            guard let base = WebAddress(addresses.nws), let address = base.resolving(list), address.hasOrigin(of: base)
            else {
                throw SourceFailure(.malformed, "\(what): the list lies at another address than the service")
            }
            return try await ask(address.text, what) { body throws(PlaceAnswers.Fault) in
                try PlaceAnswers.nwsStations(body)
            }
        default: return []
        }
    }

    private func ask<Result>(
        _ url: String, _ what: String, headers: HTTPFields = [:], secret: Secret? = nil,
        _ read: ([UInt8]) throws(PlaceAnswers.Fault) -> Result
    ) async throws(SourceFailure) -> Result {
        var headers = headers
        headers[.accept] = "application/json, application/geo+json"
        let answer = try await transport.ask(HTTPCall(url: url, headers: headers), what, secret: secret)
        do throws(PlaceAnswers.Fault) {
            return try read(answer.body)
        } catch {
            throw answer.unreadable(what, "the answer is not such a list")
        }
    }
}
