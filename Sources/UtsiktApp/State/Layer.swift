import UtsiktScreen

/// What lies above the panes. The topmost has the keys; Esc and a click outside take it away.
public enum Layer: Sendable {
    /// Every key and what it does; filtered by typing, run with Enter.
    case help(ListLayer)
    /// Everything that can be done or gone to, found by typing a few of its letters.
    case palette(PaletteLayer)
    /// A line of text that an action asks for.
    case prompt(PromptLayer)
    /// Looking for something in the focused pane.
    case search(SearchLayer)
    /// Everything about one thing in a pane.
    case inspector(InspectorLayer)
    /// The page when nothing is configured.
    case start(StartLayer)

    /// Whose keys count.
    public var scope: Scope {
        switch self {
        case .help: .help
        case .palette: .palette
        case .prompt: .prompt
        case .search: .search
        case .inspector: .inspector
        case .start: .start
        }
    }

    /// Whether it leaves the panes below in full colour: a search moves their cursors.
    var isTransparent: Bool {
        switch self {
        case .search, .start: true
        default: false
        }
    }
}

/// A list that typing filters, with a chosen line.
public struct ListLayer: Sendable, Hashable {
    /// What was typed.
    public var field = TextField()
    /// The chosen line among those that match.
    public var selected = 0

    /// Makes a list with everything in it.
    public init() {}

    mutating func move(_ rows: Int, count: Int) { selected = max(0, min(selected + rows, count - 1)) }
}

/// The palette.
public struct PaletteLayer: Sendable, Hashable {
    /// The filter and the chosen line.
    public var list = ListLayer()
    /// The one action whose choices are listed; nil for everything.
    public var action: String?

    /// Makes a palette.
    public init(action: String? = nil) { self.action = action }
}

/// A line of text that an action asks for.
public struct PromptLayer: Sendable, Hashable {
    /// The action, by its id.
    public var action: String
    /// What was typed.
    public var field: TextField
    /// Why it was refused, after Enter.
    public var refusal: String?

    /// Makes a prompt.
    public init(action: String, field: TextField) {
        self.action = action
        self.field = field
    }
}

/// Looking for something in the focused pane.
public struct SearchLayer: Sendable, Hashable {
    /// What was typed.
    public var field = TextField()
    /// Which of the hits the pane shows.
    public var selected = 0
    /// What the pane's cursor was on before; Esc goes back to it.
    public var before: String?

    /// Makes a search.
    public init(before: String?) { self.before = before }
}

/// Everything about one thing in a pane.
public struct InspectorLayer: Sendable, Hashable {
    /// The pane that draws it.
    public var pane: PaneID
    /// What it is about, in the pane's own words (a hashtag, a port).
    public var subject: String
    /// How many rows were scrolled.
    public var offset = 0

    /// Makes an inspector.
    public init(pane: PaneID, subject: String) {
        self.pane = pane
        self.subject = subject
    }
}

/// The page when nothing is configured.
public struct StartLayer: Sendable, Hashable {
    /// The chosen line.
    public var selected = 0
    /// Where the configuration would be.
    public var path: String
    /// What happened when a line was run: where the file was written, or what went wrong.
    public var answer: String?

    /// Makes the page.
    public init(path: String) { self.path = path }
}
