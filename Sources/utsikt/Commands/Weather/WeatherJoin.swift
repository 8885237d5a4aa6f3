import ArgumentParser
import UtsiktCore

/// `utsikt weather join`: a case's observations as records.
struct WeatherJoin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Joins a case's observations: dataset.csv, testset.csv, attributes.json, schema.json and report.json."
    )

    @Argument(help: "The case file (case.json), its folder, or a dataset.csv.")
    var `case`: String

    @OptionGroup var aim: TargetOptions

    @Option(help: "A schema file whose types count.")
    var schema: String?

    @Option(help: "The folder to write to; made when it is not there.")
    var out: String

    func run() async throws {
        try await Failure.explained {
            let input = try aim.open(`case`, schema: schema)
            let records = input.records
            var settings = ForecastSettings()
            if let schema { settings.apply(try WeatherInput.schema(schema)) }
            let report = WithRejected(JoinOutput(join: JoinReport(records)), input)
            try WeatherTextFile.write(records.datasetCSV, to: out + "/dataset.csv", folder: out)
            try WeatherTextFile.write(records.testsetCSV, to: out + "/testset.csv", folder: out)
            try WeatherTextFile.write(
                JSONOutput.line(AttributeReport(records)) + "\n", to: out + "/attributes.json", folder: out)
            try WeatherTextFile.write(
                DataSchema(records, excluded: settings.excluded).json(), to: out + "/schema.json", folder: out)
            let line = try JSONOutput.line(report)
            try WeatherTextFile.write(line + "\n", to: out + "/report.json", folder: out)
            try Output.line(line)
            try WeatherFiles.finish(input)
        }
    }

    private struct JoinOutput: Encodable { var join: JoinReport }
}

/// `utsikt weather report`: every attribute of a case.
struct WeatherReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The data report: every attribute of a case.")

    @Argument(help: "The case file (case.json), its folder, or a dataset.csv.")
    var `case`: String

    @OptionGroup var aim: TargetOptions

    @Option(help: "A schema file whose types and exclusions count.")
    var schema: String?

    @Flag(help: "JSON on standard output (the default).")
    var json = false

    @Flag(help: "One line of CSV an attribute.")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            let input = try aim.open(`case`, schema: schema)
            var settings = ForecastSettings()
            if let schema { settings.apply(try WeatherInput.schema(schema)) }
            let report = DataReport(input.records, settings)
            if csv {
                try Output.write(report.csv)
            } else {
                let whole = WholeReport(summary: AttributeReport(input.records.retyped(settings.types)), report: report)
                try Output.line(JSONOutput.line(WithRejected(whole, input)))
            }
            try WeatherFiles.finish(input)
        }
    }

    /// The keys of attributes.json, and what the pane shows besides.
    private struct WholeReport: Encodable {
        var summary: AttributeReport
        var report: DataReport

        private enum Key: String, CodingKey { case details, targetDistribution, missingMap, overlap }
        private struct Overlap: Encodable {
            var joined: Int
            var any: Int
        }

        func encode(to encoder: any Encoder) throws {
            try summary.encode(to: encoder)
            var values = encoder.container(keyedBy: Key.self)
            try values.encode(report.attributes, forKey: .details)
            try values.encode(report.targetDistribution, forKey: .targetDistribution)
            try values.encode(report.missing, forKey: .missingMap)
            try values.encode(Overlap(joined: report.overlap.joined, any: report.overlap.any), forKey: .overlap)
        }
    }
}
