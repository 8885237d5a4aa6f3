import HTTPTypes
public import UtsiktCore

/// The posts of the accounts that a user follows, over the REST API 1.1.
///
/// The first task asks for the friends list and discovers one task an account; each of those takes the account's newest
/// posts page by page. As the 2015 program did, two pages of twenty, retweets included.
public struct TimelinesSource: Source {
    /// Whom to ask, for whom, and how much.
    public struct Options: Sendable {
        /// Scheme, host and port, as `https://api.example.org`.
        public var baseURL: String
        /// The user whose friends are fetched.
        public var userID: String
        /// The bearer token.
        public var token: Secret
        /// How many pages of an account are taken; nil takes all there are.
        public var pagesPerAccount: Int?
        /// Posts a page, 1 ... 200.
        public var pageSize: Int
        /// Ids a page of the friends list, 1 ... 5000.
        public var friendsPageSize: Int
        /// After so many seconds the friends list and the accounts are asked again for what is new; nil: never.
        public var refreshSeconds: Int64?
        /// Whether the service's usual budgets are kept; otherwise only what its answers say counts, as for a mirror of one's own.
        public var keepsBudgets: Bool

        /// Makes options; the counts are brought into their ranges.
        public init(
            baseURL: String, userID: String, token: Secret, pagesPerAccount: Int? = 2, pageSize: Int = 20,
            friendsPageSize: Int = 5000, refreshSeconds: Int64? = nil, keepsBudgets: Bool = true
        ) {
            self.baseURL = withoutTrailingSlashes(baseURL)
            self.userID = userID
            self.token = token
            self.pagesPerAccount = pagesPerAccount.map { max(1, $0) }
            self.pageSize = min(max(1, pageSize), 200)
            self.friendsPageSize = min(max(1, friendsPageSize), 5000)
            self.refreshSeconds = refreshSeconds.map { max(1, $0) }
            self.keepsBudgets = keepsBudgets
        }
    }

    /// The budget of `GET friends/ids`.
    public static let friendsBudget = BudgetKey(rawValue: "friends/ids")
    /// The budget of `GET statuses/user_timeline`.
    public static let timelineBudget = BudgetKey(rawValue: "statuses/user_timeline")
    /// More pages of friends than this are not asked for: two million accounts.
    static let mostFriendsPages = 400
    /// More ids than this of one page are not taken, whatever the page was asked for.
    static let mostFriends = 20_000

    private let options: Options
    private let transport: any HTTPTransport

    /// Its name in the configuration.
    public let id: SourceID
    /// `timelines-1.1`.
    public var service: String { TimelinesService.name }
    /// Posts.
    public var content: SourceContent { .posts }

    /// Makes the source.
    public init(_ options: Options, id: SourceID = .posts, transport: any HTTPTransport) {
        self.options = options
        self.id = id
        self.transport = transport
    }

    /// What people see.
    public var title: String { id == .posts ? "Posts" : id.rawValue }
    /// Without limits the answers, not the waits between them, are what takes time.
    public var concurrency: Int? { options.keepsBudgets ? nil : 4 }
    /// 15 calls for friends and 180 for timelines in 15 minutes, unless the options keep none.
    public var budgets: [BudgetKey: [Budget]] {
        guard options.keepsBudgets else { return [:] }
        return [
            TimelinesSource.friendsBudget: [Budget(calls: 15, per: 900)],
            TimelinesSource.timelineBudget: [Budget(calls: 180, per: 900)],
        ]
    }

    /// As the options say; an account is then asked for what is newer than its newest known post.
    public var refreshSeconds: Int64? { options.refreshSeconds }

    /// The token's.
    public func fingerprint(key: UInt64) -> UInt8? { options.token.fingerprint(key: key) }

    /// The friends list.
    public func seeds(at now: Timestamp) -> [FetchTask] {
        [
            FetchTask(
                source: id, subject: "friends/\(options.userID)", label: "friends of \(options.userID)",
                budget: TimelinesSource.friendsBudget)
        ]
    }

