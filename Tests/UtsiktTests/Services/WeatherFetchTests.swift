import Foundation
import Testing
import UtsiktCore
import UtsiktTestSupport

/// Today's weather services from the configuration to the report, by the program itself against a stand-in on loopback.
@Suite(.serialized, .takesTurns) struct WeatherFetchTests {
    private static let places = """
        places:
          - {name: Oslo, latitude: 59.91, longitude: 10.75, stations: {iem: ENGM, frost: SN18700, nws: KOSL}}
          - {name: Bergen, latitude: 60.39, longitude: 5.32, stations: {iem: ENBR, frost: SN50540}}
          - {name: Stavanger, latitude: 58.97, longitude: 5.73, stations: {iem: ENZV, frost: SN44640}}
          - {name: Trondheim, latitude: 63.43, longitude: 10.4, stations: {iem: ENVA, frost: SN68860}}
          - {name: Bodø, latitude: 67.28, longitude: 14.4, stations: {iem: ENBO, frost: SN82290}}

        """

    private static func configuration(_ url: String, _ services: [String], prefer: [String]) -> String {
        let sources = services.map { service in
            "  - {service: \(service), url: \"\(url)\"\(service == "frost" ? ", client_id_env: FROST_ID" : "")}\n"
        }
        return "sources:\n" + sources.joined() + places
            + "weather: {target: Oslo, days: 14, prefer: [\(prefer.joined(separator: ", "))]}\n"
    }

    private static func service(of call: String) -> String {
        call.hasPrefix("/v1/")
            ? "open-meteo"
            : call.hasPrefix("/cgi-bin/") ? "iem" : call.hasPrefix("/stations/") ? "nws" : "frost"
    }

