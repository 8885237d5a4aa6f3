import HTTPTypes
public import UtsiktCore

extension HTTPTransport {
    /// Asks a service, following redirects within its origin.
    ///
    /// A redirect to another scheme, host or port is handed over as the answer it is: the request may carry a token, which must
    /// not reach anybody else. So is one without end.
    public func follow(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        var call = call
        for _ in 0..<mostRedirects {
            let answer = try await send(call)
            guard let next = call.redirected(by: answer) else { return answer }
            call = next
        }
        return try await send(call)
    }

    /// Asks a service and understands its status; what is not a success is thrown.
    /// - Parameters:
    ///   - what: What is asked for, as the failure names it; free of secrets.
    ///   - refusal: What a refusal (401, 403, 407) means there: one thing that is not shown, or a token that is not accepted.
    ///   - secret: What the call carries; an answer that says it back is not kept, so that it gets into no database.
    ///   - quota: Reads what the answer says about the budget.
    /// - Returns: An answer of success, or 304 where the call asked for what is new only.
    public func ask(
        _ call: HTTPCall, _ what: String, refusal: String = "the service will not show it", secret: Secret? = nil,
        quota: (HTTPAnswer) -> Quota? = { _ in nil }
    ) async throws(SourceFailure) -> HTTPAnswer {
        let answer: HTTPAnswer
        do {
            answer = try await follow(call)
        } catch {
            throw error.failure(asking: what)
        }
        if answer.isUnchanged, call.isConditional { return answer }
        if let failure = answer.failure(asking: what, refusal: refusal, quota: quota(answer)) { throw failure }
        if let secret, secret.isIn(answer.body) {
            throw SourceFailure(
                .refused, "\(what): the answer repeats the secret, so that nothing of it is kept",
                status: answer.status,
                quota: quota(answer))
        }
        return answer
    }
}

/// More redirects than this lead nowhere.
private let mostRedirects = 5

extension HTTPCall {
    /// Whether it asks for what is new only.
    var isConditional: Bool {
        request.headerFields[.ifNoneMatch] != nil || request.headerFields[.ifModifiedSince] != nil
    }

    /// The call that an answer asks for in its place; nil when it asks for none that may be made.
    func redirected(by answer: HTTPAnswer) -> HTTPCall? {
        guard [301, 302, 303, 307, 308].contains(answer.status), let here = address,
            let next = answer.headers[.location].flatMap({ here.resolving($0) }), next.hasOrigin(of: here)
        else { return nil }
        var call = self
        (call.request.scheme, call.request.authority, call.request.path) = (next.scheme, next.authority, next.path)
        // As browsers do it: only 307 and 308 say that the body is to be sent again.
        let keepsMethod = answer.status >= 307 || request.method == .get || request.method == .head
        if !keepsMethod {
            call.request.method = .get
            call.request.headerFields[.contentType] = nil
            call.body = []
        }
        return call
    }
}
