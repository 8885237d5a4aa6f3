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
}

extension Pane {
    /// Nothing needs preparing unless a pane says so.
    public static func prepare(_ state: inout AppState, inner: Size) {}
}

/// What a pane is drawn from besides its size.
public struct PaneContext: Sendable {
    /// The whole state; panes read their own part.
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
