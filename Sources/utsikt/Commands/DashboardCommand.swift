import ArgumentParser
import Foundation
import UtsiktApp
import UtsiktCore

/// `utsikt` alone: the dashboard on the user's configuration and database.
struct DashboardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard", abstract: "The dashboard on your configuration and database (the default).")

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.")
    var config: String?

    @Option(help: "The database. Default: the configured one.")
    var db: String?

    @OptionGroup var screen: ScreenOptions

    @Option(help: .hidden)
    var script: String?

    @Option(help: .hidden)
    var size: String?

    @Option(help: .hidden)
    var dump: String?

    func run() async throws {
        try await Failure.explained {
            if script != nil || size != nil || dump != nil {
                throw Failure.notYet("a dashboard driven without a terminal (--script, --size, --dump)")
            }
            let files = ConfigurationFiles.ofProcess
            // Read before the terminal is claimed: a missing configuration is answered in plain words.
            let settings = try files.load(config)
            let database = db
            let name = (database ?? settings.database).split(separator: "/").last.map(String.init) ?? ""
            try await Dashboard.run(screen: screen, world: WorldStatus(isReplay: false, name: name)) {
                try await Workspace.live(settings, database: database, files: files, watch: true)
            }
        }
    }
}
