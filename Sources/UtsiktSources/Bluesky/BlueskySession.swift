import UtsiktCore

/// A login as the service hands it out: a token for requests, and one for the next such pair.
struct BlueskySession: Sendable, Hashable {
    /// The account's identity.
    var did: String
    /// Its handle.
    var handle: String
    /// What requests carry; good for minutes.
    var access: Secret
    /// What the next pair is asked for with; good once, for weeks.
    var refresh: Secret
    /// The server that holds the account, where the answer names one.
    var home: String?
    /// Whether the account may be used; a suspended one may not.
    var isActive: Bool

    /// Reads the answer of `createSession` or `refreshSession`.
    init(_ body: [UInt8]) throws(UnreadableAnswer) {
        let read = JSONValue.read(body) { root -> BlueskySession? in
            guard let did = PostBounds.id(root["did"]?.text), did.hasPrefix("did:"),
                let access = Self.token(root["accessJwt"]), let refresh = Self.token(root["refreshJwt"])
            else { return nil }
            return BlueskySession(
                did: did, handle: PostBounds.name(root["handle"]?.text), access: access, refresh: refresh,
                home: Self.home(root["didDoc"]), isActive: root["active"]?.truth != false)
        }
        guard let session = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not a session") }
        self = session
    }

    init(did: String, handle: String, access: Secret, refresh: Secret, home: String? = nil, isActive: Bool = true) {
        self.did = did
        self.handle = handle
        self.access = access
        self.refresh = refresh
        self.home = home
        self.isActive = isActive
    }

    /// The body that asks for a session.
    static func request(identifier: String, password: Secret) -> [UInt8] {
        Array("{\"identifier\":\(jsonQuoted(identifier)),\"password\":\(jsonQuoted(password.value))}".utf8)
    }

    /// A token that can stand in a header field: one word of printable ASCII.
    private static func token(_ value: JSONValue?) -> Secret? {
        guard let text = value?.text, !text.isEmpty, text.utf8.count <= 16 << 10,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        return Secret(text)
    }

    /// The account's own server, as its identity's document names it.
    private static func home(_ document: JSONValue?) -> String? {
        guard let document else { return nil }
        for service in document.list("service") {
            guard let id = service["id"]?.text, id.hasSuffix("#atproto_pds"),
                let address = service["serviceEndpoint"]?.text.flatMap({ WebAddress($0) })
            else { continue }
            return "\(address.scheme)://\(address.authority)"
        }
        return nil
    }
}