    @Test func fourServicesAreFetchedWithACallEachAndReported() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let sky = try SkyServer(now: WorldClock.system.now)
        let services = ["open-meteo", "iem", "frost", "nws"]
        try home.write(
            Self.configuration(sky.url, services, prefer: ["frost", "iem", "open-meteo"]), to: home.configuration)
        let secret = ["FROST_ID": "my-client-id"]
        let fetched = try await home.run(
            ["fetch", "--config", home.configuration, "--db", home.database, "--json"], environment: secret)
        #expect(fetched.status == 0, "\(fetched.errors)")
        // Fourteen days and today of five places are one call of each service, by the server's count.
        let calls = sky.takeCalls()
        #expect(
            Dictionary(grouping: calls, by: Self.service).mapValues(\.count) == [
                "open-meteo": 1, "iem": 1, "frost": 1, "nws": 1,
            ])
        #expect(!fetched.output.contains("my-client-id") && !fetched.errors.contains("my-client-id"))

        let checked = try await home.run(["sources", "check", "--config", home.configuration], environment: secret)
        #expect(checked.status == 0, "\(checked.errors)\(checked.output)")
        #expect(
            services.allSatisfy { checked.output.contains("\($0) (\($0)): answers, ") } && sky.takeCalls().count == 4)

        let report = try await home.run(["weather", "report", "--db", home.database])
        #expect(report.status == 0, "\(report.errors)")
        let whole = try report.object()
        let held = try #require(whole["observations"] as? [[String: Any]])
        let sources = Dictionary(grouping: held) { $0["place"] as? String ?? "" }
            .mapValues { $0.compactMap { $0["source"] as? String } }
        #expect(sources["Oslo"] == ["frost", "iem", "nws", "open-meteo"])
        #expect(sources["Bodø"] == ["frost", "iem", "open-meteo"] && sources.count == 5)
        #expect(held.allSatisfy { ($0["observations"] as? Int ?? 0) >= 7 * 24 })
        #expect(
            whole["attributions"] as? [String] == [
                "Data from MET Norway", "Reports by way of the Iowa Environmental Mesonet",
                "Weather data by Open-Meteo.com",
            ])
        // The stations' values count, hour by hour and as a whole: no wind of the reports stands beside them, no temperature
        // of the models.
        let columns = try #require(whole["columns"] as? [[String: Any]])
        func column(_ suffix: String) -> [String: Any]? {
            columns.first {
                ($0["name"] as? String)?.lowercased() == "os_" + suffix
                    || ($0["name"] as? String)?.lowercased() == "o_" + suffix
            }
        }
        let temperature = try #require(column("tempm"), "\(columns.compactMap { $0["name"] as? String })")
        #expect(temperature["min"] as? Double == 4.5 && temperature["max"] as? Double == 4.5)
        let wind = try #require(column("wspdm"))
        #expect(wind["count"] as? Int == 0)
        #expect((whole["rows"] as? Int ?? 0) > 12 * 24)

        // At once again nothing is asked for, unless the hour has changed meanwhile.
        let hour = sky.now.hour
        #expect(try await home.run(["fetch"], environment: secret).status == 0)
        let again = sky.takeCalls()
        #expect(again.isEmpty || WorldClock.system.now.hour != hour, "\(again)")

        // Whose data they are stands with the forecast, also where a database is only shown.
        let forecast = try await home.run(["weather", "forecast", "--db", home.database])
        #expect(forecast.output.contains("Weather data by Open-Meteo.com"))
        for size in ["80x24", "200x60"] {
            let pane = try await home.run(["dump", "forecast", "--db", home.database, "--size", size])
            #expect(pane.output.contains("Data from MET Norway"), "\(size): \(pane.output)")
        }
    }

    @Test(arguments: ["open-meteo", "iem"])
    func oneServiceAloneIsEnough(service: String) async throws {
        let home = try UserHome()
        defer { home.remove() }
        let sky = try SkyServer(now: WorldClock.system.now)
        let path = home.folder.file("own.yaml")
        try home.write(Self.configuration(sky.url, [service], prefer: [service]), to: path)
        let fetched = try await home.run(["fetch", "--config", path, "--db", home.database])
        #expect(fetched.status == 0 && sky.takeCalls().count == 1, "\(fetched.errors)")
        let report = try await home.run(["weather", "report", "--db", home.database, "--config", path])
        let whole = try report.object()
        #expect(report.status == 0 && (whole["rows"] as? Int ?? 0) > 12 * 24, "\(report.errors)")
        // Reports at 20 and 50 minutes past stand for the hours, so that there is a noon.
        let forecast = try (try await home.run(["weather", "forecast", "--db", home.database])).object()
        #expect((forecast["facts"] as? [String: Any])?["dataset_rows"] as? Int ?? 0 > 12 * 24)
    }

    @Test func aClientIDThatIsRefusedIsSaidOnceAndStopsNoOtherSource() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let sky = try SkyServer(now: WorldClock.system.now)
        let bad = try HostileServer { _ in [.answer(401, #"{"error":{"code":401,"message":"Unauthorized"}}"#)] }
        let text = Self.configuration(sky.url, ["open-meteo"], prefer: [])
            .replacing(
                "sources:\n", with: "sources:\n  - {service: frost, url: \"\(bad.url)\", client_id_env: FROST_ID}\n")
        try home.write(text, to: home.configuration)
        let fetched = try await home.run(["fetch"], environment: ["FROST_ID": "my-client-id"])
        #expect(fetched.status == 1 && bad.requests.count <= 3 && sky.takeCalls().count == 1)
        let checked = try await home.run(
            ["sources", "check", "frost", "--json"], environment: ["FROST_ID": "my-client-id"])
        #expect(checked.status == 3 && checked.output.contains("client id") && !checked.output.contains("my-client-id"))
        #expect(fetched.errors.contains("client id") && !fetched.errors.contains("my-client-id"), "\(fetched.errors)")
    }

    @Test func aPlaceIsFoundWithItsStationsAndWhatToWriteIsSaid() async throws {
        let home = try UserHome()
        defer { home.remove() }
        let answers = [
            "/v1/search":
                #"{"results":[{"name":"Voss","latitude":60.63,"longitude":6.42,"country_code":"NO","country":"Norway","admin1":"Vestland","population":14000},{"name":"Voss","latitude":48.8,"longitude":2.3,"country_code":"FR","country":"France"}]}"#,
            "/geojson/network.py":
                #"{"features":[{"geometry":{"coordinates":[5.2,60.3]},"properties":{"sid":"ENBR","sname":"BERGEN"}},{"geometry":{"coordinates":[11.1,60.2]},"properties":{"sid":"ENGM","sname":"OSLO"}}]}"#,
            "/sources/v0.jsonld":
                #"{"data":[{"id":"SN51530","name":"VOSSEVANGEN","geometry":{"coordinates":[6.4,60.6]}}]}"#,
        ]
        let server = try HostileServer { head in
            let path = head.split(separator: " ").dropFirst().first.map { String($0.prefix { $0 != "?" }) } ?? ""
            return [answers[path].map { .answer(200, $0) } ?? .answer(404, "{}")]
        }
        let find = ["sources", "find", "Voss", "--url", server.url]
        let several = try await home.run(find)
        #expect(
            several.status == 0 && several.output.contains("1  Voss, Vestland, Norway (60.63, 6.42, 14000 inhabitants)")
        )
        #expect(several.output.contains("2  Voss, France") && several.errors.contains("--choose"))
        let one = try await home.run(
            find + ["--choose", "1", "--client-id-env", "ID"], environment: ["ID": "my-client-id"])
        #expect(one.status == 0, "\(one.errors)")
        let entry = "- {name: Voss, latitude: 60.63, longitude: 6.42, stations: {iem: ENBR, frost: SN51530}}"
        #expect(one.output.contains("places:\n  \(entry)\n"), "\(one.output)")
        // What it says to write is a configuration.
        try home.write("sources: [{service: iem}]\nplaces:\n  \(entry)\n", to: home.configuration)
        #expect(try await home.run(["config", "check"]).status == 0)
        let json = try (try await home.run(find + ["--choose", "1", "--stations", "iem", "--json"])).object()
        let stations = (json["chosen"] as? [String: Any])?["stations"] as? [[String: Any]]
        #expect(stations?.compactMap { $0["code"] as? String } == ["ENBR", "ENGM"])
        #expect(try await home.run(find + ["--choose", "3"]).status != 0)
        for number in [Int.min, 0, 3, Int.max] {
            let refused = try await home.run(find + ["--choose=\(number)"])
            #expect(refused.status != 0 && refused.errors.contains("--choose may be 1 to 2"), "\(refused.errors)")
        }
        #expect(try await home.run(find + ["--stations", "metar"]).status == 2)
        let none = try HostileServer { _ in [.answer(200, "{}")] }
        let nowhere = try await home.run(["sources", "find", "Nowhere", "--url", none.url])
        #expect(nowhere.status == 1 && nowhere.errors.contains("no place"))
    }

    @Test func theServicesSayWhatTheirTermsAskFor() async throws {
        let listed = try await BuiltCommand.run(["sources"])
        for words in [
            "says: Weather data by Open-Meteo.com", "says: Data from MET Norway", "from models and not from stations",
        ] {
            #expect(listed.output.contains(words))
        }
        let line = try (try await BuiltCommand.run(["sources", "--json"])).object()
        let services = try #require(line["services"] as? [[String: Any]])
        #expect(services.compactMap { $0["attribution"] as? String }.contains("Weather data by Open-Meteo.com"))
    }
}
