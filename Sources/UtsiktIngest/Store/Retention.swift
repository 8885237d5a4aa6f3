public import UtsiktBase

/// How long rows are kept, as the configuration says; without a word of it nothing is ever deleted.
public struct Retention: Sendable, Hashable, Codable {
    /// Posts and observations that are older than so many days go; nil for no limit.
    public var days: Int?
    /// The oldest posts go until what is used of the database is not larger; nil for no limit.
    public var megabytes: Int?

    /// Makes a rule.
    public init(days: Int? = nil, megabytes: Int? = nil) {
        self.days = days
        self.megabytes = megabytes
    }

    /// Whether there is any limit.
    public var isSet: Bool { days != nil || megabytes != nil }

    /// What days may say.
    public static let dayBounds = 1...36_500
    /// What megabytes may say: a database needs some room of its own.
    public static let megabyteBounds = 1...10_000_000

    /// The instant before which rows go.
    func limit(at now: Timestamp) -> Timestamp? {
        days.map { now.adding(seconds: -86_400 * Int64(min(max($0, 1), Self.dayBounds.upperBound))) }
    }

    /// Bytes that may be used.
    var bytes: Int? { megabytes.map { min(max($0, 1), Self.megabyteBounds.upperBound) * 1_000_000 } }
}

/// What went by a retention.
public struct RetentionOutcome: Sendable, Hashable, Codable {
    /// Posts that were deleted.
    public var posts = 0
    /// Observations that were deleted.
    public var observations = 0
    /// Rejected records that were forgotten.
    public var rejections = 0
    /// The oldest post that is left.
    public var oldestPost: Timestamp?
    /// The oldest observation that is left.
    public var oldestObservation: Timestamp?
    /// Bytes in use beyond the limit, when no more posts could go.
    public var excess = 0

    /// Nothing.
    public init() {}

    /// Whether nothing went, and nothing is left to say.
    public var isEmpty: Bool { posts == 0 && observations == 0 && rejections == 0 && excess == 0 }

    /// A line for the log.
    public var description: String {
        var parts: [String] = []
        func count(_ number: Int, _ one: String, _ many: String) {
            if number > 0 { parts.append("\(number) \(number == 1 ? one : many)") }
        }
        count(posts, "post", "posts")
        count(observations, "observation", "observations")
        count(rejections, "rejected record", "rejected records")
        var text =
            parts.isEmpty ? "retention: nothing to delete" : "retention: deleted \(parts.joined(separator: ", "))"
        if posts > 0, let oldestPost { text += "; posts now begin on \(oldestPost.day)" }
        // Whoever limits the days limits what a model can learn from.
        if observations > 0 {
            text +=
                oldestObservation.map { "; forecasts learn from \($0.day) on" }
                ?? "; forecasts have nothing to learn from"
        }
        if excess > 0 {
            text +=
                "; still \((excess + 999_999) / 1_000_000) MB too large: what is left are observations, which forecasts need, "
                + "and the journal"
        }
        return text
    }
}
