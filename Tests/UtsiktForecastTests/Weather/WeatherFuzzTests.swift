import Foundation
import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

/// Any bytes whatever as cases, observations, datasets and schemas.
@Suite struct WeatherFuzzTests {
    private static func file(_ path: String, lines: Int = 30) -> [UInt8] {
        let data = FileManager.default.contents(atPath: TestData.path(path)) ?? Data()
        return [UInt8](
            data.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(lines).joined(separator: [0x0A]))
    }

    @Test func cases() {
        Fuzz.run("case", seeds: [Self.file("weather/tiny/case.json"), Self.file("weather/sentinels/case.json")]) {
            bytes in
            _ = try? WeatherCase(bytes: bytes, file: "case.json", folder: "/nowhere")
            _ = try? DataSchema(bytes: bytes, file: "schema.json")
        }
    }

    @Test func observations() {
        let seeds = [Self.file("weather/tiny/Oslo.csv"), Self.file("weather/sentinels/Voss.csv")]
        Fuzz.run("observations", seeds: seeds, words: ["-9999", "N/A", "1e308", "datetime", "tempm"]) { bytes in
            guard let file = try? ObservationFile(bytes: bytes, file: "f", place: "p") else { return }
            var records = WeatherRecords()
            for observation in file.observations { records.insert(observation) }
            let joined = records.join(places: [JoinPlace(name: "p")], target: ForecastTarget(place: "p"))
            #expect(joined.instants.count <= file.observations.count)
        }
    }

    @Test func datasets() {
        let seeds = [
            Self.file("weather/tiny/expected/dataset.csv"), Self.file("weather/sentinels/expected/dataset.csv"),
        ]
        Fuzz.run("dataset", seeds: seeds, words: ["-9999", "1e308", "20130501-12:00"]) { bytes in
            guard let read = try? DatasetImport(dataset: ("d", bytes)) else { return }
            #expect(read.rejected.kept.count <= 100)
        }
    }

    @Test func schemas() {
        let seed = Array(
            #"{"version":"1.0","rowId":"id","targetAttributeName":"t","dataFormat":"CSV","dataFileContainsHeader":true,"attributes":[{"attributeName":"id","attributeType":"CATEGORICAL"},{"attributeName":"t","attributeType":"NUMERIC"}]}"#
                .utf8)
        Fuzz.run("schema", seeds: [seed]) { _ = try? DataSchema(bytes: $0, file: "s") }
    }
}
