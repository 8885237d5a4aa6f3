import UtsiktCore

/// A page of an author's feed (`app.bsky.feed.getAuthorFeed`).
struct BlueskyFeed: Sendable {
    /// One entry of it.
    struct Item: Sendable {
        /// The post as it is kept; nil when it is one that is not shown to us.
        var post: Post?
        /// What tells the entry from all others: its address, that of the repost for a repost.
        var key: String
        /// Whether it stands on top because its author put it there.
        var isPinned: Bool
    }

    /// The entries that could be read, in the service's order.
    var items: [Item] = []
    /// What the service calls the next page; nil at the end.
    var cursor: String?
    /// Entries that could not be read, by their index from 1.
    var rejected = RejectionList()

    /// Reads a page.
    /// - Parameters:
    ///   - body: The answer's bytes, whatever they hold.
    ///   - file: What rejections name as their file.
    ///   - isSignedIn: Whether it was asked for with an account: some authors show their posts to those only.
    init(_ body: [UInt8], file: String, isSignedIn: Bool) throws(UnreadableAnswer) {
        let reader = BlueskyPostReader(isSignedIn: isSignedIn)
        let read = JSONValue.read(body) { root -> BlueskyFeed? in
            guard let list = root["feed"], list.isArray else { return nil }
            var feed = BlueskyFeed()
            feed.cursor = PostBounds.cursor(root["cursor"]?.text)
            var dropped = 0
            for (index, entry) in list.elements.enumerated() {
                guard feed.items.count < PostBounds.mostPosts else {
                    dropped += 1
                    continue
                }
                switch reader.item(entry) {
                case .success(let item): feed.items.append(item)
                case .failure(let fault):
                    feed.rejected.append(
                        Rejection(file: file, line: index + 1, field: fault.field, reason: fault.reason))
                }
            }
            feed.rejected.append(
                Rejection(file: file, field: "feed", reason: "more posts than a page may have"), count: dropped)
            return feed
        }
        guard let feed = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not a feed") }
        self = feed
    }

    private init() {}
}

/// Reads posts as the AppView shows them and as repositories hold them.
struct BlueskyPostReader: Sendable {
    /// Whether the reader has an account.
    let isSignedIn: Bool

    /// Reads an entry of a feed.
    func item(_ entry: JSONValue) -> Result<BlueskyFeed.Item, RecordFault> {
        guard let view = entry["post"], view.isObject else {
            return .failure(RecordFault(field: "post", reason: "the entry has no post"))
        }
        guard let uri = PostBounds.id(view["uri"]?.text) else {
            return .failure(RecordFault(field: "post.uri", reason: "the post has no address"))
        }
        guard let author = BlueskyAccount(view["author"]) else {
            return .failure(RecordFault(field: "post.author.did", reason: "the post has no author"))
        }
        guard let record = view["record"], record.isObject else {
            return .failure(RecordFault(field: "post.record", reason: "the post has no record"))
        }
        let reason = entry["reason"]
        let kind = reason?["$type"]?.text
        let isRepost = kind == "app.bsky.feed.defs#reasonRepost"
        var post = Self.post(record, id: uri, author: author.did, name: author.name)
        var isShown = isSignedIn || !author.isForMembersOnly
        let indexed = Self.time(view["indexedAt"])
        guard let created = Self.time(record["createdAt"]) ?? indexed else {
            return .failure(
                RecordFault(field: "post.record.createdAt", reason: "the post has no time that can be read"))
        }
        // Written by the author's program, whose clock may be anywhere; it was not posted after the service saw it.
        post.createdAt = indexed.map { min(created, $0) } ?? created
        if isRepost, let reason {
            guard let by = BlueskyAccount(reason["by"]) else {
                return .failure(RecordFault(field: "reason.by.did", reason: "the repost does not say whose it is"))
            }
            guard let reposted = Self.time(reason["indexedAt"]) ?? indexed else {
                return .failure(RecordFault(field: "reason.indexedAt", reason: "the repost has no time"))
            }
            // Two reposters of one post are two posts.
            post.id = PostBounds.id(reason["uri"]?.text) ?? "\(uri) \(by.did)"
            (post.author, post.authorName, post.createdAt) = (by.did, by.name, reposted)
            (post.isRepost, post.hashtags) = (true, [])
            isShown = isShown && (isSignedIn || !by.isForMembersOnly)
        }
        return .success(
            BlueskyFeed.Item(
                post: isShown ? post : nil, key: post.id, isPinned: kind == "app.bsky.feed.defs#reasonPin"))
    }

    /// A post of a record, but for its time.
    static func post(_ record: JSONValue, id: String, author: String, name: String) -> Post {
        let text = record["text"]?.text ?? ""
        let tags = PostBounds.tags(self.tags(of: record, text))
        var languages = record.list("langs")
        return Post(
            id: id, author: author, authorName: name, createdAt: .earliest, text: PostBounds.text(text),
            language: PostBounds.name(languages.next()?.text), hashtags: tags)
    }

    /// The tags of a record: those in its text, whose places are counted in bytes of UTF-8, and those in a list of their own. A
    /// place that is none in the text says nothing, and neither does its tag.
    private static func tags(of record: JSONValue, _ text: String) -> [String] {
        let size = Int64(text.utf8.count)
        var tags: [String] = []
        for facet in record.list("facets") where tags.count < PostBounds.mostTags {
            guard let place = facet["index"], let start = place["byteStart"]?.integer,
                let end = place["byteEnd"]?.integer, start >= 0, start < end, end <= size
            else { continue }
            for feature in facet.list("features") where feature["$type"]?.text == "app.bsky.richtext.facet#tag" {
                if let tag = feature["tag"]?.text { tags.append(tag) }
            }
        }
        for tag in record.list("tags") where tags.count < PostBounds.mostTags {
            if let text = tag.text { tags.append(text) }
        }
        return tags
    }

    /// A time as records hold it: ISO 8601, or the same without a zone, which counts as UTC like at the service itself.
    static func time(_ value: JSONValue?) -> Timestamp? {
        guard let text = value?.text, text.utf8.count <= 64 else { return nil }
        return Timestamp(iso8601: text) ?? Timestamp(iso8601: text + "Z")
    }
}
