import ArgumentParser
import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen

/// `utsikt dump`: any pane, or the overview, without a terminal.
struct DumpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dump", abstract: "Prints a pane's picture, or its data, without a terminal.")

    /// How it is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, ansi, svg, json, csv
    }

    @Argument(help: ArgumentHelp(DumpSubject.list))
    var subject: DumpSubject

    @Option(help: "The picture's size in cells, each side from 1 to 1000.")
    var size = Cells(size: Size(width: 120, height: 40))

    @Option(help: "text, ansi (with colours), svg, json or csv (the data).")
    var format = Format.text

    @Flag(help: "Fetch the bundled sample world first, as fast as it goes.")
    var demo = false

    @Option(help: "Show what this database holds, fetching nothing.")
    var db: String?

    @Option(help: "The glyphs to draw with: ascii, latin, blocks or sextants. Default: blocks.")
    var glyphs: GlyphSet?

    @Option(
        name: [.customLong("colour"), .customLong("color")],
        help: "none, 16 or 256, for ansi and svg. Default: 256, or none when NO_COLOR is set.")
    var colour: ColourMode?

    @Option(help: "The theme, for ansi and svg. Default: the configured one.", completion: .themes)
    var theme: String?

    @Option(help: "The configuration file. Default: ~/.config/utsikt/config.yaml.", completion: .file())
    var config: String?

    func validate() throws {
        if demo && db != nil { throw ValidationError("Either --demo or --db PATH.") }
    }

    func run() async throws {
        try await Failure.explained {
            let preferences = try preferences()
            let open = try opening()
            let (size, isDemo) = (size.size, demo)
            let command = self
            try await Interruptible.run {
                let text = try await Workspace.using(open) { workspace in
                    let run = try await isDemo ? HeadlessRun.complete(workspace) : HeadlessRun.stored(workspace)
                    let state = run.state(
                        of: workspace, size: size, glyphs: preferences.glyphs ?? .blocks, speed: .max,
                        preferences: preferences.preferences)
                    return try command.text(run, state, world: workspace.world)
                }
                try [.json, .csv].contains(command.format) ? Output.write(text) : Output.picture(text)
            }
        }
    }

    /// The user's look and units; what is wrong with them is reported and the rest counts.
    private func preferences() throws -> ConfiguredPreferences {
        try ScreenChoice(glyphs: glyphs, colours: colour, theme: theme).preferences(config, .ofProcess)
    }

    /// How the workspace is opened.
    private func opening() throws -> @Sendable () async throws -> Workspace {
        if demo { return { try await .demo(assets: .ofProcess(), database: nil, speed: .max) } }
        let config = config
        let path = try db ?? ConfigurationFiles.ofProcess.load(config, needed: [.database]).database
        try Failure.checkDatabase(path)
        return {
            // The configured place is one of the live services'; a replayed world has places of its own.
            let store = try Store.open(path: path)
            if let change = store.schemaChange { Failure.report(change.description) }
            let isReplay = try await store.world()?.isReplay == true
            try store.close()
            return try await .stored(
                database: path, target: isReplay ? nil : ConfigurationFiles.ofProcess.target(config))
        }
    }

    private func text(_ run: HeadlessRun, _ state: AppState, world: StoreWorld) throws -> String {
        switch format {
        case .json: try PaneData.json(subject, run, state, world: world)
        case .csv: try PaneData.csv(subject, state)
        case .text: FrameDump.text(frame(state))
        case .ansi: FrameDump.ansi(frame(state), colours(state), theme: state.preferences.theme)
        case .svg: FrameDump.svg(frame(state), colours(state), theme: state.preferences.theme, title: title)
        }
    }

    private var title: String { "Utsikt: \(subject.name)" }

    private func colours(_ state: AppState) -> ColourMode { state.preferences.colours ?? ColourMode.ofPictures }

    private func frame(_ state: AppState) -> Frame {
        var state = state
        if let pane = subject.pane {
            state.focus = pane
            state.isZoomed = true
        }
        return App(state: state).render()
    }
}
