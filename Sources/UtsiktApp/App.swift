public import UtsiktScreen

/// The whole front end as a value: events go in, effects come out, and a picture can be drawn at any time.
///
/// It reads no clock, does no I/O and knows no terminal, so that every screen is a golden file and every session can be
/// replayed from its events.
public struct App: Sendable {
    /// What the screen is drawn from.
    public private(set) var state: AppState

    /// Makes the app from its first state.
    public init(state: AppState) {
        self.state = state
        settle()
    }

    /// Takes an event in and says what the outside must do.
    public mutating func reduce(_ event: Event) -> [Effect] {
        let effects: [Effect]
        switch event {
        case .key(let key):
            state.notice = nil
            effects = press(key)
        case .mouse(let what, let point):
            state.notice = nil
            effects = mouse(what, at: point)
        case .resize(let size):
            state.size = size
            effects = []
        case .update(let change):
            change(&state)
            effects = []
        case .end:
            effects = [.quit]
        }
        settle()
        return effects
    }

    /// Draws the state. Mutates nothing.
    public func render() -> Frame { Renderer.render(state) }

    /// The rows of the layout that the renderer uses, for what must know a pane's room before it is drawn.
    public var layout: Layout { Layout.arrange(size: state.size, focus: state.focus, isZoomed: state.isZoomed) }

    /// Prepares what is too dear to be made while drawing, for the rooms that the panes have now.
    private mutating func settle() {
        if let help = state.help { state.help = min(help, HelpOverlay.lastOffset(state)) }
        for tile in layout.tiles {
            let inner = tile.hasFrame ? tile.rect.inset(dx: 1, dy: 1).size : tile.rect.size
            Panes.pane(tile.pane).prepare(&state, inner: inner)
        }
    }

    private mutating func press(_ key: Key) -> [Effect] {
        guard let action = ActionTable.action(for: key, in: state) else { return [] }
        return run(action, item: "")
    }

    private mutating func run(_ action: Action, item: String) -> [Effect] {
        if let reason = ActionTable.disabledReason(of: action, in: state) {
            state.notice = "\(action.title): \(reason)"
            return []
        }
        return action.perform(&state, item)
    }

    private mutating func mouse(_ what: MouseEvent, at point: Point) -> [Effect] {
        let hit = render().hit(at: point)
        if state.help != nil {
            switch what {
            case .press:
                if hit?.action == "help.inside" { return [] }
                if let action = hit.flatMap({ ActionTable.action(id: $0.action) }), action.scope == .help {
                    return run(action, item: "")
                }
                state.help = nil
                return []
            case .wheelUp: return press(.up)
            case .wheelDown: return press(.down)
            }
        }
        guard let hit else { return [] }
        if let pane = PaneID(rawValue: hit.pane) { state.focus = pane }
        switch what {
        case .press:
            guard let action = ActionTable.action(id: hit.action) else { return [] }
            return run(action, item: hit.item)
        case .wheelUp: return press(.up)
        case .wheelDown: return press(.down)
        }
    }
}
