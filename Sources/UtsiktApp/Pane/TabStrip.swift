import UtsiktScreen

/// The row of a pane's views, the one that is shown between brackets so that it can be told without colour.
struct TabStrip {
    let tabs: PaneTabs
    let state: AppState
    let isFocused: Bool

    func draw(_ painter: inout Painter) {
        guard let action = tabs.rows.first else { return }
        let shown = tabs.shown(state)
        var x = 0
        for tab in tabs.all {
            let isShown = tab.id == shown
            let text = isShown ? "[\(tab.title)]" : " \(tab.title) "
            let width = TextWidth.of(text)
            guard x + width <= painter.size.width else { break }
            painter.text(text, x: x, y: 0, isShown ? Style(.selection, .bold) : Style(.muted))
            painter.hit(Rect(x: x, y: 0, width: width, height: 1), action: action.id, item: tab.id)
            x += width + 1
        }
        guard isFocused else { return }
        let key = KeyNames.first(action.id, state)
        if !key.isEmpty, x + TextWidth.of(key) + 12 <= painter.size.width {
            painter.textRight(key + " next view", maxX: painter.size.width - 1, y: 0, Style(.muted))
        }
    }
}
