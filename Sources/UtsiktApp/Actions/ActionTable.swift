/// The action table: who answers to a key now, and what the footer, the help and the palette list. Made of a register of panes;
/// a state carries the one it works with.
public struct ActionTable: Sendable {
    /// The panes whose rows are in it.
    public let panes: PaneRegister
    /// Every row, in the order of the help: everywhere, then the panes by their digits, then the layers' own.
    public let rows: [Action]
    /// Everywhere's rows.
    let everywhere: [Action]
    private let ofPanes: [PaneID: [Action]]
    private let places: [String: Int]

    /// Makes the table of some panes.
    public init(_ panes: PaneRegister) {
        self.panes = panes
        everywhere = GlobalActions.rows(panes)
        ofPanes = Dictionary(panes.map { ($0.id, $0.rows) }, uniquingKeysWith: { first, _ in first })
        let ofPanes = ofPanes
        rows = everywhere + panes.ids.flatMap { ofPanes[$0] ?? [] } + LayerActions.rows
        places = Dictionary(
            rows.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The table of the program's own panes.
    public static let standard = ActionTable(.standard)

    /// The table of the panes that count here (`Panes.all`).
    public static var current: ActionTable {
        let panes = Panes.all
        return panes.ids == standard.panes.ids ? standard : ActionTable(panes)
    }

    /// Every row of the panes that count here.
    public static var all: [Action] { current.rows }

    /// The row of an identity among the panes that count here.
    public static func action(id: String) -> Action? { current.action(id: id) }

    /// The row of an identity.
    public func action(id: String) -> Action? { places[id].map { rows[$0] } }

    /// A pane's rows.
    public func rows(of pane: PaneID) -> [Action] { ofPanes[pane] ?? [] }

    // MARK: Scopes

    /// Every scope, in the order of the help.
    public var scopes: [Scope] { [.everywhere] + panes.ids.map { .pane($0) } + Scope.ofLayers }

    /// A scope's heading in the help and the README.
    public func title(of scope: Scope) -> String {
        if case .pane(let id) = scope { return panes.pane(id).title }
        return scope.name.prefix(1).uppercased() + scope.name.dropFirst()
    }

    /// The scope of a name in the remapping file.
    public func scope(named name: String) -> Scope? { scopes.first { $0.name == name } }
}

extension Action {
    /// Whether the row counts while a layer is open, too: what belongs to the terminal rather than to a pane.
    var countsInLayers: Bool { ["program.repaint", "program.suspend", "view.hud"].contains(id) }
}
