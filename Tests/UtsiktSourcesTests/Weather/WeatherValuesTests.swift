import Testing
import UtsiktCore

@testable import UtsiktSources

/// Units, marks of missing values, texts and names of winds.
@Suite struct WeatherValuesTests {
    @Test(
        arguments: [
            (72.5, WeatherQuantity.temperature, "°F", "22.5"),
            (22.800000000000001, .temperature, "wmoUnit:degC", "22.8"),
            (295.15, .temperature, "K", "22"), (10, .speed, "m/s", "36"), (10, .speed, "kn", "18.5"),
            (10, .speed, "mp/h", "16.1"),
            (7.56, .speed, "wmoUnit:km_h-1", "7.56"), (3.6, .speed, "unit:m_s-1", "13"),
            (0.11, .precipitation, "inch", "2.8"),
            (0.000508, .precipitation, "unit:m", "0.5"), (0.28, .precipitation, "mm", "0.28"),
            (101870, .pressure, "wmoUnit:Pa", "1018.7"),
            (999, .pressure, "hPa", "999"), (24140, .visibility, "m", "24.1"), (10, .visibility, "mi", "16.1"),
            (-1, .temperature, "°C", "-1"),
            (-0.0, .temperature, "°C", "0"), (31.9, .temperature, "°F", "-0.1"), (32.01, .temperature, "°F", "0"),
            (360, .direction, "°", "360"),
            (0, .precipitation, "mm", "0"), (75.770935807607, .humidity, "wmoUnit:percent", "75.770935807607"),
        ] as [(Double, WeatherQuantity, String, String)])
    func numbersOfKnownUnits(number: Double, quantity: WeatherQuantity, unit: String, text: String) {
        #expect(FieldReading(number, quantity, unit: unit) == .value(text))
    }

    @Test(
        arguments: [
            (5, WeatherQuantity.temperature, "undefined"), (5, .speed, "°C"), (5, .speed, "furlongs"),
            (5, .temperature, ""),
            (5, .pressure, "m/s"), (5, .visibility, "wmoUnit:parsec"), (5, .humidity, "hPa"), (5, .direction, "rad"),
        ] as [(Double, WeatherQuantity, String)])
    func aUnitThatIsNotKnownIsRefused(number: Double, quantity: WeatherQuantity, unit: String) {
        guard case .rejected = FieldReading(number, quantity, unit: unit) else {
            Issue.record("\(unit) was taken")
            return
        }
        #expect(FieldReading(nil, quantity, unit: unit) == .missing)
    }

    @Test(arguments: [-9999.0, -999, -99.9, -1, 9999, 99999, 999999])
    func marksAreMissingAndNeverNumbers(mark: Double) {
        for (quantity, unit) in [
            (WeatherQuantity.humidity, "%"), (.pressure, "hPa"), (.speed, "m/s"), (.direction, "°"),
            (.precipitation, "mm"),
            (.visibility, "m"), (.temperature, "°C"),
        ] as [(WeatherQuantity, String)] {
            let reading = FieldReading(mark, quantity, unit: unit)
            // Below zero are temperatures, and above ten kilometres one sees.
            let isReal =
                quantity == .temperature && mark == -1
                || quantity == .visibility && mark > 0 && mark < 400_000
            if isReal {
                guard case .value = reading else {
                    Issue.record("\(mark) of \(quantity)")
                    continue
                }
            } else {
                #expect(reading == .missing, "\(mark) of \(quantity)")
            }
        }
    }

    @Test(
        arguments: [
            (-95, WeatherQuantity.temperature, "°C", true), (-95.1, .temperature, "°C", false),
            (70, .temperature, "°C", true), (70.1, .temperature, "°C", false), (500, .precipitation, "mm", true),
            (500.1, .precipitation, "mm", false), (-0.1, .precipitation, "mm", false),
        ] as [(Double, WeatherQuantity, String, Bool)])
    func boundsAreThoseOfTheEarth(number: Double, quantity: WeatherQuantity, unit: String, isPossible: Bool) {
        if case .value = FieldReading(number, quantity, unit: unit) {
            #expect(isPossible)
        } else {
            #expect(!isPossible)
        }
    }

