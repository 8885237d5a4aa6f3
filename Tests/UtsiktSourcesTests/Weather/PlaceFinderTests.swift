import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Finding a place by its name, and the stations near it.
@Suite(.timeLimit(.minutes(10))) struct PlaceFinderTests {
    private static let geocoding = """
        {"results":[
        {"id":1,"name":"Voss","latitude":60.63,"longitude":6.42,"elevation":60.0,"feature_code":"PPL","country_code":"NO",
        "country":"Norway","admin1":"Vestland","timezone":"Europe/Oslo","population":14000},
        {"id":2,"name":"Voss\\u001b[31m","latitude":48.8,"longitude":2.3,"country_code":"FR"},
        {"id":3,"name":"Nowhere","latitude":200,"longitude":2.3}, 7, null, {"id":4}],
        "generationtime_ms":0.7}
        """
    /// Coordinates are longitude, latitude: Bergen first, though swapped it would be the farthest.
    private static let network = """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","id":"ENGM","geometry":{"type":"Point","coordinates":[11.1,60.2]},"properties":{"sid":"ENGM","sname":"OSLO/GARDERMOEN","online":true}},
        {"type":"Feature","id":"ENBR","geometry":{"type":"Point","coordinates":[5.2,60.3]},"properties":{"sid":"ENBR","sname":"BERGEN/FLESLAND","online":true}},
        {"type":"Feature","id":"ENXX","geometry":{"type":"Point","coordinates":[6.4,60.6]},"properties":{"sid":"ENXX","sname":"CLOSED","online":false}},
        {"type":"Feature","id":"BAD","geometry":null,"properties":{"sid":"E!X"}}, 5]}
        """
    private static let sources = """
        {"@type":"SourceResponse","data":[
        {"id":"SN51530","name":"VOSSEVANGEN","geometry":{"coordinates":[6.4,60.6],"nearest":true},"validFrom":"2003-09-01T00:00:00.000Z"},
        {"id":"SN1","name":"CLOSED","geometry":{"coordinates":[6.42,60.63]},"validTo":"2010-01-01T00:00:00.000Z"},
        {"id":"SN50540","name":"BERGEN - FLORIDA","geometry":{"coordinates":[5.33,60.38]}}]}
        """

    private let voss = FoundPlace(
        name: "Voss", region: "Vestland", country: "Norway", countryCode: "NO", latitude: 60.63, longitude: 6.42,
        population: 14_000)

    private func server(_ answers: [String: String]) throws -> HostileServer {
        try HostileServer { head in
            let path = head.split(separator: " ").dropFirst().first.map { String($0.prefix { $0 != "?" }) } ?? ""
            return [answers[path].map { .answer(200, $0) } ?? .answer(404, "{}")]
        }
    }

    @Test func aNameFindsPlacesToChooseFrom() async throws {
        let server = try server(["/v1/search": Self.geocoding])
        let finder = PlaceFinder(addresses: .init(all: server.url), transport: CurlTransport())
        let places = try await finder.places(named: "Voss & Å")
        #expect(places.first == voss && places.first?.words == "Voss, Vestland, Norway" && places.count == 2)
        #expect(places.last?.name.contains("\u{1b}") == false)
        #expect(
            server.requests.first?.contains("/v1/search?name=Voss%20%26%20%C3%85&count=10&language=en&format=json")
                == true)
        // No results at all where nothing is found.
        #expect(try PlaceAnswers.places(Array(#"{"generationtime_ms":0.3}"#.utf8)) == [])
        #expect(throws: PlaceAnswers.Fault.self) { try PlaceAnswers.places(Array("<html>".utf8)) }
    }

    @Test func theNearestStationsComeFirstAndLongitudeIsNotLatitude() async throws {
        let server = try server(["/geojson/network.py": Self.network, "/sources/v0.jsonld": Self.sources])
        let finder = PlaceFinder(
            addresses: .init(all: server.url), clientID: Secret("my-id"), transport: CurlTransport())
        var found = try await finder.stations(near: voss, of: "iem")
        #expect(found.map(\.station.code) == ["ENBR", "ENGM"] && found[0].station.name == "BERGEN/FLESLAND")
        #expect((70...80).contains(found[0].kilometres) && found[0].station.latitude == 60.3)
        found = try await finder.stations(near: voss, of: "frost", at: Timestamp(seconds: 1_796_000_000))
        #expect(found.map(\.station.code) == ["SN51530", "SN50540"])
        let requests = server.requests
        #expect(requests[0].contains("network=NO__ASOS"))
        #expect(requests[1].contains("geometry=nearest%28POINT%286.42%2060.63%29%29"))
        #expect(requests[1].contains("Authorization: Basic bXktaWQ6\r\n") && !requests[0].contains("Authorization"))
        #expect(
            try await PlaceFinder(addresses: .init(all: server.url), transport: CurlTransport()).stations(
                near: voss, of: "frost"
            ).isEmpty)
    }

    @Test func stationsOfTheUnitedStatesComeFromAListOfTheSameHost() async throws {
        let jfk = FoundPlace(
            name: "New York", region: "New York", countryCode: "US", latitude: 40.71, longitude: -74.0)
        let stations = """
            {"features":[{"geometry":{"coordinates":[-73.76,40.64]},"properties":{"stationIdentifier":"KJFK","name":"Kennedy"}}]}
            """
        let server = try server([
            "/points/40.71,-74": #"{"properties":{"observationStations":"/gridpoints/OKX/33,35/stations"}}"#,
            "/points/60.63,6.42": #"{"properties":{"observationStations":"http://127.0.0.1:1/stations"}}"#,
            "/gridpoints/OKX/33,35/stations": stations,
        ])
        let finder = PlaceFinder(addresses: .init(all: server.url), transport: CurlTransport())
        let found = try await finder.stations(near: jfk, of: "nws")
        #expect(found.map(\.station.code) == ["KJFK"] && found[0].kilometres < 25)
        await #expect(throws: SourceFailure.self) { try await finder.stations(near: voss, of: "nws") }
        // A place that the service does not know has no stations there.
        var elsewhere = voss
        elsewhere.latitude = 10
        #expect(try await finder.stations(near: elsewhere, of: "nws").isEmpty)
        #expect(IEMNetwork.name(of: jfk) == "NY_ASOS" && IEMNetwork.name(of: voss) == "NO__ASOS")
        #expect(IEMNetwork.name(of: FoundPlace(name: "x", latitude: 0, longitude: 0)) == nil)
    }

    @Test(arguments: ["my-client-id", "bXktY2xpZW50LWlkOg=="])
    func aListThatSaysTheClientIDBackIsNotShown(echo: String) async throws {
        let server = try server([
            "/sources/v0.jsonld": Self.sources.replacing("VOSSEVANGEN", with: echo)
        ])
        let finder = PlaceFinder(
            addresses: .init(all: server.url), clientID: Secret("my-client-id"), transport: CurlTransport())
        await #expect(throws: SourceFailure.self) { try await finder.stations(near: voss, of: "frost") }
    }

    @Test func distancesAreThoseOfTheEarth() {
        let oslo = (latitude: 59.9127, longitude: 10.7461)
        #expect((300...310).contains(EarthDistance.kilometres(oslo, (60.3913, 5.3221))))
        #expect(EarthDistance.kilometres(oslo, oslo) == 0)
        #expect((20_000...20_030).contains(EarthDistance.kilometres((0, 0), (0, 180))))
    }

    @Test func anyBytes() {
        let seeds = [Self.geocoding, Self.network, Self.sources].map { Array($0.utf8) }
        Fuzz.run("places", seeds: seeds, words: ["coordinates", "[1e400,2]", "\"sid\":"]) { bytes in
            _ = try? PlaceAnswers.places(bytes)
            _ = try? PlaceAnswers.iemStations(bytes)
            _ = try? PlaceAnswers.nwsStations(bytes)
            _ = try? PlaceAnswers.nwsStationList(bytes)
            for station in (try? PlaceAnswers.frostStations(bytes, at: Timestamp(seconds: 0))) ?? [] {
                #expect(abs(station.latitude) <= 90 && abs(station.longitude) <= 180)
            }
        }
    }
}
