import UtsiktScreen

/// Draws the layers above the panes, the topmost in full colour.
enum LayerView {
    /// Draws the stack in the room above the footer.
    static func draw(_ painter: inout Painter, _ state: AppState) {
        for (index, layer) in state.layers.enumerated() {
            let isTop = index == state.layers.count - 1
            // A click outside means Esc; it lies under the layer's own regions.
            if isTop, layer.scope != .start { painter.hit(painter.bounds, action: closing(layer)) }
            if !layer.isTransparent { painter.restyle(painter.bounds) { $0.attributes = [.dim] } }
            let rect = box(layer, state, painter.size)
            painter.hit(rect, action: inside)
            painter.fill(rect)
            painter.inside(rect) { draw(layer, &$0, state) }
        }
    }

    /// What a click into a layer, but on none of its lines, hits: nothing happens.
    static let inside = "layer.inside"

    /// The action that a click outside performs.
    static func closing(_ layer: Layer) -> String { layer.scope.name + ".close" }

    private static func draw(_ layer: Layer, _ painter: inout Painter, _ state: AppState) {
        switch layer {
        case .help(let list): HelpView.draw(&painter, list, state)
        case .palette(let palette): PaletteView.draw(&painter, palette, state)
        case .prompt(let prompt): PromptView.draw(&painter, prompt, state)
        case .search(let search): SearchView.draw(&painter, search, state)
        case .inspector(let inspector): InspectorView.draw(&painter, inspector, state)
        case .start(let start): StartView.draw(&painter, start, state)
        }
    }

    /// Where a layer is in the room above the footer.
    static func box(_ layer: Layer, _ state: AppState, _ room: Size) -> Rect {
        func centred(_ width: Int, _ height: Int) -> Rect {
            let (w, h) = (min(room.width, width), min(room.height, height))
            return Rect(x: (room.width - w) / 2, y: (room.height - h) / 2, width: w, height: h)
        }
        switch layer {
        case .help: return centred(100, max(room.height - 3, 6))
        case .palette:
            // At a fixed height below the top, so that the line being typed does not move while the list gets shorter.
            let height = min(room.height, 18)
            let width = min(room.width, 92)
            let y = min(room.height > 30 ? 5 : 2, max(0, room.height - height))
            return Rect(x: (room.width - width) / 2, y: y, width: width, height: height)
        case .prompt: return centred(64, 5)
        case .search: return Rect(x: 0, y: max(0, room.height - 1), width: room.width, height: min(1, room.height))
        case .inspector(let layer):
            let most = centred(max(60, room.width * 8 / 10), max(room.height - 4, 8))
            return centred(most.width, min(most.height, InspectorView.height(layer, state, in: most.size)))
        case .start: return Rect(room)
        }
    }

    /// The room of the topmost inspector inside its frame, for what has to know it before it is drawn.
    static func framed(
        _ painter: inout Painter, title: String, caption: String = "", _ body: (inout Painter) -> Void
    ) {
        guard painter.size.width >= 12, painter.size.height >= 4 else { return body(&painter) }
        let inner = Box(title: title, caption: caption, isFocused: true).draw(&painter, in: painter.bounds)
        painter.inside(inner, body)
    }
}
