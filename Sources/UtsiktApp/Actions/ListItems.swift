/// A line of the palette or the help: an action, with an item or without.
struct ListItem: Sendable {
    /// The action.
    var action: Action
    /// What it is run with; empty for the action itself.
    var item: String
    /// What is shown and searched: `Topics: window`, `theme: calm`.
    var title: String
    /// A few more words, muted.
    var detail: String
    /// Why it cannot be run now; nil when it can.
    var reason: String?
}

/// What the palette and the help list.
enum ListItems {

    /// The palette's lines in a state, the best match first.
    static func palette(_ layer: PaletteLayer, _ state: AppState) -> [ListItem] {
        let below = state.belowLayers
        let typed = layer.list.field.text
        if let id = layer.action {
            guard let action = state.table.action(id: id) else { return [] }
            return ranked(choices(of: action, below, titled: false), typed)
        }
        var items: [ListItem] = []
        for action in runnable(below) {
            let reason = ActionTable.disabledReason(of: action, in: below)
            // With its choices listed, the question itself would be one line too many; a step of a cursor is none to look for.
            let isListed = !(action.question.isChoice && !typed.isEmpty) && !action.isCursorStep(below)
            if isListed {
                items.append(
                    ListItem(
                        action: action, item: "", title: title(action, below), detail: action.help, reason: reason))
            }
            if !typed.isEmpty { items += choices(of: action, below, titled: true) }
        }
        return ranked(items, typed)
    }

    /// The help's lines in a state, in the order of the table: the focused pane's, everywhere's, the other panes'.
    static func help(_ layer: ListLayer, _ state: AppState) -> [ListItem] {
        let below = state.belowLayers
        let words = layer.field.text.lowercased().split(separator: " ")
        return runnable(below).compactMap { action in
            let keys = below.preferences.keymap.chords(of: action)
            guard !keys.isEmpty || !words.isEmpty else { return nil }
            let scope = below.table.title(of: action.scope)
            let searched = ([action.title, action.help, scope, action.id] + keys.map(\.name))
                .joined(separator: " ").lowercased()
            guard words.allSatisfy({ searched.contains($0) }) else { return nil }
            return ListItem(
                action: action, item: "", title: action.title, detail: action.help,
                reason: ActionTable.disabledReason(of: action, in: below))
        }
    }

    /// The rows that can be run from a list, the focused pane's first.
    private static func runnable(_ state: AppState) -> [Action] {
        let table = state.table
        let others = state.panes.ids.filter { $0 != state.focus }.flatMap { table.rows(of: $0) }
        return table.rows(of: state.focus) + table.everywhere + others
    }

    private static func title(_ action: Action, _ state: AppState) -> String {
        if case .pane = action.scope { return "\(state.table.title(of: action.scope)): \(action.title)" }
        return action.title
    }

    private static func choices(of action: Action, _ state: AppState, titled: Bool) -> [ListItem] {
        let reason = ActionTable.disabledReason(of: action, in: state)
        let before = titled ? title(action, state) + ": " : ""
        return action.choices(state).map { choice in
            ListItem(
                action: action, item: choice.item, title: before + choice.title,
                detail: choice.detail, reason: reason)
        }
    }

    private static func ranked(_ items: [ListItem], _ typed: String) -> [ListItem] {
        guard !typed.isEmpty else { return items }
        let scored = items.enumerated().compactMap { index, item in
            FuzzyMatch.score(typed, in: item.title).map { (item: item, score: $0, index: index) }
        }
        let named = scored.sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.item)
        // What only says the words in its help comes after everything that is called so.
        let words = typed.lowercased().split(separator: " ")
        let told = items.filter { item in
            let help = item.detail.lowercased()
            return item.item.isEmpty && words.allSatisfy { help.contains($0) }
                && FuzzyMatch.score(typed, in: item.title) == nil
        }
        return named + told
    }
}

extension Action {
    /// Whether it only moves a cursor, or answers to clicks alone.
    fileprivate func isCursorStep(_ state: AppState) -> Bool {
        if question != nil { return false }
        let chords = state.preferences.keymap.chords(of: self)
        if chords.isEmpty {
            return keys.isEmpty && prominence == 0 && !["look.", "units.", "pane."].contains { id.hasPrefix($0) }
        }
        let moves: Set<Key> = [.up, .down, .left, .right, .pageUp, .pageDown, .home, .end]
        return chords.allSatisfy { $0.keys.allSatisfy(moves.contains) }
    }
}

extension Optional where Wrapped == Action.Question {
    fileprivate var isChoice: Bool { if case .choice? = self { true } else { false } }
}

extension AppState {
    /// The state without its layers: what an action run from a layer acts on.
    var belowLayers: AppState {
        var state = self
        state.layers = []
        state.pendingKeys = []
        return state
    }
}
