import Foundation
import UtsiktBase

/// What a command can be given to learn from: a case, or a dataset that was exported.
public enum WeatherInput {
    /// Opens a case file (`case.json`), a folder that holds one, a `dataset.csv` (also gzipped) with the `testset.csv`
    /// next to it, or a folder that holds those.
    /// - Parameters:
    ///   - schema: A schema file for a dataset, whose types count for a case too.
    ///   - target: Changes what a case predicts.
    /// - Throws: `WeatherInputError` when something of it cannot be used.
    public static func open(
        _ path: String, schema: DataSchema? = nil, hour: Int? = nil,
        target: (inout ForecastTarget) -> Void = { _ in }
    ) throws(WeatherInputError) -> WeatherCase.Input<JoinedRecords> {
        guard let dataset = datasetFile(path) else {
            var weatherCase = try WeatherCase(path: path)
            target(&weatherCase.target)
            guard weatherCase.places.contains(where: { $0.place.name == weatherCase.target.place }) else {
                throw WeatherInputError(
                    "the target place ‘\(weatherCase.target.place)’ is none of the places",
                    remedy: "Name one of \(weatherCase.places.map(\.place.name).joined(separator: ", "))")
            }
            var input = try weatherCase.join()
            if let schema { input.records = input.records.retyped(schema.types) }
            return input
        }
        let testset = testsetFile(dataset)
        let read = try DatasetImport(
            dataset: try file(dataset), testset: try testset.map { path throws(WeatherInputError) in try file(path) },
            schema: schema, hour: hour ?? 12)
        return WeatherCase.Input(records: read.records, rejected: read.rejected, invalid: InvalidValues())
    }

    /// The dataset that a path means; nil when it means a case.
    static func datasetFile(_ path: String) -> String? {
        let names = ["dataset.csv", "dataset.csv.gz"]
        if names.contains(where: path.hasSuffix) { return path }
        let folder = path.hasSuffix("/") ? path : path + "/"
        if FileManager.default.fileExists(atPath: folder + "case.json") { return nil }
        return names.map { folder + $0 }.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// The testset beside a dataset; nil when there is none.
    static func testsetFile(_ dataset: String) -> String? {
        testsetFiles(dataset).first { FileManager.default.fileExists(atPath: $0) }
    }

    /// Where a dataset's testset may be, in the order in which it is looked for.
    static func testsetFiles(_ dataset: String) -> [String] {
        let other = String(dataset.dropLast(dataset.hasSuffix(".gz") ? 14 : 11)) + "testset.csv"
        return [other, other + ".gz"]
    }

    private static func file(_ path: String) throws(WeatherInputError) -> DatasetImport.File {
        let bytes = try WeatherCase.read(path, .dataset)
        guard path.hasSuffix(".gz") else { return (path, bytes) }
        do throws(Gzip.Fault) {
            return (path, try Gzip.expanded(bytes, limit: FileKind.dataset.limit))
        } catch {
            throw WeatherInputError(error.problem, at: InputLocation(file: path), remedy: error.remedy)
        }
    }

    /// Reads a schema file.
    /// - Throws: `WeatherInputError` when it cannot be read or understood.
    public static func schema(_ path: String) throws(WeatherInputError) -> DataSchema {
        try DataSchema(bytes: try WeatherCase.read(path, .schema), file: path)
    }
}
