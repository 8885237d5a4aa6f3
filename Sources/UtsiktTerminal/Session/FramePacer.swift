/// Decides when to draw: at once after a key, at most so often after data, never without a reason.
struct FramePacer: Sendable {
    /// The least time between two pictures that only data changed: 30 a second.
    static let interval = Duration.nanoseconds(33_333_333)

    private var last: ContinuousClock.Instant?
    private var isDue = false
    private var isUrgent = false

    /// Something may have changed the picture; `urgent` when somebody waits for the answer.
    mutating func note(urgent: Bool) {
        isDue = true
        isUrgent = isUrgent || urgent
    }

    /// How long to wait before drawing; zero to draw now, nil when there is nothing to draw.
    func wait(at now: ContinuousClock.Instant) -> Duration? {
        guard isDue else { return nil }
        guard !isUrgent, let last else { return .zero }
        return max(.zero, last.advanced(by: Self.interval) - now)
    }

    /// A picture was drawn.
    mutating func drawn(at now: ContinuousClock.Instant) {
        last = now
        isDue = false
        isUrgent = false
    }
}
