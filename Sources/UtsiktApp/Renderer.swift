import UtsiktCore
import UtsiktScreen

/// Draws the whole screen: status line, panes in their frames, footer, and the help above them.
enum Renderer {
    static func render(_ state: AppState) -> Frame {
        var painter = Painter(size: state.size, glyphs: state.glyphs)
        let layout = Layout.arrange(size: state.size, focus: state.focus, isZoomed: state.isZoomed)
        for tile in layout.tiles { draw(tile, state, &painter) }
        if let rect = layout.status { painter.inside(rect) { StatusLine.draw(&$0, state) } }
        if let offset = state.help {
            // Above everything but the footer, whose keys are the help's own now.
            let room = Rect(
                x: 0, y: 0, width: state.size.width, height: state.size.height - (layout.footer?.height ?? 0))
            painter.inside(room) { HelpOverlay.draw(&$0, state, offset: offset) }
        }
        if let rect = layout.footer { painter.inside(rect) { Footer.draw(&$0, state) } }
        return painter.frame
    }

    private static func draw(_ tile: Layout.Tile, _ state: AppState, _ painter: inout Painter) {
        let pane = Panes.pane(tile.pane)
        let isFocused = state.focus == tile.pane && state.help == nil
        let context = PaneContext(state: state, isFocused: isFocused, isZoomed: state.isZoomed)
        painter.hit(tile.rect, pane: tile.pane.rawValue)
        painter.inside(tile.rect) { painter in
            guard tile.hasFrame else { return pane.draw(&painter, context) }
            let inner = Box(
                title: "\(tile.pane.digit) \(tile.pane.title)", caption: pane.caption(state), isFocused: isFocused
            ).draw(&painter, in: painter.bounds)
            painter.inside(inner) { pane.draw(&$0, context) }
        }
    }
}
