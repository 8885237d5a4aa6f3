/// Runs an action, asking for what it needs.
enum Runner {
    /// Runs an action, or says why it cannot be, or opens the question it asks.
    static func run(_ action: Action, item: String, _ state: inout AppState) -> [Effect] {
        if let reason = ActionTable.disabledReason(of: action, in: state) {
            state.notice = "\(action.title): \(reason)"
            return []
        }
        if item.isEmpty, let question = action.question {
            switch question {
            case .choice: state.open(.palette(PaletteLayer(action: action.id)))
            case .text(let text):
                let field = TextField(text.initial(state), isSelected: !text.isList)
                state.open(.prompt(PromptLayer(action: action.id, field: field)))
            }
            return []
        }
        return action.perform(&state, item)
    }

    /// Runs a line of a list; a pane's action moves the focus there first, so that its effect is seen.
    static func run(_ line: ListItem, _ state: inout AppState) -> [Effect] {
        if case .pane(let pane) = line.action.scope { state.focus = pane }
        return run(line.action, item: line.item, &state)
    }
}
