import UtsiktCore

/// What an instance says of itself (`/api/v2/instance`, or `/api/v1/instance` of kin that has no other).
struct MastodonInstance: Sendable, Hashable {
    /// The programs that speak Mastodon's API.
    enum Software: String, Sendable, Hashable, CaseIterable {
        case mastodon, gotosocial, pleroma, akkoma, pixelfed, other
    }

    /// The version as the instance writes it.
    var version: String
    /// What it runs.
    var software: Software
    /// Where its streams are, `https://…` or `http://…`; nil where it does not say.
    var streaming: String?

    /// Reads an answer.
    init(_ body: [UInt8]) throws(UnreadableAnswer) {
        let read = JSONValue.read(body) { root -> MastodonInstance? in
            guard let version = root["version"]?.text, version.utf8.count <= 200 else { return nil }
            let streaming =
                root["configuration"]?["urls"]?["streaming"]?.text ?? root["urls"]?["streaming_api"]?.text
            return MastodonInstance(
                version: version, software: Self.software(version), streaming: streaming.flatMap(Self.address))
        }
        guard let instance = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not an instance") }
        self = instance
    }

    init(version: String, software: Software, streaming: String?) {
        (self.version, self.software, self.streaming) = (version, software, streaming)
    }

    /// `4.6.4` is Mastodon's; kin writes `2.7.2 (compatible; Akkoma 3.13.2)` or its own number.
    private static func software(_ version: String) -> Software {
        let words = version.lowercased()
        let named = Software.allCases.first { $0 != .mastodon && $0 != .other && words.contains($0.rawValue) }
        return named ?? (words.contains("compatible") ? .other : .mastodon)
    }

    /// The streams' address as one for plain requests: events are sent over HTTP as well as over sockets.
    private static func address(_ text: String) -> String? {
        var text = text
        for (socket, plain) in [("wss://", "https://"), ("ws://", "http://")] where text.hasPrefix(socket) {
            text = plain + text.dropFirst(socket.count)
        }
        return WebAddress(text).map { withoutTrailingSlashes($0.text) }
    }
}
