public import ArgumentParser
import Foundation
import UtsiktApp
public import UtsiktCore
import UtsiktEngine

/// `utsikt demo`: the dashboard, or a headless run, on the bundled sample world.
struct DemoCommand: AsyncParsableCommand, ScreenCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The dashboard (or a headless run) on the bundled sample world, fetched over loopback HTTP.",
        discussion: """
            The posts are a synthetic sample whose counts equal a published analysis of 2015; the weather is real (FAA/NOAA \
            hourly observations of three New York airports, 2013). The world's clocks stand still, so its figures are the \
            same on every day.
            """)

    @Option(
        help:
            "How fast the replay runs: 1 is the services' own pace, max waits for nothing. Default 60, without a screen max."
    )
    var speed: ReplaySpeed?

    @Option(help: "Keep what is fetched in this database; a second run resumes it. Default: a temporary one.")
    var db: String?

    @Flag(help: "No screen: fetch everything, then print the figures.")
    var headless = false

    @Flag(help: "With --headless, print them as one line of JSON.")
    var json = false

    @OptionGroup var screen: ScreenOptions

    @OptionGroup var scripting: ScriptOptions

    func validate() throws {
        if json && !headless { throw ValidationError("--json goes with --headless") }
        if headless && scripting.script != nil { throw ValidationError("Either --headless or --script.") }
    }

    func dashboard() throws -> DashboardSetup? {
        guard !headless, !scripting.isUsed else { return nil }
        return try screen.setup(.demo(database: db, speed: speed ?? .factor(60)))
    }

    func run() async throws {
        try await Failure.explained {
            let runner = try scripting.runner(screen)
            let speed = speed ?? .max
            let assets = AssetLocator.ofProcess()
            let (database, json) = (db, json)
            if headless {
                return try await Interruptible.run {
                    let summary = try await Workspace.using {
                        try await .demo(assets: assets, database: database, speed: speed)
                    } body: { workspace in
                        let progress = ProgressLine()
                        defer { progress.clear() }
                        let run = try await HeadlessRun.complete(workspace) { _, snapshot in progress.show(snapshot) }
                        return RunSummary(run, world: workspace.world)
                    }
                    try json ? Output.line(JSONOutput.line(summary)) : Output.words(summary.text + "\n")
                    if !summary.isClean { throw ExitCode(1) }
                }
            }
            guard let runner else { return }
            let setup = try screen.setup(.demo(database: database, speed: speed))
            try await Interruptible.run { try await runner.run(setup) }
        }
    }
}

extension ReplaySpeed: ExpressibleByArgument {
    /// Reads `60`, `60x` or `max`.
    public init?(argument: String) { self.init(argument) }
}
