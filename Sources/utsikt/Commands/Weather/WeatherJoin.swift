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
