public import UtsiktCore

/// X over its API v2.
public struct XService: Service {
    /// Its name in the configuration.
    public static let name = "x"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String { "posts of the users that somebody follows on X, or of some one by one" }
    /// What it limits.
    public var limits: String {
        "900 calls for posts in 15 minutes; costs $0.005 a post and $0.010 a user: nothing is asked for before budget_usd is set"
    }
    /// Posts.
    public var content: SourceContent { .posts }

    /// Whose posts, with which token, how many, for how much money.
    public var settings: [ServiceSetting] {
        [
            PostSettings.account("fjord"),
            PostSettings.accounts(["moss", "\"722118\""], "and users one by one: names or ids"),
            ServiceSetting("url", .address, default: "https://api.x.com", help: "the service's address"),
            ServiceSetting(
                "token", .secret, examples: ["UTSIKT_X_TOKEN"], help: "a bearer token; that of a user for `account: me`"
            ),
            PostSettings.postsPerAccount,
            ServiceSetting(
                "budget_usd", .amounts(["day", "month"]), isOptional: true, examples: ["{day: 0, month: 0}"],
                help: "0: nothing that costs money is asked for"),
        ]
    }

    /// Somebody must be named.
    public func complete(_ values: inout ServiceValues) -> [ServiceProblem] {
        PostSettings.nobody(values)
            + PostSettings.unusable(values, remedy: "Write a name without @ or an id") { XActor($0) != nil }
    }

    /// Whose posts, and what may be spent.
    public func facts(_ values: ServiceValues) -> SourceFacts {
        let summary = PostSettings.summary(values, on: "X")
        let options = Self.options(values, token: Secret(""), refreshSeconds: nil)
        let users = options.account == nil ? "" : " of \(options.forecast.items.first?.count ?? 0) users"
        let first = "a first reading\(users) costs at most \(options.forecast.most)"
        guard options.maySpend else { return SourceFacts(summary: summary + " (off: budget_usd is 0; \(first))") }
        let limits = [
            options.budget.day.map { "\($0) a day" },
            options.budget.month.map { "\($0) a month" },
        ].compactMap { $0 }
        return SourceFacts(summary: summary + " (at most \(limits.joined(separator: ", ")); \(first))")
    }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        XSource(
            Self.options(values, token: means.secret("token"), refreshSeconds: means.refreshSeconds), id: id,
            transport: means.transport)
    }

    private static func options(
        _ values: ServiceValues, token: Secret, refreshSeconds: Int64?
    ) -> XSource.Options {
        let account = values.text("account")
        let amounts = values.amounts("budget_usd").mapValues { Money(dollars: $0) }
        return XSource.Options(
            baseURL: values.text("url"), account: account.isEmpty ? nil : account, accounts: values.texts("accounts"),
            token: token, postsPerAccount: values.number("posts_per_account"),
            budget: (amounts["day"], amounts["month"]), refreshSeconds: refreshSeconds)
    }

    /// What an answer says about the budget: `x-rate-limit-limit`, `-remaining` and `-reset`.
    static func quota(_ answer: HTTPAnswer) -> Quota? { QuotaHeaders.epochSeconds(answer, prefix: "x-rate-limit-") }
}
