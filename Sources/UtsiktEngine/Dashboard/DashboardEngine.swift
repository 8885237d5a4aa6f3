package import UtsiktApp
package import UtsiktCore
package import UtsiktScreen

/// Everything behind a dashboard's picture: the world it shows, the configuration it follows, the files it writes. The same for
/// the terminal and for scripts.
package struct DashboardOutside: Sendable {
    /// Owns the world.
    package let host: WorkspaceHost
    /// Follows the configuration.
    package let desk: ConfigurationDesk
    package let setup: DashboardSetup
    package let sink: any EventSink
    private let copies: CopiedFile
    private let plans: PlanDesk
    private let topics: TopicsDesk
    private let demoSpeed: ReplaySpeed

    /// Makes it; nothing happens before `run`.
    /// - Parameters:
    ///   - glyphs: What is drawn with unless the configuration says otherwise.
    ///   - demoSpeed: How fast the sample world runs when it is opened from the page of the beginning.
    package init(_ setup: DashboardSetup, sink: any EventSink, glyphs: GlyphSet, demoSpeed: ReplaySpeed = .factor(60)) {
        self.demoSpeed = demoSpeed
        self.setup = setup
        self.sink = sink
        host = WorkspaceHost(sink: sink)
        desk = ConfigurationDesk(setup, host: host, sink: sink, glyphs: glyphs)
        copies = CopiedFile(setup.files)
        plans = PlanDesk(sink: sink, home: setup.files.home)
        topics = TopicsDesk(sink: sink, host: host, home: setup.files.home)
    }

    /// Opens the world and follows the configuration until cancelled; everything is closed when it returns.
    /// - Parameter follows: Whether changes of the files count while it runs; otherwise call `desk.prepare` before.
    package func run(follows: Bool = true) async {
        if let opening = setup.world.isLive ? setup.live(setup.reading, sink: sink) : setup.opening {
            host.open(opening)
        }
        await withTaskGroup(of: Void.self) { group in
            if follows { group.addTask { await desk.run() } }
            await host.run()
            group.cancelAll()
        }
    }

    /// Does what the app asks; returns at once.
    package func perform(_ effect: Effect) {
        switch effect {
        case .copy, .layOutCloud, .writeConfiguration, .openDemo, .fabric, .topics: Task.detached { await work(effect) }
        // In the order in which they come: of two settings the later one counts.
        default: host.perform(effect)
        }
    }

    /// Does what the app asks, and returns when it is done or, for what the world is asked, when it has been passed on.
    package func work(_ effect: Effect) async {
        switch effect {
        case .copy(let copied): copy(copied)
        case .layOutCloud(let request):
            let layout = request.layout()
            sink.update { $0.topics.accept(layout, for: request) }
        case .openDemo:
            await desk.demoWasOpened()
            host.open(DashboardSetup.demo(database: nil, speed: demoSpeed))
        case .writeConfiguration: await desk.write()
        case .fabric(let request): await plans.perform(request)
        case .topics(let request):
            await topics.perform(request)
            // A list that was read makes another query, which the world has been asked for.
            await host.opened()
        case .quit, .suspend, .repaint, .editConfiguration: break
        default:
            host.perform(effect)
            await host.opened()
        }
    }

    private func copy(_ copied: CopiedText) {
        do {
            let path = try copies.write(copied)
            // By bytes: CSV ends its lines with CR and LF, which together are one character that is no line feed.
            let lines = max(1, copied.text.utf8.count { $0 == 0x0A })
            sink.notice("copied \(lines) \(lines > 1 ? "lines" : "line"), also to \(path)")
        } catch {
            sink.notice("\(error)")
        }
    }
}

extension DashboardSetup.World {
    /// Whether it is the user's own.
    package var isLive: Bool { if case .live = self { true } else { false } }
}
