package import UtsiktApp
package import UtsiktCore
package import UtsiktScreen

/// Everything behind a dashboard's picture: the world it shows, the configuration it follows, the files it writes. The same for
/// the terminal and for scripts.
package struct DashboardEngine: Sendable {
    /// Owns the world.
    package let host: WorkspaceHost
    /// Follows the configuration.
    package let configuration: ConfigurationDesk
    /// How the dashboard began.
    package let setup: DashboardSetup
    /// Where everything is handed in.
    package let sink: any EventSink
    private let desk: Desk

    /// Makes it; nothing happens before `run`.
    /// - Parameters:
    ///   - glyphs: What is drawn with unless the configuration says otherwise.
    ///   - demoSpeed: How fast the sample world runs when it is opened from the start page.
    package init(_ setup: DashboardSetup, sink: any EventSink, glyphs: GlyphSet, demoSpeed: ReplaySpeed = .factor(60)) {
        self.setup = setup
        self.sink = sink
        let host = WorkspaceHost(sink: sink)
        self.host = host
        configuration = ConfigurationDesk(setup, host: host, sink: sink, glyphs: glyphs)
        let workers = Desk.Workers(
            copies: CopiedFile(setup.files), plans: PlanDesk(sink: sink, home: setup.files.home),
            topics: TopicsDesk(sink: sink, host: host, home: setup.files.home), configuration: configuration,
            openDemo: { host.open(DashboardSetup.demo(database: nil, speed: demoSpeed)) })
        desk = Desk(workers, clouds: CloudLane(sink: sink), sink: sink)
    }

    /// Opens the world and follows the configuration until cancelled. When it returns, everything is closed, and every file
    /// that was asked for is written.
    /// - Parameter follows: Whether changes of the files count while it runs; otherwise call `configuration.prepare` before.
    package func run(follows: Bool = true) async {
        if let opening = setup.world.isLive ? setup.live(setup.reading, sink: sink) : setup.opening {
            host.open(opening)
        }
        // Its own task, which no cancellation reaches.
        let writing = Task { await desk.run() }
        await withTaskGroup(of: Void.self) { group in
            if follows { group.addTask { await configuration.run() } }
            await host.run()
            group.cancelAll()
        }
        desk.finish()
        await writing.value
    }

    /// Asks something of the world; returns at once.
    package func perform(_ order: WorldOrder) { host.perform(order) }

    /// Asks something of the desk; returns at once.
    package func perform(_ order: DeskOrder) { desk.perform(order) }

    /// Looks at the configuration's files at once, as after an editor has ended; returns at once.
    package func checkConfiguration() { desk.checkConfiguration() }

    /// Asks something of the world, and returns when it has been passed on.
    package func done(_ order: WorldOrder) async {
        host.perform(order)
        await host.opened()
    }

    /// Asks something of the desk, and returns when it is done.
    package func done(_ order: DeskOrder) async {
        await desk.done(order)
        // A list that was read makes another query, and the demo another world.
        await host.opened()
    }
}

extension DashboardSetup.World {
    /// Whether it is the user's own.
    package var isLive: Bool { if case .live = self { true } else { false } }
}
