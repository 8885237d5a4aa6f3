import UtsiktCore

/// A page of a user's posts (`/2/users/:id/tweets`).
struct XPosts: Sendable {
    /// The posts that could be read, in the service's order.
    var posts: [Post] = []
    /// How many posts the page has: each of them is paid for.
    var count = 0
    /// Posts that others refer to and that came along.
    var included = 0
    /// The service's word for the next page; nil at the end.
    var next: String?
    /// What could not be had, where the answer has nothing else; nil where it is a page.
    var problem: XProblem?
    /// Posts that could not be read, by their index from 1.
    var rejected = RejectionList()

    /// Reads a page.
    init(_ body: [UInt8], file: String) throws(UnreadableAnswer) {
        let read = JSONValue.read(body) { root -> XPosts? in
            guard root.isObject, root["data"] != nil || root["meta"] != nil || root["errors"] != nil else { return nil }
            var page = XPosts()
            page.next = PostBounds.cursor(root["meta"]?["next_token"]?.text)
            if root["data"] == nil, root["meta"] == nil { page.problem = XProblem(ofPart: root) }
            let included = XIncluded(root["includes"])
            page.included = included.count
            for (index, entry) in root.list("data").enumerated() {
                page.count += 1
                guard page.posts.count < PostBounds.mostPosts else { continue }
                switch included.post(entry) {
                case .success(let post): page.posts.append(post)
                case .failure(let fault):
                    page.rejected.append(
                        Rejection(file: file, line: index + 1, field: fault.field, reason: fault.reason))
                }
            }
            return page
        }
        guard let page = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not a page of posts") }
        self = page
    }

    private init() {}
}

/// What came along with a page: posts that its posts refer to, and users.
private struct XIncluded {
    private var posts: [String: JSONValue] = [:]
    private var users: [String: String] = [:]

    init(_ includes: JSONValue?) {
        guard let includes else { return }
        for entry in includes.list("tweets") where posts.count < PostBounds.mostPosts {
            if let id = entry["id"]?.id { posts[id] = entry }
        }
        for entry in includes.list("users") where users.count < PostBounds.mostPosts {
            if let id = entry["id"]?.id { users[id] = PostBounds.name(entry["username"]?.text) }
        }
    }

    var count: Int { posts.count }

    /// Reads a post.
    func post(_ value: JSONValue) -> Result<Post, RecordFault> {
        guard value.isObject else { return .failure(RecordFault(reason: "this is not a post")) }
        guard let id = value["id"]?.id, XIDs.isID(id) else {
            return .failure(RecordFault(field: "id", reason: "the post has no id"))
        }
        guard let time = value["created_at"]?.text.flatMap({ Timestamp(iso8601: $0) }) ?? XIDs.time(of: id) else {
            return .failure(RecordFault(field: "created_at", reason: "the post has no time that can be read"))
        }
        var reposted: JSONValue?
        var isRepost = false
        for reference in value.list("referenced_tweets") where reference["type"]?.text == "retweeted" {
            isRepost = true
            reposted = reference["id"]?.id.flatMap { posts[$0] }
        }
        // The outer text of a repost is cut off; that of the post itself came along.
        let shown = reposted ?? value
        let long = shown["note_tweet"]
        let author = PostBounds.name(value["author_id"]?.id)
        let full = tags(long?["entities"]) ?? tags(shown["entities"]) ?? []
        return .success(
            Post(
                id: id, author: author, authorName: users[author] ?? "", createdAt: time,
                text: PostBounds.text(
                    XText.unescaped(PostBounds.text(long?["text"]?.text ?? shown["text"]?.text ?? ""))),
                language: XText.language(value["lang"]?.text), isRepost: isRepost,
                hashtags: tags(value["entities"]) ?? [], fullHashtags: full))
    }

    /// The tags of an `entities` object; nil where there is none.
    private func tags(_ entities: JSONValue?) -> [String]? {
        guard let entities else { return nil }
        return PostBounds.tags(entities.list("hashtags").prefix(PostBounds.mostTags).compactMap { $0["tag"]?.text })
    }
}

/// Texts as X writes them.
enum XText {
    /// A text with `&amp;`, `&lt;` and `&gt;` resolved, once.
    static func unescaped(_ text: String) -> String {
        guard text.utf8.contains(0x26) else { return text }
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        let references: [(StaticString, UInt8)] = [("&amp;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E)]
        while let byte = rest.first {
            let hit = byte == 0x26 ? references.first { rest.starts(with: $0.0.bytes) } : nil
            result.append(hit?.1 ?? byte)
            rest = rest.dropFirst(hit?.0.utf8CodeUnitCount ?? 1)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A language; what X writes where there is none or too little to tell is one word.
    static func language(_ text: String?) -> String {
        switch text {
        case "zxx", "qme", "qam", "qct", "qht", "qst": "und"
        default: PostBounds.name(text)
        }
    }
}

extension StaticString {
    /// Its bytes.
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}

/// Ids of X: numbers that grow, in which the time is written.
enum XIDs {
    /// When the post of an id was made; nil for ids of before November 2010, which say nothing.
    static func time(of id: String) -> Timestamp? {
        guard let number = UInt64(id), number > 1 << 35, number < 1 << 63 else { return nil }
        return Timestamp(milliseconds: Int64(number >> 22) + 1_288_834_974_657)
    }

    /// Whether a text is an id: digits alone.
    static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 20 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
