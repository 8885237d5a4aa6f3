import UtsiktApp
import UtsiktCore
import UtsiktScreen
import UtsiktTerminal

/// The app in a terminal: passes events in, pictures out, and does what the app asks of the outside.
struct DashboardProgram: TerminalProgram {
    private var app: App
    private let controls: WorkspaceControls

    init(state: AppState, controls: WorkspaceControls) {
        app = App(state: state)
        self.controls = controls
    }

    mutating func handle(_ event: Event) -> [Effect] { app.reduce(event) }

    func picture() -> Frame { app.render() }

    func perform(_ effect: Effect) { controls.perform(effect) }
}
