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
        /// What may be spent in a day and a month (UTC); nil where no limit is set.
        package var budget: (day: Money?, month: Money?)
        /// After so many seconds everything is asked again for what is new; nil: never.
        package var refreshSeconds: Int64?

        /// Makes options.
        package init(
            baseURL: String, account: String? = nil, accounts: [String] = [], token: Secret, postsPerAccount: Int = 40,
            budget: (day: Money?, month: Money?), refreshSeconds: Int64? = nil
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
            (budget.day != nil || budget.month != nil) && budget.day != .zero && budget.month != .zero
        }

        /// What the first reading may cost: of whom somebody follows a page is taken to come, as nobody knows how many there are.
        package var forecast: SpendingForecast {
            let users = (account == nil ? 0 : XSource.usersOnPage) + accounts.count
            return SpendingForecast([
                SpendingForecast.Item("users", count: users, price: XPrices.user),
                SpendingForecast.Item("posts", count: users * postsPerAccount, price: XPrices.post),
                SpendingForecast.Item("posts referred to", count: 2 * users * postsPerAccount, price: XPrices.post),
            ])
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
    /// The most users and posts of a page, and the fewest posts that may be asked for.
    static let (usersOnPage, postsOnPage, fewestPosts) = (1000, 100, 5)
    /// So many days a list of users is taken as it was.
    static let daysOfLists = 30
    /// More pages of followed users than this are not asked for.
    static let mostFollowingPages = 40

    private let options: Options
    private let transport: any HTTPTransport
    private let round = RoundTime()

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
    /// What may be spent; where only one of both is said, the other one is as good as without a limit.
    package var money: MoneyBudget? {
        guard options.maySpend else { return MoneyBudget() }
        let endless = Money(millionths: .max)
        return MoneyBudget(day: options.budget.day ?? endless, month: options.budget.month ?? endless)
    }
    /// What the first reading may cost.
    package var spendingForecast: SpendingForecast? { options.forecast }
    /// What an answer may cost at most: each user or post that it may hold, and the two posts that each may refer to.
    package func price(of task: FetchTask) -> Money {
        let parts = task.subject.split(separator: "/", maxSplits: 1).map(String.init)
        switch (parts.first, parts.count) {
        case ("following", 2): return XPrices.cost(users: isKnown(task) ? 0 : usersAtOnce)
        case ("names", 2): return XPrices.cost(users: unknownNames(Int(parts[1]) ?? -1, task).count)
        default: return XPrices.cost(posts: 3 * postsAtOnce(task))
        }
    }

    /// So many things of a price, or as many as a quarter of what may be spent in a day or month can pay: a page that took it all would
    /// wait for a day on which nothing else was paid for.
    private func affordable(_ most: Int, price: Money) -> Int {
        guard let money else { return 1 }
        let quarter = min(money.day, money.month).millionths / 4
        return min(most, max(1, Int(clamping: quarter / max(1, price.millionths))))
    }

    /// Users that are asked for at once.
    private var usersAtOnce: Int { affordable(Self.usersOnPage, price: XPrices.user) }

    /// Posts that are asked for at once: as many as are still wanted, but at least as many as the service wants to hear. Twice as
    /// many may come along.
    private func postsAtOnce(_ task: FetchTask) -> Int {
        let wanted = options.postsPerAccount
        let left = wanted - min(wanted, PagePosition(task.cursor)?.taken ?? 0)
        return max(Self.fewestPosts, affordable(min(Self.postsOnPage, left), price: XPrices.post * 3))
    }

    /// As the options say.
    package var refreshSeconds: Int64? { options.refreshSeconds }
    /// The token's.
    package func fingerprint(key: UInt64) -> UInt8? { options.token.fingerprint(key: key) }

    /// Makes the source.
    package init(_ options: Options, id: SourceID, transport: any HTTPTransport) {
        self.options = options
        self.id = id
        self.transport = transport
    }

    /// The list of followed users, the names whose ids are needed, and the users that are named by ids.
    package func seeds(at now: Timestamp) -> [FetchTask] {
        round.begin(at: now)
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
        let size = affordable(Self.namesAtOnce, price: XPrices.user)
        return stride(from: 0, to: names.count, by: size).map { Array(names[$0..<min(names.count, $0 + size)]) }
    }

    /// Names of a list whose ids are not known yet.
    private func unknownNames(_ index: Int, _ task: FetchTask) -> [String] {
        guard nameLists.indices.contains(index) else { return [] }
        let ids = XListMemory(task.newest)?.ids ?? [:]
        return nameLists[index].filter { ids[$0] == nil }
    }

    /// Whether a list is taken as it was: each followed user that an answer names is paid for.
    private func isKnown(_ task: FetchTask) -> Bool {
        guard task.cursor == nil, let memory = XListMemory(task.newest) else { return false }
        return round.isFresh(memory.day, days: Self.daysOfLists)
    }

    private func task(for user: String, label: String) -> FetchTask {
        FetchTask(source: id, subject: "user/\(user)", label: label, budget: Self.postsBudget)
    }

    private func task(for user: XUser) -> FetchTask {
        task(for: user.id, label: user.name.isEmpty ? "user \(user.id)" : "@" + user.name)
    }

    /// Asks for a page of followed users, of names, or of a user's posts.
    package func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
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
        if isKnown(task) {
            var page = Page(newest: task.newest)
            page.isPartial = true
            page.spent = .zero
            return page
        }
        var position = PagePosition(task.cursor)
        if position == nil {
            // Who “me” is the token says, which may be another one by now.
            let remembered = account == "me" ? nil : memory?.ids[account]
            guard let known = XIDs.isID(account) ? account : remembered else {
                return try await user(account, task)
            }
            position = PagePosition(taken: 0, page: known + " ")
        }
        // The cursor holds the id and the service's word.
        let words = (position?.page ?? "").split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let (user, token) = (words.first.map(String.init) ?? "", words.count > 1 ? String(words[1]) : "")
        var path = "/2/users/\(percentEncoded(user))/following?max_results=\(usersAtOnce)"
        if !token.isEmpty { path += "&pagination_token=\(percentEncoded(token))" }
        let (answer, list) = try await users(path, task)
        var page = Page(rejected: list.rejected, quota: XService.quota(answer), bytes: answer.body.count)
        page.discovered = list.users.map { self.task(for: $0) }
        page.spent = XPrices.cost(users: list.count)
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
        let (answer, list) = try await users(path, task)
        guard let user = list.users.first else {
            var failure = SourceFailure(
                .gone, "\(task.label): there is no such account", status: answer.status, quota: XService.quota(answer))
            failure.spent = XPrices.cost(users: list.count)
            throw failure
        }
        var page = Page(bytes: answer.body.count)
        page.spent = XPrices.cost(users: list.count)
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
        let wanted = unknownNames(index, task)
        var page = Page()
        page.spent = .zero
        if !wanted.isEmpty {
            let path = "/2/users/by?usernames=\(wanted.map(percentEncoded).joined(separator: "%2C"))"
            let (answer, list) = try await users(path, task, isPartialGood: true)
            (page.quota, page.bytes, page.rejected) = (XService.quota(answer), answer.body.count, list.rejected)
            page.spent = XPrices.cost(users: list.count)
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
        var path = "/2/users/\(percentEncoded(user))/tweets?max_results=\(postsAtOnce(task))"
        if let position { path += "&pagination_token=\(percentEncoded(position.page))" }
        let since = known?.keys.first.flatMap { XIDs.isID($0) ? $0 : nil }
        if let since { path += "&since_id=\(percentEncoded(since))" }
        path +=
            "&tweet.fields=created_at,author_id,entities,lang,referenced_tweets,note_tweet"
            + "&expansions=referenced_tweets.id"
        let answer = try await ask(path, what)
        let list: XPosts
        do {
            list = try XPosts(answer.body, file: path)
        } catch {
            throw error.failure(asking: what, answer, quota: XService.quota(answer))
        }
        if let problem = list.problem { throw problem.failure(asking: what, answer) }
        var page = Page(rejected: list.rejected, quota: XService.quota(answer), bytes: answer.body.count)
        // Posts that came along are counted as if they were charged, since nothing says that they are not.
        page.spent = XPrices.cost(posts: list.count + list.included)
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
        // An empty page says nothing of what is newest: a later one may.
        let newest = PostIDs.newest(of: list.posts.map(\.id) + (since.map { [$0] } ?? []))
        page.newest = list.posts.isEmpty ? nil : newest.map { NewestKnown(keys: [$0], depth: wanted).text }
        return page
    }

    private func users(
        _ path: String, _ task: FetchTask, isPartialGood: Bool = false
    ) async throws(SourceFailure) -> (HTTPAnswer, XUsers) {
        let answer = try await ask(path, task.label)
        let list: XUsers
        do {
            list = try XUsers(answer.body, file: path)
        } catch {
            throw error.failure(asking: task.label, answer, quota: XService.quota(answer))
        }
        if !isPartialGood, let problem = list.problem { throw problem.failure(asking: task.label, answer) }
        return (answer, list)
    }

    private func ask(_ path: String, _ what: String) async throws(SourceFailure) -> HTTPAnswer {
        guard options.maySpend else {
            throw SourceFailure.ofSource(.money, "\(what): nothing may be spent (budget_usd)")
        }
        let headers: HTTPFields = [.authorization: "Bearer \(options.token.value)", .accept: "application/json"]
        let answer: HTTPAnswer
        do {
            answer = try await transport.follow(HTTPCall(url: options.baseURL + path, headers: headers))
        } catch {
            throw error.failure(asking: what)
        }
        if let failure = XProblem.failure(of: answer, asking: what) { throw failure }
        try answer.refuse(repeating: options.token, asking: what, quota: XService.quota(answer))
        return answer
    }
}
