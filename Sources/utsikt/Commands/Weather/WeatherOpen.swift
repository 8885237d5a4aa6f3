import ArgumentParser
import UtsiktCore
import UtsiktEngine

/// `utsikt weather open`: the dashboard's lab on a case or a dataset.
struct WeatherOpen: AsyncParsableCommand, ScreenCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Opens a case or a dataset in the dashboard's forecast pane.",
        discussion: """
            What is saved to its files counts at once; what cannot be used is reported in the log, and the last good model stays.
            """)

    @Argument(help: "The case file (case.json), its folder, or a dataset.csv.", completion: .file())
    var `case`: String

    @Option(help: "Keep runs and forecasts in this database. Default: a temporary one.", completion: .file())
    var db: String?

    @OptionGroup var screen: ScreenOptions

    @OptionGroup var scripting: ScriptOptions

    func dashboard() throws -> DashboardSetup? { scripting.isUsed ? nil : try setup() }

    func run() async throws {
        try await Failure.explained {
            guard let runner = try scripting.runner(screen) else { return }
            let setup = try setup()
            try await Interruptible.run { try await runner.run(setup) }
        }
    }

    private func setup() throws -> DashboardSetup {
        // Read before the terminal is claimed: what is wrong stands below the command, not on a screen that vanishes.
        _ = try WeatherDatasource(path: `case`)
        return try screen.setup(.files(path: `case`, database: db))
    }
}
