import UtsiktApp
import UtsiktScreen

/// Measures pictures while somebody looks at the figures. What a picture cost is told together with the next event that comes
/// anyway, so that telling it draws no picture by itself.
struct FrameMeter: Sendable {
    private var frames = 0
    private var events = 0
    private var last: FrameMetrics?

    /// Events were handled.
    mutating func handled(_ count: Int) { events += count }

    /// A picture was drawn that nobody wanted measured.
    mutating func drawn() {
        frames += 1
        events = 0
        last = nil
    }

    /// A picture was drawn; the rest of its figures are known here.
    mutating func drawn(_ metrics: FrameMetrics) {
        var metrics = metrics
        metrics.events = events
        frames += 1
        metrics.frames = frames
        events = 0
        last = metrics
    }

    /// The figures of the last picture, once.
    mutating func take() -> FrameMetrics? {
        defer { last = nil }
        return last
    }

    /// How many cells of a picture differ from another; all when there is none or its size is another.
    /// - Complexity: O(cells)
    static func changes(from old: Frame?, to new: Frame) -> Int {
        guard let old, old.size == new.size else { return new.cells.count }
        return zip(old.cells, new.cells).reduce(0) { $0 + ($1.0 == $1.1 ? 0 : 1) }
    }

    /// A duration in whole microseconds.
    static func microseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return Int(clamping: seconds.multipliedReportingOverflow(by: 1_000_000).partialValue)
            + Int(attoseconds / 1_000_000_000_000)
    }
}
