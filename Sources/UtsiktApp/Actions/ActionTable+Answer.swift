extension ActionTable {
    /// Why a row cannot be done now; nil when it can. What a pane asks of the world waits until the world is open.
    public static func disabledReason(of action: Action, in state: AppState) -> String? {
        if !state.world.isOpen, case .pane(let pane) = action.scope, state.panes.pane(pane).needsWorld {
            return "The world is not open yet"
        }
        return action.disabledReason(state)
    }

    /// The scopes whose keys count in a state, the most special first.
    public static func scopes(in state: AppState) -> [Scope] {
        guard let layer = state.layers.last else { return [.pane(state.focus), .everywhere] }
        return [layer.scope]
    }

    /// The rows that count in a state, the most special first: a layer's own, or a pane's before everywhere's.
    public static func active(in state: AppState) -> [Action] {
        let table = state.table
        guard let layer = state.layers.last else { return table.rows(of: state.focus) + table.everywhere }
        return LayerActions.rows.filter { $0.scope == layer.scope } + table.everywhere.filter(\.countsInLayers)
    }

    /// What keys mean in a state.
    public enum Answer: Sendable {
        /// An action.
        case action(Action)
        /// The start of a chord.
        case unfinished
        /// Nothing.
        case none
    }

    /// What keys mean in a state: the first scope that knows them.
    ///
    /// A disabled row still takes its key, so that the user is told why nothing happens; but one that is enabled further
    /// down the same chain is preferred.
    public static func answer(to keys: [Key], in state: AppState) -> Answer {
        guard let chord = KeyChord(keys) else { return .none }
        let (keymap, table) = (state.preferences.keymap, state.table)
        let scopes = scopes(in: state)
        var candidates = scopes.compactMap { keymap.action(for: chord, in: $0) }.compactMap { table.action(id: $0) }
        if !state.layers.isEmpty, let id = keymap.action(for: chord, in: .everywhere), let row = table.action(id: id),
            row.countsInLayers
        {
            candidates.append(row)
        }
        if let row = candidates.first(where: { disabledReason(of: $0, in: state) == nil }) ?? candidates.first {
            return .action(row)
        }
        return scopes.contains { keymap.isStart(keys, in: $0) } ? .unfinished : .none
    }
}
