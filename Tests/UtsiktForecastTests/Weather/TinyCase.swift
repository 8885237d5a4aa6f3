import UtsiktBase

@testable import UtsiktForecast

/// Two cities, four days of four records: small enough to be checked by hand.
enum TinyCase {
    static let places = [JoinPlace(name: "Oslo"), JoinPlace(name: "Bergen")]
    private static let oslo = [8.0, 6.5, 12, 14.5, 9, 7.5, 13, 15, 10.5, 9, 11, 12.5, 7, 6, 14, 16]
    private static let bergen = [9.5, 9, 10, 11, 9, 8.5, 10.5, 12, 10, 10, 9.5, 9, 8.5, 8, 12.5, 13]

    /// The observations as a service would send them.
    static func observations() -> [Observation] {
        (0..<16).flatMap { i in [observation("Oslo", i, oslo[i]), observation("Bergen", i, bergen[i])] }
    }

    static func store() -> WeatherRecords {
        var store = WeatherRecords()
        for observation in observations() { store.insert(observation) }
        return store
    }

    static func records() -> JoinedRecords { store().join(places: places, target: ForecastTarget(place: "Oslo")) }

    private static func observation(_ place: String, _ i: Int, _ temperature: Double) -> Observation {
        // 2015-05-01T00:00:00Z and every six hours from there.
        let instant = Timestamp(seconds: 1_430_438_400 + Int64(i) * 21_600)
        var result = Observation(place: place, instant: instant, values: [])
        for field in [WeatherField.fog, .hail, .rain, .snow, .thunder, .tornado] { result[field] = "0" }
        result[.conds] = i % 2 == 0 ? "Partly Cloudy" : "Clear"
        result[.tempm] = "\(temperature)"
        result[.dewptm] = "\(temperature - 5)"
        result[.hum] = "\(55 + i + i / 4)"
        result[.precipm] = "0.0"
        result[.pressurem] = "\(1005 + Double(i / 4) * 2 - Double(i % 4) * 0.5)"
        result[.heatindexm] = "-9999"
        result[.vism] = "16.1"
        result[.wdird] = "\(200 + i * 10)"
        result[.wdire] = ["SSW", "West", "NW", "North"][i / 4]
        result[.wspdm] = "\(8 + Double(i % 4) * 1.5 + Double(i / 4))"
        result[.wgustm] = "-9999.0"
        result[.windchillm] = "-999"
        return result
    }
}
