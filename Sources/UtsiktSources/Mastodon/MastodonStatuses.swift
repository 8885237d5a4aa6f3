import UtsiktCore

/// A page of statuses, as accounts and home timelines have them.
struct MastodonStatuses: Sendable {
    /// The posts that could be read and are for everybody, in the service's order.
    var posts: [Post] = []
    /// The ids of all statuses of the page, those that are not kept included: pages follow from them.
    var ids: [String] = []
    /// Statuses that could not be read, by their index from 1.
    var rejected = RejectionList()

    /// Reads a page.
    /// - Parameters:
    ///   - body: The answer's bytes, whatever they hold.
    ///   - file: What rejections name as their file.
    ///   - host: The instance: accounts of its own are named without it.
    init(_ body: [UInt8], file: String, host: String) throws(UnreadableAnswer) {
        let read = JSONValue.read(body) { root -> MastodonStatuses? in
            guard root.isArray else { return nil }
            var page = MastodonStatuses()
            var dropped = 0
            for (index, entry) in root.elements.enumerated() {
                guard page.ids.count < PostBounds.mostPosts else {
                    dropped += 1
                    continue
                }
                let status = MastodonStatus(entry, host: host)
                if let id = status.id { page.ids.append(id) }
                switch status.post {
                case .success(let post): if let post { page.posts.append(post) }
                case .failure(let fault):
                    page.rejected.append(
                        Rejection(file: file, line: index + 1, field: fault.field, reason: fault.reason))
                }
            }
            page.rejected.append(Rejection(file: file, reason: "more posts than a page may have"), count: dropped)
            return page
        }
        guard let page = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not a list of posts") }
        self = page
    }

    private init() {}
}

/// One status.
struct MastodonStatus {
    /// Its id at the instance; nil when it has none.
    let id: String?
    /// The post, nil for one that is not for everybody; or why there is none.
    let post: Result<Post?, RecordFault>

    /// Reads a status.
    init(_ value: JSONValue, host: String) {
        id = PostBounds.id(value["id"]?.id)
        post = Self.read(value, id, host: host)
    }

    private static func read(_ value: JSONValue, _ id: String?, host: String) -> Result<Post?, RecordFault> {
        guard value.isObject else { return .failure(RecordFault(reason: "this is not a status")) }
        guard let id else { return .failure(RecordFault(field: "id", reason: "the status has no id")) }
        guard let author = MastodonAccount(value["account"], host: host) else {
            return .failure(RecordFault(field: "account", reason: "the status has no account"))
        }
        guard let time = value["created_at"]?.text.flatMap({ Timestamp(iso8601: $0) }) else {
            return .failure(RecordFault(field: "created_at", reason: "the status has no time that can be read"))
        }
        let boosted = value["reblog"].flatMap { $0.isObject ? $0 : nil }
        guard isPublic(value), boosted.map(isPublic) ?? true else { return .success(nil) }
        let shown = boosted ?? value
        let content = MarkedText(html: PostBounds.text(shown["content"]?.text ?? ""))
        let warning = shown["spoiler_text"]?.text ?? ""
        let text = [warning, content.text].filter { !$0.isEmpty }.joined(separator: "\n")
        let names = shown.list("tags").prefix(PostBounds.mostTags).compactMap { $0["name"]?.text }
        let tags = TagSpelling.shown(PostBounds.tags(Array(names)), in: content.tags)
        return .success(
            Post(
                id: id, author: author.id, authorName: author.name, createdAt: time, text: PostBounds.text(text),
                language: PostBounds.name(value["language"]?.text ?? boosted?["language"]?.text),
                isRepost: boosted != nil, hashtags: boosted == nil ? tags : [], fullHashtags: tags))
    }

    /// Whether everybody may read it. Kin that says nothing of it shows what everybody may read.
    private static func isPublic(_ status: JSONValue) -> Bool {
        guard let visibility = status["visibility"]?.text else { return true }
        return visibility == "public" || visibility == "unlisted"
    }
}

/// An account.
struct MastodonAccount: Sendable, Hashable {
    /// Its id at the instance.
    var id: String
    /// What people see: `name@host`.
    var name: String
    /// Whether the instance has suspended it; its posts are hidden then.
    var isSuspended: Bool

    /// Reads an account; nil when it has no id.
    init?(_ value: JSONValue?, host: String) {
        guard let value, let id = PostBounds.id(value["id"]?.id) else { return nil }
        self.id = id
        let name = PostBounds.name(value["acct"]?.text ?? value["username"]?.text)
        self.name = name.isEmpty || name.contains("@") ? name : "\(name)@\(host)"
        isSuspended = value["suspended"]?.truth == true
    }

    /// Reads an answer that is one account.
    static func one(_ body: [UInt8], host: String) throws(UnreadableAnswer) -> MastodonAccount {
        let read = JSONValue.read(body) { MastodonAccount($0, host: host) }
        guard let account = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not an account") }
        return account
    }
}

/// A page of the accounts that somebody follows.
struct MastodonAccounts: Sendable {
    /// The accounts, each once.
    var accounts: [MastodonAccount] = []
    /// Accounts that could not be read, by their index from 1.
    var rejected = RejectionList()
    /// Accounts beyond the most that are taken.
    var dropped = 0

    /// Reads a page.
    init(_ body: [UInt8], file: String, host: String) throws(UnreadableAnswer) {
        let read = JSONValue.read(body) { root -> MastodonAccounts? in
            guard root.isArray else { return nil }
            var page = MastodonAccounts()
            var seen: Set<String> = []
            for (index, entry) in root.elements.enumerated() {
                guard let account = MastodonAccount(entry, host: host) else {
                    page.rejected.append(
                        Rejection(file: file, line: index + 1, field: "id", reason: "the account has no id"))
                    continue
                }
                guard page.accounts.count < PostBounds.mostAccounts else {
                    page.dropped += 1
                    continue
                }
                if seen.insert(account.id).inserted { page.accounts.append(account) }
            }
            return page
        }
        guard let page = read ?? nil else { throw UnreadableAnswer(reason: "the answer is not a list of accounts") }
        self = page
    }

    private init() {}
}
