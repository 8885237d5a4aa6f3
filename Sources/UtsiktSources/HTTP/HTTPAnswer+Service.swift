public import UtsiktCore

extension HTTPAnswer {
    /// The service's present instant from the `Date` field.
    public var date: Timestamp? { headers["date"].flatMap { Timestamp(httpDate: $0) } }

    /// `Retry-After` in seconds, whether given as seconds or as a date; at most a day.
    public var retryAfterSeconds: Int64? {
        guard let text = headers["retry-after"] else { return nil }
        if let seconds = Int64(text) { return min(max(0, seconds), 86_400) }
        guard let until = Timestamp(httpDate: text), let date else { return nil }
        return min(max(0, until.seconds - date.seconds), 86_400)
    }

    /// The failure that the answer means, nil for one of success.
    /// - Parameters:
    ///   - refusal: What a refusal (401, 403, 407) means there: one thing that is not shown, or a token that is not accepted.
    ///   - quota: What the answer says about the budget.
    ///   - rules: What statuses mean.
    ///   - reading: What the connector has read in the body; nil to follow the table.
    func failure(
        asking what: String, refusal: String = "the service will not show it", quota: Quota? = nil,
        rules: StatusRules = .usual, reading: StatusRules.Reading? = nil
    ) -> SourceFailure? {
        let meaning = reading?.meaning ?? rules.meaning(of: status)
        let words = reading?.words ?? StatusRules.words(meaning, status: status, refusal: refusal)
        return SourceFailure(
            meaning: meaning, "\(what): \(words) (\(status))", status: status, quota: quota,
            retryAfterSeconds: retryAfterSeconds ?? reading?.retryAfterSeconds.map { min(max(0, $0), 86_400) })
    }
}

extension HTTPFailure {
    /// The failure of a source that this failure of the transport means.
    func failure(asking what: String) -> SourceFailure {
        switch kind {
        case .connection, .timedOut: SourceFailure(.temporary, "\(what): \(problem)")
        case .tooLarge, .notHTTP: SourceFailure(.malformed, "\(what): \(problem)")
        case .unusableURL: SourceFailure(.refused, "\(what): \(problem)")
        case .cancelled: SourceFailure(.cancelled, "\(what): \(problem)")
        }
    }
}
