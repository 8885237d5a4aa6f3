import UtsiktScreen

/// The panes as they were drawn last. A pane whose part of the state was not touched since looks the same: a key in one pane
/// costs one pane's drawing, and so does a page that was fetched.
struct TileBook: Sendable {
    /// What a pane's picture depends on besides its part of the state.
    private struct Setting: Sendable, Hashable {
        var tile: Layout.Tile
        var screen: Size
        var isFocused: Bool
        var isZoomed: Bool
        var layout: Int
        var version: AppState.Version
    }

    private var pictures: [PaneID: (setting: Setting, part: FramePart)] = [:]

    /// Draws a pane, or puts its last picture where it would look the same.
    mutating func draw(_ tile: Layout.Tile, _ state: AppState, _ painter: inout Painter) {
        let pane = state.panes.pane(tile.pane)
        let setting = Setting(
            tile: tile, screen: state.size, isFocused: Renderer.isFocused(tile, state), isZoomed: state.isZoomed,
            layout: state.layout, version: state.version(of: pane, isFollowing: !pane.follows.isEmpty))
        if let old = pictures[tile.pane], old.setting == setting { return painter.put(old.part) }
        let part = painter.keeping(tile.rect) { Renderer.draw(tile, state, &$0) }
        pictures[tile.pane] = (setting, part)
    }
}
