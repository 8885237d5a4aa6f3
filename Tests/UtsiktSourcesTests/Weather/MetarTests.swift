import Testing
import UtsiktCore

@testable import UtsiktSources

@Suite struct MetarTests {
    private func metar(_ text: String) throws -> Metar { try #require(Metar(text), "\(text)") }

    @Test func aWholeReport() throws {
        let report = try metar(
            "METAR KFLL 022353Z 02004G14KT 10SM FEW026 BKN055 23/18 A3008 RMK AO2 SLP187 60000 T02280183 10244 20228 53008 $"
        )
        #expect(report.station == "KFLL" && report.time! == (2, 23, 53))
        #expect(report.wind == Metar.Wind(direction: .degrees(20), speed: 4, gust: 14, unit: "kt"))
        #expect(report.visibility == 16.09344 && report.weather == [])
        #expect(report.sky == [.init(amount: .few, height: 26), .init(amount: .broken, height: 55)])
        // The remarks have tenths.
        #expect(report.temperature == 22.8 && report.dewPoint == 18.3)
        #expect(report.altimeterHundredths == 3008 && report.seaLevelTenths == 10_187)
        #expect(report.pressureHectopascals == nil && report.unread == [])
        #expect(report.words == "Mostly Cloudy" && report.signs == .none)
    }

    @Test(arguments: [
        ("VRB02KT", Metar.Wind(direction: .variable, speed: 2, gust: nil, unit: "kt")),
        ("00000KT", Metar.Wind(direction: .calm, speed: 0, gust: nil, unit: "kt")),
        ("36010MPS", Metar.Wind(direction: .degrees(360), speed: 10, gust: nil, unit: "m/s")),
        ("18040G55KT", Metar.Wind(direction: .degrees(180), speed: 40, gust: 55, unit: "kt")),
        ("270P99GP99KT", Metar.Wind(direction: .degrees(270), speed: 99, gust: 99, unit: "kt")),
        ("///05KT", Metar.Wind(direction: .unknown, speed: 5, gust: nil, unit: "kt")),
        ("31115KMH", Metar.Wind(direction: .degrees(311), speed: 15, gust: nil, unit: "km/h")),
        ("000//KT", Metar.Wind(direction: .degrees(0), speed: nil, gust: nil, unit: "kt")),
        ("/////KT", nil), ("37005KT", nil), ("9KT", nil), ("ABCDEKT", nil),
    ])
    func winds(word: String, wind: Metar.Wind?) throws {
        #expect(try metar("ENGM 010020Z \(word) 9999 02/01 Q1006").wind == wind)
    }

    @Test(
        arguments: [
            ("9999", 10), ("CAVOK", 10), ("0400", 0.4), ("0000", 0), ("9999NDV", 10), ("2000SW", 2), ("10SM", 16.09344),
            ("1/4SM", 0.402336), ("M1/4SM", 0.402336), ("1 1/2SM", 2.414016), ("P6SM", 9.656064), ("10KM", 10),
            ("////", nil), ("1 RASN", nil),
        ] as [(String, Double?)])
    func visibilities(words: String, kilometres: Double?) throws {
        let found = try metar("ENGM 010020Z 02004KT \(words) FEW030 02/01 Q1006").visibility
        #expect(found.map { ($0 * 1e6).rounded() } == kilometres.map { ($0 * 1e6).rounded() })
    }

    @Test(
        arguments: [
            ("-SN FZFG", "Light Snow, Freezing Fog", ["snow", "fog"]),
            ("+TSRAGR", "Heavy Thunderstorm with Rain and Hail", ["rain", "hail", "thunder"]),
            ("+FC", "Tornado", ["tornado"]), ("FC", "Funnel Cloud", []), ("VCFG", "Fog Nearby", []),
            ("VCTS", "Thunderstorm Nearby", []),
            ("BLSN", "Blowing Snow", []), ("SHSN", "Snow Showers", ["snow"]), ("RERA", nil, []),
            ("BCFG", "Patches of Fog", ["fog"]),
            ("-DZ BR", "Light Drizzle, Mist", ["rain"]), ("SG", "Snow Grains", ["snow"]),
            ("GS", "Small Hail", ["hail"]),
            ("TS", "Thunderstorm", ["thunder"]), ("IC", "Ice Crystals", []),
            ("-RASN", "Light Rain and Snow", ["rain", "snow"]),
            ("VCSH", "Showers Nearby", []), ("NSW", nil, []),
        ] as [(String, String?, [String])])
    func presentWeather(groups: String, words: String?, seen: [String]) throws {
        let report = try metar("ENGM 010020Z 02004KT 9999 \(groups) OVC010 02/01 Q1006")
        #expect(report.words == words ?? "Overcast" && report.unread == [])
        let signs = report.signs
        let all = [
            ("fog", signs.fog), ("rain", signs.rain), ("snow", signs.snow), ("hail", signs.hail),
            ("thunder", signs.thunder),
            ("tornado", signs.tornado),
        ]
        for (name, sign) in all { #expect(sign == seen.contains(name), "\(groups) \(name)") }
    }

    @Test(
        arguments: [
            ("23/18", 23, 18), ("M02/M03", -2, -3), ("M00/M01", 0, -1), ("/////", nil, nil), ("05///", 5, nil),
            ("05/", 5, nil),
            ("M25/M28", -25, -28), ("XX/XX", nil, nil),
        ] as [(String, Double?, Double?)])
    func temperatures(word: String, temperature: Double?, dewPoint: Double?) throws {
        let report = try metar("ENVA 010120Z 25026KT 3000 OVC025 \(word) Q0999")
        #expect(report.temperature == temperature && report.dewPoint == dewPoint && report.unread == [])
        #expect(report.pressureHectopascals == 999)
    }

    @Test func whatIsExpectedOrRemarkedWasNotObserved() throws {
        var report = try metar(
            "ENGM 010050Z VRB02KT 0400 R01L/0900 -SN VV002 M02/M03 Q1005 BECMG 1200 +TSRA 20030KT TEMPO 9999")
        #expect(report.visibility == 0.4 && report.weather?.count == 1 && report.wind?.direction == .variable)
        report = try metar("ENVA 010120Z 25026G41KT 3000 OVC025 ///// Q0999 RMK WIND SKEID 25030KT")
        #expect(report.wind?.speed == 26 && report.temperature == nil)
        report = try metar("ENGM 010050Z 02004KT 9999 02/01 Q1005 NOSIG RMK T00211009 SLP998")
        #expect(report.temperature == 2.1 && report.dewPoint == -0.9 && report.seaLevelTenths == 9998)
    }

    @Test func automatsSayWhatTheyCannotSee() throws {
        let report = try metar("ENBR 010150Z AUTO 18015KT 9999NDV // ////// ///// Q////")
        #expect(report.isAutomatic && report.weather == nil && report.signs == .unknown && report.words == nil)
        #expect(report.temperature == nil && report.pressureHectopascals == nil && report.unread == [])
        #expect(try metar("YSRI 092130Z AUTO 23004KT 7000 // OVC019 OVC027 18/18 Q1019").words == "Overcast")
        #expect(try metar("SPECI COR ENGM 010150Z NIL").isNil)
        #expect(try metar("CYYZ 010150Z CCA 18015KT 15SM CLR 01/M01 A2990").isCorrection)
    }

    @Test func whatIsNoReportIsNone() {
        for text in ["", " ", "M", "HELLO WORLD", "12345", String(repeating: "A", count: 5000), "METAR", "////"] {
            #expect(Metar(text) == nil, "\(text.prefix(20))")
        }
        #expect(Metar("ENGM")?.wind == nil)
        #expect(Metar("ENGM 999999Z GIBBERISH ABC/DEF")?.time == nil)
    }
}
