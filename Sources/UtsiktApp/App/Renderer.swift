import UtsiktCore
import UtsiktScreen

/// Draws the whole screen: status line, panes in their frames, the layers above them, footer.
enum Renderer {
    /// The picture of a state.
    static func render(_ state: AppState) -> Frame { render(state) { draw($0, state, &$1) } }

    /// The same picture, where what has not changed since the last one is taken from a book, and kept in it for the next one.
    static func render(_ state: AppState, _ book: inout TileBook) -> Frame {
        render(state) { book.draw($0, state, &$1) }
    }

    private static func render(_ state: AppState, drawing: (Layout.Tile, inout Painter) -> Void) -> Frame {
        var painter = Painter(
            size: state.size, glyphs: state.glyphs, colours: state.preferences.colours ?? state.availableColours)
        let layout = state.arrangement
        let room = Rect(x: 0, y: 0, width: state.size.width, height: state.size.height - (layout.footer?.height ?? 0))
        // The start page has the whole screen: there is nothing to show below it.
        if case .start? = state.layers.first {
            painter.inside(room) { LayerView.draw(&$0, state) }
        } else {
            for tile in layout.tiles { drawing(tile, &painter) }
            if let rect = layout.status { painter.inside(rect) { StatusLine.draw(&$0, state) } }
            painter.inside(room) { LayerView.draw(&$0, state) }
        }
        if let metrics = state.metrics { painter.inside(room) { MetricsView.draw(&$0, metrics, state) } }
        if let rect = layout.footer { painter.inside(rect) { Footer.draw(&$0, state) } }
        return painter.frame
    }

    /// Whether a pane has the keys.
    static func isFocused(_ tile: Layout.Tile, _ state: AppState) -> Bool {
        state.focus == tile.pane && state.layers.allSatisfy(\.isTransparent)
    }

    /// Draws a pane in its frame.
    static func draw(_ tile: Layout.Tile, _ state: AppState, _ painter: inout Painter) {
        let pane = state.panes.pane(tile.pane)
        let isFocused = isFocused(tile, state)
        let context = PaneContext(state: state, isFocused: isFocused, isZoomed: state.isZoomed)
        painter.hit(tile.rect, pane: tile.pane.rawValue)
        painter.inside(tile.rect) { painter in
            guard tile.hasFrame else { return pane.draw(&painter, context) }
            let inner = Box(
                title: state.panes.heading(of: tile.pane), caption: pane.caption(state), isFocused: isFocused
            ).draw(&painter, in: painter.bounds)
            painter.inside(inner) { pane.draw(&$0, context) }
        }
    }
}
