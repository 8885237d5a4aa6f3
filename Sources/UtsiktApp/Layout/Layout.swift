public import UtsiktScreen

/// Where everything is on a screen of some size: a pure function, tested as pictures.
///
/// No screen is refused: below 60x20 the focused pane has all of it with a strip of tabs, and a single row or column still
/// shows the focused pane's smallest form.
public struct Layout: Sendable, Hashable {
    /// A pane's place.
    public struct Tile: Sendable, Hashable {
        /// Which pane.
        public var pane: PaneID
        /// Its cells, frame included.
        public var rect: Rect
        /// Whether there is room for a frame.
        public var hasFrame: Bool
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
    ///   - focus: The pane that is shown when only one can be.
    ///   - isZoomed: Whether the focused pane takes all the room.
    public static func arrange(size: Size, focus: PaneID, isZoomed: Bool) -> Layout {
        var rest = Rect(size)
        var layout = Layout(status: nil, footer: nil, tiles: [])
        if size.height >= 4, size.width >= 10 {
            (layout.status, rest) = { ($0.top, $0.rest) }(rest.splitTop(1))
        }
        if size.height >= 6, size.width >= 10 {
            let parts = rest.splitTop(rest.height - 1)
            (rest, layout.footer) = (parts.top, parts.rest)
        }
        let preset: Preset = isZoomed ? .single : .fitting(size)
        layout.tiles = preset.tiles(in: rest, focus: focus)
        return layout
    }

    /// How the panes share the room.
    enum Preset: Sendable {
        case wide, medium, compact, single

        static func fitting(_ size: Size) -> Preset {
            if size.width >= 165, size.height >= 36 { return .wide }
            if size.width >= 100, size.height >= 32 { return .medium }
            if size.width >= 72, size.height >= 22 { return .compact }
            return .single
        }

        func tiles(in room: Rect, focus: PaneID) -> [Tile] {
            switch self {
            case .single:
                let framed = room.width >= 24 && room.height >= 6
                return room.isEmpty ? [] : [Tile(pane: focus, rect: room, hasFrame: framed)]
            case .wide:
                let (top, bottom) = room.splitTop(room.height * 66 / 100)
                let (topics, rest) = top.splitLeft(room.width * 36 / 100)
                let (forecast, fabric) = rest.splitLeft(rest.width / 2)
                let (fetch, log) = bottom.splitLeft(room.width / 2)
                return framed([
                    (.topics, topics), (.forecast, forecast), (.fabric, fabric), (.fetch, fetch), (.log, log),
                ])
            case .medium, .compact:
                let logRows = room.height >= 36 ? 7 : room.height >= 30 ? 5 : 4
                let (upper, log) = room.splitTop(room.height - logRows)
                let (first, second) = upper.splitTop((upper.height + 1) / 2)
                let (topics, forecast) = first.splitLeft(room.width / 2)
                let (fabric, fetch) = second.splitLeft(room.width / 2)
                return framed([
                    (.topics, topics), (.forecast, forecast), (.fabric, fabric), (.fetch, fetch), (.log, log),
                ])
            }
        }

        private func framed(_ tiles: [(PaneID, Rect)]) -> [Tile] {
            tiles.map { Tile(pane: $0.0, rect: $0.1, hasFrame: true) }
        }
    }
}
