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

    /// The failure that a status other than 2xx means, nil for 2xx.
    /// - Parameters:
    ///   - refusal: What a refusal (401, 403, 407) means there: one thing that is not shown, or a token that is not accepted.
    ///   - quota: What the answer says about the budget.
    func failure(
        asking what: String, refusal: String = "the service will not show it", quota: Quota? = nil
    ) -> SourceFailure? {
        let kind: SourceFailure.Kind
        let words: String
        switch status {
        case 200...299: return nil
        // Nobody asked whether it has changed.
        case 304: (kind, words) = (.malformed, "the service says that nothing has changed")
        case 300...399: (kind, words) = (.malformed, "the service points elsewhere")
        case 401, 403, 407: (kind, words) = (.refused, refusal)
        case 404, 410: (kind, words) = (.gone, "there is no such thing")
        case 408, 425: (kind, words) = (.temporary, "the service gave up waiting")
        case 420, 429: (kind, words) = (.rateLimited, "the service asks to wait")
        case 400...499: (kind, words) = (.refused, "the service does not accept the request")
        case 500...599: (kind, words) = (.temporary, "the service has a fault")
        default: (kind, words) = (.malformed, "the service answered with an unknown status")
        }
        return SourceFailure(
            kind, "\(what): \(words) (\(status))", status: status, quota: quota, retryAfterSeconds: retryAfterSeconds)
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
