import UtsiktApp
import UtsiktCore
import UtsiktEngine
import UtsiktScreen
import UtsiktTerminal

/// The app in a terminal: passes events in, pictures out, and does what the app asks of the outside.
struct DashboardProgram: TerminalProgram {
    private var app: App
    private let around: DashboardOutside

    init(state: AppState, outside: DashboardOutside) {
        app = App(state: state)
        around = outside
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

    func perform(_ effect: Effect) { around.perform(effect) }

    mutating func outside(_ effect: Effect) {
        if case .editConfiguration = effect { around.edit() }
    }
}

extension EventInbox: EventSink {}
