import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// The project's own exchanges, read by each service's reader: every value as the generator worked it out, and nothing else.
@Suite struct WeatherReadersTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let service: String
        let wire: any SpanWire
        let places: [LocatedPlace]
        /// What cannot be used, as field and a word of the reason.
        let rejected: [(field: String?, word: String)]
        var testDescription: String { service }
    }

    static let cases = [
        Case(service: "open-meteo", wire: OpenMeteoWire(url: "http://a"), places: [.oslo, .boston], rejected: []),
        Case(
            service: "iem", wire: IEMWire(url: "http://a"), places: [.oslo, .newYork],
            rejected: [("station", "EGLL"), ("valid", "no such time"), (nil, "no value")]),
        Case(
            service: "frost", wire: FrostWire(url: "http://a", clientID: Secret("id")), places: [.oslo, .bergen],
            rejected: [("tempm", "quality 6"), ("sourceId", "SN99999"), ("wspdm", "furlongs")]),
        Case(
            service: "nws", wire: NWSWire(url: "http://a"), places: [.newYork],
            rejected: [(nil, "no value"), ("tempm", "calls the value bad"), ("vism", "parsec")]),
    ]

    @Test(arguments: cases)
    func everyValueIsTheOneThatWasMade(_ test: Case) throws {
        let request = try SpanRequest.of(test.places, "20261020", "20261103", now: "2026-11-20T00:00:00Z")
        let answer = try test.wire.answer(WeatherExchanges.own(test.service).first, request)
        let expected = try ExpectedWeather.of(test.service)
        let found = answer.observations.sorted { ($0.place, $0.instant) < ($1.place, $1.instant) }
        #expect(found.map { "\($0.place) \($0.instant)" } == expected.map { "\($0.place) \($0.at)" })
        for (observation, want) in zip(found, expected) {
            for field in WeatherField.allCases {
                #expect(
                    observation[field] == want.values[field.name, default: ""],
                    "\(test.service) \(want.place) \(want.at) \(field.name)")
            }
        }
        #expect(answer.rejected.count == test.rejected.count, "\(answer.rejected.kept)")
        for (field, word) in test.rejected {
            #expect(answer.rejected.contains { $0.field == field && $0.reason.contains(word) }, "\(word)")
        }
        #expect(answer.rejected.allSatisfy { !$0.file.isEmpty })
    }

    /// A value that was converted can be traced to the source's own number.
    @Test func convertedValuesAreRoundedOnce() throws {
        let answer = try WeatherReadersTests.cases[0].wire.answer(
            WeatherExchanges.own("open-meteo").first,
            SpanRequest.of([.oslo, .boston], "20261020", "20261103", now: "2026-11-20T00:00:00Z"))
        for observation in answer.observations where observation.place == "Boston" {
            let hour = Double(observation.instant.hour)
            let speed = try #require(Double(observation[.wspdm]))
            #expect(abs(speed - 3.1 * hour * 1.609344) <= 0.05 + 1e-9)
            #expect(observation[.wspdm].split(separator: ".").count < 2 || observation[.wspdm].hasSuffix(".") == false)
            #expect(
                observation[.wspdm].split(separator: ".").last.map {
                    $0.count == 1 || !observation[.wspdm].contains(".")
                } == true)
        }
    }

    @Test(arguments: cases)
    func whatIsNoAnswerIsAskedForAgain(_ test: Case) throws {
        let request = try SpanRequest.of(test.places, "20261020", "20261103", now: "2026-11-20T00:00:00Z")
        let whole = try WeatherExchanges.own(test.service).first.body
        let cut = Array(whole.prefix(whole.count * 2 / 3))
        let bodies = ["", "{}", "[]", "null", "7", "<html><body>Scheduled maintenance</body></html>"].map {
            Array($0.utf8)
        }
        for body in bodies + [cut] {
            let failure = test.wire.failure(HTTPAnswer(status: 200, body: body), request)
            #expect(failure?.kind == .malformed, "\(test.service) \(String(decoding: body.prefix(30), as: UTF8.self))")
        }
        for (status, kind) in [
            (500, SourceFailure.Kind.temporary), (503, .temporary), (401, .refused), (429, .rateLimited),
        ] {
            let failure = test.wire.failure(HTTPAnswer(status: status, body: Array("<html>no</html>".utf8)), request)
            #expect(failure?.kind == kind && failure?.status == status, "\(test.service) \(status)")
        }
    }

    /// Every answer of the service names a next page, and the page behind the last one is empty.
    @Test(arguments: [(499, 0, false), (500, 0, true), (500, 1, false), (0, 0, false)])
    func onlyAFullPageOfTheUnitedStatesGoesOn(count: Int, before: Int, goesOn: Bool) throws {
        let request = try SpanRequest.of([.newYork], "20261101", "20261103", now: "2026-11-20T00:00:00Z")
        let wire = NWSWire(url: "http://a")
        #expect(wire.call(request).url.hasSuffix("&end=2026-11-04T00:00:00Z&limit=500"))
        let start = Timestamp(day: request.ask.days.lowerBound)
        // The oldest one lies before the span, or within it.
        let features = (0..<count).map { index in
            let instant = start.adding(seconds: Int64(index + 1) * 300 - Int64(before) * 600)
            return
                #"{"properties":{"timestamp":"\#(instant.iso8601)","temperature":{"unitCode":"wmoUnit:degC","value":7}}}"#
        }
        let body = #"{"features":[\#(features.joined(separator: ","))],"pagination":{"next":"http://a/next"}}"#
        let answer = try wire.answer(HTTPAnswer(status: 200, body: Array(body.utf8)), request)
        #expect(answer.observations.count == count && (answer.next != nil) == goesOn)
    }

    private func frost(_ records: [(sensor: Int, element: String, value: String, unit: String)]) throws -> SpanAnswer {
        let texts = records.map { record in
            #"{"sourceId":"SN18700:\#(record.sensor)","referenceTime":"2026-11-02T03:00:00Z","observations":["#
                + #"{"elementId":"\#(record.element)","value":\#(record.value),"unit":"\#(record.unit)","#
                + #""timeOffset":"PT0H","timeResolution":"PT1H"}]}"#
        }
        return try FrostJSON.read(
            Array(#"{"data":[\#(texts.joined(separator: ","))]}"#.utf8), places: ["SN18700": [.oslo]], file: "f")
    }

    @Test(arguments: ["null", "-9999"])
    func nothingOfTheFirstSensorHidesNotTheSecond(value: String) throws {
        let answer = try frost([
            (0, "air_temperature", value, "degC"), (1, "air_temperature", "4.5", "degC"),
        ])
        #expect(answer.observations.map { $0[.tempm] } == ["4.5"] && answer.rejected.isEmpty)
    }

    @Test func aCalmHasNoDirection() throws {
        for (speed, direction) in [("0", ""), ("2", "0")] {
            let answer = try frost([
                (0, "wind_speed", speed, "m/s"), (0, "wind_from_direction", "0", "degrees"),
            ])
            #expect(answer.observations.map { $0[.wdird] } == [direction])
            #expect(answer.observations.first?[.wdire].isEmpty == direction.isEmpty)
        }
    }

    /// A host of one's own may have the archive alone; one answer of Open-Meteo's own must not send a week of calls there.
    @Test func onlyAHostOfOnesOwnIsWithoutAForecast() throws {
        let request = try SpanRequest.of([.oslo], "20261118", "20261120", now: "2026-11-20T12:00:00Z")
        let missing = HTTPAnswer(status: 404, body: Array("{}".utf8))
        #expect(OpenMeteoWire(url: nil).failure(missing, request)?.kind == .temporary)
        guard case .other(OpenMeteoWire.archiveOnly) = try OpenMeteoWire(url: "http://a").read(missing, request) else {
            Issue.record("the archive is not asked")
            return
        }
    }
}
