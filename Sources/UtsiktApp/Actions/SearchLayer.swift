extension SearchLayer {
    /// What the focused pane has for the text typed so far.
    static func hits(_ layer: SearchLayer, _ state: AppState) -> [SearchHit] {
        layer.field.text.isEmpty ? [] : state.panes.pane(state.focus).search(layer.field.text, in: state)
    }

    /// Goes to another hit, round about.
    static func move(_ step: Int, _ state: inout AppState) {
        guard case .search(var layer)? = state.layers.last else { return }
        let hits = hits(layer, state)
        guard !hits.isEmpty else { return }
        layer.selected = ((layer.selected + step) % hits.count + hits.count) % hits.count
        state.layers[state.layers.count - 1] = .search(layer)
        state.panes.pane(state.focus).reveal(hits[layer.selected].item, in: &state)
    }

    /// Shows the first hit of what was typed now; where it began when nothing is typed.
    static func typed(_ state: inout AppState) {
        guard case .search(var layer)? = state.layers.last else { return }
        layer.selected = 0
        state.layers[state.layers.count - 1] = .search(layer)
        let target = hits(layer, state).first?.item ?? (layer.field.text.isEmpty ? layer.before : nil)
        if let target { state.panes.pane(state.focus).reveal(target, in: &state) }
    }
}
