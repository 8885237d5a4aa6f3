import UtsiktCore

/// What an instance says in an answer that is not a success. Its words follow the reader's language: only the status decides, and
/// whether they are those of another kind of service.
enum MastodonErrors {
    /// The failure that an answer means; nil when it is a success.
    /// - Parameter hasToken: Whether it was asked for with a token.
    static func failure(of answer: HTTPAnswer, asking what: String, hasToken: Bool) -> SourceFailure? {
        let quota = MastodonQuota.read(answer)
        guard let plain = answer.failure(asking: what, quota: quota) else { return nil }
        func failure(_ kind: SourceFailure.Kind, _ words: String) -> SourceFailure {
            var failure = plain
            failure.kind = kind
            failure.problem = "\(what): \(words) (\(answer.status))"
            return failure
        }
        if (400...499).contains(answer.status), isMisskey(answer.body) {
            var failure = failure(
                .refused,
                "the server speaks the API of Misskey, which is another one than Mastodon's and is not read here")
            // No account of it can be had.
            failure.pause = SourcePause.Order(.refusals)
            return failure
        }
        switch answer.status {
        case 401:
            return failure(
                .refused,
                hasToken ? "the token was refused or revoked" : "the instance shows posts only to those with a token")
        case 403:
            return failure(
                .refused,
                hasToken ? "the token may not read this, or the account is not open" : "this is not shown to everybody")
        case 410: return failure(.gone, "the account is gone or suspended")
        default: return plain
        }
    }

    /// Whether an answer is that of Misskey and its kin: their error is an object with a code.
    static func isMisskey(_ body: [UInt8]) -> Bool {
        JSONValue.read(body) { $0["error"]?["code"]?.text != nil } ?? false
    }
}

/// What an instance says about the budget.
enum MastodonQuota {
    /// Reads `X-RateLimit-Limit`, `-Remaining` and `-Reset`: a time with a fraction, or seconds since 1970 from GoToSocial.
    static func read(_ answer: HTTPAnswer) -> Quota? { QuotaHeaders.fields(answer, prefix: "x-ratelimit-") }
}
