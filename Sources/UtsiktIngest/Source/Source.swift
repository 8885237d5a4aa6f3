public import UtsiktBase

/// Something that can be fetched page by page: the timelines of a service, the weather history of another.
///
/// A source speaks a protocol and nothing else: it never sleeps, retries or stores. What may be asked how often it declares
/// in `budgets`; the ingestor keeps to them.
public protocol Source: Sendable {
    /// The source's name in the configuration and the journal, as `posts`; its rows carry it.
    var id: SourceID { get }
    /// The service that it asks, as `timelines-1.1`.
    var service: String { get }
    /// What its rows are.
    var content: SourceContent { get }
    /// The name people see.
    var title: String { get }
    /// What the source's calls may cost, by the key that `FetchTask.budget` names.
    var budgets: [BudgetKey: [Budget]] { get }
    /// Pages of it that may be under way at the same time; nil: as many as the ingestor's options say.
    var concurrency: Int? { get }
    /// Done tasks older than this are asked again for what is new; nil: what is done stays done.
    var refreshSeconds: Int64? { get }
    /// Where fetching starts, as of `now`: all that is wanted, but for what the pages discover. Tasks that are in the journal
    /// already are not added again; tasks of the journal that are neither here nor discovered are retired.
    func seeds(at now: Timestamp) -> [FetchTask]
    /// A fingerprint of the secret that the source asks with (`Secret.fingerprint`); nil when it has none.
    func fingerprint(key: UInt64) -> UInt8?
    /// Asks for one page. Whose rows they are the store adds.
    /// - Throws: `SourceFailure` that says whether trying again can help.
    func fetch(_ task: FetchTask) async throws(SourceFailure) -> Page

    /// Whether several things refused one after the other mean that the whole source is. Not so where its tasks ask different hosts.
    var pausesOnRefusals: Bool { get }
    /// Whether one call may answer several tasks: then `companions` is asked before each.
    var joinsTasks: Bool { get }
    /// Which of the waiting tasks, all of the same budget, a call for `task` can answer as well.
    func companions(of task: FetchTask, among waiting: [FetchTask]) -> [FetchTask]
    /// Asks for one page that answers several tasks; `Page.settled` says which of them, and how. The others are asked for again.
    func fetch(_ task: FetchTask, with companions: [FetchTask]) async throws(SourceFailure) -> Page

    /// Whether its calls cost more or less than one of the budget: then `cost` is asked before each.
    var weighsCalls: Bool { get }
    /// What a call takes of the budget.
    func cost(of task: FetchTask, with companions: [FetchTask]) -> CallCost
    /// How much money it may spend; nil for a source that costs none.
    var money: MoneyBudget? { get }
    /// What a first reading may cost, told before the first call; nil for a source that costs none.
    var spendingForecast: SpendingForecast? { get }
    /// What a call for a task costs at most. What it did cost says `Page.spent`.
    func price(of task: FetchTask) -> Money
}

extension Source {
    /// As many as the ingestor's options say.
    public var concurrency: Int? { nil }
    /// What is done stays done.
    public var refreshSeconds: Int64? { nil }
    /// It asks without a secret.
    public func fingerprint(key: UInt64) -> UInt8? { nil }
    /// All tasks ask one service.
    public var pausesOnRefusals: Bool { true }
    /// A call a task.
    public var joinsTasks: Bool { false }
    /// None.
    public func companions(of task: FetchTask, among waiting: [FetchTask]) -> [FetchTask] { [] }
    /// For the one task only.
    public func fetch(_ task: FetchTask, with companions: [FetchTask]) async throws(SourceFailure) -> Page {
        try await fetch(task)
    }
    /// Every call is one.
    public var weighsCalls: Bool { false }
    /// One.
    public func cost(of task: FetchTask, with companions: [FetchTask]) -> CallCost { .one }
    /// It costs nothing.
    public var money: MoneyBudget? { nil }
    /// It costs nothing.
    public var spendingForecast: SpendingForecast? { nil }
    /// Nothing.
    public func price(of task: FetchTask) -> Money { .zero }
}

/// What the rows of a source are.
public enum SourceContent: String, Sendable, Hashable, Codable, CaseIterable {
    /// Posts of accounts.
    case posts
    /// Observations of places.
    case observations
}

/// A source as the database knows it.
public struct StoredSource: Sendable, Hashable {
    /// Its name.
    public var id: SourceID
    /// The service that it asks; empty when that was never said.
    public var service: String
    /// What its rows are; nil when that was never said.
    public var content: SourceContent?

    /// Makes it from its parts.
    public init(id: SourceID, service: String, content: SourceContent?) {
        self.id = id
        self.service = service
        self.content = content
    }

    /// What there is to know of a source.
    public init(_ source: any Source) {
        self.init(id: source.id, service: source.service, content: source.content)
    }
}
