public import UtsiktScreen

/// One pane: what it is called, its part of the state, its rows of the action table, its picture, and its data.
///
/// A pane is a namespace of pure functions. What it remembers (cursor, view) and the snapshot of the core that it shows are its
/// part of the state (`Value`, `state[ThePane.self]`). Everything the program knows of a pane it asks of this type, so that a new
/// one is a folder and a line in `PaneRegister.standard`; only the first four requirements have no default.
public protocol Pane: StateSlot {
    /// The word by which commands and the configuration name it.
    static var id: PaneID { get }
    /// The title in the frame, in the tabs and in the help.
    static var title: String { get }
    /// The actions that count while it has the focus. The rows of `tabs` come after them unless they are among them.
    static var actions: [Action] { get }
    /// Draws the inside of the frame, whatever its size: full, compact, one line or one number (the fit ladder).
    static func draw(_ painter: inout Painter, _ context: PaneContext)

    // MARK: Its place

    /// Its place in the overview and in layouts.
    static var share: PaneShare { get }
    /// Whether its actions ask something of the world and so wait until that is open.
    static var needsWorld: Bool { get }
    /// Its views; nil when it has one only.
    static var tabs: PaneTabs? { get }
    /// A few words after the title in the frame, as `24,271 posts`; empty for none.
    static func caption(_ state: AppState) -> String
    /// Makes what is too dear for drawing (a cloud's layout) for the room the pane has now and keeps it in the pane's state.
    /// Called after every event; must return at once when nothing changed.
    static func prepare(_ state: inout AppState, inner: Size)

    // MARK: Finding and going back

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
    /// Goes one step back within the view, for Esc; false when there is none. Back to the first view leads `tabs`.
    static func back(_ state: inout AppState) -> Bool
    /// The heading of an inspector about something in the pane.
    static func inspectorTitle(_ subject: String, _ state: AppState) -> String
    /// Draws the inside of an inspector about something in the pane.
    /// - Parameter offset: How many rows were scrolled down; may be more than there are.
    static func drawInspector(_ painter: inout Painter, _ context: PaneContext, subject: String, offset: Int)

    // MARK: Its data

    /// What `y` copies; nil for the pane's picture as text.
    static func copied(_ state: AppState) -> CopiedText?
    /// Its data as lines of JSON with their line feeds; nil when it has none.
    static func json(_ state: AppState) throws -> String?
    /// Its data as CSV with a header line (RFC 4180); nil when it has none.
    static func csv(_ state: AppState) -> String?
    /// Its answer in one complete sentence for ears and logs: no glyphs, no columns. nil while there is nothing to say.
    static func sentence(_ state: AppState) -> String?

    // MARK: The subject in common

    /// What is chosen in it, where other panes may know it too; nil for nothing.
    static func subject(_ state: AppState) -> Subject?
    /// The kinds of subject that it goes along with.
    static var follows: Set<Subject.Kind> { get }
    /// Goes along with a subject of one of those kinds that was chosen in another pane.
    /// - Returns: The side effects.
    static func follow(_ subject: Subject, in state: inout AppState) -> [Effect]
}
