import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Every exchange of weather services in the shared data, where it is at hand.
@Suite(.enabled(if: SharedData.path("services/openmeteo") != nil)) struct SharedWeatherTests {
    private func read(_ file: String) throws -> WeatherExchanges {
        try WeatherExchanges(path: try #require(SharedData.path("services/\(file).json")))
    }

    private let oslo = LocatedPlace(
        name: "Oslo", latitude: 59.9127, longitude: 10.7461,
        stations: ["iem": "ENGM", "frost": "SN50540", "nws": "KFLL"])
    private func request(_ places: [LocatedPlace], _ from: String, _ to: String) throws -> SpanRequest {
        try SpanRequest.of(places, from, to, now: "2026-11-20T00:00:00Z")
    }
    private func values(_ observation: Observation?) throws -> [String: String] {
        let observation = try #require(observation)
        let all = WeatherField.allCases.map { ($0.name, observation[$0]) }.filter { !$0.1.isEmpty }
        return Dictionary(uniqueKeysWithValues: all)
    }

    @Test(arguments: ["archive_one_place", "forecast_unixtime_past_days"])
    func openMeteoOfOnePlace(file: String) throws {
        let answer = try OpenMeteoWire(url: "http://a").answer(
            read("openmeteo/\(file)").first, request([oslo], "20261101", "20261102"))
        #expect(answer.rejected.isEmpty && answer.observations.count == (file == "archive_one_place" ? 48 : 24))
        #expect(answer.observations.first?.instant.iso8601 == "2026-11-01T00:00:00Z")
        #expect(
            try values(answer.observations.dropFirst(3).first) == [
                "tempm": "6.2", "dewptm": "1.2", "hum": "74", "precipm": "0.28", "pressurem": "1010.2", "vism": "23.8",
                "wspdm": "17.9", "wgustm": "37.7", "wdird": "238", "wdire": "WSW", "conds": "Fog", "fog": "1",
                "rain": "0",
                "snow": "0", "hail": "0", "thunder": "0",
            ])
    }

    @Test func openMeteoOfFivePlaces() throws {
        let places = SpanSourceTests.five
        let answer = try OpenMeteoWire(url: "http://a").answer(
            read("openmeteo/archive_five_places").first, request(places, "20261101", "20261101"))
        #expect(answer.rejected.isEmpty && answer.observations.count == 120)
        #expect(
            Dictionary(grouping: answer.observations, by: \.place).mapValues(\.count)
                == Dictionary(
                    uniqueKeysWithValues: places.map { ($0.name, 24) }))
    }

    @Test func openMeteoInLocalTimeIsRefused() throws {
        let failure = OpenMeteoWire(url: "http://a").failure(
            try read("openmeteo/local_time_dst").first, try request([oslo], "20261025", "20261025"))
        #expect(failure?.kind == .malformed && failure?.problem.contains("local") == true)
    }

    @Test func openMeteoErrors() throws {
        let kinds = try read("openmeteo/errors").exchanges.map { exchange in
            OpenMeteoWire(url: "http://a").failure(exchange.answer, try request([oslo], "20261101", "20261102"))
        }
        #expect(
            kinds.map { $0?.kind } == [
                .refused, .refused, .refused, .rateLimited, .rateLimited, .rateLimited, .rateLimited, .temporary,
                .malformed,
                .malformed,
            ])
        #expect(kinds[5]?.problem.contains("00:01 UTC") == true)
        #expect(kinds[3]?.retryAfterSeconds == 60 && kinds[4]?.retryAfterSeconds == 3600)
    }

    @Test func iemReports() throws {
        let answer = try IEMWire(url: "http://a").answer(
            read("noaa/iem_asos_norway").first, request([oslo], "20261101", "20261101"))
        #expect(answer.rejected.isEmpty)
        #expect(
            answer.observations.map(\.instant.iso8601) == [
                "2026-11-01T00:20:00Z", "2026-11-01T00:50:00Z", "2026-11-01T01:20:00Z", "2026-11-01T03:20:00Z",
            ])
        let none = ["fog": "0", "rain": "0", "snow": "0", "hail": "0", "thunder": "0", "tornado": "0"]
        #expect(
            try values(answer.observations[1])
                == none.merging([
                    "tempm": "-2", "dewptm": "-3", "hum": "92.83", "wdire": "Variable", "wspdm": "3.7", "precipm": "0",
                    "pressurem": "1005", "vism": "0.4", "conds": "Light Snow, Freezing Fog", "fog": "1", "snow": "1",
                ]) { $1 })
        #expect(
            try values(answer.observations[2])
                == none.merging([
                    "wdird": "250", "wdire": "WSW", "wspdm": "48.2", "wgustm": "75.9",
                    "pressurem": "999", "vism": "3",
                    "conds": "Heavy Thunderstorm with Rain and Hail", "rain": "1", "hail": "1", "thunder": "1",
                ]) { $1 })
        // Calm: a speed of nothing from nowhere.
        #expect(answer.observations[3][.wdird] == "" && answer.observations[3][.wspdm] == "0")
    }

    @Test func iemReportsOfOldAndErrors() throws {
        let place = LocatedPlace(name: "CXY", stations: ["iem": "KCXY"])
        let answer = try IEMWire(url: "http://a").answer(
            read("noaa/iem_asos_recorded").first, request([place], "19960101", "19960101"))
        #expect(answer.rejected.isEmpty && answer.observations.count == 2)
        let first = try values(answer.observations.first)
        #expect(
            first["tempm"] == "2.2" && first["wspdm"] == "9.3" && first["pressurem"] == "1014.6"
                && first["precipm"] == nil)
        #expect(
            first["rain"] == "1" && first["conds"] == "Drizzle" && first["vism"] == "4.8" && first["wdird"] == "360")
        let kinds = try read("noaa/iem_errors").exchanges.map { exchange in
            IEMWire(url: "http://a").failure(exchange.answer, try request([oslo], "20261101", "20261101"))?.kind
        }
        #expect(kinds == [.temporary, .rateLimited, .refused, .malformed, .malformed])
    }

    @Test func metars() throws {
        let body = String(decoding: try read("noaa/metar_texts").first.body, as: UTF8.self)
        let reports = body.split(separator: "\n").map { Metar($0) }
        #expect(reports.count == 9 && reports.allSatisfy { $0?.unread == [] })
        #expect(reports[2]?.visibility.map { ($0 * 10).rounded() } == 24 && reports[2]?.rainHundredths == 2)
        #expect(reports[3]?.temperature == 0 && reports[3]?.dewPoint == -1 && reports[3]?.signs.hail == true)
        #expect(
            reports[5]?.wind?.unit == "m/s" && reports[6]?.signs.tornado == true && reports[7]?.wind?.direction == .calm
        )
    }

    @Test func frost() throws {
        let wire = FrostWire(url: "https://frost.met.no", clientID: Secret("x"))
        var answer = try wire.answer(read("frost/observations_hourly").first, request([oslo], "20220401", "20220401"))
        #expect(answer.rejected.isEmpty && answer.observations.count == 24 && answer.next == nil)
        #expect(try values(answer.observations.first) == ["tempm": "0", "hum": "58", "wspdm": "5"])
        answer = try wire.answer(read("frost/paged").first, request([oslo], "20220401", "20220401"))
        #expect(
            answer.observations.count == 12
                && answer.next == "https://frost.met.no/observations/v0.jsonld?sources=SN50540&offset=12")
        let failures = try read("frost/errors").exchanges.map { exchange in
            wire.failure(exchange.answer, try request([oslo], "20220401", "20220401"))
        }
        #expect(
            failures.map { $0?.kind } == [
                .refused, .refused, nil, nil, .refused, .rateLimited, .temporary, .temporary,
            ])
        #expect(failures[0]?.problem.contains("Missing authorization") == true && failures[5]?.retryAfterSeconds == 10)
    }

    @Test func nws() throws {
        let answer = try NWSWire(url: "https://api.weather.gov").answer(
            read("noaa/nws_observations").first, request([oslo], "20220302", "20220302"))
        #expect(answer.observations.map(\.instant.iso8601).contains("2022-03-02T23:53:00Z"))
        #expect(answer.observations.map(\.instant) == answer.observations.map(\.instant).sorted())
        let last = try values(answer.observations.last)
        #expect(
            last["tempm"] == "22.8" && last["wspdm"] == "7.56" && last["pressurem"] == "1018.7"
                && last["vism"] == "16.1")
        #expect(answer.rejected.contains { $0.reason.contains("no value") })
        let kinds = try read("noaa/nws_errors").exchanges.map { exchange in
            NWSWire(url: "http://a").failure(exchange.answer, try request([oslo], "20220302", "20220302"))?.kind
        }
        #expect(kinds == [.gone, .refused, .temporary, .temporary, nil])
    }

    @Test func stationsOfFrostAreFoundLongitudeFirst() throws {
        for exchange in try read("frost/sources_nearest").exchanges {
            let found = try PlaceAnswers.frostStations(exchange.answer.body, at: Timestamp(seconds: 1_796_000_000))
            #expect(
                found == [
                    FoundStation(
                        service: "frost", code: "SN50540", name: "BERGEN - FLORIDA", latitude: 60.383, longitude: 5.3327
                    )
                ])
        }
    }

    @Test func aForecastIsReadAndIsNoObservation() throws {
        let exchanges = try read("metno/locationforecast_compact").exchanges
        let forecast = try LocationForecast.read(exchanges[0].answer.body, file: "f")
        #expect(forecast.steps.count == 4 && forecast.rejected.isEmpty)
        #expect(forecast.steps[0].values[.tempm] == "11.2" && forecast.steps[0].values[.wspdm] == "6.1")
        #expect(forecast.steps[0].values[.precipm] == "0" && forecast.steps[3].values[.precipm] == nil)
        for exchange in exchanges where exchange.answer.status >= 300 {
            #expect(throws: LocationForecast.Fault.self) { try LocationForecast.read(exchange.answer.body, file: "f") }
        }
    }
}