    /// The rows of a table of reports with some columns.
    private func row(_ columns: String, _ cells: String) throws -> SpanAnswer {
        let code = String(try #require(cells.split(separator: ",").first))
        let place = LocatedPlace(name: "A", stations: ["iem": code])
        return try IEMCSV.read(Array("\(columns)\n\(cells)\n".utf8), places: [code: [place]], file: "f")
    }

    /// Nothing and unknown are both 0.00 in the table.
    @Test(arguments: [
        ("JFK", "0.00", "CLR 10/05 A3008", "0"), ("PANC", "0.00", "CLR 10/05 A3008", "0"),
        ("ENGM", "0.00", "CLR 10/05 Q1008", ""), ("ENGM", "0.00", "CLR 10/05 Q1008 RMK P0000", "0"),
        ("JFK", "0.00", "RA OVC010 10/05 A3008", ""), ("JFK", "0.00", "-SN OVC010 10/05 A3008", ""),
        ("JFK", "0.00", "-RA OVC010 10/05 A3008 RMK AO2 P0000", "0"), ("ENGM", "0.0001", "-RA OVC010 10/05 Q1008", "0"),
        ("ENGM", "0.10", "RA OVC010 10/05 Q1008", "2.5"),
    ])
    func aZeroOfPrecipitationIsMeasuredOrUnknown(code: String, cell: String, report: String, text: String) throws {
        let name = code.count == 3 ? "K" + code : code
        let metar = "\(name) 030051Z 18010KT 10SM \(report)"
        let answer = try row("station,valid,tmpf,p01i,metar", "\(code),2026-11-03 00:51,50.00,\(cell),\(metar)")
        #expect(answer.observations.first?[.precipm] == text)
    }

    @Test func aVisibilityThatCannotBeIsNotStored() throws {
        let columns = "station,valid,tmpf,vsby,metar"
        let far = try row(columns, "JFK,2026-11-03 00:51,50.00,M,KJFK 030051Z 18010KT 999SM CLR 10/05 A3008")
        #expect(far.observations.first?[.vism] == "" && far.observations.first?[.tempm] == "10")
        let near = try row(columns, "JFK,2026-11-03 00:51,50.00,M,KJFK 030051Z 18010KT 10SM CLR 10/05 A3008")
        #expect(near.observations.first?[.vism] == "16.1")
    }

    @Test func whatCannotBeIsRejectedWithAReason() {
        for number in [500.0, -200, .infinity, .nan, 1e300] {
            guard case .rejected(let reason) = FieldReading(number, .temperature, unit: "°C") else {
                Issue.record("\(number) was taken")
                continue
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test(
        arguments: [
            (0, "North"), (11.24, "North"), (11.25, "NNE"), (90, "East"), (179, "South"), (225, "SW"),
            (348.75, "North"), (348.7, "NNW"),
            (360, "North"),
        ] as [(Double, String)])
    func winds(degrees: Double, name: String) { #expect(CompassPoint.name(degrees) == name) }

    @Test(
        arguments: [
            (59.9127, "59.9127"), (-73.76, "-73.76"), (10, "10"), (0.00004, "0"), (-0.5, "-0.5"), (5.33275, "5.3328"),
            (-33.86880001, "-33.8688"),
        ] as [(Double, String)])
    func coordinatesHaveAtMostFourDecimals(degrees: Double, text: String) {
        #expect(LocatedPlace.text(degrees) == text)
    }

    /// Latitude and longitude go each to its own parameter: who swaps them asks for the weather of another continent.
    @Test func coordinatesAreNotSwapped() throws {
        let request = try SpanRequest.of([.oslo, .newYork], "20261101", "20261102", now: "2026-11-10T00:00:00Z")
        let url = OpenMeteoWire(url: nil).call(request).url
        #expect(url.contains("?latitude=59.9127,40.64&longitude=10.7461,-73.76&"), "\(url)")
    }
}
