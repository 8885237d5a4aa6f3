public import UtsiktCore

/// Reads the families of header fields in which services say what is left of a budget. Which of them a service speaks, and under
/// which names, stands in its folder.
public enum QuotaHeaders {
    /// Three fields `…limit`, `…remaining` and `…reset`, the last one in seconds since 1970, and `Date`.
    ///
    /// Nil when a field is missing or makes no sense, as a span that ends more than two days after it was said.
    public static func epochSeconds(_ answer: HTTPAnswer, prefix: String) -> Quota? {
        guard let limit = answer.headers[prefix + "limit"].flatMap({ Int($0) }), limit > 0,
            let remaining = answer.headers[prefix + "remaining"].flatMap({ Int($0) }),
            let reset = answer.headers[prefix + "reset"].flatMap({ Int64($0) }), reset >= 0, reset <= 253_402_300_799
        else { return nil }
        let resetsAt = Timestamp(seconds: reset)
        let saidAt = answer.date
        if let saidAt, resetsAt.seconds(since: saidAt) > 2 * 86_400 { return nil }
        return Quota(limit: limit, remaining: min(max(0, remaining), limit), resetsAt: resetsAt, saidAt: saidAt)
    }
}
