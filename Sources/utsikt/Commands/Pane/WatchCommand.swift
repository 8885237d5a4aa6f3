import ArgumentParser
import Foundation
import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// `utsikt watch`: the dashboard in sentences, for screen readers, terminals without a cursor, and logs.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follows the dashboard as lines of text that a screen reader can read.",
        discussion: """
            A line is printed when what it says has changed, never twice the same, at most as often as --every says; warnings come at \
            once. The sample world ends when everything is fetched; your own is followed until it is interrupted.
            """)

    @Flag(help: "Lines of text, one below the other. The only form there is.")
    var plain = false

    @Flag(help: "The bundled sample world instead of your own.")
    var demo = false

    @Option(help: "With --demo, how fast the replay runs. Default: 60.")
    var speed: ReplaySpeed?

    @Option(help: "The least time between two lines about the same thing, in seconds.")
    var every = 10.0

    @Flag(help: "Say how things stand in the database and end; nothing is fetched.")
    var once = false

    @Option(help: "The database. Default: the configured one.", completion: .file())
    var db: String?

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    func validate() throws {
        if !(0.1...86_400).contains(every) { throw ValidationError("--every takes 0.1 to 86400 seconds.") }
        if speed != nil && !demo { throw ValidationError("--speed goes with --demo.") }
        if once && demo { throw ValidationError("Either --demo or --once.") }
    }

    func run() async throws {
        try await Failure.explained {
            let preferences = try ScreenChoice().preferences(config, .ofProcess).preferences
            let open = try opening()
            let (isOnce, pause) = (once, Int64(every * 1000))
            try await Interruptible.run {
                try await Workspace.using(open) { workspace in
                    let text = PlainText(preferences: preferences)
                    if isOnce {
                        let run = try await HeadlessRun.stored(workspace)
                        return try Output.words(text.lines(run, workspace).map { $0 + "\n" }.joined())
                    }
                    try await PlainWatch(workspace, text: text, pause: pause).run()
                }
            }
        }
    }

    private func opening() throws -> @Sendable () async throws -> Workspace {
        let (database, files) = (db, ConfigurationFiles.ofProcess)
        if demo {
            let speed = speed ?? .factor(60)
            return { try await .demo(assets: .ofProcess(), database: database, speed: speed) }
        }
        if once {
            let settings = try database.map { Configuration(database: $0) } ?? files.load(config, needed: [.database])
            try Failure.checkDatabase(settings.database)
            let target = files.target(config)
            return { try await .stored(database: settings.database, target: target) }
        }
        let settings = try files.load(config)
        guard settings.hasSource else {
            throw ConfigurationError(
                "neither posts nor weather are configured, so there is nothing to follow",
                at: InputLocation(file: config ?? files.configurationPath),
                remedy: "`utsikt config show` explains both; `utsikt watch --plain --once` reads what is stored")
        }
        return { try await .live(settings, database: database, files: files, watch: true) }
    }
}

/// Follows a workspace and prints what changes.
struct PlainWatch: Sendable {
    private let workspace: Workspace
    private let text: PlainText
    private let pause: Int64

    /// Makes it; nothing happens before `run`.
    /// - Parameter pause: Between two looks, in milliseconds.
    init(_ workspace: Workspace, text: PlainText, pause: Int64) {
        self.workspace = workspace
        self.text = text
        self.pause = pause
    }

    /// Runs until everything is fetched, for ever where new pages are looked for.
    /// - Throws: What the store throws, `OutputError`, `CancellationError`.
    func run() async throws {
        try Output.words(text.world(workspace.world) + "\n")
        let events = workspace.ingestor.events()
        try await workspace.load()
        let (workspace, text) = (workspace, text)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await workspace.pump(events, onlyThisRun: true) { event in
                    let entry = event.logEntry
                    if entry.level >= .warning { try? Output.words(text.entry(entry) + "\n") }
                }
            }
            let looking = Task { await look() }
            defer { looking.cancel() }
            try await workspace.ingestor.run()
            try await group.waitForAll()
            looking.cancel()
            let said = await looking.value
            try Task.checkCancellation()
            try await say(after: said)
        }
    }

    /// Looks again and again until cancelled.
    /// - Returns: What was said last.
    private func look() async -> [String] {
        let clock = SystemPaceClock()
        var said: [String] = []
        while !Task.isCancelled {
            try? await clock.sleep(until: clock.now.adding(milliseconds: pause))
            if Task.isCancelled { break }
            if !workspace.world.isReplay {
                let now = WorldClock.system.now
                await workspace.topics.advance(to: now)
                await workspace.forecast.setToday(now.day)
            }
            do { said = try await say(after: said) } catch { break }
        }
        return said
    }

    /// Prints the lines that say something new.
    @discardableResult
    private func say(after said: [String]) async throws -> [String] {
        let run = HeadlessRun(
            fetch: await workspace.ingestor.snapshot(), topics: await workspace.topics.current(),
            forecast: await workspace.forecast.current(), log: [])
        let lines = text.lines(run, workspace)
        for line in lines where !said.contains(line) { try Output.words(line + "\n") }
        return lines
    }
}

extension PlainText {
    /// What the panes have to say of a run.
    fileprivate func lines(_ run: HeadlessRun, _ workspace: Workspace) -> [String] {
        lines(
            run.state(
                of: workspace, size: Size(width: 80, height: 24), glyphs: .ascii, speed: .max, preferences: preferences)
        )
    }
}
