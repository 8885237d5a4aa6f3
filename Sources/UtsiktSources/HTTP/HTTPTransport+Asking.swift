public import HTTPTypes
public import UtsiktCore

extension HTTPTransport {
    /// Asks a service, following redirects within its origin.
    ///
    /// A redirect to another scheme, host or port is handed over as the answer it is: the request may carry a token, which must
    /// not reach anybody else. So is one without end.
    public func follow(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        var call = call
        var isPermanent = true
        for count in 0...mostRedirects {
            var answer = try await send(call)
            guard count < mostRedirects, let next = call.redirected(by: answer) else {
                if count > 0, isPermanent { answer.permanentAddress = call.address }
                return answer
            }
            isPermanent = isPermanent && HTTPRedirect.permanent.contains(answer.status)
            call = next
        }
        return try await send(call)
    }

    /// Asks a service and tells apart what whoever asks must decide: an answer, that nothing has changed, or an address that the
    /// service points to and that is not its own.
    public func outcome(of call: HTTPCall) async throws(HTTPFailure) -> HTTPOutcome {
        let answer = try await follow(call)
        if answer.isUnchanged, call.isConditional { return .unchanged(answer) }
        if let redirect = HTTPRedirect(answer, to: call) { return .moved(redirect, answer) }
        return .answer(answer)
    }

    /// Asks a service and understands its status; what is not a success is thrown.
    /// - Parameters:
    ///   - what: What is asked for, as the failure names it; free of secrets.
    ///   - refusal: What a refusal (401, 403, 407) means there: one thing that is not shown, or a token that is not accepted.
    ///   - secret: What the call carries; an answer that says it back is not kept, so that it gets into no database.
    ///   - rules: What statuses mean.
    ///   - quota: Reads what the answer says about the budget.
    ///   - reading: What the body of an answer that is not 2xx means; nil to follow the table.
    /// - Returns: An answer of success, or 304 where the call asked for what is new only.
    public func ask(
        _ call: HTTPCall, _ what: String, refusal: String = "the service will not show it", secret: Secret? = nil,
        rules: StatusRules = .usual, quota: (HTTPAnswer) -> Quota? = { _ in nil },
        reading: (HTTPAnswer) -> StatusRules.Reading? = { _ in nil }
    ) async throws(SourceFailure) -> HTTPAnswer {
        let answer: HTTPAnswer
        do {
            answer = try await follow(call)
        } catch {
            throw error.failure(asking: what)
        }
        if answer.isUnchanged, call.isConditional { return answer }
        let isSuccess = (200...299).contains(answer.status)
        let repeatsSecret = secret?.isEchoed(in: answer.body) == true
        // A reading may quote the body: of one that says the secret back only the status is understood.
        if let failure = answer.failure(
            asking: what, refusal: refusal, quota: quota(answer), rules: rules,
            reading: isSuccess || repeatsSecret ? nil : reading(answer))
        {
            throw failure
        }
        if repeatsSecret { throw answer.repetition(asking: what, quota: quota(answer)) }
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
        guard let redirect = HTTPRedirect(answer, to: self), let here = address, redirect.address.hasOrigin(of: here)
        else { return nil }
        let next = redirect.address
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

    /// The call to ask instead at another address, without anything that says who asks: no token, no cookie, no body, and no memory
    /// of what another server said. Whether to make it is for the connector, or the user, to decide.
    /// - Returns: nil where it would not be the same question (another method than GET or HEAD), or would go from an encrypted
    ///   connection to a plain one.
    public func reasked(at redirect: HTTPRedirect) -> HTTPCall? {
        guard request.method == .get || request.method == .head, let here = address,
            redirect.address.scheme == "https" || here.scheme == "http"
        else { return nil }
        var headers = HTTPFields()
        for name in [HTTPField.Name.accept, .acceptLanguage, .userAgent] {
            headers[values: name] = request.headerFields[values: name]
        }
        return HTTPCall(request.method, url: redirect.address.text, headers: headers, sizeLimit: sizeLimit)
    }

    /// A request with a JSON document as its body.
    public static func posting(
        json: [UInt8], url: String, headers: HTTPFields = [:], sizeLimit: Int = HTTPCall.usualSizeLimit
    ) -> HTTPCall {
        var headers = headers
        headers[.contentType] = "application/json"
        if headers[.accept] == nil { headers[.accept] = "application/json" }
        return HTTPCall(.post, url: url, headers: headers, body: json, sizeLimit: sizeLimit)
    }
}
