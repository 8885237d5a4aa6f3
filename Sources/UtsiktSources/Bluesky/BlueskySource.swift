import HTTPTypes
package import UtsiktCore

/// The posts of accounts of Bluesky: of those that somebody follows, and of some one by one.
///
/// Without a password it asks the public AppView, which needs no key; with an app password the account's own server, which hands
/// the questions on. Feeds are in the order in which the service came to know of posts and reposts, so an old time says nothing of
/// where a feed may be left: only an entry that was known before does.
package struct BlueskySource: Source {
    /// Whom to ask, and for what.
    package struct Options: Sendable {
        /// Scheme, host and port.
        package var baseURL: String
        /// Whose followed accounts are read: a handle or an identity; nil for nobody's.
        package var account: String?
        /// Accounts one by one: handles and identities.
        package var accounts: [String]
        /// The account's app password; nil to ask without an account.
        package var password: Secret?
        /// How many posts of an account are read at first.
        package var postsPerAccount: Int
        /// After so many seconds everything is asked again for what is new; nil: never.
        package var refreshSeconds: Int64?

        /// Makes options.
        package init(
            baseURL: String, account: String? = nil, accounts: [String] = [], password: Secret? = nil,
            postsPerAccount: Int = 40, refreshSeconds: Int64? = nil
        ) {
            self.baseURL = withoutTrailingSlashes(baseURL)
            self.account = account.flatMap { BlueskyActor($0) }?.name
            self.accounts = accounts.compactMap { BlueskyActor($0)?.name }
            self.password = password
            self.postsPerAccount = min(max(1, postsPerAccount), 3000)
            self.refreshSeconds = refreshSeconds.map { max(1, $0) }
        }
    }

    /// The budget of all calls.
    package static let budget = BudgetKey(rawValue: "api")
    /// More pages of followed accounts than this are not asked for: forty thousand accounts.
    static let mostFollowsPages = 400
    /// So many posts more than are wanted are asked for: what the service leaves out of a page costs no second call then.
    static let reserve = 10

    private let options: Options
    private let transport: any HTTPTransport
    private let login: BlueskyLogin?

    /// Its name in the configuration.
    package let id: SourceID
    /// `bluesky`.
    package var service: String { BlueskyService.name }
    /// Posts.
    package var content: SourceContent { .posts }
    /// What people see.
    package var title: String { id.rawValue == BlueskyService.name ? "Bluesky" : id.rawValue }
    /// 3000 calls in five minutes, as servers count them: ten a second, since no more than ten are made at once.
    package var budgets: [BudgetKey: [Budget]] { [Self.budget: [Budget(calls: 3000, per: 300, burst: 10)]] }
    /// Four at a time.
    package var concurrency: Int? { 4 }
    /// As the options say.
    package var refreshSeconds: Int64? { options.refreshSeconds }
    /// The password's.
    package func fingerprint(key: UInt64) -> UInt8? { options.password?.fingerprint(key: key) }

    /// Makes the source.
    /// - Parameter sessions: Where the session is kept over restarts, since logging in has a small budget of its own; nil for nowhere.
    package init(
        _ options: Options, id: SourceID, transport: any HTTPTransport, sessions: SessionFolder? = nil
    ) {
        self.options = options
        self.id = id
        self.transport = transport
        if let password = options.password, let account = options.account {
            let file = sessions.map {
                BlueskySessionFile(file: $0.file(of: id), server: options.baseURL, account: account)
            }
            login = BlueskyLogin(
                baseURL: options.baseURL, identifier: account, password: password, transport: transport, file: file)
        } else {
            login = nil
        }
    }

    /// The list of followed accounts, and the accounts that are named one by one.
    package func seeds(at now: Timestamp) -> [FetchTask] {
        let follows = options.account.map { actor in
            FetchTask(source: id, subject: "follows/\(actor)", label: "who @\(actor) follows", budget: Self.budget)
        }
        return (follows.map { [$0] } ?? [])
            + options.accounts.map { task(for: $0, label: BlueskyActor($0)?.label ?? $0) }
    }

    private func task(for actor: String, label: String) -> FetchTask {
        FetchTask(source: id, subject: "account/\(actor)", label: label, budget: Self.budget)
    }

    /// Asks for a page of followed accounts or of an account's feed.
    package func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        let parts = task.subject.split(separator: "/", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("follows", 2): return try await follows(of: parts[1], task)
        case ("account", 2): return try await feed(of: parts[1], task)
        default: throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source")
        }
    }

    private func follows(of actor: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        var path = "/xrpc/app.bsky.graph.getFollows?actor=\(percentEncoded(actor))&limit=100"
        if let cursor = task.cursor { path += "&cursor=\(percentEncoded(cursor))" }
        let answer = try await ask(path, task.label)
        let list: BlueskyFollows
        do {
            list = try BlueskyFollows(answer.body, file: path)
        } catch {
            throw error.failure(asking: task.label, answer, quota: BlueskyService.quota(answer))
        }
        var page = Page(rejected: list.rejected, quota: BlueskyService.quota(answer), bytes: answer.body.count)
        page.discovered = list.accounts.map {
            self.task(for: $0.did, label: $0.handle.isEmpty ? $0.did : "@" + $0.handle)
        }
        if list.dropped > 0 {
            page.isPartial = true
            page.rejected.append(
                Rejection(file: path, field: "follows", reason: "more accounts than a page may have"),
                count: list.dropped)
        }
        // A page with fewer than a hundred, even an empty one, is not the end: who is not shown is left out after paging.
        guard let next = list.cursor else { return page }
        if next == task.cursor || task.pages + 1 >= Self.mostFollowsPages {
            page.isPartial = true
            page.rejected.append(PageStep.repeated(path))
        } else {
            page.next = next
        }
        return page
    }

    private func feed(of actor: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        let wanted = options.postsPerAccount
        let position = PagePosition(task.cursor)
        let known = NewestKnown(task.newest, wanted: wanted)
        let limit = min(100, wanted + Self.reserve)
        var path = "/xrpc/app.bsky.feed.getAuthorFeed?actor=\(percentEncoded(actor))&limit=\(limit)"
        if let position { path += "&cursor=\(percentEncoded(position.page))" }
        let answer = try await ask(path, "posts of \(task.label)")
        let feed: BlueskyFeed
        do {
            feed = try BlueskyFeed(answer.body, file: path, isSignedIn: login != nil)
        } catch {
            throw error.failure(asking: "posts of \(task.label)", answer, quota: BlueskyService.quota(answer))
        }
        var page = Page(rejected: feed.rejected, quota: BlueskyService.quota(answer), bytes: answer.body.count)
        let step = feed.step(
            known: known, from: position, wanted: known == nil ? wanted : max(wanted, PostBounds.mostNew))
        page.rows.posts = feed.items.prefix(step.keep).compactMap(\.post)
        page.next = step.next?.text
        if step.isRepeated { page.rejected.append(PageStep.repeated(path)) }
        // What an author has put on top is as old as it is, and tells nothing of what is new.
        let keys = feed.items.filter { !$0.isPinned }.map(\.key)
        page.newest = NewestKnown.after(keys, known, depth: wanted)?.text
        return page
    }

    /// Asks a question, renewing the session once when it has expired.
    private func ask(_ path: String, _ what: String) async throws(SourceFailure) -> HTTPAnswer {
        guard let login else { return try await understood(send(path, what, session: nil), what) }
        var session = try await login.current()
        var answer = try await send(path, what, session: session)
        if BlueskyError.isExpired(answer) {
            session = try await login.renewed(after: session)
            answer = try await send(path, what, session: session)
        }
        let good = try understood(answer, what)
        try good.refuse(repeating: session.access, asking: what, quota: BlueskyService.quota(good))
        await login.noteSuccess()
        return good
    }

    private func send(_ path: String, _ what: String, session: BlueskySession?) async throws(SourceFailure)
        -> HTTPAnswer
    {
        var headers: HTTPFields = [.accept: "application/json"]
        if let session { headers[.authorization] = "Bearer \(session.access.value)" }
        do {
            return try await transport.follow(HTTPCall(url: options.baseURL + path, headers: headers))
        } catch {
            throw error.failure(asking: what)
        }
    }

    private func understood(_ answer: HTTPAnswer, _ what: String) throws(SourceFailure) -> HTTPAnswer {
        if let failure = BlueskyError.failure(of: answer, asking: what, isSignedIn: login != nil) { throw failure }
        return answer
    }
}

extension BlueskyFeed {
    /// What follows from the page: it ends at the first entry that was known before, however old the entries above it are.
    func step(known: NewestKnown?, from position: PagePosition?, wanted: Int) -> PageStep {
        let firstKnown = known.flatMap { known in
            items.firstIndex { !$0.isPinned && known.keys.contains($0.key) }
        }
        return PageStep(count: items.count, firstKnown: firstKnown, page: cursor, from: position, wanted: wanted)
    }
}
