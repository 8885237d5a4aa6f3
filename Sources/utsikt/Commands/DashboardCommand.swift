import ArgumentParser
import Foundation
import UtsiktApp
import UtsiktCore

/// `utsikt` alone: the dashboard on the user's configuration and database.
struct DashboardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard", abstract: "The dashboard on your configuration and database (the default).")

    @Option(help: "The database. Default: the configured one.")
    var db: String?

    @OptionGroup var screen: ScreenOptions

    @OptionGroup var scripting: ScriptOptions

    func run() async throws {
        try await Failure.explained {
            let runner = try scripting.runner(screen)
            let files = ConfigurationFiles.ofProcess
            // Read before the terminal is claimed: the first picture already has the user's look and keys.
            let reading = files.read(screen.config)
            if screen.config != nil, !reading.isThere { throw ConfigurationFiles.missing(reading.path) }
            try screen.check(reading)
            var setup = DashboardSetup(
                world: .live(database: db), reading: reading, files: files, choice: screen.choice)
            guard let runner else { return try await Dashboard.run(setup) }
            setup.watches = false
            let scripted = setup
            try await Interruptible.run { try await runner.run(scripted) }
        }
    }
}
