public import UtsiktScreen

extension Pane {
    /// An outlook like any other.
    public static var share: PaneShare { PaneShare() }
    /// A pane's actions wait for the world unless it says that it needs none.
    public static var needsWorld: Bool { true }
    /// One view only.
    public static var tabs: PaneTabs? { nil }
    /// No words after the title.
    public static func caption(_ state: AppState) -> String { "" }
    /// Nothing needs preparing unless a pane says so.
    public static func prepare(_ state: inout AppState, inner: Size) {}
    /// Nothing can be found unless a pane says what.
    public static func search(_ text: String, in state: AppState) -> [SearchHit] { [] }
    /// Nothing can be searched for unless a pane says so.
    public static var searchHint: String { "this pane has nothing to search" }
    /// No cursor unless a pane has one.
    public static func current(_ state: AppState) -> String? { nil }
    /// No cursor, nothing to reveal.
    public static func reveal(_ item: String, in state: inout AppState) {}
    /// All rows count in every view unless a pane says otherwise.
    public static func atHand(_ state: AppState) -> Set<String>? { nil }
    /// No steps within a view unless it has some.
    public static func back(_ state: inout AppState) -> Bool { false }
    /// The subject itself, unless a pane has better words.
    public static func inspectorTitle(_ subject: String, _ state: AppState) -> String { subject }
    /// Nothing to inspect unless a pane draws it.
    public static func drawInspector(
        _ painter: inout Painter, _ context: PaneContext, subject: String, offset: Int
    ) {}
    /// The picture is copied unless a pane has better text.
    public static func copied(_ state: AppState) -> CopiedText? { nil }
    /// No data unless a pane has some.
    public static func json(_ state: AppState) throws -> String? { nil }
    /// No rows unless a pane has some.
    public static func csv(_ state: AppState) -> String? { nil }
    /// Nothing to say unless a pane says it.
    public static func sentence(_ state: AppState) -> String? { nil }
    /// Nothing that others know unless a pane says so.
    public static func subject(_ state: AppState) -> Subject? { nil }
    /// A pane goes its own way unless it says otherwise.
    public static var follows: Set<Subject.Kind> { [] }
    /// Nothing changes in a pane that only draws the subject.
    public static func follow(_ subject: Subject, in state: inout AppState) -> [Effect] { [] }
}

extension Pane {
    /// All its rows: its own, and those of its tabs unless they are among them.
    static var rows: [Action] {
        let own = actions
        let known = Set(own.map(\.id))
        return own + (tabs?.rows ?? []).filter { !known.contains($0.id) }
    }

    /// Goes one step back: within the view, then to the first view.
    static func stepBack(_ state: inout AppState) -> Bool { back(&state) || tabs?.back(&state) == true }
}