    /// Asks for one page of the friends list or of an account's timeline.
    public func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        let parts = task.subject.split(separator: "/", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("friends", 2): return try await friends(of: parts[1], task)
        case ("account", 2): return try await timeline(of: parts[1], task)
        default: throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source")
        }
    }

    private func friends(of user: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        let cursor = task.cursor ?? "-1"
        let path =
            "/1.1/friends/ids.json?user_id=\(percentEncoded(user))&cursor=\(percentEncoded(cursor))"
            + "&count=\(options.friendsPageSize)"
        let response = try await ask(path, "friends/ids of \(user)", refusal: "the token was refused")
        let list: IDList
        do {
            list = try IDList(response.body, file: path, most: TimelinesSource.mostFriends)
        } catch {
            let isCancelled = error == .cancelled
            throw SourceFailure(
                isCancelled ? .cancelled : .malformed,
                "friends/ids of \(user): \(isCancelled ? "cancelled" : "the answer is not a list of ids")",
                status: response.status, quota: TimelinesService.quota(response))
        }
        var page = Page(
            rejected: list.rejected, quota: TimelinesService.quota(response), bytes: response.body.count)
        page.discovered = list.ids.map { id in
            FetchTask(
                source: self.id, subject: "account/\(id)", label: "account \(id)",
                budget: TimelinesSource.timelineBudget)
        }
        if list.dropped > 0 {
            page.isPartial = true
            page.rejected.append(
                Rejection(
                    file: path, field: "ids",
                    reason: "more than \(TimelinesSource.mostFriends) ids on a page; \(list.dropped) are left out"),
                count: list.dropped)
        }
        // A service that hands out the same cursor again, or cursors without end, does not keep the task for ever.
        guard let next = list.next, next != "0" else { return page }
        if next != cursor, task.pages + 1 < TimelinesSource.mostFriendsPages {
            page.next = next
        } else {
            page.isPartial = true
        }
        return page
    }

    private func timeline(of account: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        let known = task.newest.flatMap { TimelineMemory($0, pages: options.pagesPerAccount) }
        var path =
            "/1.1/statuses/user_timeline.json?user_id=\(percentEncoded(account))&count=\(options.pageSize)"
        if let cursor = task.cursor { path += "&max_id=\(percentEncoded(cursor))" }
        if let known { path += "&since_id=\(known.id)" }
        let response = try await ask(path, "timeline of \(task.label)")
        let parsed: (posts: [Post], rejected: RejectionList)
        do {
            parsed = try PostJSON.parseTimeline(response.body, file: path)
        } catch {
            throw SourceFailure(
                error.kind == .cancelled ? .cancelled : .malformed, "timeline of \(task.label): \(error.problem)",
                status: response.status, quota: TimelinesService.quota(response))
        }
        var page = Page(
            posts: parsed.posts, rejected: parsed.rejected, quota: TimelinesService.quota(response),
            bytes: response.body.count)
        let ids = parsed.posts.compactMap { UInt64($0.id) }
        if let newest = (ids + [known?.id].compactMap { $0 }).max() {
            page.newest = TimelineMemory(id: newest, pages: options.pagesPerAccount).text
        }
        let wantsMore = options.pagesPerAccount.map { task.pages + 1 < $0 } ?? true
        // The smallest id less one; a page that does not lead further down ends the task, and so does one that reaches what is
        // known, from a service that passes over `since_id`.
        if wantsMore, let smallest = ids.min(), smallest > known?.id ?? 0,
            task.cursor.flatMap({ UInt64($0) }).map({ smallest - 1 < $0 }) ?? true
        {
            page.next = String(smallest - 1)
        }
        return page
    }

    private func ask(
        _ path: String, _ what: String, refusal: String = "the service will not show it"
    ) async throws(SourceFailure) -> HTTPAnswer {
        let headers: HTTPFields = [.authorization: "Bearer \(options.token.value)", .accept: "application/json"]
        return try await transport.ask(
            HTTPCall(url: options.baseURL + path, headers: headers), what, refusal: refusal,
            secret: options.token, rules: .oneByOne, quota: TimelinesService.quota)
    }
}

/// What is remembered of a timeline that was read: its newest post, and how many pages down it was read.
///
/// Deeper settings than those make the memory void, since what lies below was never asked for.
private struct TimelineMemory {
    var id: UInt64
    var pages: Int?

    init(id: UInt64, pages: Int?) {
        self.id = id
        self.pages = pages
    }

    /// Reads a memory; nil when it is none, or does not reach as deep as is wanted.
    init?(_ text: String, pages wanted: Int?) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let id = UInt64(parts[0]) else { return nil }
        let pages = Int(parts[1])
        if let pages, wanted.map({ $0 > pages }) ?? true { return nil }
        self.init(id: id, pages: pages)
    }

    /// `1234 2`: the id, and the pages or `all`.
    var text: String { "\(id) \(pages.map { String($0) } ?? "all")" }
}
