/// Where an action's keys count.
public enum Scope: Sendable, Hashable {
    /// Everywhere, unless something more special takes the key.
    case everywhere
    /// When a pane has the focus.
    case pane(PaneID)
    /// While the help is open.
    case help
    /// While the palette is open.
    case palette
    /// While a line of text is asked for.
    case prompt
    /// While a pane is searched.
    case search
    /// While an inspector is open, whatever it shows.
    case inspector
    /// On the page that is shown when nothing is configured.
    case start

    /// The scopes of what lies above the panes.
    static let ofLayers: [Scope] = [.help, .palette, .prompt, .search, .inspector, .start]

    /// The name in the remapping file.
    public var name: String {
        switch self {
        case .everywhere: "everywhere"
        case .pane(let id): id.rawValue
        case .help: "help"
        case .palette: "palette"
        case .prompt: "prompt"
        case .search: "search"
        case .inspector: "inspector"
        case .start: "start"
        }
    }

    /// Whether characters are typed into a text field there.
    var isText: Bool {
        switch self {
        case .help, .palette, .prompt, .search: true
        default: false
        }
    }
}
