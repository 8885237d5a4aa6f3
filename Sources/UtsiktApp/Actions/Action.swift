/// One row of the action table. Dispatch, footer, `?` help and the README's key table all come from these rows.
public struct Action: Sendable {
    /// The row's identity, as `topics.window`; also what a hit region names.
    public let id: String
    /// Two or three words for the footer.
    public let title: String
    /// One sentence for the help.
    public let help: String
    /// The keys by default, the first one shown in the footer.
    public let keys: [Key]
    /// Where the keys count.
    public let scope: Scope
    /// How early it is named in a footer without room for all; higher first, 0 never.
    public let prominence: Int
    /// Why it cannot be done now; nil when it can.
    public let disabledReason: @Sendable (AppState) -> String?
    /// Does it: changes the state and returns what the outside must do. `item` is what a click meant, else empty.
    public let perform: @Sendable (inout AppState, _ item: String) -> [Effect]

    /// Makes a row.
    public init(
        id: String, title: String, help: String, keys: [Key], scope: Scope, prominence: Int = 1,
        disabledReason: @escaping @Sendable (AppState) -> String? = { _ in nil },
        perform: @escaping @Sendable (inout AppState, _ item: String) -> [Effect]
    ) {
        self.id = id
        self.title = title
        self.help = help
        self.keys = keys
        self.scope = scope
        self.prominence = prominence
        self.disabledReason = disabledReason
        self.perform = perform
    }
}

extension Action {
    /// Whether the row counts while the help is open, too: what belongs to the terminal rather than to a pane.
    var countsInHelp: Bool { id == "program.repaint" || id == "program.suspend" }
}

/// Where an action's keys count.
public enum Scope: Sendable, Hashable {
    /// Everywhere, unless something more special takes the key.
    case everywhere
    /// When a pane has the focus.
    case pane(PaneID)
    /// While the help is open.
    case help

    /// The heading in the help and the README.
    public var title: String {
        switch self {
        case .everywhere: "Everywhere"
        case .pane(let id): id.title
        case .help: "Help"
        }
    }
}
