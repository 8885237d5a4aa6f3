import UtsiktCore

/// What X says of a request or a part of it that failed (RFC 9457): a type, a title, details.
struct XProblem: Sendable, Hashable {
    /// The last part of the type's address, as `resource-not-found`; empty for `about:blank`.
    var type: String
    /// The title, as `CreditsDepleted`.
    var title: String
    /// What was asked for, of a part that failed.
    var value: String
    /// Until when a spent cap lasts, where it says so.
    var resetsOn: CivilDay?
    /// Whether the words speak of a suspended account; its type is that of one that is not there.
    var isSuspension: Bool

    /// Reads a problem.
    init(_ value: JSONValue) {
        let address = value["type"]?.text ?? ""
        let last = address.split(separator: "/").last.map(String.init) ?? ""
        type = last == "about:blank" ? "" : PostBounds.name(last)
        title = PostBounds.name(value["title"]?.text)
        self.value = PostBounds.name(value["value"]?.id)
        resetsOn = value["reset_date"]?.text.flatMap { CivilDay($0.prefix(10)) }
        isSuspension = (value["detail"]?.text ?? "").lowercased().contains("suspended")
    }

    /// Reads the first problem of a part that failed.
    init?(ofPart root: JSONValue) {
        var problems = root.list("errors")
        guard let first = problems.next() else { return nil }
        self.init(first)
    }

    /// Reads the body of an answer that is not a success; nil when it is something else.
    init?(_ body: [UInt8]) {
        let read = JSONValue.read(body) { root in root.isObject ? XProblem(root) : nil }
        guard let problem = read ?? nil else { return nil }
        self = problem
    }

    /// What stops the whole source; nil when the problem is that of one request.
    static func pause(_ answer: HTTPAnswer) -> SourcePause.Order? {
        let problem = XProblem(answer.body)
        let until = problem?.resetsOn.map { Timestamp(day: $0) }
        switch (answer.status, problem?.type) {
        case (403, "credits"), (429, "credits"), (_, "usage-capped"): return SourcePause.Order(.cap, until: until)
        case (402, _), (_, "credits"): return SourcePause.Order(.credits, until: until)
        case (401, _), (403, "client-forbidden"), (403, "unsupported-authentication"):
            return SourcePause.Order(.token)
        default: return nil
        }
    }

    /// The failure that an answer means; nil when it is a success.
    static func failure(of answer: HTTPAnswer, asking what: String) -> SourceFailure? {
        guard let plain = answer.failure(asking: what, quota: XService.quota(answer)) else { return nil }
        func failure(_ kind: SourceFailure.Kind, _ words: String) -> SourceFailure {
            var failure = plain
            failure.kind = kind
            failure.pause = pause(answer)
            failure.problem = "\(what): \(words) (\(answer.status))"
            return failure
        }
        let problem = XProblem(answer.body)
        switch (answer.status, problem?.type) {
        case (402, _): return failure(.refused, "the account has no credits left")
        case (_, "credits"):
            let day = problem?.resetsOn.map { " until \($0)" } ?? ""
            return failure(.refused, "the account's spending cap is reached\(day)")
        case (_, "usage-capped"): return failure(.refused, "the plan's cap of posts is reached")
        case (401, _): return failure(.refused, "the token was refused")
        case (403, "client-forbidden"): return failure(.refused, "the token's app may not use this API")
        case (403, "unsupported-authentication"):
            return failure(.refused, "this needs the token of a user, not that of an app")
        default: return plain
        }
    }

    /// The failure of an answer of success that has nothing but this.
    func failure(asking what: String, _ answer: HTTPAnswer) -> SourceFailure {
        let (kind, words): (SourceFailure.Kind, String) =
            switch type {
            case "resource-not-found":
                (.gone, isSuspension ? "the account is suspended" : "there is no such account")
            case "not-authorized-for-resource": (.refused, "the account is protected")
            default: (.malformed, "the service answers with nothing but a problem")
            }
        var failure = SourceFailure(kind, "\(what): \(words)", status: answer.status, quota: XService.quota(answer))
        // Nothing was handed out.
        if kind != .malformed { failure.spent = .zero }
        return failure
    }
}
