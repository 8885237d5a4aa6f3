import HTTPTypes
package import UtsiktCore

/// The posts of accounts at an instance of Mastodon or its kin: of those that somebody follows, and of some one by one.
package struct MastodonSource: Source {
    /// Whom to ask, and for what.
    package struct Options: Sendable {
        /// Scheme, host and port of the instance.
        package var baseURL: String
        /// Whose followed accounts are read; nil for the token's own, or nobody's without a token.
        package var account: String?
        /// Accounts one by one: names with or without a host, and ids.
        package var accounts: [String]
        /// The access token; nil to read what everybody may.
        package var token: Secret?
        /// How many posts of an account are read at first.
        package var postsPerAccount: Int
        /// After so many seconds everything is asked again for what is new; nil: never.
        package var refreshSeconds: Int64?

        /// Makes options.
        package init(
            baseURL: String, account: String? = nil, accounts: [String] = [], token: Secret? = nil,
            postsPerAccount: Int = 40, refreshSeconds: Int64? = nil
        ) {
            self.baseURL = withoutTrailingSlashes(baseURL)
            self.account = account
            self.accounts = accounts
            self.token = token
            self.postsPerAccount = min(max(1, postsPerAccount), 3000)
            self.refreshSeconds = refreshSeconds.map { max(1, $0) }
        }
    }

    /// The budget of all calls: an instance counts them together.
    package static let budget = BudgetKey(rawValue: "api")
    /// More followed accounts than these are not asked for.
    static let mostFollowed = 40_000
    /// More pages of followed accounts than these are not asked for.
    static let mostFollowingPages = 1000
    /// The most that an instance hands out in a page of posts, and in one of accounts.
    private static let (mostPosts, mostAccounts) = (40, 80)

    private let options: Options
    private let transport: any HTTPTransport
    /// Host and port, as accounts of the instance are named.
    private let host: String

    /// Its name in the configuration.
    package let id: SourceID
    /// `mastodon`.
    package var service: String { MastodonService.name }
    /// Posts.
    package var content: SourceContent { .posts }
    /// What people see.
    package var title: String { id.rawValue == MastodonService.name ? "Mastodon" : id.rawValue }
    /// 300 calls in every five minutes of the clock; two seconds later than by ours, which is not the instance's.
    package var budgets: [BudgetKey: [Budget]] {
        [Self.budget: [Budget(calls: 300, per: 300, window: .clock(offset: 2))]]
    }
    /// As the options say.
    package var refreshSeconds: Int64? { options.refreshSeconds }
    /// The token's.
    package func fingerprint(key: UInt64) -> UInt8? { options.token?.fingerprint(key: key) }

    /// Makes the source.
    package init(_ options: Options, id: SourceID, transport: any HTTPTransport) {
        self.options = options
        self.id = id
        self.transport = transport
        host = WebAddress(options.baseURL)?.authority ?? ""
    }

    /// The list of followed accounts, and the accounts that are named one by one.
    package func seeds(at now: Timestamp) -> [FetchTask] {
        var seeds: [FetchTask] = []
        if let account = options.account {
            if let actor = MastodonActor(account) {
                seeds.append(task("following/\(actor.subject)", "who \(actor.label) follows"))
            }
        } else if options.token != nil, options.accounts.isEmpty {
            seeds.append(task("following/me", "whom you follow"))
        }
        let actors = options.accounts.compactMap { MastodonActor($0) }
        return seeds + actors.map { task("account/\($0.subject)", $0.label) }
    }

    private func task(_ subject: String, _ label: String) -> FetchTask {
        FetchTask(source: id, subject: subject, label: label, budget: Self.budget)
    }

    /// Asks for a page of followed accounts or of an account's posts, or for the id that a name has.
    package func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page {
        let parts = task.subject.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source")
        }
        let name = parts[1]
        // What another instance said is of no use: its ids are others.
        let memory = MastodonMemory(task.newest).flatMap { $0.host == host ? $0 : nil }
        var position = MastodonPosition(task.cursor)
        var isRemembered = false
        if position.account.isEmpty {
            if name == "me" || name.hasPrefix("@") {
                // Who “me” is the token says, which may be another one by now.
                guard name != "me", let known = memory?.account, !known.isEmpty else {
                    return try await lookUp(name, task)
                }
                position.account = known
                isRemembered = true
            } else {
                position.account = name
            }
        }
        do {
            return try await page(parts[0], position, memory?.account == position.account ? memory : nil, task)
        } catch {
            // The name may have been given to another account since.
            guard isRemembered, error.kind == .gone else { throw error }
            return try await lookUp(name, task)
        }
    }

    private func page(
        _ list: String, _ position: MastodonPosition, _ memory: MastodonMemory?, _ task: FetchTask
    ) async throws(SourceFailure) -> Page {
        switch list {
        case "following": return try await following(position, task)
        case "account": return try await statuses(position, memory, task)
        case "suspended": throw SourceFailure(.gone, "\(task.label): the instance has suspended the account")
        default: throw SourceFailure(.gone, "‘\(task.subject)’ does not belong to this source")
        }
    }

    /// Asks for an account's id by its name: the page before the first one.
    private func lookUp(_ name: String, _ task: FetchTask) async throws(SourceFailure) -> Page {
        let path =
            name == "me"
            ? "/api/v1/accounts/verify_credentials"
            : "/api/v1/accounts/lookup?acct=\(percentEncoded(ownName(name)))"
        let (answer, _) = try await ask(path, task.label)
        let account: MastodonAccount
        do {
            account = try MastodonAccount.one(answer.body, host: host)
        } catch {
            throw error.failure(asking: task.label, answer, quota: MastodonQuota.read(answer))
        }
        guard !account.isSuspended else {
            throw SourceFailure(
                .gone, "\(task.label): the instance has suspended the account", status: answer.status,
                quota: MastodonQuota.read(answer))
        }
        var page = Page(quota: MastodonQuota.read(answer), bytes: answer.body.count)
        page.next = MastodonPosition(account: account.id).text
        // Of a task's pages the first one says what is remembered: the next round needs no name looked up.
        page.newest = MastodonMemory(host: host, account: account.id, newest: "", depth: 0).text
        return page
    }

    /// A name of the instance's own without its host, as instances that stand behind another host know it.
    private func ownName(_ name: String) -> String {
        let bare = name.dropFirst()
        let parts = bare.split(separator: "@")
        return parts.count == 2 && parts[1].lowercased() == host ? String(parts[0]) : String(bare)
    }

    private func following(_ position: MastodonPosition, _ task: FetchTask) async throws(SourceFailure) -> Page {
        let path = path("following", position, limit: Self.mostAccounts, since: nil)
        let (answer, asked) = try await ask(path, task.label)
        let list: MastodonAccounts
        do {
            list = try MastodonAccounts(answer.body, file: path, host: host)
        } catch {
            throw error.failure(asking: task.label, answer, quota: MastodonQuota.read(answer))
        }
        var page = Page(rejected: list.rejected, quota: MastodonQuota.read(answer), bytes: answer.body.count)
        page.discovered = list.accounts.map { account in
            let label = account.name.isEmpty ? "account \(account.id)" : "@" + account.name
            return self.task(account.isSuspended ? "suspended/\(account.id)" : "account/\(account.id)", label)
        }
        let link = MastodonPaging.link(answer, asked: asked)
        let step = position.step(ids: list.accounts.map(\.id), link: link, wanted: Self.mostFollowed)
        page.next = step.next?.text
        // Pages of this list go by ids of follows, which only the service knows: an account's id would lead anywhere.
        if link == .none {
            page.next = nil
            if list.accounts.count + list.rejected.count >= Self.mostAccounts {
                page.isPartial = true
                page.rejected.append(Rejection(file: path, reason: "the instance does not say where the list goes on"))
            }
        } else if page.next != nil, task.pages + 1 >= Self.mostFollowingPages {
            page.next = nil
            page.isPartial = true
            page.rejected.append(Rejection(file: path, reason: "more pages than a list of accounts may have"))
        }
        page.newest = MastodonMemory(host: host, account: position.account, newest: "", depth: 0).text
        if list.dropped > 0 || step.isRepeated {
            page.isPartial = true
            let reason = "more accounts than a page may have"
            page.rejected.append(
                step.isRepeated ? PageStep.repeated(path) : Rejection(file: path, reason: reason),
                count: max(1, list.dropped))
        }
        return page
    }

    private func statuses(
        _ position: MastodonPosition, _ memory: MastodonMemory?, _ task: FetchTask
    ) async throws(SourceFailure) -> Page {
        let wanted = options.postsPerAccount
        let since = memory.flatMap { $0.depth >= wanted && !$0.newest.isEmpty ? $0.newest : nil }
        let limit = since == nil ? min(Self.mostPosts, wanted) : Self.mostPosts
        let path = path("statuses", position, limit: limit, since: since)
        let (answer, asked) = try await ask(path, "posts of \(task.label)")
        let list: MastodonStatuses
        do {
            list = try MastodonStatuses(answer.body, file: path, host: host)
        } catch {
            throw error.failure(asking: "posts of \(task.label)", answer, quota: MastodonQuota.read(answer))
        }
        var page = Page(
            posts: list.posts, rejected: list.rejected, quota: MastodonQuota.read(answer), bytes: answer.body.count)
        // Of a suspended account there is an empty list, as of one that has said nothing yet.
        if list.ids.isEmpty, list.rejected.isEmpty, since == nil, position.query.isEmpty {
            try await refuseSuspended(position.account, task)
        }
        let step = position.step(
            ids: list.ids, link: MastodonPaging.link(answer, asked: asked),
            wanted: since == nil ? wanted : max(wanted, PostBounds.mostNew))
        page.next = step.next?.text
        if step.isRepeated { page.rejected.append(PageStep.repeated(path)) }
        // An instance that passes over `since_id` ends at what is known all the same.
        if let since, let oldest = list.ids.last, !PostIDs.isNewer(oldest, than: since) { page.next = nil }
        // The newest by its id, wherever it stands: what somebody has put on top of the list may be old.
        // One that is far longer than most of the page is not an id of this instance, and would outrank all to come.
        let lengths = list.ids.map(\.utf8.count).sorted()
        let longest = (lengths.isEmpty ? 0 : lengths[lengths.count / 2]) + 2
        let newest = PostIDs.newest(of: list.ids.filter { $0.utf8.count <= longest } + (since.map { [$0] } ?? []))
        // An empty page that leads on says nothing of what is newest: a later one may.
        if newest != nil || page.next == nil {
            page.newest =
                MastodonMemory(host: host, account: position.account, newest: newest ?? "", depth: wanted).text
        }
        return page
    }

    /// Fails if the instance has suspended an account.
    private func refuseSuspended(_ account: String, _ task: FetchTask) async throws(SourceFailure) {
        let (answer, _) = try await ask("/api/v1/accounts/\(percentEncoded(account))", task.label)
        // Kin that answers with something else says nothing of a suspension.
        guard let account = try? MastodonAccount.one(answer.body, host: host), account.isSuspended else { return }
        throw SourceFailure(
            .gone, "\(task.label): the instance has suspended the account", status: answer.status,
            quota: MastodonQuota.read(answer))
    }

    private func path(_ list: String, _ position: MastodonPosition, limit: Int, since: String?) -> String {
        var path = "/api/v1/accounts/\(percentEncoded(position.account))/\(list)?limit=\(limit)"
        if let since { path += "&since_id=\(percentEncoded(since))" }
        return position.query.isEmpty ? path : path + "&" + position.query
    }

    private func ask(_ path: String, _ what: String) async throws(SourceFailure) -> (HTTPAnswer, WebAddress) {
        var headers: HTTPFields = [.accept: "application/json"]
        if let token = options.token { headers[.authorization] = "Bearer \(token.value)" }
        let call = HTTPCall(url: options.baseURL + path, headers: headers)
        guard let address = call.address else { throw HTTPFailure.unusableURL.failure(asking: what) }
        let answer: HTTPAnswer
        do {
            answer = try await transport.follow(call)
        } catch {
            throw error.failure(asking: what)
        }
        if let failure = MastodonErrors.failure(of: answer, asking: what, hasToken: options.token != nil) {
            throw failure
        }
        try answer.refuse(repeating: options.token, asking: what, quota: MastodonQuota.read(answer))
        return (answer, address)
    }
}

/// What is remembered of an account's list: the instance, its id at the instance, its newest post, and how deep it was read.
struct MastodonMemory: Sendable, Hashable {
    var host: String
    var account: String
    var newest: String
    var depth: Int

    init(host: String, account: String, newest: String, depth: Int) {
        (self.host, self.account, self.newest, self.depth) = (host, account, newest, depth)
    }

    /// Reads a memory; nil when it is none.
    init?(_ text: String?) {
        let parts = (text ?? "").split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4, let depth = Int(parts[3]) else { return nil }
        self.init(host: parts[0], account: parts[1], newest: parts[2], depth: depth)
    }

    /// `m.example 109302 116900000 40`.
    var text: String {
        let words = [host, account, newest].map { word in word.filter { $0 != " " } }
        return (words + [String(depth)]).joined(separator: " ")
    }
}
