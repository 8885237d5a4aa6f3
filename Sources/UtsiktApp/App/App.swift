public import UtsiktScreen

/// The whole front end as a value: events go in, effects come out, and a picture can be drawn at any time.
///
/// It reads no clock, does no I/O and knows no terminal, so that every screen is a golden file and every session can be
/// replayed from its events.
public struct App: Sendable {
    /// What the screen is drawn from.
    public private(set) var state: AppState
    /// What `draw` drew last.
    private var tiles = TileBook()
    /// The cloud that the desk is laying out.
    private var commissionedCloud: CloudRequest?
    /// The world on the screen; what an older one hands in is dropped.
    public private(set) var world = WorldNumber.none

    /// Makes the app from its first state.
    public init(state: AppState) {
        self.state = state
        settle()
    }

    /// Takes an event in and says which side effects it asks for.
    public mutating func reduce(_ event: Event) -> [Effect] {
        var effects: [Effect] = []
        switch event {
        case .key(let key):
            state.notice = nil
            effects = choosing { $0.press(key) }
        case .paste(let text):
            type { $0.type(text) }
        case .mouse(let what, let point):
            guard state.preferences.hasMouse else { break }
            state.notice = nil
            state.pendingKeys = []
            effects = choosing { $0.mouse(what, at: point) }
        case .resize(let size):
            state.size = size
        case .arrived(let arrival, let origin):
            guard counts(arrival, from: origin) else { return [] }
            state.receive(arrival)
        case .metrics(let metrics):
            if state.metrics != nil { state.metrics = metrics }
        case .end:
            effects = [.terminal(.quit)]
        }
        settle()
        let wanted = state.topics.wantedCloud
        if let wanted, wanted != commissionedCloud { effects.append(.desk(.layOutCloud(wanted))) }
        commissionedCloud = wanted
        return effects
    }

    /// Whether an arrival belongs to the world on the screen, or to none. A world that is opened is the one from then on.
    private mutating func counts(_ arrival: Arrival, from origin: Origin) -> Bool {
        guard case .world(let number) = origin else { return true }
        if case .opened = arrival, number > world { world = number }
        return number == world
    }

    /// Draws the state. Mutates nothing.
    public func render() -> Frame { Renderer.render(state) }

    /// The picture that `render` gives, sooner: what has not changed since this was asked last is not drawn again.
    public mutating func draw() -> Frame { Renderer.render(state, &tiles) }

    /// Where everything is, for what must know a pane's room before it is drawn.
    public var layout: Layout { state.arrangement }

    /// Prepares what is too dear to be made while drawing, for the rooms that the panes have now.
    private mutating func settle() {
        for tile in layout.tiles { state.panes.pane(tile.pane).prepare(&state, inner: tile.inner.size) }
    }

    // MARK: - The subject in common

    /// Does something that the user asked for. What is chosen in the focused pane afterwards, and was not before, becomes the
    /// subject, and the panes that go along with it do.
    private mutating func choosing(_ body: (inout App) -> [Effect]) -> [Effect] {
        let panes = state.panes
        let before = panes.map { $0.subject(state) }
        var effects = body(&self)
        guard let place = panes.ids.firstIndex(of: state.focus), let subject = panes[place].subject(state),
            subject != before[place], subject != state.subject
        else { return effects }
        state.subject = subject
        for pane in panes where pane.id != state.focus && pane.follows.contains(subject.kind) {
            effects += pane.follow(subject, in: &state)
        }
        return effects
    }

    // MARK: - Keys

    private mutating func press(_ key: Key) -> [Effect] {
        let keys = state.pendingKeys + [key]
        state.pendingKeys = []
        switch ActionTable.answer(to: keys, in: state) {
        case .action(let action): return run(action, item: "")
        case .unfinished:
            state.pendingKeys = keys
            return []
        case .none:
            if keys.count > 1 {
                // Esc in the middle of a chord only forgets it.
                if key != .escape {
                    state.notice = keys.map(\.name).joined(separator: " ") + " does nothing here"
                }
                return []
            }
            return typed(key)
        }
    }

    /// A key that means no action: text for an open field.
    private mutating func typed(_ key: Key) -> [Effect] {
        // The key that opened a list closes it again while nothing is typed.
        switch state.layers.last {
        case .help(let list)? where list.field.text.isEmpty && key == .character("?"): state.closeLayer()
        case .palette(let palette)? where palette.list.field.text.isEmpty && key == .character(":"):
            state.closeLayer()
        default: type { field in _ = field.edit(key) }
        }
        return []
    }

    /// Changes the text field of the topmost layer, and what depends on it.
    private mutating func type(_ change: (inout TextField) -> Void) {
        let top = state.layers.count - 1
        switch state.layers.last {
        case .help(var list)?:
            change(&list.field)
            list.selected = 0
            state.layers[top] = .help(list)
        case .palette(var palette)?:
            change(&palette.list.field)
            palette.list.selected = 0
            state.layers[top] = .palette(palette)
        case .prompt(var prompt)?:
            change(&prompt.field)
            prompt.refusal = nil
            state.layers[top] = .prompt(prompt)
        case .search(var search)?:
            change(&search.field)
            state.layers[top] = .search(search)
            SearchLayer.typed(&state)
        default: break
        }
    }

    private mutating func run(_ action: Action, item: String) -> [Effect] {
        Runner.run(action, item: item, &state).flatMap { effect -> [Effect] in
            guard case .desk(.copy(var copied)) = effect else { return [effect] }
            // What a pane shows can only be drawn here.
            if copied.text.isEmpty { copied.text = picture(of: state.focus) }
            return [.terminal(.copy(copied.text)), .desk(.copy(copied))]
        }
    }

    /// What a pane shows, as text.
    private func picture(of pane: PaneID) -> String {
        let frame = render()
        guard let tile = layout.tiles.first(where: { $0.pane == pane }) else { return frame.text }
        return (tile.inner.y..<tile.inner.maxY).map { y in
            var line = ""
            for x in tile.inner.x..<tile.inner.maxX where frame[x, y].width > 0 { line.append(frame[x, y].glyph) }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }

    // MARK: - Mouse

    private mutating func mouse(_ what: MouseEvent, at point: Point) -> [Effect] {
        let frame = render()
        let hit = frame.hit(at: point)
        guard state.layers.isEmpty else {
            switch what {
            case .press:
                guard let hit, let action = state.table.action(id: hit.action),
                    ActionTable.active(in: state).contains(where: { $0.id == action.id })
                else { return [] }
                return run(action, item: hit.item)
            case .wheelUp: return press(.up)
            case .wheelDown: return press(.down)
            }
        }
        guard let hit else { return [] }
        // A region within a pane belongs to it without saying so.
        let below = frame.hits.last { !$0.pane.isEmpty && $0.rect.contains(point) }
        if let pane = below.flatMap({ state.panes.id(named: $0.pane) }) { state.focus = pane }
        switch what {
        case .press:
            guard let action = state.table.action(id: hit.action) else { return [] }
            return run(action, item: hit.item)
        case .wheelUp: return turn(hit.wheelUp, hit.item) ?? press(.up)
        case .wheelDown: return turn(hit.wheelDown, hit.item) ?? press(.down)
        }
    }

    /// The wheel over a value that answers to it; nil over anything else.
    private mutating func turn(_ id: String, _ item: String) -> [Effect]? {
        state.table.action(id: id).map { run($0, item: item) }
    }
}
