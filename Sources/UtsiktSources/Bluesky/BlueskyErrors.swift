import UtsiktCore

/// What the service says in an answer that is not a success: a name and words (`{"error":"InvalidRequest","message":"…"}`).
struct BlueskyError: Sendable, Hashable {
    /// The name, which decides: accounts that are gone and requests that are wrong have one status.
    var name: String
    /// The words.
    var message: String

    /// Reads an answer; nil when it says nothing of the kind, as what stands before the service may.
    init?(_ body: [UInt8]) {
        let read = JSONValue.read(body) { root -> BlueskyError? in
            guard let name = root["error"]?.text, name.utf8.count <= 100 else { return nil }
            return BlueskyError(name: name, message: root["message"]?.text ?? "")
        }
        guard let error = read ?? nil else { return nil }
        self = error
    }

    init(name: String, message: String) {
        self.name = name
        self.message = message
    }

    /// Whether the token has expired, and a new one would do; told with one of two statuses.
    static func isExpired(_ answer: HTTPAnswer) -> Bool {
        (answer.status == 400 || answer.status == 401) && BlueskyError(answer.body)?.name == "ExpiredToken"
    }

    /// The failure that an answer means; nil when it is a success.
    /// - Parameter isSignedIn: Whether it was asked for with an account.
    static func failure(of answer: HTTPAnswer, asking what: String, isSignedIn: Bool) -> SourceFailure? {
        let quota = BlueskyService.quota(answer)
        guard let plain = answer.failure(asking: what, quota: quota) else { return nil }
        func failure(_ kind: SourceFailure.Kind, _ words: String, stopsAll: Bool = false) -> SourceFailure {
            var failure = plain
            failure.kind = kind
            failure.pause = stopsAll ? SourcePause.Order(.token) : nil
            failure.problem = "\(what): \(words) (\(answer.status))"
            return failure
        }
        // Told with 501, which is otherwise a failure that passes.
        if answer.status == 501, ["MethodNotImplemented", "XRPCNotSupported"].contains(BlueskyError(answer.body)?.name)
        {
            return failure(
                .refused, "the server does not answer such requests: it is not an AppView", stopsAll: true)
        }
        guard (400...499).contains(answer.status), answer.status != 429, answer.status != 408 else { return plain }
        guard let error = BlueskyError(answer.body) else {
            // What stands before the service refuses now and then, in HTML, and means nobody in particular by it.
            let isEdge = answer.status == 400 || answer.status == 403
            return isEdge ? failure(.temporary, "the service's front door refuses the request") : plain
        }
        switch error.name {
        case "AccountTakedown", "RepoTakendown", "RepoSuspended": return failure(.gone, "the account is suspended")
        case "AccountDeactivated", "RepoDeactivated": return failure(.gone, "the account is deactivated")
        case "RepoNotFound", "AccountNotFound", "ProfileNotFound", "HandleNotFound", "DidNotFound":
            return failure(.gone, "there is no such account")
        case "BlockedActor": return failure(.refused, "you block the account")
        case "BlockedByActor": return failure(.refused, "the account blocks you")
        case "AuthFactorTokenRequired":
            return failure(
                .refused, "the account asks for a second factor: use an app password", stopsAll: true)
        case "ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired", "AuthRequired":
            let words = isSignedIn ? "the session or password was refused" : "the service wants a login"
            return failure(.refused, words, stopsAll: true)
        case "MethodNotImplemented", "XRPCNotSupported":
            return failure(.refused, "the server does not answer such requests: it is not an AppView", stopsAll: true)
        case "RateLimitExceeded": return failure(.rateLimited, "the service asks to wait")
        case "InvalidRequest" where error.meansNobody: return failure(.gone, "there is no such account")
        default: return plain
        }
    }

    /// Whether its words say that an account is not there; they have no name of their own.
    private var meansNobody: Bool {
        let words = ["Profile not found", "Actor not found", "Unable to resolve handle", "Could not find", "not found"]
        return words.contains { message.hasPrefix($0) || message.hasSuffix($0) }
    }
}
