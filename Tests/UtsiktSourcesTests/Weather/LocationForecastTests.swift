import HTTPTypes
import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

@Suite struct LocationForecastTests {
    private static let body = """
        {"type":"Feature","geometry":{"type":"Point","coordinates":[10.7461,59.9127,8]},"properties":{"meta":{"updated_at":
        "2026-11-30T11:41:08Z","units":{"air_temperature":"celsius","wind_speed":"m/s","wind_from_direction":"degrees",
        "precipitation_amount":"mm","relative_humidity":"stones"}},"timeseries":[
        {"time":"2026-11-30T12:00:00Z","data":{"instant":{"details":{"air_temperature":-3.5,"wind_speed":2.5,"wind_from_direction":87.7,
        "relative_humidity":80.7}},"next_1_hours":{"details":{"precipitation_amount":0.3}}}},
        {"time":"2026-12-09T12:00:00Z","data":{"instant":{"details":{"air_temperature":1}}}},{"time":"soon"},7]}}
        """

    @Test func stepsAreReadWithTheirUnits() throws {
        let forecast = try LocationForecast.read(Array(Self.body.utf8), file: "f")
        #expect(forecast.madeAt?.iso8601 == "2026-11-30T11:41:08Z")
        #expect(forecast.steps.map(\.instant.iso8601) == ["2026-11-30T12:00:00Z", "2026-12-09T12:00:00Z"])
        #expect(
            forecast.steps.first?.values == [
                .tempm: "-3.5", .wspdm: "9", .wdird: "87.7", .wdire: "East", .precipm: "0.3",
            ])
        #expect(forecast.steps.last?.values == [.tempm: "1"])
        #expect(forecast.rejected.count == 3 && forecast.rejected.contains { $0.reason.contains("stones") })
        #expect(throws: LocationForecast.Fault.self) { try LocationForecast.read([], file: "f") }
    }

    @Test func positionsHaveAtMostFourDecimalsAndTheLastAnswerIsNamed() {
        let call = LocationForecast.call(
            "http://a", latitude: 59.91273, longitude: -0.00001, since: "Mon, 30 Nov 2026 11:41:08 GMT")
        #expect(call.url == "http://a/weatherapi/locationforecast/2.0/compact?lat=59.9127&lon=0")
        #expect(call.request.headerFields[.ifModifiedSince] == "Mon, 30 Nov 2026 11:41:08 GMT")
    }

    @Test func anyBytes() {
        Fuzz.run("locationforecast", seeds: [Array(Self.body.utf8)]) { bytes in
            let forecast = try? LocationForecast.read(bytes, file: "f")
            #expect((forecast?.steps.count ?? 0) <= LocationForecast.most)
        }
    }
}
