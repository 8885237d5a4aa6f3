import Glibc
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

    /// How many bytes this thread has written so far, as the kernel counts them; nil where it does not.
    static func bytesWritten() -> Int? {
        let descriptor = open("/proc/thread-self/io", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { buffer in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            guard count > 0 else { return nil }
            let lines = String(decoding: buffer[0..<count], as: UTF8.self).split(separator: "\n")
            return lines.first { $0.hasPrefix("wchar: ") }.flatMap { Int($0.dropFirst(7)) }
        }
    }
}
