import Foundation
public import UtsiktBase

/// What a person opens to learn from: a case with its raw files, or a dataset that was exported.
public struct WeatherDatasource: Sendable {
    /// What was read.
    public enum Content: Sendable {
        /// Observations, and the places in the order of their columns: any of their fields can be predicted.
        case observations(WeatherRecords, places: [JoinPlace])
        /// Records that were joined before: what they predict is settled.
        case dataset(JoinedRecords)
    }

    /// A name for people: the case's own, else its folder's.
    public var name: String
    /// What was read.
    public var content: Content
    /// What the source itself predicts.
    public var target: ForecastTarget
    /// Records that could not be used.
    public var rejected: RejectionList
    /// Values that are not numbers where numbers were.
    public var invalid: InvalidValues
    /// The last day of which there is a record; nil when there is none.
    public var lastDay: CivilDay?

    /// Takes what was read elsewhere.
    init(name: String, content: Content, target: ForecastTarget) {
        (self.name, self.content, self.target) = (name, content, target)
        (rejected, invalid) = (RejectionList(), InvalidValues())
    }

    /// Reads what a path means: a case file, a dataset, or the folder of one.
    /// - Throws: `WeatherInputError` when something of it cannot be used.
    public init(path: String, schema: DataSchema? = nil) throws(WeatherInputError) {
        if let dataset = WeatherInput.datasetFile(path) {
            let input = try WeatherInput.open(path, schema: schema)
            name = WeatherDatasource.folderName(dataset)
            content = .dataset(input.records)
            target = input.records.target
            (rejected, invalid) = (input.rejected, input.invalid)
            lastDay = input.records.instants.last?.day
            return
        }
        let weatherCase = try WeatherCase(path: path)
        let input = try weatherCase.load()
        name = weatherCase.name.isEmpty ? WeatherDatasource.folderName(weatherCase.file) : weatherCase.name
        content = .observations(input.records, places: weatherCase.places.map(\.place))
        target = weatherCase.target
        (rejected, invalid) = (input.rejected, input.invalid)
        lastDay = input.records.lastDay
    }

    /// The files that a path means at present, there or not: when one of them changes, so may the records.
    public static func files(path: String) -> [String] {
        if let dataset = WeatherInput.datasetFile(path) { return [dataset] + WeatherInput.testsetFiles(dataset) }
        guard let weatherCase = try? WeatherCase(path: path) else { return [path] }
        return [path, weatherCase.file] + weatherCase.places.map { weatherCase.path(of: $0) }
    }

    /// What of it could not be used, a sentence each; the first few and how many more.
    public func faults(limit: Int = 5) -> [String] {
        func list(_ first: [Rejection], of count: Int, _ what: String) -> [String] {
            let shown = first.prefix(limit).map {
                "\(InputLocation(file: $0.file, line: $0.line, field: $0.field)): \($0.reason)"
            }
            return shown + (count > shown.count ? ["and \(count - shown.count) more \(what)"] : [])
        }
        return list(rejected.kept, of: rejected.count, "records that cannot be used")
            + list(invalid.first, of: invalid.count, "values that are not numbers")
    }

    private static func folderName(_ file: String) -> String {
        let name = URL(fileURLWithPath: file).standardizedFileURL.deletingLastPathComponent().lastPathComponent
        return name == "/" ? "" : name
    }
}
