import Foundation
import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Exchanges of weather services as they are kept: what was asked, and the answer.
struct WeatherExchanges: Decodable {
    struct Exchange: Decodable {
        struct Request: Decodable {
            let method: String
            let path: String
            let query: String?
        }
        struct Response: Decodable {
            let status: Int
            let headers: [[String]]
            let body: String?
        }
        let request: Request
        let response: Response

        /// The answer.
        var answer: HTTPAnswer {
            var answer = HTTPAnswer(status: response.status, body: Array((response.body ?? "").utf8))
            for header in response.headers where header.count == 2 { answer.headers[header[0]] = header[1] }
            return answer
        }
    }
    let exchanges: [Exchange]

    /// Reads a file.
    init(path: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// The project's own of a service.
    static func own(_ service: String) throws -> WeatherExchanges {
        try WeatherExchanges(path: TestData.path("services/weather/\(service).json"))
    }

    /// The first answer.
    var first: HTTPAnswer {
        get throws { try #require(exchanges.first).answer }
    }
}

/// What a reader must find in the project's own exchanges.
struct ExpectedWeather: Decodable {
    let place: String
    let at: String
    let values: [String: String]

    static func of(_ service: String) throws -> [ExpectedWeather] {
        let all = try JSONDecoder().decode(
            [String: [ExpectedWeather]].self,
            from: Data(contentsOf: URL(fileURLWithPath: TestData.path("services/weather/expected.json"))))
        return try #require(all[service])
    }
}

extension SpanRequest {
    /// A request for some places and days.
    static func of(
        _ places: [LocatedPlace], _ from: String, _ to: String, now: String, note: String? = nil
    ) throws -> SpanRequest {
        let days = try #require(CivilDay(from))...(try #require(CivilDay(to)))
        return SpanRequest(
            ask: SpanAsk(days: days, places: places), now: try #require(Timestamp(iso8601: now)), note: note)
    }
}

extension LocatedPlace {
    static let oslo = LocatedPlace(
        name: "Oslo", latitude: 59.9127, longitude: 10.7461, stations: ["iem": "ENGM", "frost": "SN18700"])
    static let bergen = LocatedPlace(
        name: "Bergen", latitude: 60.3913, longitude: 5.3221, stations: ["iem": "ENBR", "frost": "SN50540"])
    static let newYork = LocatedPlace(
        name: "New York", latitude: 40.64, longitude: -73.76, stations: ["iem": "KJFK", "nws": "KJFK"])
    static let boston = LocatedPlace(name: "Boston", latitude: 42.36, longitude: -71.01)
}

extension SpanWire {
    /// The observations of an answer.
    func answer(_ answer: HTTPAnswer, _ request: SpanRequest) throws -> SpanAnswer {
        guard case .answer(let read) = try read(answer, request) else {
            throw SourceFailure(.malformed, "another way was asked for")
        }
        return read
    }

    /// The failure of an answer; nil when there is none.
    func failure(_ answer: HTTPAnswer, _ request: SpanRequest) -> SourceFailure? {
        do throws(SourceFailure) {
            _ = try read(answer, request)
            return nil
        } catch {
            return error
        }
    }
}
