import ArgumentParser
import UtsiktCore

/// `utsikt weather report`: every attribute of a case, or of a database's observations.
struct WeatherReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "The data report: every attribute of a case, or of what was fetched.",
        discussion: """
            With --db it also says how many observations of which place and source there are, and whose data they are. Of \
            several sources' observations of a place and hour the one counts that the configuration's `prefer` names first.
            """)

    @Argument(help: "The case file (case.json), its folder, or a dataset.csv.", completion: .file())
    var `case`: String?

    @Option(help: "The observations of this database instead of a case's.", completion: .file())
    var db: String?

    @Option(help: "The configuration file, for --db. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    @OptionGroup var aim: TargetOptions

    @Option(help: "A schema file whose types and exclusions count.")
    var schema: String?

    @Flag(help: "JSON on standard output (the default).")
    var json = false

    @Flag(help: "One line of CSV an attribute.")
    var csv = false

    func validate() throws {
        guard (`case` == nil) != (db == nil) else { throw ValidationError("Name a case, or a database with --db.") }
    }

    func run() async throws {
        try await Failure.explained {
            guard let `case` else { return try await reportStored() }
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

    /// The report of a database's observations.
    private func reportStored() async throws {
        var settings = ForecastSettings()
        if let schema { settings.apply(try WeatherInput.schema(schema)) }
        try aim.apply(to: &settings)
        let weather = try await StoredWeather.read(try WeatherFiles.database(db), aim.targetPlace, settings, config)
        let report = DataReport(weather.records, settings)
        if csv {
            try Output.write(report.csv)
        } else {
            let whole = WholeReport(summary: AttributeReport(weather.records.retyped(settings.types)), report: report)
            try Output.line(JSONOutput.line(weather.report(whole)))
        }
        if weather.holdings.isEmpty { throw ExitCode(3) }
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
