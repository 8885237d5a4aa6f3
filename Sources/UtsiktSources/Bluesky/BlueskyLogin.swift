import HTTPTypes
import UtsiktCore

/// Logs in when it must, and renews the session when it has expired: once, however many requests find that out together.
///
/// Renewing hands out a new pair of tokens each time, and the old pair is worth nothing from then on. If it fails, the password is used
/// again, at most once until a request succeeds.
actor BlueskyLogin {
    typealias Outcome = Result<BlueskySession, SourceFailure>

    private let baseURL: String
    private let identifier: String
    private let password: Secret
    private let transport: any HTTPTransport
    private let file: BlueskySessionFile?
    private var session: BlueskySession?
    private var underWay: Task<Outcome, Never>?
    private var mayLogInAgain = true
    private var refusal: (failure: SourceFailure, at: ContinuousClock.Instant)?

    /// So long a refused password is not tried again: logging in has a budget of 300 a day, and hundreds of accounts wait for it.
    private static let patience = Duration.seconds(60)

    init(
        baseURL: String, identifier: String, password: Secret, transport: any HTTPTransport,
        file: BlueskySessionFile? = nil
    ) {
        self.baseURL = baseURL
        self.identifier = identifier
        self.password = password
        self.transport = transport
        self.file = file
    }

    /// The present session: the one there is, the kept one, or a new one.
    func current() async throws(SourceFailure) -> BlueskySession {
        if let session { return session }
        if underWay == nil, let kept = file?.load() {
            session = kept
            return kept
        }
        return try await shared { await self.logIn() }
    }

    /// A session after one that has expired.
    func renewed(after expired: BlueskySession) async throws(SourceFailure) -> BlueskySession {
        // Somebody else was faster.
        if let session, session.access != expired.access { return session }
        return try await shared { await self.renew(expired) }
    }

    /// A request with the session succeeded: the password may be used again one day.
    func noteSuccess() { mayLogInAgain = true }

    /// Does something that others wait for as well, once.
    private func shared(_ work: @escaping @Sendable () async -> Outcome) async throws(SourceFailure) -> BlueskySession {
        let task = underWay ?? Task { await work() }
        underWay = task
        let outcome = await task.value
        if underWay == task { underWay = nil }
        return try outcome.get()
    }

    private func renew(_ expired: BlueskySession) async -> Outcome {
        var call = HTTPCall(.post, url: baseURL + "/xrpc/com.atproto.server.refreshSession")
        call.request.headerFields = [
            .authorization: "Bearer \(expired.refresh.value)", .accept: "application/json",
        ]
        let outcome = await ask(call, "renewing the session of \(identifier)")
        guard case .failure(let failure) = outcome, failure.kind == .refused else { return outcome }
        // Another process may have been faster, and have kept what it was given.
        if let kept = file?.load(), kept.refresh != expired.refresh {
            session = kept
            return .success(kept)
        }
        guard mayLogInAgain else { return outcome }
        mayLogInAgain = false
        session = nil
        file?.forget()
        return await logIn()
    }

    private func logIn() async -> Outcome {
        if let refusal, refusal.at.duration(to: .now) < Self.patience { return .failure(refusal.failure) }
        let call = HTTPCall(
            .post, url: baseURL + "/xrpc/com.atproto.server.createSession",
            headers: [.contentType: "application/json", .accept: "application/json"],
            body: BlueskySession.request(identifier: identifier, password: password))
        let outcome = await ask(call, "logging in as \(identifier)")
        if case .failure(let failure) = outcome, failure.kind == .refused { refusal = (failure, .now) }
        return outcome
    }

    private func ask(_ call: HTTPCall, _ what: String) async -> Outcome {
        let answer: HTTPAnswer
        do {
            answer = try await transport.follow(call)
        } catch {
            return .failure(error.failure(asking: what))
        }
        if let failure = BlueskyError.failure(of: answer, asking: what, isSignedIn: true) {
            return .failure(Self.ofOwnAccount(failure))
        }
        do {
            let new = try BlueskySession(answer.body)
            guard new.isActive else {
                let failure = SourceFailure(.refused, "\(what): the account is suspended or deactivated")
                return .failure(Self.ofOwnAccount(failure))
            }
            session = new
            file?.save(new)
            return .success(new)
        } catch {
            return .failure(error.failure(asking: what, answer))
        }
    }

    /// What is said of our own account concerns every task, not the one that asked: it stops the source and is remembered.
    private static func ofOwnAccount(_ failure: SourceFailure) -> SourceFailure {
        guard [.gone, .refused].contains(failure.kind) else { return failure }
        var failure = failure
        failure.kind = .refused
        failure.pause = SourcePause.Order(.token)
        return failure
    }
}
