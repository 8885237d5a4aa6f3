import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen
import UtsiktTerminal

/// The app in a terminal: passes events in, pictures out, and orders on to the engine.
struct DashboardProgram: TerminalProgram {
    private var app: App
    private let engine: DashboardEngine

    init(state: AppState, engine: DashboardEngine) {
        app = App(state: state)
        self.engine = engine
    }

    var looks: TerminalLooks {
        let preferences = app.state.preferences
        return TerminalLooks(
            theme: preferences.theme, colours: preferences.colours, hasMouse: preferences.hasMouse,
            glyphs: app.state.glyphs)
    }

    var wantsMetrics: Bool { app.state.metrics != nil }

    mutating func handle(_ event: Event) -> [Effect] { app.reduce(event) }

    mutating func picture() -> Frame { app.draw() }

    func perform(_ order: WorldOrder) { engine.perform(order) }

    func perform(_ order: DeskOrder) { engine.perform(order) }

    mutating func editConfiguration() { engine.edit() }
}

extension EventInbox: EventSink {}
