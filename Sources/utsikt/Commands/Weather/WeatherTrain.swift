import ArgumentParser
import UtsiktCore

/// `utsikt weather train`: a model as a file.
struct WeatherTrain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Trains a model and prints it: columns, means, deviations and coefficients.")

    @Argument(help: "The case file (case.json), its folder, or a dataset.csv.")
    var `case`: String

    @OptionGroup var learner: LearnerOptions

    @OptionGroup var aim: TargetOptions

    @Option(help: "all: learn from every record with a target; train70: from the first 70 % of them.")
    var train: Evaluator.Training = .all

    @Option(help: "Write the model to this file too.")
    var out: String?

    @Option(help: "Judge it by the split as well, and keep the run in this database.")
    var db: String?

    @Flag(help: "JSON on standard output (the default).")
    var json = false

    @Flag(help: "The coefficients as CSV.")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            let settings = try learner.settings(clip: nil)
            let input = try aim.open(`case`, schema: learner.schema)
            var evaluator = Evaluator(input.records)
            let model = try evaluator.train(settings, training: train)
            let line = try JSONOutput.line(model)
            if let out { try WeatherTextFile.write(line + "\n", to: out) }
            if let db { try await keep(evaluator, settings, in: db) }
            if csv {
                try Output.write(model.csv)
            } else {
                try Output.line(line)
            }
            try WeatherFiles.finish(input)
        }
    }

    private func keep(_ evaluator: Evaluator, _ settings: ForecastSettings, in path: String) async throws {
        var evaluator = evaluator
        var asked = settings
        asked.targetPlace = evaluator.records.target.place
        asked.targetField = evaluator.records.target.field
        asked.targetHour = evaluator.records.target.hour
        let snapshot = ForecastSnapshot(try evaluator.evaluate(asked), of: evaluator)
        guard let run = ForecastRun(snapshot) else { return }
        try Failure.checkDatabase(path)
        let store = try Failure.open(path)
        defer { try? store.close() }
        try await WeatherFiles.keeper(store).keep(run: run)
        Failure.report("kept as run \(run.id): RMSE \(run.rmse)")
    }
}

/// `utsikt weather runs`: the kept runs.
struct WeatherRuns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs", abstract: "The kept runs: settings, errors and when.")

    @Option(help: "The database. Default: the configured one.")
    var db: String?

    @Option(help: "rmse: the smallest error first; skill; date: the newest first.")
    var order: ForecastRun.Order = .rmse

    @Option(help: "How many to list. Default: all.")
    var top: Int?

    @Flag(help: "JSON lines, one a run (the default).")
    var json = false

    @Flag(help: "One line of CSV a run.")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            if let top, top < 0 {
                throw RegressionError.badSetting(name: "--top", value: "\(top)", allowed: "a number from 0 on")
            }
            let store = try Failure.open(try WeatherFiles.database(db))
            defer { try? store.close() }
            let runs = ForecastRun.leaderboard(try await WeatherFiles.keeper(store).runs(), by: order)
            let shown = runs.prefix(top ?? runs.count)
            if csv { return try Output.write(ForecastRun.csv(Array(shown))) }
            for run in shown { try Output.line(JSONOutput.line(run)) }
            if shown.isEmpty { Failure.report("no run is kept yet") }
        }
    }
}
