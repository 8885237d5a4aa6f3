import UtsiktCore

/// A session in a file that only its user may read. What cannot be kept or read is as if it were not there: a new session is begun then.
struct BlueskySessionFile: Sendable {
    /// The file.
    let file: SessionFile
    /// The server that the session belongs to: no other one is shown its tokens.
    let server: String
    /// The account that it belongs to, as the configuration names it.
    let account: String

    /// The kept session; nil when there is none of this account at this server.
    func load() -> BlueskySession? {
        guard let kept = try? file.load(), kept["server"]?.value == server, kept["account"]?.value == account,
            let did = kept["did"]?.value, let access = kept["access"], let refresh = kept["refresh"]
        else { return nil }
        return BlueskySession(did: did, handle: kept["handle"]?.value ?? "", access: access, refresh: refresh)
    }

    /// Keeps a session in place of the one before.
    func save(_ session: BlueskySession) {
        let values = [
            "server": Secret(server), "account": Secret(account), "did": Secret(session.did),
            "handle": Secret(session.handle), "access": session.access, "refresh": session.refresh,
        ]
        try? file.save(Session(values))
    }

    /// Forgets what is kept.
    func forget() { try? file.forget() }
}
