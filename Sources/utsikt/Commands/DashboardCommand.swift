import ArgumentParser
import Foundation
import UtsiktApp
import UtsiktCore
import UtsiktEngine

/// `utsikt` alone: the dashboard on the user's configuration and database.
struct DashboardCommand: AsyncParsableCommand, ScreenCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard", abstract: "The dashboard on your configuration and database (the default).")

    @Option(help: "The database. Default: the configured one.")
    var db: String?

    @OptionGroup var screen: ScreenOptions

    @OptionGroup var scripting: ScriptOptions

    func dashboard() throws -> DashboardSetup? {
        scripting.isUsed ? nil : try screen.setup(.live(database: db))
    }

    func run() async throws {
        try await Failure.explained {
            guard let runner = try scripting.runner(screen) else { return }
            var setup = try screen.setup(.live(database: db))
            setup.watches = false
            let scripted = setup
            try await Interruptible.run { try await runner.run(scripted) }
        }
    }
}
