public import UtsiktCore

/// Reads the families of header fields in which services say what is left of a budget. Which of them a service speaks, and under
/// which names, stands in its folder.
///
/// | family | names | reset |
/// |---|---|---|
/// | X | `x-rate-limit-*` | seconds since 1970 |
/// | Mastodon | `X-RateLimit-*` | ISO 8601 with a fraction that differs within one window; seconds since 1970 at GoToSocial |
/// | PDS | `RateLimit-*`, `RateLimit-Policy` | seconds since 1970, or seconds to wait, as the draft has it |
public enum QuotaHeaders {
    /// How a reset was written.
    private enum Reset {
        case at(Timestamp)
        case after(Int64)
    }

    /// Three fields `…limit`, `…remaining` and `…reset`, the last one in seconds since 1970, and `Date`.
    ///
    /// Nil when a field is missing or makes no sense, as a span that ends more than two days after it was said.
    public static func epochSeconds(_ answer: HTTPAnswer, prefix: String) -> Quota? {
        guard case .at? = reset(answer, prefix), number(answer, prefix + "reset") != nil else { return nil }
        return fields(answer, prefix: prefix)
    }

    /// Three fields under a prefix, whichever way the reset is written; where it is missing, `…policy` may say how long a window is.
    ///
    /// Nil when a field is missing or makes no sense, as a span that ends more than two days after it was said.
    public static func fields(_ answer: HTTPAnswer, prefix: String) -> Quota? {
        guard let limit = number(answer, prefix + "limit").flatMap({ Int(exactly: $0) }), limit > 0,
            let remaining = number(answer, prefix + "remaining", mayBeNegative: true),
            let reset = reset(answer, prefix) ?? window(answer, prefix)
        else { return nil }
        let saidAt = answer.date
        let resetsAt: Timestamp
        var isOurClock = false
        switch reset {
        case .at(let instant): resetsAt = instant
        case .after(let seconds):
            // Without its `Date` only the length counts: both instants are on a time line of their own.
            resetsAt = (saidAt ?? Timestamp(seconds: 0)).adding(seconds: seconds)
            isOurClock = saidAt == nil
        }
        let said = isOurClock ? Timestamp(seconds: 0) : saidAt
        if let said, resetsAt.seconds(since: said) > mostSeconds { return nil }
        return Quota(
            limit: limit, remaining: Int(clamping: min(max(0, remaining), Int64(limit))), resetsAt: resetsAt,
            saidAt: said)
    }

    /// What an answer says in any of the families; the first one that makes sense.
    public static func any(_ answer: HTTPAnswer) -> Quota? {
        for prefix in ["x-ratelimit-", "ratelimit-", "x-rate-limit-"] {
            if let quota = fields(answer, prefix: prefix) { return quota }
        }
        return nil
    }

    /// Windows end within so many seconds.
    private static let mostSeconds = 2.0 * 86_400

    /// - Parameter mayBeNegative: Whether a minus may stand before it, as services have it who count on below nothing.
    private static func number(_ answer: HTTPAnswer, _ name: String, mayBeNegative: Bool = false) -> Int64? {
        guard let text = answer.headers[name] else { return nil }
        // `100, 100;w=60`: the draft's list begins with the limit that is meant.
        let digits = text.prefix { $0 != "," && $0 != ";" }.filter { $0 != " " }
        let rest = mayBeNegative && digits.hasPrefix("-") ? digits.dropFirst() : digits[...]
        return rest.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int64(digits) : nil
    }

    private static func reset(_ answer: HTTPAnswer, _ prefix: String) -> Reset? {
        if let seconds = number(answer, prefix + "reset") {
            guard seconds <= 253_402_300_799 else { return nil }
            // No window lasts three years: a smaller number is a span, not an instant of the year 1973.
            return seconds < 100_000_000 ? .after(seconds) : .at(Timestamp(seconds: seconds))
        }
        // The fraction says when the answer was made, not when the window ends.
        return answer.headers[prefix + "reset"].flatMap { Timestamp(iso8601: $0) }
            .map { .at(Timestamp(seconds: $0.seconds)) }
    }

    /// The length of a window in `3000;w=300`.
    private static func window(_ answer: HTTPAnswer, _ prefix: String) -> Reset? {
        guard let policy = answer.headers[prefix + "policy"] else { return nil }
        let parts = policy.prefix { $0 != "," }.split(separator: ";").map { $0.filter { $0 != " " } }
        guard let seconds = parts.first(where: { $0.hasPrefix("w=") }).flatMap({ Int64($0.dropFirst(2)) }), seconds > 0
        else { return nil }
        return .after(seconds)
    }
}
