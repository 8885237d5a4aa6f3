import Foundation
package import UtsiktApp
package import UtsiktCore
package import UtsiktScreen
import UtsiktSources

/// How a dashboard begins: which world, with what settings.
package struct DashboardSetup: Sendable {
    /// The world to open.
    package enum World: Sendable {
        /// The bundled sample.
        case demo(database: String?, speed: ReplaySpeed)
        /// The user's own; a database named on the command line goes before the configured one.
        case live(database: String?)
        /// A case or a dataset in files; runs are kept in a database when one is named.
        case files(path: String, database: String?)
    }

    /// The world to open.
    package var world: World
    /// What the configuration says.
    package var reading: ConfigurationReading
    /// Where the files are.
    package var files: ConfigurationFiles
    /// What the command line says about the screen.
    package var choice: ScreenChoice
    /// Whether a live world is looked at for new pages when everything has been fetched.
    package var watches = true

    /// Makes it from its parts.
    package init(
        world: World, reading: ConfigurationReading, files: ConfigurationFiles, choice: ScreenChoice,
        watches: Bool = true
    ) {
        self.world = world
        self.reading = reading
        self.files = files
        self.choice = choice
        self.watches = watches
    }

    /// What is shown before the themes and zones are read: they must not hold up the first picture.
    package var preferences: ConfiguredPreferences {
        ConfiguredPreferences(reading.configuration, themes: Theme.builtIn, choice: choice)
    }

    /// The state of the first picture.
    package func state(size: Size, glyphs: GlyphSet) -> AppState {
        var state = AppState(
            size: size, glyphs: glyphs, world: opening.map(\.world) ?? WorldStatus(isReplay: false, name: ""),
            preferences: preferences.preferences)
        state.world.isOpen = false
        if opening == nil { state.layers = [.start(page)] }
        if case .files = world { (state.focus, state.isZoomed) = (.forecast, true) }
        return state
    }

    /// How the world is opened; nil when nothing is configured yet.
    package var opening: WorkspaceHost.Opening? {
        switch world {
        case .demo(let database, let speed): Self.demo(database: database, speed: speed)
        case .live: live(reading, sink: nil)
        case .files(let path, let database):
            WorkspaceHost.Opening(world: WorldStatus(isReplay: false, name: "")) {
                try await Workspace.opened(path, database: database)
            }
        }
    }

    /// The page that is shown when there is nothing to open.
    package var page: StartLayer {
        var page = StartLayer(path: files.shown(reading.path))
        page.answer = answer(reading)
        return page
    }

    /// What the page says of a configuration that cannot be used.
    package func answer(_ reading: ConfigurationReading) -> String? {
        if let fault = reading.stoppingFaults.first {
            let more = reading.stoppingFaults.count - 1
            return files.shown(fault.description)
                + (more > 0 ? " (and \(more) more; `utsikt config check` lists them)" : "")
        }
        return reading.isThere ? "\(files.shown(reading.path)) names no source yet" : nil
    }

    /// How the bundled sample is opened.
    package static func demo(database: String?, speed: ReplaySpeed) -> WorkspaceHost.Opening {
        WorkspaceHost.Opening(world: WorldStatus(isReplay: true, name: SampleWorld.label, speed: speed)) {
            try await Workspace.demo(
                assets: .ofProcess(), database: database, speed: speed, waitsForRoom: true)
        }
    }

    /// How the user's own world is opened; nil when nothing is configured: no source that can be used, and no database yet.
    /// - Parameters:
    ///   - reading: What the configuration says now.
    ///   - sink: Is told which sources cannot be used, as their secrets are missing.
    package func live(_ reading: ConfigurationReading, sink: (any ArrivalSink)?) -> WorkspaceHost.Opening? {
        guard case .live(let named) = world else { return nil }
        guard named != nil || !reading.hasFault(in: .database), !reading.hasFault(in: .file) else { return nil }
        let configuration = reading.configuration
        let path = named ?? configuration.database
        guard configuration.hasSource || FileManager.default.fileExists(atPath: path) else { return nil }
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        let (files, watches) = (files, watches)
        return WorkspaceHost.Opening(world: WorldStatus(isReplay: false, name: name)) {
            try await Workspace.live(configuration, database: named, files: files, watch: watches) { error in
                sink?.log(.error, "\(error)")
                sink?.notice("a source cannot be fetched: the log says why")
            }
        }
    }
}
