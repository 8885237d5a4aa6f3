public import UtsiktCore

/// Bluesky, and other services of the AT Protocol.
public struct BlueskyService: Service {
    /// Its name in the configuration.
    public static let name = "bluesky"
    /// Who answers without a key.
    static let publicAddress = "https://public.api.bsky.app"
    /// Who answers with an account, unless its own server is named.
    static let memberAddress = "https://bsky.social"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String { "posts of the accounts that somebody follows on Bluesky, or of some one by one" }
    /// What it limits.
    public var limits: String { "3000 calls in 5 minutes, asked at 10 a second; needs no key and costs nothing" }
    /// Posts.
    public var content: SourceContent { .posts }

    /// Whose posts, from where, with which password, how many.
    public var settings: [ServiceSetting] {
        [
            PostSettings.account("fjord.example.com"),
            PostSettings.accounts(["a.example.com", "\"did:plc:abc\""], "and accounts one by one: handles or DIDs"),
            ServiceSetting(
                "url", .address, default: Self.publicAddress,
                help: "with a password: the account's own server, else bsky.social"),
            ServiceSetting(
                "password", .secret, isOptional: true, examples: ["UTSIKT_BLUESKY_PASSWORD"],
                help: "an app password of `account`; not needed"),
            PostSettings.postsPerAccount,
        ]
    }

    /// Somebody must be named, in words that can be a handle or an identity; a password belongs to an account, and the public
    /// server takes none.
    public func complete(_ values: inout ServiceValues) -> [ServiceProblem] {
        var problems = PostSettings.nobody(values)
        problems += PostSettings.unusable(values, remedy: "Write a handle, as name.bsky.social, or a DID") {
            BlueskyActor($0) != nil
        }
        if values["password"] != nil {
            if values.text("account").isEmpty {
                problems.append(
                    ServiceProblem(
                        at: [], "there is a password but no account", remedy: "Name the account that it belongs to"))
            }
            if values.text("url") == Self.publicAddress { values["url"] = .text(Self.memberAddress) }
        }
        return problems
    }

    /// Whose posts.
    public func facts(_ values: ServiceValues) -> SourceFacts {
        SourceFacts(summary: PostSettings.summary(values, on: "Bluesky"))
    }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        let account = values.text("account")
        let options = BlueskySource.Options(
            baseURL: values.text("url"), account: account.isEmpty ? nil : account, accounts: values.texts("accounts"),
            password: means.secrets["password"], postsPerAccount: values.number("posts_per_account"),
            refreshSeconds: means.refreshSeconds)
        return BlueskySource(options, id: id, transport: means.transport, sessions: means.sessions)
    }

    /// What an answer says about the budget: `RateLimit-Limit`, `-Remaining` and `-Reset`. The public server says nothing.
    static func quota(_ answer: HTTPAnswer) -> Quota? { QuotaHeaders.fields(answer, prefix: "ratelimit-") }
}
