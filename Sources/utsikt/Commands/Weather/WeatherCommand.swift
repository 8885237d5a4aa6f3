import ArgumentParser
import Foundation
import UtsiktCore
import UtsiktEngine
import UtsiktSources

/// `utsikt weather`: the forecast without a screen.
struct WeatherCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weather", abstract: "Joins observations, judges models and predicts tomorrow's noon.",
        discussion: """
            A CASE is a case.json (places, their raw CSV files, the target place), the folder of one, or a dataset.csv \
            with the testset.csv next to it. Exit status: 0 done; 1 done, with records rejected; 2 unusable input; \
            3 no database or disk.
            """,
        subcommands: [
            WeatherHeadline.self, WeatherOpen.self, WeatherJoin.self, WeatherReport.self, WeatherTrain.self,
            WeatherEvaluate.self, WeatherPredict.self, WeatherRuns.self,
        ], defaultSubcommand: WeatherHeadline.self)
}

/// `utsikt weather forecast`: the forecast of the database, as the pane shows it.
struct WeatherHeadline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast", abstract: "The forecast of a database, as the pane shows it.")

    @Option(help: "The database.")
    var db: String

    @Option(help: "The target place. Default: the configured one, else the first by name.")
    var target: String?

    @OptionGroup var aim: TargetOptions

    @OptionGroup var learner: LearnerOptions

    @Flag(help: "JSON on standard output (the default).")
    var json = false

    @Flag(help: "The predictions as tag,trueLabel,score.")
    var csv = false

    func run() async throws {
        try await Failure.explained {
            var settings = try learner.settings(clip: 5)
            try aim.apply(to: &settings)
            try Failure.checkDatabase(db)
            let store = try Failure.open(db)
            defer { try? store.close() }
            let world = try await store.world()
            // A replayed world has places of its own.
            let isLive = world?.isReplay != true
            settings.targetPlace =
                target ?? aim.targetPlace ?? (isLive ? ConfigurationFiles.ofProcess.target : nil)
            let rules = try await ServiceRegister.all.observationRules(in: store)
            let analysis = ForecastAnalysis(
                settings: settings, today: world?.weatherToday ?? world?.clock.now.day,
                preferred: isLive ? ConfigurationFiles.ofProcess.preferred : [],
                tolerance: rules.tolerance, attributions: rules.attributions)
            if let keeper = WeatherFiles.optionalKeeper(store) {
                await analysis.recall(forecasts: try await keeper.forecasts())
            }
            for try await observations in store.observations() { await analysis.ingest(observations) }
            let snapshot = await analysis.current()
            if csv {
                try Output.write(snapshot.csv)
            } else {
                try Output.line(JSONOutput.line(ForecastReport(snapshot)))
            }
            if snapshot.evaluation == nil { throw ExitCode(3) }
        }
    }
}
