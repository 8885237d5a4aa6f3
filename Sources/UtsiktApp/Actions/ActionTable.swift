/// The one action table: who answers to a key now, and what the footer and the help list.
public enum ActionTable {
    /// Every row, in the order of the help: everywhere, then the panes by their digits, then the help's own.
    public static var all: [Action] {
        GlobalActions.rows + Panes.all.flatMap { $0.actions } + GlobalActions.help
    }

    /// Why a row cannot be done now; nil when it can. What a pane asks of the world waits until the world is open.
    public static func disabledReason(of action: Action, in state: AppState) -> String? {
        if !state.world.isOpen, case .pane(let pane) = action.scope, pane != .fabric, pane != .log {
            return "The world is not open yet"
        }
        return action.disabledReason(state)
    }

    /// The rows that count in a state, the most special first: a pane's own before everywhere's.
    public static func active(in state: AppState) -> [Action] {
        if state.help != nil { return GlobalActions.help + GlobalActions.rows.filter { $0.countsInHelp } }
        return Panes.pane(state.focus).actions + GlobalActions.rows
    }

    /// The row that takes a key in a state: the first that names it.
    ///
    /// A disabled row still takes its key, so that the user is told why nothing happens; but one that is enabled further
    /// down the same chain is preferred.
    public static func action(for key: Key, in state: AppState) -> Action? {
        let candidates = active(in: state).filter { $0.keys.contains(key) }
        return candidates.first { disabledReason(of: $0, in: state) == nil } ?? candidates.first
    }

    /// The row of an identity.
    public static func action(id: String) -> Action? { all.first { $0.id == id } }
}
