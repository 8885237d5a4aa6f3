import UtsiktApp
import UtsiktEngine

/// A dashboard that a script drives: the app, and what is behind it.
struct ScriptSession {
    /// The app as the script has left it.
    private(set) var app: App
    /// What is behind it.
    let engine: DashboardEngine
    /// Whether a key has quit.
    var hasQuit = false
    /// Sees every event with the app after it; a session is the list of its events.
    var watch: ((Event, App) -> Void)?
    private let sink: ScriptSink

    /// Begins a session; the engine is to be run next to it.
    init(app: App, engine: DashboardEngine, sink: ScriptSink, watch: ((Event, App) -> Void)?) {
        self.app = app
        self.engine = engine
        self.sink = sink
        self.watch = watch
    }

    /// Gives the app an event and does what it asks for, before anything else is done.
    mutating func send(_ event: Event) async {
        let effects = app.reduce(event)
        watch?(event, app)
        for effect in effects {
            switch effect {
            case .terminal(let order): perform(order)
            case .world(let order): await engine.done(order)
            case .desk(let order): await engine.done(order)
            }
        }
    }

    /// There is no terminal: what only that could do is left out.
    private mutating func perform(_ order: TerminalOrder) {
        switch order {
        case .quit: hasQuit = true
        case .editConfiguration: sink.notice("there is no terminal to edit in")
        case .suspend, .repaint, .copy: break
        }
    }

    /// Waits until a world that is being opened is there, and takes in what was said.
    mutating func rest() async {
        await engine.host.opened()
        await drain(snapshots: false)
    }

    /// Takes in what waits.
    /// - Parameter snapshots: Whether snapshots of a world under way count.
    mutating func drain(snapshots: Bool) async {
        for event in sink.take(snapshots: snapshots) { await send(event) }
    }
}
