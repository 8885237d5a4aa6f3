import UtsiktScreen

/// A line of text that an action asks for, with what is wrong with it.
enum PromptView {
    static func draw(_ painter: inout Painter, _ layer: PromptLayer, _ state: AppState) {
        guard let action = state.table.action(id: layer.action), case .text(let question)? = action.question else {
            return
        }
        LayerView.framed(&painter, title: question.label) { painter in
            FilterLine.draw(&painter, layer.field, placeholder: "", state)
            let width = max(1, painter.size.width - 4)
            let (words, style) =
                layer.refusal.map { ($0, Style(.bad, .bold)) } ?? (question.hint, Style(.muted))
            let lines = TextWrap.lines(words, width: width)
            if layer.refusal != nil { painter.text("!", x: 1, y: 1, style) }
            for (index, line) in lines.prefix(2).enumerated() {
                // The last line there is room for says that there would be more.
                let isLast = index == 1 && lines.count > 2
                painter.text(isLast ? line + " " + lines[2] : line, x: 3, y: 1 + index, style, limit: width)
            }
            guard lines.count < 2 else { return }
            painter.text("Enter accepts, Esc cancels", x: 3, y: 2, Style(.faint), limit: width)
        }
    }
}

/// The line above the footer in which a pane is searched.
enum SearchView {
    static func draw(_ painter: inout Painter, _ layer: SearchLayer, _ state: AppState) {
        let hits = SearchLayer.hits(layer, state)
        let width = painter.size.width
        let told: String
        if layer.field.text.isEmpty {
            told = state.panes.pane(state.focus).searchHint
        } else {
            told = hits.isEmpty ? "nothing found" : "\(min(layer.selected, hits.count - 1) + 1) of \(hits.count)"
        }
        let style: Style = hits.isEmpty && !layer.field.text.isEmpty ? Style(.warning, .bold) : Style(.muted)
        let room = min(TextWidth.of(told), max(0, width - 14))
        painter.text("/", x: 1, y: 0, Style(.accent, .bold))
        layer.field.draw(&painter, x: 2, y: 0, width: max(0, width - 5 - room))
        painter.text(told, x: max(3, width - 1 - room), y: 0, style, limit: room)
    }
}

/// The frame around what a pane says of one thing.
enum InspectorView {
    /// How high the frame need be for what there is to say, at most as high as it may be.
    static func height(_ layer: InspectorLayer, _ state: AppState, in most: Size) -> Int {
        let inner = Rect(most).inset(dx: 1, dy: 1).size
        var painter = Painter(size: inner, glyphs: state.glyphs)
        let context = PaneContext(state: state, isFocused: true, isZoomed: true)
        state.panes.pane(layer.pane).drawInspector(&painter, context, subject: layer.subject, offset: 0)
        let last = (0..<inner.height).last { y in painter.frame.line(y).contains { $0 != " " } } ?? 0
        let wanted = min(most.height, max(8, last + 3))
        // In less room there may be less to see: then the frame stays as high as it may be.
        var again = Painter(size: Size(width: inner.width, height: max(0, wanted - 2)), glyphs: state.glyphs)
        state.panes.pane(layer.pane).drawInspector(&again, context, subject: layer.subject, offset: 0)
        let isSame = (0..<again.size.height).allSatisfy { again.frame.line($0) == painter.frame.line($0) }
        return isSame ? wanted : most.height
    }

    static func draw(_ painter: inout Painter, _ layer: InspectorLayer, _ state: AppState) {
        let pane = state.panes.pane(layer.pane)
        let context = PaneContext(state: state, isFocused: true, isZoomed: true)
        let title = pane.inspectorTitle(layer.subject, state)
        LayerView.framed(&painter, title: title, caption: "Esc closes") { painter in
            pane.drawInspector(&painter, context, subject: layer.subject, offset: layer.offset)
        }
    }
}
