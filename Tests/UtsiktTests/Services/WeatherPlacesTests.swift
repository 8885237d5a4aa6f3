import Foundation
import Testing
import UtsiktCore
import UtsiktSources
import UtsiktTestSupport

@testable import UtsiktEngine
@testable import utsikt

/// Places in the configuration, the weather services that ask for them, and whose observations count.
@Suite(.timeLimit(.minutes(15))) struct WeatherPlacesTests {
    private func read(_ text: String) -> ConfigurationReading {
        ConfigurationReader.read(text, file: "config.yaml", home: "/home/kari", database: "/data/utsikt.sqlite")
    }

    private static let whole = """
        sources:
          - service: open-meteo
            places: [Oslo, Bergen]
          - service: iem
          - {service: frost, name: norway, client_id_env: FROST, url: "http://127.0.0.1:8080", days: 3}
          - {service: nws, places: [New York]}
        places:
          - {name: Oslo, latitude: 59.91, longitude: 10.75, stations: {iem: ENGM, frost: SN18700}}
          - {name: Bergen, latitude: 60.39, longitude: 5.32}
          - {name: New York, stations: {iem: KJFK, nws: KJFK}}
        weather: {target: Bergen, days: 30, prefer: [norway, iem, open-meteo]}

        """

    @Test func placesAreSharedByTheSourcesThatCanAskForThem() throws {
        let reading = read(Self.whole)
        #expect(reading.faults == [])
        let configuration = reading.configuration
        #expect(configuration.sources.map(\.id.rawValue) == ["open-meteo", "iem", "norway", "nws"])
        #expect(
            configuration.sources.map(\.facts.places) == [
                ["Oslo", "Bergen"], ["Oslo", "New York"], ["Oslo"], ["New York"],
            ])
        #expect(configuration.sources.map { $0.values.number("days") } == [30, 30, 3, 30])
        #expect(configuration.target == "Bergen")
        #expect(configuration.preferred.map(\.rawValue) == ["norway", "iem", "open-meteo", "nws"])
        #expect(configuration.sources[0].facts.summary == "model weather of Oslo, Bergen")
        // What counts is written out and means the same.
        let checked = CheckedConfiguration(reading)
        let text = EffectiveConfiguration(configuration, checked.configured).text
        let again = read(text)
        #expect(again.faults == [] && again.configuration.sources == configuration.sources, "\(text)")
        #expect(
            again.configuration.places == configuration.places && again.configuration.weather == configuration.weather)
    }

    @Test(arguments: [
        ("sources: [{service: open-meteo}]\n", "1:11: places", "no place with latitude and longitude"),
        (
            "sources: [{service: iem}, {service: iem, name: more}]\nplaces: [{name: Oslo, stations: {iem: ENGM}}]\n",
            "1:27: service", "‘iem’ asks iem at the same address already"
        ),
        (
            "sources: [{service: iem, places: [Osl]}]\nplaces: [{name: Oslo, stations: {iem: ENGM}}]\n", "1:35: places",
            "Did you mean Oslo?"
        ),
        (
            "sources: [{service: iem, places: [Oslo]}]\nplaces: [{name: Oslo, latitude: 1, longitude: 2}]\n",
            "1:35: places", "has no stations: {iem: …}"
        ),
        ("places: [{name: Oslo, latitude: 159.9, longitude: 10}]\n", "1:33: latitude", "from -90 to 90"),
        ("places: [{name: Oslo, latitude: 59.9}]\n", "1:10: latitude", "only one of latitude and longitude"),
        ("places: [{name: Oslo}]\n", "1:10: name", "neither coordinates nor stations"),
        ("places: [{name: Oslo, stations: {iem: 'E!GM'}}]\n", "1:39: iem", "not the code of a station"),
        ("places: [{name: Oslo, stations: {metar: ENGM}}]\n", "1:34: metar", "iem, frost, nws"),
        ("places: {Oslo: 1}\n", "1:9: places", "must be a list"),
        ("weather: {target: Oslo, prefer: [frst]}\n", "1:34: prefer", "Did you mean frost?"),
        ("weather: {target: Oslo, prefer: frost}\n", "1:33: prefer", "must be a list"),
        (
            "sources: [{service: iem}]\nplaces: [{name: Oslo, stations: {iem: ENGM}}]\nweather: {target: Bergen}\n",
            "3:19: target",
            "none of the places"
        ),
        (
            "sources: [{service: frost}]\nplaces: [{name: Oslo, stations: {frost: SN1}}]\n", "1:11: client_id_env",
            "neither client_id_env"
        ),
    ])
    func faultsAreToldWithLineAndColumn(text: String, place: String, words: String) {
        let faults = read(text).faults.map(\.description)
        #expect(faults.contains { $0.hasPrefix("config.yaml:\(place)") && $0.contains(words) }, "\(faults)")
    }

    @Test func theSectionOfBeforeStillMeansASource() {
        let reading = read("weather: {url: https://a.example, key_env: K, places: [{name: Oslo, path: Norway/Oslo}]}\n")
        #expect(reading.faults == [] && reading.configuration.sources.map(\.id) == [.weather])
        #expect(reading.configuration.target == "Oslo")
    }

    @Test func theObservationOfThePreferredSourceCountsAsAWhole() {
        let (frost, models) = (SourceID(rawValue: "frost"), SourceID(rawValue: "open-meteo"))
        func observation(_ source: SourceID, _ temperature: String, wind: String = "") -> Observation {
            var observation = Observation(
                place: "Oslo", instant: Timestamp(seconds: 1_796_040_000), values: [], source: source)
            (observation[.tempm], observation[.wspdm]) = (temperature, wind)
            return observation
        }
        let target = ForecastTarget(place: "Oslo", field: .tempm, hour: 12)
        for order in [[frost, models], [models, frost]] {
            var records = WeatherRecords(preferred: [frost, models])
            for source in order {
                records.insert(source == frost ? observation(frost, "1") : observation(models, "9", wind: "30"))
            }
            let joined = records.join(places: [JoinPlace(name: "Oslo", prefix: "o")], target: target)
            #expect(joined.noons.values.map(\.text) == ["1"])
            // The other's wind is not taken to it.
            #expect(joined.attributes.first { $0.name == "o_wspdm" }?.texts == [""])
            #expect(joined.counts.duplicates["Oslo"] == 1)
        }
        // Without a preference the later one counts, as ever; a new value of the preferred source replaces its old one.
        for (preferred, counted) in [([], [true, true, true]), ([frost], [true, true, false])] {
            var records = WeatherRecords(preferred: preferred)
            let all = [observation(frost, "1"), observation(frost, "2"), observation(models, "9")]
            let found = all.map { records.insert($0) }
            #expect(found == counted)
        }
    }

    @Test func theServicesAreListedWithWhatTheyAskToBeSaid() {
        let listing = ServiceRegister.all.services.map { ServiceListing($0).text }.joined(separator: "\n")
        #expect(listing.contains("Weather data by Open-Meteo.com") && listing.contains("Data from MET Norway"))
        #expect(listing.contains("needs client_id_env or client_id_file"))
    }
}
