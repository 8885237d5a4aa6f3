import ArgumentParser
import Foundation
import UtsiktCore

/// `utsikt fetch`: ingest without a screen.
struct FetchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch", abstract: "Fetches everything configured into the database; resumes where it was stopped."
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
            let files = ConfigurationFiles(environment: ProcessInfo.processInfo.environment)
            let workspace = try await Workspace.live(files.load(config), database: db, files: files, watch: watch)
            let progress = ProgressLine(isShown: isatty(2) == 1)
            let events = workspace.ingestor.events()
            let json = json
            async let ending: Bool = follow(workspace, events, progress, json: json)
            try await workspace.ingestor.run()
            let isClean = await ending
            progress.clear()
            await workspace.close()
            if !isClean { throw ExitCode(1) }
        }
    }

    /// Prints events until the run ends; says whether nothing was rejected or set aside.
    private func follow(
        _ workspace: Workspace, _ events: AsyncStream<IngestEvent>, _ progress: ProgressLine, json: Bool
    ) async -> Bool {
        var isClean = true
        for await event in events {
            if json, let line = try? JSONOutput.line(event.record) { print(line) }
            progress.show(await workspace.ingestor.snapshot())
            switch event.kind {
            case .setAside, .rejected, .retrying:
                guard !json else { break }
                progress.clear()
                Failure.report(event.logEntry.text)
            case .finished(let outcome):
                isClean = outcome.isClean
                return isClean
            case .failed: return false
            default: break
            }
        }
        return isClean
    }
}
