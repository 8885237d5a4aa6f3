/// What a pane is drawn from besides its size.
public struct PaneContext: Sendable {
    /// The whole state. A pane is drawn from its own part, the world, the preferences, glyphs and colours, where it follows
    /// the subject from that, and from nothing else: while none of them is touched, its last picture is shown again
    /// (`TileBook`).
    public let state: AppState
    /// Whether the pane has the keys.
    public let isFocused: Bool
    /// Whether it has the whole screen.
    public let isZoomed: Bool

    /// Makes a context.
    public init(state: AppState, isFocused: Bool, isZoomed: Bool) {
        self.state = state
        self.isFocused = isFocused
        self.isZoomed = isZoomed
    }
}
