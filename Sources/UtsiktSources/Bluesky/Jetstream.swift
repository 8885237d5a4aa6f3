import UtsiktCore

/// What a frame of a jetstream says: the network's events as they happen.
struct JetstreamFrame: Sendable, Hashable {
    /// What has happened.
    enum Event: Sendable, Hashable {
        /// A post is new, or was changed where `isUpdate`.
        case post(Post, isUpdate: Bool)
        /// A repost is new. Of the post only its address is known: its text and tags are not in the frame.
        case repost(Post, of: String)
        /// A post or repost was deleted; its address is all there is.
        case delete(String)
        /// Something else was made, changed or deleted: likes, follows.
        case other
        /// An account has another handle.
        case identity(did: String, handle: String?)
        /// An account is in use or not; its posts go when it was deleted.
        case account(did: String, isActive: Bool, status: String?)
        /// The server says something and goes on, as that an old cursor was clamped.
        case notice(String)
        /// The server says why it ends; the last frame.
        case end(String)
    }

    /// What has happened.
    var event: Event
    /// Where it is in the stream: microseconds since 1970 (version 1), or a number that counts (version 2).
    var place: Int64?
    /// When the stream had it.
    var time: Timestamp?
    /// What tells the event from all others, as the same one may come twice after a break; nil where that does not matter.
    var identity: String?
}

extension JetstreamFrame {
    /// The collection of posts.
    static let posts = "app.bsky.feed.post"
    /// The collection of reposts.
    static let reposts = "app.bsky.feed.repost"

    /// Reads the text of a frame, of either version.
    init(_ text: [UInt8]) throws(UnreadableAnswer) {
        let read = JSONValue.read(text) { Self.read($0) }
        guard let outcome = read else { throw UnreadableAnswer(reason: "the frame is not JSON") }
        self = try outcome.get()
    }

    private static func read(_ root: JSONValue) -> Result<JetstreamFrame, UnreadableAnswer> {
        guard let type = root["$type"]?.text else { return versionOne(root) }
        switch type {
        case "error":
            return .success(JetstreamFrame(event: .end(PostBounds.name(root["error"]?.text)), place: nil))
        case "message":
            guard let payload = root["payload"], let kind = payload["$type"]?.text,
                let hash = kind.lastIndex(of: "#")
            else { break }
            return versionTwo(payload, kind: kind[kind.index(after: hash)...])
        default: break
        }
        return .failure(UnreadableAnswer(reason: "the frame is of a kind that is not known"))
    }

    /// `{"did","time_us","kind","commit"|"identity"|"account"}`.
    private static func versionOne(_ root: JSONValue) -> Result<JetstreamFrame, UnreadableAnswer> {
        guard let did = PostBounds.id(root["did"]?.text), let place = root["time_us"]?.integer, place > 0,
            let kind = root["kind"]?.text
        else { return .failure(UnreadableAnswer(reason: "the frame names no account or time")) }
        let time = Timestamp(milliseconds: place / 1000)
        return event(kind, root[Self.member(kind)], did, place, time)
    }

    /// `{"$type":"…#commit","seq","did","time",…}`: a commit's members stand in the payload itself.
    private static func versionTwo(
        _ payload: JSONValue, kind: Substring
    ) -> Result<JetstreamFrame, UnreadableAnswer> {
        if kind == "info" {
            return .success(JetstreamFrame(event: .notice(PostBounds.name(payload["name"]?.text)), place: nil))
        }
        guard let did = PostBounds.id(payload["did"]?.text), let place = payload["seq"]?.integer, place >= 0,
            let time = BlueskyPostReader.time(payload["time"])
        else { return .failure(UnreadableAnswer(reason: "the frame names no account, number or time")) }
        let kind = String(kind)
        return event(kind, kind == "commit" ? payload : payload[Self.member(kind)], did, place, time)
    }

    private static func member(_ kind: String) -> StaticString {
        switch kind {
        case "identity": "identity"
        case "account": "account"
        default: "commit"
        }
    }

    private static func event(
        _ kind: String, _ body: JSONValue?, _ did: String, _ place: Int64, _ time: Timestamp
    ) -> Result<JetstreamFrame, UnreadableAnswer> {
        var frame = JetstreamFrame(event: .other, place: place, time: time)
        switch kind {
        case "commit":
            guard let body, let commit = JetstreamCommit(body, did: did, time: time) else {
                return .failure(UnreadableAnswer(reason: "the commit names no record"))
            }
            frame.event = commit.event
            frame.identity = "\(commit.uri) \(commit.revision)"
        case "identity":
            frame.event = .identity(did: did, handle: body?["handle"]?.text.map { PostBounds.name($0) })
        case "account":
            guard let isActive = body?["active"]?.truth else {
                return .failure(UnreadableAnswer(reason: "the frame does not say whether the account is in use"))
            }
            frame.event = .account(
                did: did, isActive: isActive, status: body?["status"]?.text.map { PostBounds.name($0) })
        // Kinds to come are passed over; their place counts.
        default: break
        }
        return .success(frame)
    }
}

/// A change of a repository.
private struct JetstreamCommit {
    let uri: String
    let revision: String
    let event: JetstreamFrame.Event

    init?(_ body: JSONValue, did: String, time: Timestamp) {
        guard let collection = PostBounds.id(body["collection"]?.text), let key = PostBounds.id(body["rkey"]?.text),
            let operation = body["operation"]?.text
        else { return nil }
        uri = "at://\(did)/\(collection)/\(key)"
        revision = PostBounds.name(body["rev"]?.text)
        let isOurs = collection == JetstreamFrame.posts || collection == JetstreamFrame.reposts
        guard isOurs else {
            event = .other
            return
        }
        if operation == "delete" {
            event = .delete(uri)
            return
        }
        guard let record = body["record"], record.isObject else { return nil }
        let created = BlueskyPostReader.time(record["createdAt"]).map { min($0, time) } ?? time
        if collection == JetstreamFrame.reposts {
            guard let subject = PostBounds.id(record["subject"]?["uri"]?.text) else { return nil }
            event = .repost(
                Post(id: uri, author: did, createdAt: created, isRepost: true, hashtags: [], fullHashtags: []),
                of: subject)
            return
        }
        var post = BlueskyPostReader.post(record, id: uri, author: did, name: "")
        post.createdAt = created
        event = .post(post, isUpdate: operation == "update")
    }
}
