import UtsiktCore

/// An account as the AppView shows it.
struct BlueskyAccount: Sendable, Hashable {
    /// Its identity, which stays whatever its handle becomes.
    var did: String
    /// Its handle; empty when it has none that leads to it.
    var handle: String
    /// Whether it asks not to be shown to readers without an account.
    var isForMembersOnly = false

    /// What people see: the handle, or the identity where there is none.
    var name: String { handle.isEmpty ? did : handle }

    /// Reads an account; nil when it has no identity.
    init?(_ value: JSONValue?) {
        guard let value, let did = PostBounds.id(value["did"]?.text), did.hasPrefix("did:") else { return nil }
        self.did = did
        let handle = PostBounds.name(value["handle"]?.text)
        self.handle = handle == "handle.invalid" ? "" : handle
        for label in value.list("labels") where label["val"]?.text == "!no-unauthenticated" {
            if label["neg"]?.truth != true { isForMembersOnly = true }
        }
    }
}

/// A page of the accounts that somebody follows (`app.bsky.graph.getFollows`).
struct BlueskyFollows: Sendable {
    /// Who follows them; nil when the answer does not say.
    var subject: BlueskyAccount?
    /// The accounts, each once.
    var accounts: [BlueskyAccount] = []
    /// What the service calls the next page; nil at the end.
    var cursor: String?
    /// Accounts that could not be read, by their index from 1.
    var rejected = RejectionList()
    /// Accounts beyond the most that are taken.
    var dropped = 0

    /// Reads a page.
    init(_ body: [UInt8], file: String) throws(UnreadableAnswer) {
        let read = JSONValue.read(body) { root -> BlueskyFollows? in
            guard let list = root["follows"], list.isArray else { return nil }
            var page = BlueskyFollows()
            page.subject = BlueskyAccount(root["subject"])
            page.cursor = PostBounds.cursor(root["cursor"]?.text)
            var seen: Set<String> = []
            for (index, entry) in list.elements.enumerated() {
                guard let account = BlueskyAccount(entry) else {
                    page.rejected.append(
                        Rejection(file: file, line: index + 1, field: "did", reason: "the account has no identity"))
                    continue
                }
                guard page.accounts.count < PostBounds.mostAccounts else {
                    page.dropped += 1
                    continue
                }
                if seen.insert(account.did).inserted { page.accounts.append(account) }
            }
            return page
        }
        guard let page = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not a list of accounts") }
        self = page
    }

    private init() {}
}

/// Answers about single accounts.
enum BlueskyProfiles {
    /// Reads `app.bsky.actor.getProfile`.
    static func one(_ body: [UInt8]) throws(UnreadableAnswer) -> BlueskyAccount {
        let read = JSONValue.read(body) { BlueskyAccount($0) }
        guard let account = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not an account") }
        return account
    }

    /// Reads `app.bsky.actor.getProfiles`, which leaves out who is unknown or suspended.
    static func several(_ body: [UInt8]) throws(UnreadableAnswer) -> [BlueskyAccount] {
        let read = JSONValue.read(body) { root -> [BlueskyAccount]? in
            guard let list = root["profiles"], list.isArray else { return nil }
            return list.elements.prefix(PostBounds.mostAccounts).compactMap { BlueskyAccount($0) }
        }
        guard let accounts = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not a list of accounts") }
        return accounts
    }

    /// Reads `com.atproto.identity.resolveHandle`.
    static func identity(_ body: [UInt8]) throws(UnreadableAnswer) -> String {
        let read = JSONValue.read(body) { PostBounds.id($0["did"]?.text) }
        guard let did = read ?? nil, did.hasPrefix("did:") else {
            throw UnreadableAnswer(reason: "the answer is not an identity")
        }
        return did
    }
}

/// An account as people write it: a handle with or without @, an identity, or the address of a profile.
struct BlueskyActor: Sendable, Hashable {
    /// As the service takes it.
    let name: String

    /// Reads it; nil when it can be neither.
    init?(_ text: String) {
        var rest = text[...]
        for start in ["https://bsky.app/profile/", "http://bsky.app/profile/", "at://", "@"] where rest.hasPrefix(start)
        {
            rest = rest.dropFirst(start.count)
        }
        while rest.last == "/" { rest = rest.dropLast() }
        let isPlain = rest.utf8.allSatisfy { byte in
            (0x30...0x3A).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x25
        }
        guard isPlain, rest.utf8.count <= 300 else { return nil }
        if rest.hasPrefix("did:") {
            guard rest.split(separator: ":", omittingEmptySubsequences: false).count >= 3, rest.last != ":" else {
                return nil
            }
            name = String(rest)
            return
        }
        let labels = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), !rest.contains(":"), !rest.contains("%"),
            labels.last?.first?.isNumber == false
        else { return nil }
        name = rest.lowercased()
    }

    /// What people see: `@handle`, or the identity.
    var label: String { name.hasPrefix("did:") ? name : "@" + name }
}
