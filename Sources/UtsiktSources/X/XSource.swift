import HTTPTypes
package import UtsiktCore

/// The posts of users of X: of those that somebody follows, and of some one by one.
///
/// X charges for each post and each user that an answer holds. So nothing is asked for without a budget of money, a list that was read is
/// taken as it was for a month, and of each user only what is newer than the newest known post.
package struct XSource: Source {
    /// Whom to ask, and for what.
    package struct Options: Sendable {
        /// Scheme, host and port.
        package var baseURL: String
        /// Whose followed users are read: a name, an id, or `me`; nil for nobody's.
        package var account: String?
        /// Users one by one: names and ids.
        package var accounts: [String]
        /// The bearer token.
        package var token: Secret
        /// How many posts of a user are read at first.
        package var postsPerAccount: Int
        /// What may be spent in a day and a month (UTC), in millionths of a dollar; nil where no limit is set.
        package var budget: (day: Int?, month: Int?)
        /// After so many seconds everything is asked again for what is new; nil: never.
        package var refreshSeconds: Int64?

        /// Makes options.
        package init(
            baseURL: String, account: String? = nil, accounts: [String] = [], token: Secret, postsPerAccount: Int = 40,
            budget: (day: Int?, month: Int?), refreshSeconds: Int64? = nil
        ) {
            self.baseURL = withoutTrailingSlashes(baseURL)
            self.account = account.flatMap { XActor($0)?.name }
            self.accounts = accounts.compactMap { XActor($0)?.name }
            self.token = token
            self.postsPerAccount = min(max(1, postsPerAccount), 3200)
            self.budget = budget
            self.refreshSeconds = refreshSeconds.map { max(1, $0) }
        }

        /// Whether anything may be spent.
        package var maySpend: Bool {
            (budget.day != nil || budget.month != nil) && budget.day != 0 && budget.month != 0
        }
    }

    /// The budget of posts.
    package static let postsBudget = BudgetKey(rawValue: "users/tweets")
    /// The budget of followed users.
    package static let followingBudget = BudgetKey(rawValue: "users/following")
    /// The budget of names.
    package static let namesBudget = BudgetKey(rawValue: "users/by")
    /// So many names are asked for at once.
    static let namesAtOnce = 100
    /// So many days a list of users is taken as it was.
    static let daysOfLists = 30
    /// More pages of followed users than this are not asked for.
    static let mostFollowingPages = 40

    private let options: Options
    private let transport: any HTTPTransport
    private let round = RoundTime()
    private let ledger: XLedger
    /// What day it is for whoever sends the bill.
    private let now: @Sendable () -> Timestamp

    /// Its name in the configuration.
    package let id: SourceID
    /// `x`.
    package var service: String { XService.name }
    /// Posts.
    package var content: SourceContent { .posts }
    /// What people see.
    package var title: String { id.rawValue == XService.name ? "X" : id.rawValue }
    /// 900 calls for posts, 15 for followed users and 300 for names in 15 minutes.
    package var budgets: [BudgetKey: [Budget]] {
        [
            Self.postsBudget: [Budget(calls: 900, per: 900)],
            Self.followingBudget: [Budget(calls: 15, per: 900)],
            Self.namesBudget: [Budget(calls: 300, per: 900)],
        ]
    }
    /// As the options say.
    package var refreshSeconds: Int64? { options.refreshSeconds }
    /// The token's.
    package func fingerprint(key: UInt64) -> UInt8? { options.token.fingerprint(key: key) }

    /// Makes the source.
    /// - Parameter now: The present instant; money is counted by the day.
    package init(
        _ options: Options, id: SourceID, transport: any HTTPTransport,
        now: @escaping @Sendable () -> Timestamp = { WorldClock.system.now }
    ) {
        self.options = options
        self.now = now
        self.id = id
        self.transport = transport
        ledger = XLedger(budget: options.budget)
    }

    /// The list of followed users, the names whose ids are needed, and the users that are named by ids. Nothing while nothing may be spent.
    package func seeds(at now: Timestamp) -> [FetchTask] {
        round.begin(at: now)
        guard options.maySpend else { return [] }
        var seeds: [FetchTask] = []
        if let account = options.account {
            let whom = account == "me" ? "whom you follow" : "who \(XActor.label(account)) follows"
            seeds.append(
                FetchTask(source: id, subject: "following/\(account)", label: whom, budget: Self.followingBudget))
        }
        for index in nameLists.indices {
            seeds.append(
                FetchTask(source: id, subject: "names/\(index)", label: "names of users", budget: Self.namesBudget))
        }
        return seeds + options.accounts.filter(XIDs.isID).map { task(for: $0, label: "user \($0)") }
    }

    /// The names whose ids are needed, as many together as may be asked for at once.
    private var nameLists: [[String]] {
        let names = options.accounts.filter { !XIDs.isID($0) }
        return stride(from: 0, to: names.count, by: Self.namesAtOnce).map {
            Array(names[$0..<min(names.count, $0 + Self.namesAtOnce)])
        }
    }

    private func task(for user: String, label: String) -> FetchTask {
        FetchTask(source: id, subject: "user/\(user)", label: label, budget: Self.postsBudget)
    }

    private func task(for user: XUser) -> FetchTask {
        task(for: user.id, label: user.name.isEmpty ? "user \(user.id)" : "@" + user.name)
    }

    /// Asks for a page of followed users, of names, or of a user's posts.
    package func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        guard options.maySpend else {
            throw SourceFailure(.refused, "\(task.label): nothing may be spent (budget_usd)")
        }
        let parts = task.subject.split(separator: "/", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("following", 2): return try await following(parts[1], task)
        case ("names", 2): return try await names(Int(parts[1]) ?? -1, task)
        case ("user", 2): return try await posts(of: parts[1], task)
        default: throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source")
        }
    }

    private func following(_ account: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        let memory = XListMemory(task.newest)
        if task.cursor == nil, let memory, round.isFresh(memory.day, days: Self.daysOfLists) {
            // Each followed user that an answer names is paid for: the list of before stands.
            var page = Page(newest: task.newest)
            page.isPartial = true
            return page
        }
        var position = PagePosition(task.cursor)
        if position == nil {
            guard let known = XIDs.isID(account) ? account : memory?.ids[account] else {
                return try await user(account, task)
            }
            position = PagePosition(taken: 0, page: known + " ")
        }
        // The cursor holds the id and the service's word.
        let words = (position?.page ?? "").split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let (user, token) = (words.first.map(String.init) ?? "", words.count > 1 ? String(words[1]) : "")
        let most = try reserve(1000, least: 1, price: XPrices.user, task.label)
        var path = "/2/users/\(percentEncoded(user))/following?max_results=\(most)"
        if !token.isEmpty { path += "&pagination_token=\(percentEncoded(token))" }
        let (answer, list) = try await users(path, task, reserved: most)
        var page = Page(rejected: list.rejected, quota: XService.quota(answer), bytes: answer.body.count)
        page.discovered = list.users.map { self.task(for: $0) }
        page.newest = XListMemory(day: round.now?.day, ids: [account: user]).text
        guard let next = list.next else { return page }
        if next == token || task.pages + 1 >= Self.mostFollowingPages {
            page.isPartial = true
            page.rejected.append(PageStep.repeated(path))
        } else {
            page.next = PagePosition(taken: 0, page: "\(user) \(next)").text
        }
        return page
    }

    /// Asks for the id of a name, or for whose token it is: the page before the first one.
    private func user(_ account: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        let path = account == "me" ? "/2/users/me" : "/2/users/by?usernames=\(percentEncoded(account))"
        let reserved = try reserve(1, least: 1, price: XPrices.user, task.label)
        let (answer, list) = try await users(path, task, reserved: reserved)
        guard let user = list.users.first else {
            throw SourceFailure(
                .gone, "\(task.label): there is no such account", status: answer.status, quota: XService.quota(answer))
        }
        var page = Page(bytes: answer.body.count)
        page.next = PagePosition(taken: 0, page: user.id + " ").text
        // It counts once the list has been read to its end.
        page.newest = XListMemory(day: round.now?.day, ids: [account: user.id]).text
        return page
    }

    private func names(_ index: Int, _ task: FetchTask) async throws(SourceFailure) -> Page {
        guard nameLists.indices.contains(index) else {
            throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source")
        }
        let names = nameLists[index]
        var ids = (XListMemory(task.newest)?.ids ?? [:]).filter { names.contains($0.key) }
        let wanted = names.filter { ids[$0] == nil }
        var page = Page()
        if !wanted.isEmpty {
            let path = "/2/users/by?usernames=\(wanted.map(percentEncoded).joined(separator: "%2C"))"
            let reserved = try reserve(wanted.count, least: wanted.count, price: XPrices.user, task.label)
            let (answer, list) = try await users(path, task, reserved: reserved, isPartialGood: true)
            (page.quota, page.bytes, page.rejected) = (XService.quota(answer), answer.body.count, list.rejected)
            for user in list.users { ids[user.name.lowercased()] = user.id }
            for name in wanted where ids[name] == nil {
                let problem = list.missing.first { $0.value.lowercased() == name }
                let reason = problem?.isSuspension == true ? "the account is suspended" : "there is no such account"
                page.rejected.append(Rejection(file: "@" + name, reason: reason))
            }
        }
        page.discovered = names.compactMap { name in ids[name].map { self.task(for: $0, label: "@" + name) } }
        page.newest = XListMemory(day: round.now?.day, ids: ids).text
        return page
    }

    private func posts(of user: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        let wanted = options.postsPerAccount
        let position = PagePosition(task.cursor)
        let known = NewestKnown(task.newest, wanted: wanted)
        let what = "posts of \(task.label)"
        // Posts that come along may be charged as well: as many as there are posts.
        let limit = try reserve(
            min(100, max(5, wanted - min(wanted, position?.taken ?? 0))), least: 5, price: 2 * XPrices.post, what)
        var path = "/2/users/\(percentEncoded(user))/tweets?max_results=\(limit)"
        if let position { path += "&pagination_token=\(percentEncoded(position.page))" }
        if let since = known?.keys.first { path += "&since_id=\(since)" }
        path +=
            "&tweet.fields=created_at,author_id,entities,lang,referenced_tweets,note_tweet"
            + "&expansions=referenced_tweets.id"
        let answer = try await paid(path, what, reserved: limit * 2 * XPrices.post)
        let list: XPosts
        do {
            list = try XPosts(answer.body, file: path)
        } catch {
            // What cannot be read may have been charged: what was set apart stays so.
            throw error.failure(asking: what, answer, quota: XService.quota(answer))
        }
        ledger.settle(
            reserved: limit * 2 * XPrices.post, cost: XPrices.cost(posts: list.count + list.included))
        if let problem = list.problem { throw problem.failure(asking: what, answer) }
        var page = Page(rejected: list.rejected, quota: XService.quota(answer), bytes: answer.body.count)
        let step = PageStep(count: list.count, firstKnown: nil, page: list.next, from: position, wanted: wanted)
        let name = task.label.hasPrefix("@") ? String(task.label.dropFirst()) : ""
        // What was paid for is kept, a post more than is wanted as well.
        page.rows.posts = list.posts.map { post in
            var post = post
            if post.author.isEmpty { post.author = user }
            if post.authorName.isEmpty, post.author == user { post.authorName = name }
            return post
        }
        page.next = step.next?.text
        if step.isRepeated { page.rejected.append(PageStep.repeated(path)) }
        let newest = PostIDs.newest(of: list.posts.map(\.id) + (known?.keys.first.map { [$0] } ?? []))
        page.newest = newest.map { NewestKnown(keys: [$0], depth: wanted).text }
        return page
    }

    private func users(
        _ path: String, _ task: FetchTask, reserved: Int, isPartialGood: Bool = false
    ) async throws(SourceFailure) -> (HTTPAnswer, XUsers) {
        let answer = try await paid(path, task.label, reserved: reserved * XPrices.user)
        let list: XUsers
        do {
            list = try XUsers(answer.body, file: path)
        } catch {
            throw error.failure(asking: task.label, answer, quota: XService.quota(answer))
        }
        ledger.settle(reserved: reserved * XPrices.user, cost: XPrices.cost(users: list.count))
        if !isPartialGood, let problem = list.problem { throw problem.failure(asking: task.label, answer) }
        return (answer, list)
    }

    /// Sets money apart for an answer with so many things.
    private func reserve(_ most: Int, least: Int, price: Int, _ what: String) throws(SourceFailure) -> Int {
        let now = now()
        guard let count = ledger.reserve(most: most, least: least, price: price, at: now) else {
            throw XLedger.exhausted(asking: what, at: now)
        }
        return count
    }

    /// Asks, and gives back what was set apart when there is no answer of success: failures cost nothing.
    private func paid(_ path: String, _ what: String, reserved: Int) async throws(SourceFailure) -> HTTPAnswer {
        do {
            return try await ask(path, what)
        } catch {
            ledger.settle(reserved: reserved, cost: 0)
            throw error
        }
    }

    private func ask(_ path: String, _ what: String) async throws(SourceFailure) -> HTTPAnswer {
        let headers: HTTPFields = [.authorization: "Bearer \(options.token.value)", .accept: "application/json"]
        let answer: HTTPAnswer
        do {
            answer = try await transport.follow(HTTPCall(url: options.baseURL + path, headers: headers))
        } catch {
            throw error.failure(asking: what)
        }
        if let failure = XProblem.failure(of: answer, asking: what) { throw failure }
        return answer
    }
}
