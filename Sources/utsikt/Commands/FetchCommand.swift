import ArgumentParser
import Foundation
import UtsiktCore
import UtsiktEngine
import UtsiktTerminal

/// `utsikt fetch`: ingest without a screen.
struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Fetches everything configured into the database; resumes where it was stopped.",
        discussion: """
            One process fetches into a database at a time. While another one does, this one follows what it commits, and goes \
            on itself as soon as that one ends. Without --watch it ends when everything has been fetched, by whichever of them.

            How it stands is told on standard error: on a terminal by one line that is drawn over, with what is left and what \
            it waits for; in a log by one line a minute. With --json, lines with "event":"status" come between the events: \
            percent, seconds_remaining, errors, what is fetched now; at most one a second.
            """
    )

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.")
    var config: String?

    @Option(help: "The database. Default: the configured one.")
    var db: String?

    @Flag(help: "Look again for new pages every 15 minutes until stopped.")
    var watch = false

    @Flag(help: "One line of JSON an event on standard output.")
    var json = false

    func run() async throws {
        try await Failure.explained {
            let files = ConfigurationFiles.ofProcess
            let settings = try files.load(config)
            guard settings.hasSource else {
                throw ConfigurationError(
                    "no source is configured, so there is nothing to fetch",
                    at: InputLocation(file: config ?? files.configurationPath),
                    remedy: "`utsikt config show` explains them")
            }
            let (database, watch, json) = (db, watch, json)
            try await Interruptible.run {
                let outcome = try await Workspace.using {
                    try await .live(settings, database: database, files: files, watch: watch)
                } body: { workspace in
                    let report = FetchReport(workspace.ingestor, json: json)
                    let events = workspace.ingestor.events()
                    let keeper = RetentionKeeper(workspace.store, workspace.retention)
                    await keeper.apply { Failure.report($0.text) }
                    async let _: Void = ProcessMemory.keepSmall()
                    async let _: Void = keeper.run(startsNow: false) { report.say($0.text) }
                    async let _: Void = report.keepTelling()
                    async let ending = report.follow(events)
                    try await workspace.ingestor.run()
                    return try await ending
                }
                try Self.end(outcome)
            }
        }
    }

    /// Turns the outcome into the exit status.
    private static func end(_ outcome: IngestOutcome?) throws {
        guard let outcome, !Task.isCancelled else { throw CancellationError() }
        if outcome.done == 0, outcome.setAside > 0 {
            Failure.report("nothing could be fetched; \(outcome.setAside) failed")
            throw ExitCode(3)
        }
        // Why has been said.
        if outcome.done == 0, outcome.paused > 0 { throw ExitCode(3) }
        if !outcome.isClean { throw ExitCode(1) }
    }
}
