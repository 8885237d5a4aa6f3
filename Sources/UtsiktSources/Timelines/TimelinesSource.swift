import HTTPTypes
public import UtsiktCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

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
        /// After so many seconds the friends list and the accounts are asked again from their newest page; nil: never.
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

    /// As the options say; the pages of an account are few and its posts unique by id, so that asking again costs little.
    public var refreshSeconds: Int64? { options.refreshSeconds }

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
        guard let list = try? JSONDecoder().decode(FriendsPage.self, from: Data(response.body)) else {
            throw SourceFailure(
                .malformed, "friends/ids of \(user): the answer is not a list of ids", status: response.status,
                quota: TimelinesService.quota(response))
        }
        var page = Page(quota: TimelinesService.quota(response), bytes: response.body.count)
        var seen: Set<String> = []
        for (index, element) in list.ids.enumerated() {
            guard let id = element.id else {
                page.rejected.append(Rejection(file: path, line: index + 1, field: "ids", reason: "this is not an id"))
                continue
            }
            guard seen.insert(id).inserted else { continue }
            page.discovered.append(
                FetchTask(
                    source: self.id, subject: "account/\(id)", label: "account \(id)",
                    budget: TimelinesSource.timelineBudget
                ))
        }
        // A service that hands out the same cursor again, or cursors without end, does not keep the task for ever.
        if let next = list.next, next != "0", next != cursor, task.pages + 1 < TimelinesSource.mostFriendsPages {
            page.next = next
        }
        return page
    }

    private func timeline(of account: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        var path =
            "/1.1/statuses/user_timeline.json?user_id=\(percentEncoded(account))&count=\(options.pageSize)"
        if let cursor = task.cursor { path += "&max_id=\(percentEncoded(cursor))" }
        let response = try await ask(path, "timeline of \(task.label)")
        let parsed: (posts: [Post], rejected: [Rejection])
        do {
            parsed = try PostJSON.parseTimeline(response.body, file: path)
        } catch {
            throw SourceFailure(
                .malformed, "timeline of \(task.label): \(error.problem)", status: response.status,
                quota: TimelinesService.quota(response))
        }
        var page = Page(
            posts: parsed.posts, rejected: parsed.rejected, quota: TimelinesService.quota(response),
            bytes: response.body.count)
        let wantsMore = options.pagesPerAccount.map { task.pages + 1 < $0 } ?? true
        // The smallest id less one; a page that does not lead further down ends the task.
        if wantsMore, let smallest = parsed.posts.compactMap({ UInt64($0.id) }).min(), smallest > 0,
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
            quota: TimelinesService.quota)
    }
}

/// One page of `friends/ids`.
private struct FriendsPage: Decodable {
    /// An id as number or text; nil for what is neither.
    struct Element: Decodable {
        let id: String?

        init(from decoder: any Decoder) throws {
            id = (try? decoder.singleValueContainer()).flatMap(FriendsPage.id)
        }
    }

    let ids: [Element]
    let next: String?

    enum CodingKeys: String, CodingKey {
        case ids
        case next = "next_cursor"
        case nextText = "next_cursor_str"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        ids = try container.decode([Element].self, forKey: .ids)
        if let text = try? container.decode(String.self, forKey: .nextText) {
            next = Int64(text).map { String($0) }
        } else {
            next = (try? container.decode(Int64.self, forKey: .next)).map { String($0) }
        }
    }

    static func id(_ container: any SingleValueDecodingContainer) -> String? {
        if let number = try? container.decode(UInt64.self) { return number > 0 ? String(number) : nil }
        guard let text = try? container.decode(String.self), let number = UInt64(text), number > 0 else { return nil }
        return String(number)
    }
}
