public import UtsiktScreen

/// Where everything is on a screen of some size: a pure function, tested as pictures.
///
/// No screen is refused: where the chosen layout does not fit, the focused pane has all the room with a strip of tabs, and a
/// single row or column still shows the focused pane's smallest form.
public struct Layout: Sendable, Hashable {
    /// A pane's place.
    public struct Tile: Sendable, Hashable {
        /// Which pane.
        public var pane: PaneID
        /// Its cells, frame included.
        public var rect: Rect
        /// Whether there is room for a frame.
        public var hasFrame: Bool

        /// The cells within the frame.
        public var inner: Rect { hasFrame ? rect.inset(dx: 1, dy: 1) : rect }
    }

    /// The status line at the top; nil where there is no room.
    public var status: Rect?
    /// The footer at the bottom; nil where there is no room.
    public var footer: Rect?
    /// The panes that are shown.
    public var tiles: [Tile]

    /// Arranges a screen.
    /// - Parameters:
    ///   - size: The screen's size.
    ///   - focus: The pane that is always shown.
    ///   - isZoomed: Whether the focused pane takes all the room.
    ///   - entry: The layout that was chosen.
    ///   - shares: The panes there are.
    public static func arrange(
        size: Size, focus: PaneID, isZoomed: Bool, entry: LayoutBook.Entry = LayoutBook.standard[0], shares: PaneShares
    ) -> Layout {
        var rest = Rect(size)
        var layout = Layout(status: nil, footer: nil, tiles: [])
        if size.height >= 4, size.width >= 10 {
            (layout.status, rest) = { ($0.top, $0.rest) }(rest.splitTop(1))
        }
        if size.height >= 6, size.width >= 10 {
            let parts = rest.splitTop(rest.height - 1)
            (rest, layout.footer) = (parts.top, parts.rest)
        }
        layout.tiles = tiles(
            in: rest, size: size, focus: focus,
            node: isZoomed || size.width < 40 || size.height < 12 ? nil : tree(size, focus: focus, entry, shares),
            shares: shares)
        return layout
    }

    private static func tiles(
        in room: Rect, size: Size, focus: PaneID, node: LayoutNode?, shares: PaneShares
    ) -> [Tile] {
        if room.isEmpty { return [] }
        if let node {
            let minimum = node.minimum(shares)
            if minimum.width <= room.width, minimum.height <= room.height {
                return node.places(in: room, shares).map { Tile(pane: $0.pane, rect: $0.rect, hasFrame: true) }
            }
        }
        return [Tile(pane: focus, rect: room, hasFrame: room.width >= 24 && room.height >= 6)]
    }

    /// The tree of a layout for a screen, with the focused pane in it; nil when one pane is all there is room for.
    private static func tree(
        _ size: Size, focus: PaneID, _ entry: LayoutBook.Entry, _ shares: PaneShares
    ) -> LayoutNode? {
        // A layout may name a pane that is not there.
        let composed = entry.node.flatMap { $0.keeping(shares.contains) }
        guard let node = composed ?? Overview.tree(size, focus: focus, shares: shares) else { return nil }
        let named = node.panes
        if node.hasFocused {
            // The big place is the focused pane's; what it shows is not shown twice.
            guard let index = named.firstIndex(of: focus) else { return node.filled(with: focus) }
            let other = shares.panes.first { !named.contains($0) } ?? named[index]
            return node.replacing(focus, with: other).filled(with: focus)
        }
        if named.contains(focus) { return node }
        // A pane that the layout leaves out takes the first one's place while it has the keys.
        return named.first.map { node.replacing($0, with: focus) }
    }
}
