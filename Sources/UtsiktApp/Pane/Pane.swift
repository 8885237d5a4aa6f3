public import UtsiktScreen

/// One pane: its rows of the action table and its picture.
///
/// A pane is a namespace of pure functions. What it remembers (cursor, view) lives in its part of `AppState`; what it shows
/// comes from a snapshot of the core. To add one: a case in `PaneID`, a folder here, and its line in `Panes.all`.
public protocol Pane {
    /// Which pane it is.
    static var id: PaneID { get }
    /// The actions that count while it has the focus.
    static var actions: [Action] { get }
    /// A few words after the title in the frame, as `24,271 posts`; empty for none.
    static func caption(_ state: AppState) -> String
    /// Draws the inside of the frame, whatever its size: full, compact, one line or one number (the fit ladder).
    static func draw(_ painter: inout Painter, _ context: PaneContext)
    /// Makes what is too dear for drawing (a cloud's layout) for the room the pane has now and keeps it in the pane's state.
    /// Called after every event; must return at once when nothing changed.
    static func prepare(_ state: inout AppState, inner: Size)
    /// What a text finds in the pane, the best first; for `/`.
    static func search(_ text: String, in state: AppState) -> [SearchHit]
    /// What can be searched for, in a few words.
    static var searchHint: String { get }
    /// What the pane's cursor is on, as `reveal` takes it; nil when on nothing.
    static func current(_ state: AppState) -> String?
    /// Puts the pane's cursor on something and scrolls it into sight. Anything unknown is ignored.
    static func reveal(_ item: String, in state: inout AppState)
    /// The rows, by id, that the view shown is about, when not all count in every view: of the pane's rows the footer shows
    /// these and no others.
    static func atHand(_ state: AppState) -> Set<String>?
    /// Goes one step back within the pane, for Esc; false when there is none.
    static func back(_ state: inout AppState) -> Bool
    /// What `y` copies; nil for the pane's picture as text.
    static func copied(_ state: AppState) -> CopiedText?
    /// The heading of an inspector about something in the pane.
    static func inspectorTitle(_ subject: String, _ state: AppState) -> String
    /// Draws the inside of an inspector about something in the pane.
    /// - Parameter offset: How many rows were scrolled down; may be more than there are.
    static func drawInspector(_ painter: inout Painter, _ context: PaneContext, subject: String, offset: Int)
}

extension Pane {
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
    /// No steps within a pane unless it has some.
    public static func back(_ state: inout AppState) -> Bool { false }
    /// The picture is copied unless a pane has better text.
    public static func copied(_ state: AppState) -> CopiedText? { nil }
    /// The subject itself, unless a pane has better words.
    public static func inspectorTitle(_ subject: String, _ state: AppState) -> String { subject }
    /// Nothing to inspect unless a pane draws it.
    public static func drawInspector(
        _ painter: inout Painter, _ context: PaneContext, subject: String, offset: Int
    ) {}
}

/// What a pane is drawn from besides its size.
public struct PaneContext: Sendable {
    /// The whole state. A pane is drawn from its own part, the world, the preferences, glyphs and colours, and from nothing
    /// else: while none of them is touched, its last picture is shown again (`TileBook`).
    public let state: AppState
    /// Whether the pane has the keys.
    public let isFocused: Bool
    /// Whether it has the whole screen.
    public let isZoomed: Bool

    /// Makes a context.
    public init(state: AppState, isFocused: Bool, isZoomed: Bool) {
        self.state = state
        self.isFocused = isFocused
        self.isZoomed = isZoomed
    }
}

/// The register of panes.
public enum Panes {
    /// Every pane, in the order of the digits.
    public static var all: [any Pane.Type] {
        [FetchPane.self, TopicsPane.self, ForecastPane.self, FabricPane.self, LogPane.self]
    }

    /// The pane of an identity.
    public static func pane(_ id: PaneID) -> any Pane.Type {
        all.first { $0.id == id } ?? LogPane.self
    }
}
