import UtsiktBase

/// Counts things per stretch of pace time, for rates and small histories.
struct RateMeter: Sendable, Hashable {
    /// Seconds in a stretch.
    static let width: Int64 = 10
    /// Stretches that are kept.
    static let kept = 180
    /// Stretches that a rate is taken over.
    static let recent: Int64 = 6

    private var stretches: [Int64: Int] = [:]
    private var first: Int64?

    mutating func add(_ count: Int, at now: Timestamp) {
        let index = RateMeter.index(now)
        if first == nil { first = index }
        stretches[index, default: 0] += count
        if stretches.count > RateMeter.kept * 2 {
            let oldest = index - Int64(RateMeter.kept)
            stretches = stretches.filter { $0.key > oldest && $0.key <= index }
        }
    }

    /// Things per minute over the last minute of pace time; over the time since the first when that is shorter.
    func perMinute(at now: Timestamp) -> Double {
        guard let first else { return 0 }
        let index = RateMeter.index(now)
        let sum = (0..<RateMeter.recent).reduce(0) { $0 + (stretches[index - $1] ?? 0) }
        let begun = max(index - RateMeter.recent + 1, first) * RateMeter.width * 1000
        let span = Double(max(1_000, now.milliseconds - begun)) / 60_000
        return Double(sum) / span
    }

    /// Counts of the last stretches, oldest first; the last one is still growing.
    func history(_ count: Int, at now: Timestamp) -> [Int] {
        let index = RateMeter.index(now)
        return (0..<Int64(count)).reversed().map { stretches[index - $0] ?? 0 }
    }

    private static func index(_ now: Timestamp) -> Int64 {
        // Far instants of a hostile clock must not overflow the arithmetic above.
        min(max(now.seconds, -1 << 50), 1 << 50) / width
    }
}
