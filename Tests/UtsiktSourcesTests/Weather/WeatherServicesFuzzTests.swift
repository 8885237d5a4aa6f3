import Testing
import UtsiktCore
import UtsiktTestSupport

@testable import UtsiktSources

/// Any bytes whatever as answers of today's weather services, as reports, cursors and memories.
@Suite struct WeatherServicesFuzzTests {
    @Test(arguments: WeatherReadersTests.cases)
    func answers(_ test: WeatherReadersTests.Case) throws {
        let seed = try WeatherExchanges.own(test.service).first.body
        let request = try SpanRequest.of(test.places, "20261020", "20261103", now: "2026-11-20T00:00:00Z")
        let error = Array(#"{"error":true,"reason":"Daily API request limit exceeded."}"#.utf8)
        Fuzz.run(
            "weather-\(test.service)", usual: 60, seeds: [Array(seed.prefix(2500)), seed, error],
            words: ["1e400", "-9999", "undefined", "°F", "M", "wmoUnit:", "2026-02-30 00:00", "PT1H", "T00000000"]
        ) { bytes in
            for status in [200, 429] {
                guard case .answer(let answer) = try? test.wire.read(HTTPAnswer(status: status, body: bytes), request)
                else {
                    continue
                }
                for observation in answer.observations {
                    #expect(observation[.tempm].isEmpty || Double(observation[.tempm]).map { abs($0) <= 120 } == true)
                    #expect(observation.values.allSatisfy { $0.utf8.count <= 400 })
                }
                #expect(answer.rejected.kept.count <= RejectionList.limit)
            }
        }
    }

    @Test func reports() {
        let seeds = [
            "METAR KFLL 022353Z AUTO 02004G14KT 180V240 1 1/2SM R01L/0900 +TSRAGR FEW026CB M02/M03 A3008 RMK AO2 SLP187 T02280183",
            "ENGM 010050Z VRB02KT 0400 -SN FZFG VV002 ///// Q1005 BECMG 1200",
        ]
        Fuzz.run(
            "metar", seeds: seeds.map { Array($0.utf8) },
            words: ["SM", "KT", "/", "M", "G", "Q", "RMK", " ", "99999", "P", "VV"]
        ) { bytes in
            guard let report = Metar(String(decoding: bytes, as: UTF8.self)) else { return }
            _ = (report.words, report.signs)
            #expect((report.weather?.count ?? 0) <= 20)
            if let kilometres = report.visibility { #expect(kilometres >= 0 && kilometres < 2000) }
        }
    }

    @Test func cursors() {
        let seeds = ["20261116-20261130 0 archive Oslo,New%20York ", "20261116-20261130 1  a%2Cb /x?y=z 1"]
        Fuzz.run("span-cursors", seeds: seeds.map { Array($0.utf8) }, words: ["-", ",", " ", "%", "99991231"]) {
            bytes in
            let text = String(decoding: bytes, as: UTF8.self)
            if let cursor = SpanCursor(text) { #expect(SpanCursor(cursor.text) == cursor) }
            if let day = PlaceDay(text) { #expect(PlaceDay(day.subject) == day) }
        }
    }
}
