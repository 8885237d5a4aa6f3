public import UtsiktCore

/// Mastodon, and what speaks its API: GoToSocial, Pleroma, Akkoma, Pixelfed.
public struct MastodonService: Service {
    /// Its name in the configuration.
    public static let name = "mastodon"

    /// Makes it.
    public init() {}

    /// Its name in the configuration.
    public var name: String { Self.name }
    /// What it is.
    public var summary: String {
        "posts of the accounts that somebody follows at an instance of Mastodon, GoToSocial, Akkoma or Pixelfed, or of some one by one"
    }
    /// What it limits.
    public var limits: String { "300 calls in 5 minutes; costs nothing, and needs a token at some instances only" }
    /// Posts.
    public var content: SourceContent { .posts }

    /// Which instance, whose posts, with which token, how many.
    public var settings: [ServiceSetting] {
        [
            ServiceSetting("url", .address, examples: ["https://mastodon.social"], help: "the instance's address"),
            PostSettings.account("fjord@mastodon.social"),
            PostSettings.accounts(["moss@mastodon.social", "willow"], "and accounts one by one: names or ids"),
            ServiceSetting(
                "token", .secret, isOptional: true, examples: ["UTSIKT_MASTODON_TOKEN"],
                help: "scope read; without `account`: who its owner follows"),
            PostSettings.postsPerAccount,
        ]
    }

    /// Somebody must be named, or a token be there whose owner follows somebody.
    public func complete(_ values: inout ServiceValues) -> [ServiceProblem] {
        let nobody = values["token"] == nil ? PostSettings.nobody(values) : []
        return nobody
            + PostSettings.unusable(values, remedy: "Write name@host, or an id of the instance") {
                MastodonActor($0) != nil
            }
    }

    /// Whose posts.
    public func facts(_ values: ServiceValues) -> SourceFacts {
        let host = WebAddress(values.text("url"))?.authority ?? "Mastodon"
        guard values.text("account").isEmpty, values.texts("accounts").isEmpty else {
            return SourceFacts(summary: PostSettings.summary(values, on: host))
        }
        return SourceFacts(summary: "posts of whom you follow on \(host)")
    }

    /// Makes the connector.
    public func source(_ id: SourceID, _ values: ServiceValues, _ means: SourceMeans) -> any Source {
        let account = values.text("account")
        let options = MastodonSource.Options(
            baseURL: values.text("url"), account: account.isEmpty ? nil : account, accounts: values.texts("accounts"),
            token: means.secrets["token"], postsPerAccount: values.number("posts_per_account"),
            refreshSeconds: means.refreshSeconds)
        return MastodonSource(options, id: id, transport: means.transport)
    }
}
