/// What the terminal measured about a picture, for the debug display.
public struct FrameMetrics: Sendable, Hashable {
    /// Drawing into cells, in microseconds.
    public var renderMicroseconds: Int
    /// Comparing, translating and writing, in microseconds.
    public var outputMicroseconds: Int
    /// Cells that changed.
    public var cells: Int
    /// Bytes written to the terminal; nil when the system does not tell.
    public var bytes: Int?
    /// Events handled before the picture.
    public var events: Int
    /// Pictures drawn since the start.
    public var frames: Int

    /// Makes metrics.
    public init(
        renderMicroseconds: Int = 0, outputMicroseconds: Int = 0, cells: Int = 0, bytes: Int? = nil, events: Int = 0,
        frames: Int = 0
    ) {
        self.renderMicroseconds = renderMicroseconds
        self.outputMicroseconds = outputMicroseconds
        self.cells = cells
        self.bytes = bytes
        self.events = events
        self.frames = frames
    }
}
