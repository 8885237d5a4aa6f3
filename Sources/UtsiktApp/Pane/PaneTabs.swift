/// One of a pane's views, as a case of an enumeration in the order of the tabs; its raw value is the item of the view's action.
public protocol PaneView: CaseIterable, RawRepresentable<String>, Sendable, Hashable {
    /// The name in the strip and in choices.
    var title: String { get }
    /// What it shows, in a few words; may be empty.
    var detail: String { get }
}

/// The views of a pane: the keys that go through them, the choices of the palette, the strip, and the way back. All that a
/// pane does itself is to keep which view is shown.
public struct PaneTabs: Sendable {
    /// One of them.
    public struct Tab: Sendable, Hashable {
        /// What `show` takes.
        public var id: String
        /// The name in the strip and in choices.
        public var title: String
        /// What it shows, in a few words; may be empty.
        public var detail: String
    }

    /// The words and keys of a row that goes through the views.
    public struct Row: Sendable {
        var id: String
        var title: String
        var help: String
        var prominence: Int

        /// Makes a row.
        public init(_ id: String, _ title: String, _ help: String, prominence: Int = 0) {
            self.id = id
            self.title = title
            self.help = help
            self.prominence = prominence
        }
    }

    /// The views in their order.
    public let all: [Tab]
    /// The rows of the action table: `v`, and `V` where the pane has a row for it.
    public let rows: [Action]
    /// The view that is shown.
    let shown: @Sendable (AppState) -> String
    private let show: @Sendable (inout AppState, String) -> [Effect]
    private let isWayBack: Bool

    /// Makes tabs of an enumeration's cases.
    /// - Parameters:
    ///   - pane: Whose they are.
    ///   - next: The row of `v`: the next view, or the one that was chosen.
    ///   - previous: The row of `V`: the view before; nil for none.
    ///   - isWayBack: Whether Esc leads back to the first view.
    ///   - marksShown: Whether the palette says of the view that is shown that it is.
    ///   - shown: The view that is shown.
    ///   - show: Shows another.
    public init<View: PaneView>(
        of pane: PaneID, next: Row, previous: Row? = nil, isWayBack: Bool = true, marksShown: Bool = false,
        shown: @escaping @Sendable (AppState) -> View, show: @escaping @Sendable (inout AppState, View) -> [Effect]
    ) {
        let views = Array(View.allCases)
        let all = views.map { Tab(id: $0.rawValue, title: $0.title, detail: $0.detail) }
        @Sendable func neighbour(_ state: AppState, _ step: Int) -> View {
            let now = shown(state)
            guard let index = views.firstIndex(of: now) else { return now }
            return views[(index + step + views.count) % views.count]
        }
        self.all = all
        self.isWayBack = isWayBack
        self.shown = { shown($0).rawValue }
        self.show = { state, id in View(rawValue: id).map { show(&state, $0) } ?? [] }
        let forward = Action(
            id: next.id, title: next.title, help: next.help, keys: [.character("v")], scope: .pane(pane),
            prominence: next.prominence,
            choices: { state in
                let now = marksShown ? shown(state).rawValue : nil
                return all.map { .init(item: $0.id, title: $0.title, detail: $0.id == now ? "now" : $0.detail) }
            }
        ) { state, item in show(&state, View(rawValue: item) ?? neighbour(state, 1)) }
        let backward = previous.map { row in
            Action(
                id: row.id, title: row.title, help: row.help, keys: [.character("V")], scope: .pane(pane),
                prominence: row.prominence
            ) { state, _ in show(&state, neighbour(state, -1)) }
        }
        rows = [forward] + (backward.map { [$0] } ?? [])
    }

    /// Goes back to the first view, where Esc does so; false when that is shown.
    func back(_ state: inout AppState) -> Bool {
        guard isWayBack, let first = all.first, shown(state) != first.id else { return false }
        // Going back asks nothing of the world.
        _ = show(&state, first.id)
        return true
    }
}
